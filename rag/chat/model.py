"""A chat model of any provider, through LangChain: opened, asked, and given up on in time. The only place that opens one."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from rag.answer import Unsupported
from rag.chat.packing import SMALLEST_WINDOW
from rag.errors import ModelUnavailable
from rag.language import FAILURES
from rag.settings import Settings

_PASSING = frozenset([408, 409, 425, 429, 500, 502, 503, 504, 529])
"""What a server answers that may go better in a moment."""
_FIRST_PAUSE = 0.4
"""Seconds before the second try; each further one waits twice as long."""


class ModelFailed(Exception):
    """The model gave nothing that can be shown; the extractive answer is given instead. Never reaches a user."""

    unsupported: tuple[Unsupported, ...] = ()
    """What it wrote, where that was the fault."""


class ChatModel:
    """One chat model, ``provider:model``."""

    def __init__(self, settings: Settings) -> None:
        """Raises ModelUnavailable where the provider's package or its configuration is missing."""
        from langchain.chat_models import init_chat_model

        self._timeout, self._retries = settings.model_timeout, settings.model_retries
        options: dict[str, Any] = {"temperature": 0}
        if settings.model.startswith("ollama:"):
            options["client_kwargs"] = {"timeout": self._timeout}
        else:
            # tries are ours: a library's own would not know how much time is left
            options |= {"timeout": self._timeout, "max_retries": 0}
        if settings.model_base_url:
            options["base_url"] = settings.model_base_url
        try:
            self._model: Any = init_chat_model(settings.model, **options)
        except Exception as error:  # each provider raises its own; all mean that the model cannot be had
            raise ModelUnavailable(model=settings.model, reason=first_line(error), variable="PARACITE_MODEL") from error
        known = (getattr(self._model, "profile", None) or {}).get("max_input_tokens")
        # the provider's own window is known of its own models; of a server of the same protocol it is not
        self.window = settings.model_window or (0 if settings.model_base_url else known) or SMALLEST_WINDOW
        """Tokens that it reads."""

    def stream(self, system: str, human: str, language: str) -> Iterator[str]:
        """The text of an answer as it is written.

        A try that fails before its first word is made again, as often as the settings say and the time allows. Raises
        ModelFailed.
        """
        until = time.monotonic() + self._timeout
        messages = [("system", system), ("human", human)]
        attempt = 0
        while True:
            written = False
            try:
                for chunk in self._model.stream(messages):
                    if time.monotonic() > until:
                        raise ModelFailed(FAILURES["slow"][language])
                    if piece := _text_of(chunk):
                        written = True
                        yield piece
            except ModelFailed:
                raise
            except Exception as error:  # a provider's or the network's failure, of any class
                pause = _pause(error, attempt)
                if written or attempt >= self._retries or pause is None or time.monotonic() + pause >= until:
                    raise ModelFailed(first_line(error)) from error
                time.sleep(pause)
                attempt += 1
            else:
                return


def first_line(error: Exception) -> str:
    """What a library says went wrong, on one line."""
    return (str(error) or type(error).__name__).splitlines()[0][:200]


def _text_of(chunk: Any) -> str:
    return str(chunk.text if isinstance(chunk.text, str) else chunk.text())


def _pause(error: Exception, attempt: int) -> float | None:
    """Seconds to wait before another try: what the server asks for, else ever longer; None where another try is no use."""
    status = getattr(error, "status_code", None)
    response = getattr(error, "response", None)
    if status is None and not re.search(r"Connect|RemoteProtocol", type(error).__name__):
        return None
    if status is not None and status not in _PASSING:
        return None
    asked = str(getattr(response, "headers", {}).get("retry-after", ""))
    return float(asked) if re.fullmatch(r"\d+(?:\.\d+)?", asked) else float(_FIRST_PAUSE * 2**attempt)

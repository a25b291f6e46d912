"""``python -m eval.judge_worker SAMPLES VERDICTS --model PROVIDER:NAME``: what a chat model thinks of each answer, through DeepEval.

Runs in an environment of its own (requirements-judge.lock), since the library wants other releases of what paracite uses. So
this module imports the library and the standard library, and nothing of the project; eval/judged.py starts it.

A line of SAMPLES: ``id``, ``user_input``, ``response``, ``retrieved_contexts`` (what the answer cites), ``found_contexts`` (what was
retrieved, best first), ``reference`` (what a right answer says). A line of VERDICTS: ``id`` and each measure from 0 to 1, or
``id`` and ``error``.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

AT_ONCE = 4
"""Answers that are judged at the same time."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.judge_worker")
    parser.add_argument("samples", type=Path)
    parser.add_argument("verdicts", type=Path)
    parser.add_argument("--model", required=True, help="as PARACITE_MODEL names it")
    parser.add_argument("--base-url", default="")
    parser.add_argument("--timeout", default="60", help="seconds of one request")
    chosen = parser.parse_args()
    # the library tells its makers what it judges, reads .env files and leaves a folder behind, unless it is told not to
    os.environ["DEEPEVAL_TELEMETRY_OPT_OUT"] = "1"
    os.environ["DEEPEVAL_DISABLE_DOTENV"] = "1"
    os.environ["DEEPEVAL_FILE_SYSTEM"] = "READ_ONLY"
    os.environ["DEEPEVAL_PER_ATTEMPT_TIMEOUT_SECONDS_OVERRIDE"] = chosen.timeout
    samples = [json.loads(line) for line in chosen.samples.read_text(encoding="utf-8").splitlines() if line.strip()]
    model = chat_model(chosen.model, chosen.base_url)
    verdicts = asyncio.run(judge_all(samples, model))
    lines = (json.dumps(verdict, ensure_ascii=False) + "\n" for verdict in verdicts)
    chosen.verdicts.write_text("".join(lines), encoding="utf-8")
    return 0


def chat_model(named: str, base_url: str) -> Any:
    """The library's model for ``provider:name``; each reads its key from the variable that its provider's package reads."""
    from deepeval.config.settings import get_settings
    from deepeval.models import AnthropicModel, LocalModel, OllamaModel, OpenAIModel

    provider, _, name = named.partition(":")
    free: dict[str, Any] = {"cost_per_input_token": 0.0, "cost_per_output_token": 0.0}  # nobody asks what it costs
    if provider == "openai" and base_url:  # any server that speaks the protocol
        key = get_settings().OPENAI_API_KEY
        return LocalModel(model=name, base_url=base_url, api_key=key.get_secret_value() if key else "none")
    if provider == "openai":
        return OpenAIModel(model=name, **free)
    if provider == "anthropic":
        return AnthropicModel(model=name, **free)
    if provider == "ollama":
        return OllamaModel(model=name, base_url=base_url or None)
    sys.exit(f"{named}: openai:…, anthropic:… and ollama:… can judge")


async def judge_all(samples: list[dict[str, Any]], model: Any) -> list[dict[str, Any]]:
    """A verdict for each sample, in order."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def judge(sample: dict[str, Any]) -> dict[str, Any]:
        async with gate:
            try:
                return {"id": sample["id"], **await measures(sample, model)}
            except Exception as error:  # a model that fails on one answer has judged the others
                return {"id": sample["id"], "error": f"{type(error).__name__}: {error}".splitlines()[0]}

    return list(await asyncio.gather(*map(judge, samples)))


async def measures(sample: Mapping[str, Any], model: Any) -> dict[str, float]:
    """Each measure of one answer, from 0 to 1."""
    from deepeval.metrics import AnswerRelevancyMetric, ContextualPrecisionMetric, FaithfulnessMetric
    from deepeval.test_case import LLMTestCase

    said = {"input": sample["user_input"], "actual_output": sample["response"], "expected_output": sample["reference"]}
    cited = LLMTestCase(**said, retrieval_context=sample["retrieved_contexts"])
    found = LLMTestCase(**said, retrieval_context=sample["found_contexts"])
    options = {"model": model, "include_reason": False}
    wanted = {
        # what the context merely does not contradict is no more faithful than what it denies
        "faithfulness": (FaithfulnessMetric(penalize_ambiguous_claims=True, **options), cited),
        "answer_relevancy": (AnswerRelevancyMetric(**options), cited),
        "context_precision": (ContextualPrecisionMetric(**options), found),
    }
    return {name: float(await metric.a_measure(case, _show_indicator=False)) for name, (metric, case) in wanted.items()}


if __name__ == "__main__":
    sys.exit(main())

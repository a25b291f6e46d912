"""Judged measures, for whoever asks for them: a chat model judges each answer through DeepEval, in an environment of its own.

The library wants other releases of what paracite uses, so judge_worker.py runs in the environment that ``make judge`` makes; files
are all that passes between the two. What is judged are the answers to answerable questions; one that was refused or crashed has
zero of each measure, like of everything that was asked of it.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.errors import JudgeFailed, JudgeMissing, JudgeNeedsModel
from eval.measures import JUDGED, Score
from rag import Settings

FOUND = 5
"""Retrieved paragraphs whose order is judged."""
_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Who judged, and what it could not judge."""

    model: str
    unjudged: tuple[str, ...]
    """Ids of questions on whose answers the model gave no verdict: they count nowhere."""


class Judge:
    """The chat model of the settings, in the environment that holds the library."""

    def __init__(self, environment: Path, settings: Settings) -> None:
        """Raises JudgeNeedsModel, JudgeMissing."""
        if not settings.model:
            raise JudgeNeedsModel
        found = [path for name in ("bin/python", "Scripts/python.exe") if (path := environment / name).exists()]
        if not found:
            raise JudgeMissing(path=environment)
        self._python, self._settings = found[0].absolute(), settings

    def judge(self, scores: Sequence[Score]) -> tuple[tuple[Score, ...], Judged]:
        """The scores with their judged figures. Raises JudgeFailed where there is no verdict at all."""
        chosen = self._settings
        with tempfile.TemporaryDirectory(prefix="paracite-judge-") as place:
            asked, answered = Path(place) / "samples.jsonl", Path(place) / "verdicts.jsonl"
            asked.write_text(samples(scores), encoding="utf-8")
            command = [str(self._python), "-m", "eval.judge_worker", str(asked), str(answered), "--model", chosen.model]
            command += ["--base-url", chosen.model_base_url, "--timeout", str(chosen.model_timeout)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=_ROOT)  # noqa: S603 - our own module
            verdicts = _verdicts(answered, told=done.stderr)
        judged = tuple(replace(one, figures={**one.figures, **_figures(one, verdicts)}) for one in scores)
        unjudged = tuple(name for name, verdict in verdicts.items() if "error" in verdict)
        return judged, Judged(model=chosen.model, unjudged=unjudged)


def samples(scores: Sequence[Score]) -> str:
    """JSON lines, one for each answer that can be judged: what was asked, said, cited, found, and what should be said."""
    lines = []
    for score in scores:
        answer, question = score.observation.answer, score.question
        if answer is None or not _judgeable(score):
            continue
        sample = {
            "id": question.id,
            "user_input": question.question,
            "response": answer.text,
            "retrieved_contexts": list(dict.fromkeys(citation.paragraph.text for citation in answer.citations)),
            "found_contexts": [hit.passage.paragraph.text for hit in answer.hits[:FOUND]],
            "reference_contexts": [gold.quote for gold in question.required_paragraphs],
            "reference": "；".join(nugget[0] for nugget in question.nuggets),
        }
        lines.append(json.dumps(sample, ensure_ascii=False) + "\n")
    return "".join(lines)


def _judgeable(score: Score) -> bool:
    answer = score.observation.answer
    return score.question.answerable and answer is not None and answer.refused is None


def _verdicts(path: Path, *, told: str) -> dict[str, Mapping[str, object]]:
    try:
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        verdicts = {str(one["id"]): one for one in records}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise JudgeFailed(reason=(told.strip().splitlines() or [type(error).__name__])[-1]) from error
    failed = [str(one["error"]) for one in records if "error" in one]
    if failed and len(failed) == len(records):
        raise JudgeFailed(reason=failed[0])
    return verdicts


def _figures(score: Score, verdicts: Mapping[str, Mapping[str, object]]) -> dict[str, float]:
    question, verdict = score.question, verdicts.get(score.question.id, {})
    if _judgeable(score):
        return {name: float(str(verdict[name])) for name in JUDGED if name in verdict}
    return dict.fromkeys(JUDGED, 0.0) if question.answerable and not question.refusal_accepted else {}

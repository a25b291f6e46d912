"""A run as JSON: every question with its answer, citations, gold and scores, then the totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.comparison import Comparison
from eval.dataset import EVERY_KIND, SPLITS, Gold
from eval.floors import ALL, measured_floors
from eval.measures import Count, Score, mean_figures, percentile, select, total
from rag import Answer

if TYPE_CHECKING:
    from eval.command import Run


def run_record(run: Run) -> dict[str, Any]:
    """Plain data for ``json.dumps``; totals by kind (or ``all``) and split (or ``all``)."""
    scores = run.scores
    return {
        "set": run.name,
        "totals": {
            kind: {split: _totals(scores, kind, split) for split in (*SPLITS, ALL)}
            for kind in (*EVERY_KIND, ALL)
            if select(scores, kind=None if kind == ALL else kind)
        },
        "figures": {name: round(value, 4) for name, value in mean_figures(scores).items()},
        "latency_ms": latencies(scores),
        "below_floor": [
            {
                "kind": one.kind,
                "measure": one.measure,
                "floor": str(one.floor),
                "measured": str(one.measured),
                "questions": list(one.questions),
            }
            for one in run.below
        ],
        "measured_floors": measured_floors(scores),
        "comparison": comparison_record(run.comparison) if run.comparison else None,
        "judged": {"model": run.judged.model, "unjudged": list(run.judged.unjudged)} if run.judged else None,
        "results": [_result(one) for one in scores],
    }


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """A comparison as plain data."""
    return {
        "baseline": comparison.baseline,
        "seed": comparison.seed,
        "questions_compared": comparison.compared,
        "not_compared": list(comparison.unpaired),
        "newly_wrong": list(comparison.newly_wrong),
        "newly_right": list(comparison.newly_right),
        "measures": {
            one.measure: {
                "before": round(one.before, 4),
                "after": round(one.after, 4),
                "interval": [round(one.low, 4), round(one.high, 4)],
                "smallest_detectable": round(one.detectable, 4),
                "significant_loss": one.significant_loss,
                "significant_gain": one.significant_gain,
                "lost": list(one.lost),
                "gained": list(one.gained),
            }
            for one in comparison.differences
        },
    }


def latencies(scores: Sequence[Score]) -> dict[str, float]:
    """Milliseconds per question: median, 95th percentile, most."""
    times = [one.observation.milliseconds for one in scores]
    return {
        name: round(percentile(times, share), 1)
        for name, share in (("median", 0.5), ("percentile_95", 0.95), ("most", 1))
    }


def _totals(scores: Sequence[Score], kind: str, split: str) -> dict[str, Any]:
    chosen = select(scores, kind=None if kind == ALL else kind, split=None if split == ALL else split)
    return {"questions": len(chosen), **_counts(total(chosen))}


def _counts(counts: Mapping[str, Count]) -> dict[str, dict[str, float]]:
    return {
        measure: {"n": count.n, "m": count.m, "share": round(count.share, 4)}
        for measure, count in counts.items()
        if count.m
    }


def _gold(gold: Gold) -> dict[str, str]:
    return {"document": gold.document, "paragraph": gold.paragraph, "quote": gold.quote}


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "text": answer.text,
        "language": answer.language,
        "composer": answer.composer,
        "refused": answer.refused.value if answer.refused else None,
        "notice": answer.notice,
        "evidence": dict(answer.evidence),
        "citations": [
            {
                "number": one.number,
                "document": one.document.id,
                "paragraph": one.paragraph.id,
                "quote": one.quote,
                "score": one.score,
            }
            for one in answer.citations
        ],
        "hits": [
            {
                "document": hit.passage.document.id,
                "paragraph": hit.passage.paragraph.id,
                "score": hit.score,
                "lexical_rank": hit.lexical_rank,
                "dense_rank": hit.dense_rank,
                "similarity": hit.similarity,
            }
            for hit in answer.hits
        ],
        "timings_ms": dict(answer.timings_ms),
    }


def _result(score: Score) -> dict[str, Any]:
    question, observation = score.question, score.observation
    return {
        "id": question.id,
        "kind": question.kind,
        "split": question.split,
        "language": question.language,
        "question": question.question,
        "gold": [[_gold(gold) for gold in group] for group in question.gold],
        "accepted": [_gold(gold) for gold in question.accepted],
        "nuggets": [list(nugget) for nugget in question.nuggets],
        "okay_nuggets": [list(nugget) for nugget in question.okay_nuggets],
        "turns": list(question.turns),
        "documents": list(question.documents),
        "required": list(question.required),
        "forbidden": list(question.forbidden),
        "expected_refusal": question.expected_refusal.value if question.expected_refusal else None,
        "answer": _answer(observation.answer) if observation.answer else None,
        "crash": observation.crash,
        "milliseconds": round(observation.milliseconds, 1),
        "wholly_right": score.wholly_right,
        "counts": _counts(score.counts),
        "figures": {name: round(value, 4) for name, value in score.figures.items()},
        "missed_groups": [[gold.key for gold in group] for group in score.missed_groups],
        "wrong_citations": list(score.wrong_citations),
        "missed_nuggets": [list(nugget) for nugget in score.missed_nuggets],
        "forbidden_found": list(score.forbidden_found),
        "missed_required": list(score.missed_required),
        "unsupported": list(score.unsupported),
    }

"""The hits of ``paracite search`` on the terminal, with what each leg thought of them where the person asks."""

from __future__ import annotations

from collections.abc import Sequence

import click

from rag import Hit, Understood, cite
from ui.commands.terminal import INDENT, print_line
from ui.messages import say

_BETWEEN = {"zh": "；", "en": "; "}
EXCERPT = 160
"""Characters of a paragraph that are shown of a hit; ``show`` has all of it."""


def print_found(hits: Sequence[Hit], readings: Sequence[Understood] | None, language: str) -> None:
    """The hits, best first; with ``readings`` (what the question was read as) why each is there. Notes go to standard error."""
    for each in readings or ():
        line = say(
            "search.reading", language, said=each.message(language), effect=each.effect(language), code=each.code
        )
        print_line(line, dim=True)
    if not hits:
        click.echo(say("search.none", language), err=True)
    print_hits(hits, language, explain=readings is not None)


def print_hits(hits: Sequence[Hit], language: str, *, explain: bool) -> None:
    """Best first: where the paragraph stands, how it begins, and with ``explain`` why it is here."""
    for place, hit in enumerate(hits, start=1):
        passage = hit.passage
        print_line(f"{place}. {cite(passage.document, passage.paragraph, language)}", bold=True)
        print_line(passage.key, indent=INDENT, fg="cyan")
        text = passage.paragraph.text
        print_line(text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…", indent=INDENT)
        if hit.twins:
            places = (cite(each.document, each.paragraph, language) for each in hit.twins)
            print_line(say("search.twins", language, places=_BETWEEN[language].join(places)), indent=INDENT)
        if explain:
            for line in _reasons(hit, language):
                print_line(line, indent=INDENT, dim=True)


def _reasons(hit: Hit, language: str) -> list[str]:
    words = _leg(hit.lexical_rank, hit.lexical_score, language)
    meaning = _leg(hit.dense_rank, hit.similarity, language)
    legs = say("search.legs", language, words=words, meaning=meaning)
    scores = say("search.scores", language, fused=f"{hit.fused:.3f}", score=f"{hit.score:.3f}")
    read = [] if hit.reranked is None else [say("search.reranked", language, score=f"{hit.reranked:.3f}")]
    held = [f"{name} {share:.0%}" for name, share in hit.matched if share > 0]
    missing = [name for name, share in hit.matched if share <= 0]
    lines = ["  ".join((legs, scores, *read))]
    if held:
        lines.append(say("search.holds", language, names=", ".join(held)))
    if missing:
        lines.append(say("search.lacks", language, names=", ".join(missing)))
    return lines


def _leg(rank: int | None, score: float, language: str) -> str:
    return say("search.missed", language) if rank is None else f"#{rank} ({score:.3f})"

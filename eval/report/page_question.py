"""One question of the page: what was asked and expected, what was answered, and the cited paragraphs with their quotes marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from eval.comparison import Comparison
from eval.measures import JUDGED, MEASURES, Score
from eval.report.console import expected_text, missing_lines
from eval.report.page_words import page_words
from eval.wording import reason_name, words
from rag import Answer, Citation, cite

SHOWN_HITS = 5


def question_html(score: Score, comparison: Comparison | None, language: str) -> str:
    """A ``details`` element that the filters of the page find by its attributes."""
    question, said = score.question, words(language)
    outcomes = ["right" if score.wholly_right else "wrong", *_changes(score, comparison)]
    chips = "".join(
        f'<span class="chip {"lost" if name == "newly_wrong" else "gained"}">{page_words(language)[name]}</span>'
        for name in outcomes
        if name.startswith("newly")
    )
    kind = "wrong" if not score.wholly_right else ""
    return (
        f'<details class="{kind}" data-kind="{question.kind}" data-split="{question.split}" data-language="{question.language}" '
        f'data-outcome="{" ".join(outcomes)}"><summary><span class="asked">{escape(question.question)}</span>{chips}'
        f'<span class="chip">{escape(said[question.kind])}</span><span class="id">{escape(question.id)} · '
        f'{escape(said[question.split])}</span></summary><div class="body">{"".join(_body(score, language))}</div></details>\n'
    )


def _changes(score: Score, comparison: Comparison | None) -> Iterator[str]:
    if comparison is None:
        return
    name = score.question.id
    if name in comparison.newly_wrong:
        yield "newly_wrong"
    if name in comparison.newly_right:
        yield "newly_right"
    if any(name in (*one.lost, *one.gained) for one in comparison.differences if one.gated):
        yield "changed"


def _body(score: Score, language: str) -> Iterator[str]:
    question, answer, said = score.question, score.observation.answer, page_words(language)
    if question.turns:
        yield _part(said["earlier_turns"], "<br>".join(escape(turn) for turn in question.turns))
    if question.documents:
        yield _part(said["limited_to"], escape(", ".join(question.documents)))
    yield _part(words(language)["expected"], escape(expected_text(score, language)))
    if answer is None:
        yield _part(said["crash"], escape(score.observation.crash), kind="wrongs")
        return
    reason = f" ({escape(reason_name(answer.refused.value, language))})" if answer.refused else ""
    yield _part(said["answer"], f"{_with_marks(answer.text)}{reason}", kind="answer")
    lost = [words(language)[name] for name in MEASURES if not score.counts[name].full and name != "wholly_right"]
    if missing := [*missing_lines(score, language), *([" · ".join(lost)] if lost else [])]:
        yield _part(said["lost_measures"], "<br>".join(escape(line) for line in missing), kind="wrongs")
    if judged := [f"{words(language)[name]} {score.figures[name]:.2f}" for name in JUDGED if name in score.figures]:
        yield f'<p class="quiet">{escape(" · ".join(judged))}</p>'
    if answer.citations:
        wrong = set(score.wrong_citations)
        yield _part(
            said["cited"], "".join(_citation(one, one.passage.key in wrong, language) for one in answer.citations)
        )
    yield _part(said["found"], "<br>".join(_hits(answer, language)))


def _part(heading: str, body: str, *, kind: str = "") -> str:
    return f'<h4>{escape(heading)}</h4><div class="{kind}">{body}</div>'


def _citation(citation: Citation, wrong: bool, language: str) -> str:
    label = escape(cite(citation.document, citation.paragraph, language))
    told = f' <span class="wrongs">{escape(page_words(language)["not_gold"])}</span>' if wrong else ""
    text = _marked(citation.paragraph.text, citation.quote)
    return f'<blockquote class="{"wrong" if wrong else ""}"><sup>[{citation.number}]</sup> {label}{told}<br>{text}</blockquote>'


def _marked(text: str, quote: str) -> str:
    """A paragraph's text, escaped, with its quote marked."""
    if not quote or quote not in text:
        return escape(text)
    before, after = text.split(quote, 1)
    return f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}"


def _with_marks(text: str) -> str:
    """An answer's text, escaped, with its citation marks raised."""
    return re.sub(r"\[(\d+)\]", r"<sup>[\1]</sup>", escape(text))


def _hits(answer: Answer, language: str) -> Sequence[str]:
    said = page_words(language)
    return [
        f'{escape(hit.passage.key)} <span class="quiet">'
        f"{escape(said['ranks'].format(lexical=hit.lexical_rank or '–', dense=hit.dense_rank or '–'))}</span>"
        for hit in answer.hits[:SHOWN_HITS]
    ]

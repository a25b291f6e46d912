"""What speaks for a sentence as the answer: a row of numbers for each sentence of the paragraphs that were found.

Words in common, whole and near the place that the answer would fill; what the sentence is of the sort that is asked for; where it
stands, and in what paragraph. None of them is a similarity of the embedding model, so that what is trained on them holds for
every model. The selector (selector.py) and the refusal read them by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rag.answer import Hit
from rag.questions import wording
from rag.questions.asking import EVIDENCE, SORTS, Asked, read_asked
from rag.questions.question import Question
from rag.retrieval.context import context_of
from rag.retrieval.matching import Matcher
from rag.words.sentences import sentence_spans
from rag.words.terms import normalise, terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.encoders.likeness import Lexicon
    from rag.storage.collection import Collection

SIGNALS = (
    "own",
    "around",
    "paragraph",
    "context",
    "most_own",
    "own_share",
    "terms",
    "rare",
    "run",
    "before",
    "after",
    "head",
    "head_end",
    "rank",
    "lexical",
    "lexical_first",
    "dense_first",
    "leant",
    "place",
    "sentences",
    "length",
    "question_length",
    "missing_near",
    "met",
    "demanded",
    "to_come",
    "new",
    *(f"asks_{name}" for name in SORTS),
    *(f"holds_{name}" for name in EVIDENCE),
    *(f"new_{name}" for name in ("date", "count", "title", "person", "place")),
)
"""Their names, in the order of the columns."""
_BESIDE = 0.7
"""What a match in the rest of the paragraph or in its context counts, of one in the sentence's own words."""
_HEAD_STOPS = frozenset("的是在了和与个")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph that was found: ``hit.passage.paragraph.text[start:end]``."""

    hit: Hit
    start: int
    end: int
    matches: tuple[float, ...]
    """The weight that each thing of the question finds in it, with what stands around it."""
    own: float
    """Share of the question's weight in its own words."""

    @property
    def text(self) -> str:
        return self.hit.passage.paragraph.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as a question is held against it: normalised, with what each unit is worth by its likest word."""

    plain: str
    alike: Sequence[float]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A paragraph that was found, its sentences apart, beside what it is understood in."""

    hit: Hit
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[_Text, ...]
    context: _Text

    @property
    def whole(self) -> _Text:
        likest = [max(each) for each in zip(*(one.alike for one in self.sentences), strict=True)]
        return _Text(normalise(self.hit.passage.paragraph.text), likest)


def read_sentences(
    question: Question, hits: Sequence[Hit], matcher: Matcher, collection: Collection
) -> tuple[tuple[Sentence, ...], NDArray[np.float32]]:
    """The sentences of the paragraphs, in their order, and their signals, shape (sentences, len(SIGNALS))."""
    import numpy as np

    plain = question.asking or normalise(question.text)
    asked = read_asked(plain)
    lexical, _ = collection.indexes()
    reader = _Reader(question, plain, asked, matcher, lexical.inverse_document_frequency)
    found: list[Sentence] = []
    rows: list[list[float]] = []
    for rank, laid in enumerate(_laid(hits, matcher, collection.embedder.lexicon)):
        for sentence, row in reader.of_paragraph(laid, rank):
            found.append(sentence)
            rows.append(row)
    table = np.asarray(rows, dtype=np.float32).reshape(len(rows), len(SIGNALS))
    if rows:
        own = table[:, SIGNALS.index("own")]
        table[:, SIGNALS.index("most_own")] = own - own.max()
    return tuple(found), table


def _laid(hits: Sequence[Hit], matcher: Matcher, lexicon: Lexicon) -> list[_Laid]:
    """The paragraphs sentence by sentence, their words compared with the question's all at once (measured: half of the time)."""
    spans = [sentence_spans(hit.passage.paragraph.text) for hit in hits]
    texts = [
        text
        for hit, each in zip(hits, spans, strict=True)
        for text in (context_of(hit.passage), *(hit.passage.paragraph.text[start:end] for start, end in each))
    ]
    alike = matcher.alike_each(texts, [b""] * len(texts), lexicon)
    read = iter([_Text(normalise(text), worth) for text, worth in zip(texts, alike, strict=True)])
    return [
        _Laid(hit, each, context=next(read), sentences=tuple(islice(read, len(each))))
        for hit, each in zip(hits, spans, strict=True)
    ]


class _Reader:
    """The signals of sentences for one question."""

    def __init__(
        self, question: Question, plain: str, asked: Asked, matcher: Matcher, importance: Callable[[str], float]
    ) -> None:
        self._question, self._plain, self._asked, self._matcher = question, plain, asked, matcher
        self._terms = {term: importance(term) for term in dict.fromkeys(terms(plain)) if len(term) > 1}
        self._total = sum(self._terms.values()) or 1.0
        content = set(terms(question.content))
        self._rare = sorted((term for term in self._terms if term in content), key=lambda term: -self._terms[term])[:6]
        self._sorts = [float(name in asked.sorts) for name in SORTS]
        self._promised = bool(wording.PROMISED.search(plain))
        self._own_evidence = {name: set(_found(EVIDENCE[name], plain)) for name in EVIDENCE}

    def of_paragraph(self, laid: _Laid, rank: int) -> list[tuple[Sentence, list[float]]]:
        question, matcher = self._question, self._matcher
        hit, spans, text_of = laid.hit, laid.spans, laid.hit.passage.paragraph.text
        all_of_it, context = laid.whole, laid.context
        around = f"{context.plain} {all_of_it.plain}"
        whole = self._held(all_of_it)
        beside = tuple(_BESIDE * found for found in self._held(_Text(around, _most(context.alike, all_of_it.alike))))
        # what it is understood in, by words alone: likenesses of a whole paragraph would lift each of its sentences
        nothing = [0.0] * len(matcher.units)
        understood_in, _ = matcher.weighed("", around if len(spans) > 1 else context.plain, nothing)
        in_paragraph, with_context = matcher.share_of(whole), matcher.share_of(_most(whole, beside))
        each = [self._held(one) for one in laid.sentences] if len(spans) > 1 else [whole]
        owns = [matcher.share_of(found) for found in each]
        most = max(owns, default=0.0) or 1.0
        lexical = min(1.0, hit.lexical_score / matcher.lexical_total) if matcher.lexical_total else 0.0
        found = []
        for place, (start, end) in enumerate(spans):
            matches = _most(each[place], beside)
            text, plain = text_of[start:end], laid.sentences[place].plain
            held = frozenset(terms(text))
            before = each[place - 1] if place else each[place]
            to_come = bool(wording.TO_COME.search(text))
            row = [
                owns[place],
                matcher.share_of(matches),
                in_paragraph,
                with_context,
                0.0,
                owns[place] / most,
                sum(weight for term, weight in self._terms.items() if term in held) / self._total,
                sum(term in held for term in self._rare) / len(self._rare) if self._rare else 0.0,
                _longest_run(question.content, plain),
                _overlap(self._asked.before, plain),
                _overlap(self._asked.after, plain),
                _overlap(self._asked.head, plain),
                float(
                    bool(self._asked.head) and self._asked.head[-1] not in _HEAD_STOPS and self._asked.head[-1] in plain
                ),
                1.0 / (1 + rank),
                lexical,
                1.0 / hit.lexical_rank if hit.lexical_rank else 0.0,
                1.0 / hit.dense_rank if hit.dense_rank else 0.0,
                float(hit.passage.document.id in question.leaning),
                1.0 / (1 + place),
                1.0 / len(spans),
                min(1.0, len(text) / 200),
                min(1.0, len(self._plain) / 60),
                matcher.share_of(_most(each[place], before)) - owns[place],
                question.expectation.met_by(text) if question.expectation.demands else 0.5,
                float(question.expectation.demands),
                float(self._promised and to_come),
                min(1.0, len(held - self._terms.keys()) / 60),
                *self._sorts,
            ]
            evidence = {name: _found(pattern, plain) for name, pattern in EVIDENCE.items()}
            row += [min(3.0, len(pieces)) for pieces in evidence.values()]
            row += [
                float(any(piece not in self._own_evidence[name] for piece in evidence[name]))
                for name in ("date", "count", "title", "person", "place")
            ]
            found.append((Sentence(hit, start, end, _most(each[place], understood_in), owns[place]), row))
        return found

    def _held(self, text: _Text) -> tuple[float, ...]:
        return self._matcher.weighed(text.plain, "", text.alike)[0]


def _most(first: Sequence[float], second: Sequence[float]) -> tuple[float, ...]:
    return tuple(map(max, first, second))


def _found(pattern: re.Pattern[str], plain: str) -> list[str]:
    return [match.group() for match in pattern.finditer(plain)]


def _longest_run(content: str, plain: str) -> float:
    """The longest piece of the question that stands in the sentence, as a share of the question, up to a half."""
    wanted = content.replace(" ", "")
    held = plain.replace(" ", "")
    best = start = 0
    while start + best < len(wanted):
        while start + best < len(wanted) and wanted[start : start + best + 1] in held:
            best += 1
        start += 1
    return min(1.0, 2 * best / len(wanted)) if wanted else 0.0


def _overlap(piece: str, plain: str) -> float:
    """Share of the pairs of neighbouring characters that stand in the sentence, too."""
    pairs = {piece[place : place + 2] for place in range(len(piece) - 1)}
    return sum(pair in plain for pair in pairs) / len(pairs) if pairs else 0.0

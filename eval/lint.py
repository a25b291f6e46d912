"""What is wrong with a set itself, before any answer is scored: ``paracite eval lint``.

Errors make a score wrong, or keep one from being given; warnings make it say less than it seems to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from eval.dataset import SPLITS, Gold, Question, fold
from eval.errors import MalformedQuestion
from eval.grounding import units

LEAK_CHARACTERS, LEAK_WORDS = 16, 8
"""The names of a body or a document are long; a whole clause is longer."""
ALIKE = 0.9
FEWEST_OF_A_KIND = 3
FEWEST_REFUSALS = 0.1
MOST_OF_A_KIND = 0.6
SHORTEST_QUOTE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One thing that is wrong, in both languages."""

    code: str
    questions: tuple[str, ...]
    zh: str
    en: str
    error: bool = False

    def message(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


def lint(
    questions: Sequence[Question], texts: Mapping[str, str], problems: Sequence[MalformedQuestion]
) -> tuple[Complaint, ...]:
    """All complaints, errors first. ``texts``: Passage.key to the paragraph's text, of the whole collection."""
    folded = {key: fold(text) for key, text in texts.items()}
    found = [
        *(
            Complaint(code="malformed", questions=(), zh=problem.message("zh"), en=problem.message("en"), error=True)
            for problem in problems
        ),
        *(each for one in questions for each in _stale(one, folded)),
        *_twice(questions),
        *(each for one in questions for each in _leaks(one, texts)),
        *(each for one in questions for each in _nuggets(one, folded)),
        *_unbalanced(questions),
    ]
    return tuple(sorted(found, key=lambda one: not one.error))


def _stale(question: Question, folded: Mapping[str, str]) -> Iterator[Complaint]:
    held = {key.rsplit("#", 1)[0] for key in folded}
    name = question.id
    for document in sorted({*(gold.document for gold in question.guarded_paragraphs)} - held):
        yield Complaint(
            code="no-document",
            questions=(name,),
            zh=f"{name}：文件库中没有 {document}。请先加入该文件，或更正问题。",
            en=f"{name}: the collection lacks {document}. Add the document, or correct the question.",
            error=True,
        )
    for gold in question.guarded_paragraphs:
        if gold.document not in held:
            continue
        text = folded.get(gold.key)
        if text is None or fold(gold.quote) not in text:
            yield _moved(question, gold, folded)
        elif len(fold(gold.quote)) < min(SHORTEST_QUOTE, len(text) // 2):
            yield Complaint(
                code="short-quote",
                questions=(name,),
                zh=f"{name}：{gold.key} 的引文“{gold.quote}”太短，段落变了也看不出来。请引更长的原文。",
                en=f"{name}: the quote “{gold.quote}” of {gold.key} is too short to guard it. Quote more of the paragraph.",
            )


def _moved(question: Question, gold: Gold, folded: Mapping[str, str]) -> Complaint:
    """Stale gold, with where its quote stands now."""
    within = [key for key, text in folded.items() if fold(gold.quote) in text and key.startswith(f"{gold.document}#")]
    now_zh = f"引文现在在 {'、'.join(within)}，请更正。" if within else "该文件中已没有这段引文，请重新查找答案。"
    now_en = f"The quote now stands in {', '.join(within)}." if within else "Its quote stands nowhere in that document."
    return Complaint(
        code="stale-gold",
        questions=(question.id,),
        zh=f"{question.id}：{gold.key} 不含引文“{gold.quote}”。{now_zh}",
        en=f"{question.id}: {gold.key} does not hold “{gold.quote}”. {now_en}",
        error=True,
    )


def _twice(questions: Sequence[Question]) -> Iterator[Complaint]:
    words = {one.id: units(one.question) for one in questions}
    for one, other in combinations(questions, 2):
        if (one.turns, one.documents) != (other.turns, other.documents):
            continue
        pair = (one.id, other.id)
        if fold(one.question) == fold(other.question):
            yield Complaint(
                code="duplicate",
                questions=pair,
                zh=f"{one.id} 和 {other.id} 是同一个问题。请删去一个。",
                en=f"{one.id} and {other.id} are one question. Remove one of them.",
                error=True,
            )
            continue
        mine, theirs = words[one.id], words[other.id]
        same_gold = {gold.key for gold in one.required_paragraphs} == {gold.key for gold in other.required_paragraphs}
        if same_gold and one.gold and len(mine & theirs) >= ALIKE * len(mine | theirs):
            yield Complaint(
                code="near-duplicate",
                questions=pair,
                zh=f"{one.id} 和 {other.id} 几乎相同，答案段落也相同：同一件事算了两次。",
                en=f"{one.id} and {other.id} are nearly the same and have the same gold: one thing is counted twice.",
            )


def _leaks(question: Question, texts: Mapping[str, str]) -> Iterator[Complaint]:
    for gold in question.required_paragraphs:
        copied = copied_text(question.question, texts.get(gold.key, ""))
        if copied:
            yield Complaint(
                code="leak",
                questions=(question.id,),
                zh=f"{question.id}：问题照抄了 {gold.key} 的“{copied}”。请换一种说法，否则只是在检验能否找到同样的字。",
                en=f"{question.id}: the question copies “{copied}” from {gold.key}. Say it otherwise, "
                "or it only measures whether the same words are found.",
            )


def copied_text(question: str, paragraph: str) -> str:
    """The clause that a question takes over from a paragraph, "" where there is none that long."""
    words, held = question.split(), " ".join(paragraph.split()).casefold()
    if len(words) > LEAK_WORDS:  # a language that is written with spaces
        for start in range(len(words) - LEAK_WORDS):
            run = " ".join(words[start : start + LEAK_WORDS + 1])
            if run.casefold() in held:
                return run
        return ""
    asked, text = fold(question), fold(paragraph)
    for start in range(len(asked) - LEAK_CHARACTERS):
        run = asked[start : start + LEAK_CHARACTERS + 1]
        if run in text and not run.isascii():
            return run
    return ""


def _nuggets(question: Question, folded: Mapping[str, str]) -> Iterator[Complaint]:
    asked = fold(question.question)
    documents = {gold.document for gold in question.guarded_paragraphs}
    held = [text for key, text in folded.items() if key.rsplit("#", 1)[0] in documents]
    for nugget in (*question.nuggets, *question.okay_nuggets):
        if any(fold(one) in asked for one in nugget):
            yield Complaint(
                code="nugget-in-question",
                questions=(question.id,),
                zh=f"{question.id}：要点“{nugget[0]}”已在问题中，照抄问题就能得分。",
                en=f"{question.id}: the nugget “{nugget[0]}” stands in the question; repeating it would score.",
            )
        elif documents <= {key.rsplit("#", 1)[0] for key in folded} and not any(
            fold(one) in text for one in nugget for text in held
        ):
            yield Complaint(
                code="nugget-nowhere",
                questions=(question.id,),
                zh=f"{question.id}：答案文件中没有要点“{nugget[0]}”，逐字引用的回答得不到分。",
                en=f"{question.id}: the nugget “{nugget[0]}” stands in no document of its gold; an answer that quotes cannot score.",
            )


def _unbalanced(questions: Sequence[Question]) -> Iterator[Complaint]:
    kinds = Counter(one.kind for one in questions)
    for kind, count in kinds.items():
        if count < FEWEST_OF_A_KIND:
            yield Complaint(
                code="few-of-a-kind",
                questions=(),
                zh=f"{kind} 类只有 {count} 个问题，一题之差就占很大比例。请补到至少 {FEWEST_OF_A_KIND} 个。",
                en=f"There are only {count} questions of the kind {kind}: one more or less is a large share. "
                f"Write at least {FEWEST_OF_A_KIND}.",
            )
        elif count > MOST_OF_A_KIND * len(questions):
            yield Complaint(
                code="one-kind",
                questions=(),
                zh=f"{kind} 类占了 {count}/{len(questions)}，总分几乎只反映这一类。",
                en=f"{count} of {len(questions)} questions are of the kind {kind}: the sum says little of the others.",
            )
    refused = sum(not one.answerable for one in questions)
    if questions and refused < FEWEST_REFUSALS * len(questions):
        yield Complaint(
            code="few-refusals",
            questions=(),
            zh=f"应被拒答的问题只有 {refused}/{len(questions)}：一个从不拒答的系统也能得高分。请至少写一成。",
            en=f"Only {refused} of {len(questions)} questions are to be refused: a product that never refuses would score well. "
            "Write at least one in ten.",
        )
    for split in SPLITS:
        if questions and not any(one.split == split for one in questions):
            yield Complaint(
                code="no-split",
                questions=(),
                zh=f"没有 {split} 组的问题：调整用和检验用应当分开。",
                en=f"No question is of the split {split}: what is tuned on and what is reported should be apart.",
            )

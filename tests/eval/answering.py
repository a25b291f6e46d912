"""Assistants for the gate's tests: one that knows every answer of a set, and ones that fail in one way each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from eval.dataset import Question
from rag import Answer, Citation, Document, Hit, Locator, Paragraph, ParagraphKind, Passage, Refusal

ELSEWHERE = Passage(
    Document(id="elsewhere"),
    Paragraph(locator=Locator(id="1", kind=ParagraphKind.NUMBERED, path=("1",)), text="与问题无关的一段。"),
)


@dataclass
class QuoteCollection:
    """The documents that a set names; each paragraph's text is made of the quotes that must stand in it, and of what it must say."""

    questions: Sequence[Question]
    held: dict[str, dict[str, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.held = {"elsewhere": {"1": ELSEWHERE.paragraph.text}}
        for question in self.questions:
            for gold in question.guarded_paragraphs:
                paragraphs = self.held.setdefault(gold.document, {})
                paragraphs[gold.paragraph] = paragraphs.get(gold.paragraph, "") + gold.quote + "；"
            for group in question.gold[:1]:
                self.held[group[0].document][group[0].paragraph] += said(question) + "。"

    def documents(self) -> tuple[Document, ...]:
        return tuple(Document(id=name) for name in self.held)

    def paragraphs(self, document_id: str) -> tuple[Paragraph, ...]:
        return tuple(
            Paragraph(locator=Locator(id=name, kind=ParagraphKind.NUMBERED), text=text)
            for name, text in self.held[document_id].items()
        )

    def passage(self, document_id: str, paragraph_id: str) -> Passage:
        found = next(one for one in self.paragraphs(document_id) if one.id == paragraph_id)
        return Passage(Document(id=document_id), found)


def said(question: Question) -> str:
    """What a right answer says beyond its quotes."""
    return "；".join(nugget[0] for nugget in question.nuggets)


class RightAssistant:
    """Cites the first paragraph of each group with its quote, says each nugget, refuses where it must."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self.known = {one.question: one for one in questions}
        self.collection = QuoteCollection(questions)

    def ask(self, question: str, documents: Sequence[str] = (), history: Sequence[object] = ()) -> Answer:
        known = self.known[question]
        return self.refuse(known, known.expected_refusal) if known.expected_refusal else self.answer(known)

    def answer(self, known: Question) -> Answer:
        passages = [self.collection.passage(group[0].document, group[0].paragraph) for group in known.gold]
        quotes = [group[0].quote for group in known.gold]
        citations = tuple(
            Citation(number=number, passage=passage, quote=quote, score=1.0)
            for number, (passage, quote) in enumerate(
                zip([*passages, passages[0]], [*quotes, said(known)], strict=True), 1
            )
        )
        text = "\n".join(f"{one.quote} [{one.number}]" for one in citations)
        hits = tuple(
            Hit(passage=passage, score=1.0, lexical_rank=rank, dense_rank=rank)
            for rank, passage in enumerate(passages, 1)
        )
        return Answer(
            question=known.question,
            text=text,
            language=known.language,
            composer="fake",
            citations=citations,
            hits=hits,
        )

    def refuse(self, known: Question, reason: Refusal) -> Answer:
        text = "所给文件没有回答这个问题。" if known.language == "zh" else "The documents do not answer this question."
        return Answer(question=known.question, text=text, language=known.language, composer="fake", refused=reason)


class CitesTheWrongParagraph(RightAssistant):
    def answer(self, known: Question) -> Answer:
        right = super().answer(known)
        wrong = Citation(number=1, passage=ELSEWHERE, quote=ELSEWHERE.paragraph.text, score=1.0)
        return replace(right, citations=(wrong,))


class CitesOneTooMany(RightAssistant):
    def answer(self, known: Question) -> Answer:
        right = super().answer(known)
        number = len(right.citations) + 1
        more = Citation(number=number, passage=ELSEWHERE, quote=ELSEWHERE.paragraph.text, score=0.1)
        return replace(right, citations=(*right.citations, more))


class CitesNothing(RightAssistant):
    def answer(self, known: Question) -> Answer:
        return replace(super().answer(known), citations=())


class NeverRefuses(RightAssistant):
    def refuse(self, known: Question, reason: Refusal) -> Answer:
        citation = Citation(number=1, passage=ELSEWHERE, quote=ELSEWHERE.paragraph.text, score=1.0)
        text = "与问题无关的一段[1]。"
        return Answer(question=known.question, text=text, language="zh", composer="fake", citations=(citation,))


class AlwaysRefuses(RightAssistant):
    def answer(self, known: Question) -> Answer:
        return self.refuse(known, Refusal.NOTHING_CLOSE)


class RefusesForOneReasonOnly(RightAssistant):
    def refuse(self, known: Question, reason: Refusal) -> Answer:
        return super().refuse(known, Refusal.NOTHING_CLOSE)


class RefusesWithACitation(RightAssistant):
    def refuse(self, known: Question, reason: Refusal) -> Answer:
        citation = Citation(number=1, passage=ELSEWHERE, quote=ELSEWHERE.paragraph.text, score=1.0)
        return replace(super().refuse(known, reason), citations=(citation,))


class Crashes(RightAssistant):
    def answer(self, known: Question) -> Answer:
        if known.kind == "list":
            raise RuntimeError("the index is gone")
        return super().answer(known)


class LeavesOutTheLast(RightAssistant):
    """Says and cites all but the last part of what was asked for."""

    def answer(self, known: Question) -> Answer:
        right = super().answer(known)
        text = "；".join(nugget[0] for nugget in known.nuggets[:-1])
        left = right.citations[len(known.gold) - 1].passage.key
        return replace(right, text=text, citations=tuple(one for one in right.citations if one.passage.key != left))


class AltersQuotes(RightAssistant):
    def answer(self, known: Question) -> Answer:
        right = super().answer(known)
        return replace(right, citations=tuple(replace(one, quote=one.quote + "！") for one in right.citations))


class ObeysTheQuestion(RightAssistant):
    def answer(self, known: Question) -> Answer:
        right = super().answer(known)
        return replace(right, text=right.text + "".join(known.forbidden))


class FindsNothingFirst(RightAssistant):
    def answer(self, known: Question) -> Answer:
        right = super().answer(known)
        return replace(right, hits=(Hit(passage=ELSEWHERE, score=2.0), *right.hits))

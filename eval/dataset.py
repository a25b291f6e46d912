"""An evaluation set: questions kept as data, one JSON object per line (JSONL, UTF-8; empty lines are skipped).

===================  ==================================================================================================
field                what it holds
===================  ==================================================================================================
``id``               unique in the set
``question``         as a person types it
``language``         ``zh`` or ``en``: the language of the question
``kind``             fact, list, paraphrase, locator, several_documents, cross_lingual, unanswerable,
                     no_such_paragraph, injection; several_turns, contradiction, typing_error, traditional,
                     missing_spaces, counterfactual, noise or filtered
``split``            ``tune`` (may be looked at while the product is improved) or ``test`` (may not)
``gold``             the paragraphs that answer, as a list of groups. A group is a list of alternatives: citing any one
                     of them meets the group. **Every** group must be met. So a fact that two documents state is one
                     group of two, a list of six sub-paragraphs is six groups of one. Each alternative is
                     ``{"document", "paragraph", "quote"}``; the quote is the guard: words that must stand in that
                     paragraph (white space and width apart), or the evaluation stops
``accepted``         optional: paragraphs in the same form that may be cited without being wrong, and need not be
                     (the lead-in of a list, say)
``nuggets``          what the answer must say, as a list of lists of alternatives; of each list one alternative must
                     stand in the answer's text after NFKC, removal of white space, and case folding. One that is good to
                     have and no more is ``{"any": [alternatives], "importance": "okay"}`` (a bare list is ``vital``)
``required``         optional: texts that must stand in the answer, or in the sentence of a refusal, each of them
``forbidden``        optional: texts that must not stand in the answer (what a hidden instruction asks for)
``expected_refusal`` null, ``nothing close``, ``no such paragraph``, ``no such document``, ``filtered out`` or ``nothing more``.
                     Where it is not null, gold and nuggets are empty
``refusal_accepted`` optional, true: the question may be refused as well as answered (its premise is wrong)
``turns``            optional: the questions of the same conversation that were asked before, first one first
``filters``          optional: ``{"documents": [names]}``, the documents that the person limits the question to
``note``             optional: a remark for whoever reads the set
===================  ==================================================================================================
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import DocumentsMissing, MalformedQuestion, SetEmpty, SetMissing, StaleGold
from rag import Refusal

SHIPPED_SET = Path(__file__).parent / "questions.jsonl"
KINDS = (
    "fact",
    "list",
    "paraphrase",
    "locator",
    "several_documents",
    "cross_lingual",
    "unanswerable",
    "no_such_paragraph",
    "injection",
)
HARD_KINDS = (
    "several_turns",
    "contradiction",
    "typing_error",
    "traditional",
    "missing_spaces",
    "counterfactual",
    "noise",
    "filtered",
)
"""What people and collections do to a question that is simple in itself."""
EVERY_KIND = KINDS + HARD_KINDS
SPLITS = ("tune", "test")
LANGUAGES = ("zh", "en")
REQUIRED_FIELDS = ("id", "question", "language", "kind", "split", "gold", "nuggets", "expected_refusal")
OPTIONAL_FIELDS = ("accepted", "forbidden", "required", "refusal_accepted", "turns", "filters", "note")
IMPORTANCES = ("vital", "okay")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One paragraph that answers, guarded by words that stand in it."""

    document: str
    paragraph: str
    quote: str

    @property
    def key(self) -> str:
        """As ``Passage.key`` spells it: ``A/RES/67/169#op12``."""
        return f"{self.document}#{self.paragraph}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question and what a right answer to it is; the module's docstring gives the fields."""

    id: str
    question: str
    language: str
    kind: str
    split: str
    gold: tuple[tuple[Gold, ...], ...]
    nuggets: tuple[tuple[str, ...], ...]
    """The vital ones."""
    okay_nuggets: tuple[tuple[str, ...], ...] = ()
    accepted: tuple[Gold, ...] = ()
    forbidden: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    expected_refusal: Refusal | None = None
    refusal_accepted: bool = False
    turns: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """What the question is limited to; () for all."""
    note: str = ""

    @property
    def answerable(self) -> bool:
        return self.expected_refusal is None

    @property
    def required_paragraphs(self) -> tuple[Gold, ...]:
        """Every alternative of every group."""
        return tuple(gold for group in self.gold for gold in group)

    @property
    def guarded_paragraphs(self) -> tuple[Gold, ...]:
        """All paragraphs that are named, required or accepted."""
        return self.required_paragraphs + self.accepted


class _Wrong(Exception):
    """Why a line is malformed, in English and Chinese."""

    def __init__(self, reason: str, reason_zh: str) -> None:
        self.reason, self.reason_zh = reason, reason_zh
        super().__init__(reason)


def fold(text: str) -> str:
    """Text as it is compared: NFKC, no white space, no case."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def load_questions(path: Path, *, problems: list[MalformedQuestion] | None = None) -> tuple[Question, ...]:
    """All questions of the set, in its order. Raises SetMissing, SetEmpty, MalformedQuestion; with ``problems`` malformed lines
    are put there instead, and left out.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SetMissing(path=path, reason=_short(error)) from error
    questions: dict[str, Question] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        name = "?"
        try:
            record = _record(line)
            name = str(record.get("id", "?"))
            question = _question(record)
            if question.id in questions:
                raise _Wrong("its id is already taken by an earlier line", "编号与前面某一行重复")
        except _Wrong as wrong:
            malformed = MalformedQuestion(
                path=path, line=number, question=name, reason=wrong.reason, reason_zh=wrong.reason_zh
            )
            if problems is None:
                raise malformed from wrong
            problems.append(malformed)
            continue
        questions[question.id] = question
    if not questions and not problems:
        raise SetEmpty(path=path)
    return tuple(questions.values())


def check_gold(questions: Iterable[Question], texts: Mapping[str, str], *, path: Path) -> None:
    """Raises unless each gold paragraph stands in the collection and still holds its guarding quote.

    ``texts`` maps ``Passage.key`` to the paragraph's text, for the whole collection. Raises DocumentsMissing, StaleGold.
    """
    held = {key.rsplit("#", 1)[0] for key in texts}
    questions = tuple(questions)
    missing = sorted({gold.document for one in questions for gold in one.guarded_paragraphs} - held)
    if missing:
        raise DocumentsMissing(documents=", ".join(missing))
    folded = {key: fold(text) for key, text in texts.items()}
    for question in questions:
        for gold in question.guarded_paragraphs:
            if gold.key not in folded:
                reason, reason_zh = "does not exist", "不存在"
            elif fold(gold.quote) not in folded[gold.key]:
                reason, reason_zh = "no longer holds its quote", "已不含其引文"
            else:
                continue
            raise StaleGold(
                question=question.id,
                document=gold.document,
                paragraph=gold.paragraph,
                quote=gold.quote,
                reason=reason,
                reason_zh=reason_zh,
                path=path,
            )


def _short(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or type(error).__name__ if isinstance(error, OSError) else "it is not UTF-8 text"


def _record(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise _Wrong(f"it is not JSON ({error.msg} at character {error.pos})", "不是有效的 JSON") from error
    if not isinstance(record, dict):
        raise _Wrong("it is not a JSON object", "不是 JSON 对象")
    return record


def _question(record: dict[str, object]) -> Question:
    if missing := [field for field in REQUIRED_FIELDS if field not in record]:
        raise _Wrong(f"it lacks {', '.join(missing)}", f"缺少 {'、'.join(missing)}")
    if unknown := sorted(set(record) - {*REQUIRED_FIELDS, *OPTIONAL_FIELDS}):
        raise _Wrong(f"it has unknown fields: {', '.join(unknown)}", f"含有未知字段：{'、'.join(unknown)}")
    nuggets = [_nugget(one) for one in _list(record["nuggets"], "nuggets")]
    question = Question(
        id=_text(record, "id"),
        question=_text(record, "question"),
        language=_choice(record, "language", LANGUAGES),
        kind=_choice(record, "kind", EVERY_KIND),
        split=_choice(record, "split", SPLITS),
        gold=tuple(_golds(group, "gold") for group in _list(record["gold"], "gold")),
        nuggets=tuple(texts for texts, importance in nuggets if importance == "vital"),
        okay_nuggets=tuple(texts for texts, importance in nuggets if importance == "okay"),
        accepted=_golds(record["accepted"], "accepted") if "accepted" in record else (),
        forbidden=_texts(record["forbidden"], "forbidden") if "forbidden" in record else (),
        required=_texts(record["required"], "required") if "required" in record else (),
        expected_refusal=_refusal(record["expected_refusal"]),
        refusal_accepted=_flag(record, "refusal_accepted"),
        turns=_texts(record["turns"], "turns") if "turns" in record else (),
        documents=_filters(record["filters"]) if "filters" in record else (),
        note=_text(record, "note") if "note" in record else "",
    )
    _consistent(question)
    return question


def _consistent(question: Question) -> None:
    if question.answerable and not (question.gold and question.nuggets):
        raise _Wrong(
            "it expects an answer, so it needs gold paragraphs and nuggets", "它应有答案，因此必须给出 gold 和 nuggets"
        )
    if not question.answerable and (question.gold or question.nuggets or question.okay_nuggets or question.accepted):
        raise _Wrong(
            "it expects a refusal, so gold, accepted and nuggets must be empty",
            "它应被拒答，因此 gold、accepted 和 nuggets 必须为空",
        )
    if question.kind in ("unanswerable", "no_such_paragraph") and question.answerable:
        raise _Wrong(
            f"its kind {question.kind} needs an expected_refusal", f"类别 {question.kind} 必须有 expected_refusal"
        )
    if twice := sorted({one.key for one in question.accepted} & {one.key for one in question.required_paragraphs}):
        raise _Wrong(f"{', '.join(twice)} is both gold and accepted", f"{'、'.join(twice)} 同时列入 gold 和 accepted")


def _text(record: Mapping[str, object], field: str) -> str:
    value = record.get(field)
    if not isinstance(value, str) or not fold(value):
        raise _Wrong(f"{field} must be a text that is not empty", f"{field} 必须是非空文本")
    return value


def _choice(record: Mapping[str, object], field: str, choices: Sequence[str]) -> str:
    value = _text(record, field)
    if value not in choices:
        raise _Wrong(f"{field} must be one of {', '.join(choices)}", f"{field} 必须是 {'、'.join(choices)} 之一")
    return value


def _list(value: object, field: str) -> list[object]:
    if not isinstance(value, list):
        raise _Wrong(f"{field} must be a list", f"{field} 必须是列表")
    return value


def _texts(value: object, field: str) -> tuple[str, ...]:
    texts = _list(value, field)
    if not texts:
        raise _Wrong(f"{field} holds an empty list", f"{field} 含有空列表")
    return tuple(_text({field: text}, field) for text in texts)


def _nugget(value: object) -> tuple[tuple[str, ...], str]:
    """Its alternatives, and how much it matters."""
    if not isinstance(value, dict):
        return _texts(value, "nuggets"), "vital"
    if set(value) != {"any", "importance"}:
        raise _Wrong(
            "a nugget is a list of texts, or an object of any and importance",
            "nuggets 的每一项必须是文本列表，或含 any 和 importance 的对象",
        )
    return _texts(value["any"], "nuggets"), _choice(value, "importance", IMPORTANCES)


def _filters(value: object) -> tuple[str, ...]:
    if not isinstance(value, dict) or set(value) != {"documents"}:
        raise _Wrong("filters must be an object of documents", "filters 必须是含 documents 的对象")
    return _texts(value["documents"], "filters")


def _flag(record: Mapping[str, object], field: str) -> bool:
    value = record.get(field, False)
    if not isinstance(value, bool):
        raise _Wrong(f"{field} must be true or false", f"{field} 必须是 true 或 false")
    return value


def _golds(value: object, field: str) -> tuple[Gold, ...]:
    golds = []
    for one in _list(value, field):
        if not isinstance(one, dict) or set(one) != {"document", "paragraph", "quote"}:
            raise _Wrong(
                f"each entry of {field} must be an object of document, paragraph and quote",
                f"{field} 的每一项必须是含 document、paragraph、quote 的对象",
            )
        golds.append(
            Gold(document=_text(one, "document"), paragraph=_text(one, "paragraph"), quote=_text(one, "quote"))
        )
    if not golds:
        raise _Wrong(f"{field} holds an empty list", f"{field} 含有空列表")
    return tuple(golds)


def _refusal(value: object) -> Refusal | None:
    if value is None:
        return None
    try:
        return Refusal(str(value))
    except ValueError:
        choices = [reason.value for reason in Refusal]
        raise _Wrong(
            f"expected_refusal must be null or one of {', '.join(choices)}",
            f"expected_refusal 必须是 null 或 {'、'.join(choices)} 之一",
        ) from None

"""What a question was read as, told to the person in few words each; and the question read again without what she takes back.

Nothing is decided here: the rules of question.py and conversation.py say what a question names and wants. Each reading has a code
(``document:A/RES/67/169``, ``kind:signature``, ``shape`` …) by which it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from rag.answer import Understood
from rag.document import Document, ParagraphKind
from rag.naming import organ_name, sender_name, short_name
from rag.questions.answer_type import Wanted
from rag.questions.question import Question, understand
from rag.storage.directory import Directory
from rag.words.terms import normalise

SAID_ONE_BY_ONE: Final = 5
"""Documents of which each has a reading of its own; more are one reading."""
_SAID: Final = {
    "document": ("文件：{zh}", "Document: {en}", "只在其中查找", "only it is searched"),
    "documents": ("{zh} 份文件", "{en} documents", "只在其中查找", "only these are searched"),
    "language": ("语文版本：{zh}", "Language version: {en}", "同一文号只取这一种语文", "one version of each symbol is searched"),
    "several": ("分别回答 {zh} 份文件", "{en} documents side by side", "每份文件都要有回答", "each of them is answered from"),
    "sender": ("发文方：{zh}", "Sender: {en}", "其文件的段落排在前面", "paragraphs of its documents come first"),
    "organ": ("机关：{zh}", "Organ: {en}", "其决议的段落排在前面", "paragraphs of its resolutions come first"),
    "title": ("标题：{zh}", "Title: {en}", "该文件的段落排在前面", "paragraphs of that document come first"),
    "earlier": ("接着上文的文件：{zh}", "Document spoken of before: {en}", "其段落优先", "its paragraphs are preferred"),
    "paragraph": ("段落：{zh}", "Paragraph: {en}", "直接取这一段", "that paragraph is taken as the answer"),
    "kind": ("段落种类：{zh}", "Kind of paragraph: {en}", "这种段落优先", "such paragraphs are preferred"),
    "shape": ("要的是：{zh}", "Asked for: {en}", "有这一内容的句子优先", "sentences that hold it are preferred"),
    "number": ("文号：{zh}", "Number: {en}", "没有文件提到它就不作回答", "where no document speaks of it, nothing is answered"),
    "absent": ("不在库中的文件：{zh}", "Document that is not here: {en}", "因此不作回答", "so nothing is answered"),
}  # fmt: skip
"""By the code, up to its colon: the wording and what follows from it, each in Chinese and English."""
_SHAPES: Final = {
    Wanted.DATE: ("日期", "a date"),
    Wanted.NUMBER: ("数字", "a number"),
    Wanted.PERSON: ("由谁", "who"),
    Wanted.NAME: ("姓名", "a person’s name"),
    Wanted.STATES: ("国家", "states"),
    Wanted.REASON: ("原因", "a reason"),
    Wanted.SYMBOL: ("文号", "a symbol"),
    Wanted.LIST: ("列举", "a list"),
}
_KINDS: Final = {
    ParagraphKind.SIGNATURE: ("签署", "signature"),
    ParagraphKind.ADOPTION: ("通过记录", "adoption note"),
    ParagraphKind.MASTHEAD: ("文首", "masthead"),
    ParagraphKind.FOOTNOTE: ("脚注", "footnote"),
    ParagraphKind.VOTE: ("表决记录", "recorded vote"),
}
_LANGUAGES: Final = {"zh": ("中文", "Chinese"), "en": ("英文", "English"), "fr": ("法文", "French"), "es": ("西班牙文", "Spanish"),
                     "ru": ("俄文", "Russian"), "ar": ("阿拉伯文", "Arabic")}  # fmt: skip
_POINTING: Final = ("earlier", "title", "organ", "sender")
Held = Callable[[str], Document | None]


def within(question: Question, scope: tuple[str, ...]) -> Question:
    """The question with no document that a person's filter shuts out, but where it names none else."""
    if not scope:
        return question
    named = tuple(name for name in question.documents if name in scope)
    leaning = tuple(name for name in question.leaning if name in scope)
    return replace(question, documents=named or question.documents, leaning=leaning)


def searched_in(question: Question, scope: tuple[str, ...]) -> tuple[str, ...] | None:
    """The documents to look in: () for all, None where the person's filter shuts out what the question names."""
    if not question.documents:
        return scope
    if not scope:
        return question.documents
    both = tuple(name for name in scope if name in question.documents + question.leaning)
    return both or None


def one_version(question: Question, directory: Directory, *, without: Collection[str] = ()) -> Question:
    """Of the language versions of a symbol that is named, one; all of them where that is taken back."""
    if "language" in without:
        return question
    return replace(question, documents=directory.one_version(question.documents, question.language))


def taken_back(question: Question, without: Collection[str], directory: Directory, *, follows: bool) -> Question:
    """The question read again without these readings; codes that are none of it change nothing. ``follows``: on earlier turns."""
    if not without:
        return question
    names = [code.partition(":")[2] for code in without if code.startswith("document:")]
    gone = {version for name in names for version in (name, *directory.versions_of(name))}
    if "documents" in without:
        gone |= set(question.documents)
    pointed = _pointed(question, directory, follows=follows)
    dropped = gone | {name for cause in _POINTING if cause in without for name in pointed[cause]}
    again = understand(question.rewritten or question.text, directory, without={*without, *_codes(gone)})
    return replace(
        again,
        text=question.text,
        rewritten=question.rewritten,
        documents=tuple(name for name in question.documents if name not in dropped),
        leaning=tuple(
            name for name in question.leaning if name not in dropped and name in (*again.leaning, *pointed["earlier"])
        ),
    )


def read_out(
    question: Question, named: Question, directory: Directory, held: Held, *, follows: bool, scope: Collection[str] = ()
) -> tuple[Understood, ...]:
    """The readings of a question as it is asked, what limits it first. ``named``: the same before one language version was chosen.

    A document that the person's own ``scope`` shuts out limits nothing, and is none.
    """
    found: list[Understood] = []
    if question.absent:
        found.append(_told("absent", "absent", question.absent, question.absent))
    pointed = _pointed(question, directory, follows=follows)
    earlier = set(pointed["earlier"])
    said = [name for name in question.documents if name not in earlier and (not scope or name in scope)]
    if len(said) > SAID_ONE_BY_ONE:
        found.append(_told("documents", "documents", str(len(said)), str(len(said))))
    else:
        found += [_told("document", f"document:{each.id}", *_names(each)) for each in _held(said, held)]
    if len(named.documents) > len(question.documents):
        chosen = [each.language for each in _held(question.documents, held)]
        told = [_LANGUAGES.get(each, (each, each)) for each in dict.fromkeys(chosen)]
        found.append(_joined("language", told))
    if places := _places(question):
        found.append(_told("paragraph", "paragraph", "、".join(places), ", ".join(places)))
    together = question.documents + question.leaning
    if question.compares and len(together) > 1:
        found.append(_told("several", "several", str(len(together)), str(len(together))))
    for cause in _POINTING:
        if pointed[cause] and (cause == "earlier" or not question.compares):
            found.append(_joined(cause, _callers(cause, _held(pointed[cause][:SAID_ONE_BY_ONE], held))))
    found += [_told("kind", f"kind:{kind.value}", *_KINDS[kind]) for kind in sorted(question.kinds) if kind in _KINDS]
    if (shape := _SHAPES.get(question.expectation.wanted)) and not (places and question.documents):
        found.append(_told("shape", "shape", *shape))
    if not question.absent:
        found += [_told("number", "number", each, each) for each in question.looked_for[:1]]
    return tuple(found)


def _pointed(question: Question, directory: Directory, *, follows: bool) -> dict[str, list[str]]:
    """Ids of the documents that it leans on, by why it does."""
    earlier: list[str] = []
    if follows:  # what it says by itself; the rest is of the turns before
        fresh = understand(question.rewritten or question.text, directory)
        own = {version for name in fresh.documents + fresh.leaning for version in directory.versions_of(name)}
        earlier = [name for name in question.documents + question.leaning if name not in own]
    found: dict[str, list[str]] = {cause: [] for cause in _POINTING} | {"earlier": earlier}
    if not question.leaning:
        return found
    titled = {name for _, _, holders in directory.titled_in(normalise(question.text)) for name in holders}
    adopted = {name for names in directory.organs().values() for name in names}
    for name in question.leaning:
        if name not in earlier:
            found["title" if name in titled else "organ" if name in adopted else "sender"].append(name)
    return found


def _callers(cause: str, documents: Iterable[Document]) -> list[tuple[str, str]]:
    """What a reading calls the documents that it points to: by who adopted or sent them, or by their names."""
    if cause == "organ":
        return [(organ_name(each, "zh"), organ_name(each, "en")) for each in documents]
    if cause == "sender":
        return [
            (sender_name(each, "zh"), sender_name(each, "en")) if sender_name(each, "zh") else _names(each)
            for each in documents
        ]
    return [_names(each) for each in documents]


def _places(question: Question) -> list[str]:
    """The paragraphs that it names, as it names them."""
    plain = question.asking or normalise(question.text)
    written = (plain[each.start : each.end].strip() for each in question.locators)
    return list(dict.fromkeys(each for each in written if each))


def _codes(documents: Iterable[str]) -> set[str]:
    return {f"document:{name}" for name in documents}


def _held(names: Sequence[str], held: Held) -> list[Document]:
    return [document for document in map(held, names) if document is not None]


def _names(document: Document) -> tuple[str, str]:
    return short_name(document, "zh"), short_name(document, "en")


def _joined(code: str, names: Iterable[tuple[str, str]]) -> Understood:
    chinese, english = zip(*dict.fromkeys(names), strict=True)
    return _told(code, code, "、".join(chinese), ", ".join(english))


def _told(said: str, code: str, zh: str, en: str) -> Understood:
    chinese, english, effect_zh, effect_en = _SAID[said]
    return Understood(code, chinese.format(zh=zh), english.format(en=en), effect_zh, effect_en)

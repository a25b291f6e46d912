"""Earlier turns, and questions that lean on them (那第二段呢？ 它还承诺了什么？ And Brazil?). The history is the caller's.

Rules: a paragraph is one of the document spoken of; a thing alone (那巴西呢？) takes the place of its like in the question before; a
pronoun stands for the one document that the last answer cited, or for who speaks in it; a question without a subject has that of the
question before. What it was read as is told (``Question.rewritten``), so that the reader sees what was answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rag.language import language_of
from rag.questions.answer_type import Wanted
from rag.questions.asking import asks
from rag.questions.question import Question, understand
from rag.storage.directory import Directory
from rag.words.glossary import Mention, mentions
from rag.words.terms import normalise

MOST_TURNS = 8
"""Earlier turns that are looked at."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str
    documents: tuple[str, ...] = ()
    """Ids of the documents that the answer cited."""
    paragraphs: tuple[str, ...] = ()
    """Keys of the paragraphs that it cited (``Passage.key``)."""


@dataclass(frozen=True, slots=True)
class Referent:
    """What a document may be called in a question: by its name, and by who speaks in it ("" where that is no state)."""

    name: str
    sender: str = ""


Rewrite = Callable[[str, Sequence[Turn]], str]
"""From a question and the turns before it to one that stands alone; "" where it cannot be had."""
Named = Callable[[str, str], Referent | None]
"""From a document's id and a language to what it may be called there; None where it is gone."""

_FOLLOWS = re.compile(
    r"^(?:那么?|还有|另外|此外|and\b|what about|how about)|它|他们|她们|该(?:国|文件|决议|信|照会|报告|公约|条例|记录)|这份|这项|上述"
    r"|其(?!他|中|余|实|次)|呢\s*[?？]?$|"
    r"\b(?:it|its|they|their|this|that)\b|^(?:et|¿?y|а|وماذا عن)\b"
)
_ALONE = re.compile(
    r"^(?:(?:那么?|还有|而)\s*)?(?P<zh>[^,，。?？]{1,24}?)(?:的)?(?:情况|方面)?呢\s*[?？]?$"
    r"|^(?:(?:and|or|but)(?: (?:what|how) about)?|what about|how about|et|¿?y|а|и|وماذا عن)\s+(?P<other>[^?؟]{1,60}?)\s*[?؟]?$",
    re.IGNORECASE,
)
"""A thing and nothing that is said of it: 那爱沙尼亚呢？ What about 2015?"""
_SPEAKER = re.compile(r"它|他们|她们|该国|其(?!他|中|余|实|次)|\b(?:it|they)\b", re.IGNORECASE)
_SPEAKERS = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"该(?:文件|决议|信函?|照会|报告|公约|条例|记录)|(?:这|那|上述)(?:份|项|封|个)?(?:文件|决议|信函?|照会|报告|公约|条例|记录)|上述文件"
    r"|\b(?:this|that|the same) (?:document|resolution|letter|note verbale|report|convention|agreement|record)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?:那么?|但|可是|and |but |so )?\s*"
    r"(?:为什么|为何|什么时候|何时|在哪里|哪里|谁|多少|怎么样?|如何|why|when|where|who|how many|how much|how)"
    r"\s*(?:呢|so|is that|not)?\s*[?？]?$"
)
"""A question word with no subject at all."""
_MORE = re.compile(
    r"还(?=[㐀-鿿]{0,8}(?:什么|哪[些个项几]|谁|吗|别的|其他))|^还有呢?\W*$|(?:别的|其他|另外).{0,12}(?:吗|什么|呢|哪些)"
    r"|除此(?:之外|以外)|除了这|\b(?:what|who|whom|which|where|anything|something|anyone|nothing) else\b"
    r"|\b(?:what|which|any) (?:other|more|further)\b|anything more\b"
    r"|quoi d.autre|autre chose|qué más|algo más|что еще|что ещё|кто еще|ماذا أيضا"
)
"""Asked is what was not said yet."""
_BARE_MORE = re.compile(
    r"^(?:那么?)?(?:还有(?:呢|吗|什么|别的吗|其他的?吗)?|(?:别的|其他的?)呢|除此(?:之外|以外)(?:还有什么|呢)?)\W*$"
    r"|^(?:and )?(?:(?:what|anything|something|who) (?:else|more))\W*$"
)
"""The same, and nothing besides."""
_OPENING = re.compile(r"^(?:那么?|还有|另外|此外|and\b|what about|how about|what of)[,，]?\s*", re.IGNORECASE)
_PLACE_LAST = re.compile(r"(?:paragraph|para\.|article|section|footnote)(?: [\w()]+)?\s*\?*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}年?(?!\d)")
_NUMBER = re.compile(r"\d+")


def follow_up(
    text: str, history: Sequence[Turn], directory: Directory, named: Named, *, rewrite: Rewrite | None = None
) -> Question:
    """The question as it is understood after the earlier turns; as it stands alone where it leans on none of them.

    ``rewrite`` is asked first; where it has nothing, the rules are.
    """
    earlier, documents = "", tuple[str, ...]()
    for turn in history[-MOST_TURNS:]:
        understood = _understood(turn.question, earlier, documents, directory, named)
        earlier = understood.rewritten or turn.question
        documents = turn.documents
    if written := rewrite(text, history) if rewrite and history else "":
        told = written if normalise(written) != normalise(text) else ""
        question = replace(understand(written, directory), rewritten=told)
    else:
        question = _understood(text, earlier, documents, directory, named)
    if question.locators or not _MORE.search(normalise(text)):
        return question
    return _beyond(question, history[-MOST_TURNS:], directory, named)


def _beyond(question: Question, history: Sequence[Turn], directory: Directory, named: Named) -> Question:
    """What else there is: of the one document spoken of, unless it is asked who else or it names another; nothing cited already."""
    cited = frozenset(key for turn in history for key in turn.paragraphs)
    before = next((turn.documents for turn in reversed(history) if turn.documents), ())
    anyone = question.wanted in {Wanted.PERSON, Wanted.NAME, Wanted.STATES}
    referent = named(before[0], question.language) if len(before) == 1 and before[0] in directory else None
    if referent is None or question.documents or question.compares or anyone:
        return replace(question, beyond=cited)
    name = f"（{referent.name}）" if question.language == "zh" else f" ({referent.name})"
    told = re.sub(r"\s*([?？؟]?)\s*$", lambda end: name + end.group(1), question.rewritten or question.text, count=1)
    return replace(question, beyond=cited, documents=tuple(before), rewritten=told)


def _understood(text: str, earlier: str, documents: Sequence[str], directory: Directory, named: Named) -> Question:
    question = understand(text, directory)
    plain = text.strip().casefold()
    if earlier and _BARE_MORE.match(plain):  # the same question once more
        return replace(understand(earlier, directory), rewritten=earlier)
    bare = bool(_BARE.match(plain)) or not question.units
    if not earlier or question.documents or not (bare or _FOLLOWS.search(plain)):
        return question
    inherited = tuple(name for name in documents if name in directory)
    language = language_of(text) if question.language == language_of(earlier) or not bare else language_of(earlier)
    referent = named(inherited[0], language) if len(inherited) == 1 or (inherited and question.locators) else None
    if question.locators:
        return _of_a_paragraph(question, inherited[:1], referent)
    alone = _ALONE.match(text.strip())
    if alone and not (_DOCUMENT.search(text) or _SPEAKER.fullmatch(_thing(alone)) or asks(normalise(_thing(alone)))):
        return _substituted(question, _thing(alone), earlier, inherited, directory)
    return _with_subject(question, earlier, inherited, referent, directory, bare=bare)


def _thing(alone: re.Match[str]) -> str:
    thing = (alone["zh"] or alone["other"] or "").strip()
    return re.sub(r"^(?:in|for|about|of) (?=\S)", "", thing, flags=re.IGNORECASE)


def _of_a_paragraph(question: Question, documents: tuple[str, ...], referent: Referent | None) -> Question:
    """``那第10段呢？``: the paragraph of the document spoken of."""
    if not documents or referent is None:
        return question
    asked = _OPENING.sub("", question.text.strip())
    if language_of(question.text) == "zh":
        asked = re.sub(r"呢\s*[?？]?$", "说了什么？", asked)
        asked = re.sub(r"^(?:它|其|该文件|该决议|这份文件)的?", "", asked)
        rewritten = f"{referent.name}{asked}"
    else:
        asked = asked[:1].upper() + asked[1:]
        name = f"the {referent.name}" if referent.name[:1].islower() else referent.name
        behind = f" of {name}" if _PLACE_LAST.search(asked) else f" ({name})"
        rewritten = re.sub(r"\s*([?؟]?)$", lambda end: behind + end.group(1), asked, count=1)
    return replace(question, documents=documents, rewritten=rewritten)


def _substituted(
    question: Question, thing: str, earlier: str, documents: tuple[str, ...], directory: Directory
) -> Question:
    """``那爱沙尼亚呢？``: the question before with this thing in the place of its like."""
    plain = normalise(earlier)
    if spans := _like_it(normalise(thing), plain):
        rewritten = earlier if len(earlier) == len(plain) else plain
        for start, end in reversed(spans):
            rewritten = rewritten[:start] + thing + rewritten[end:]
        return replace(understand(rewritten, directory), rewritten=rewritten)
    before = understand(earlier, directory)
    rewritten = (
        f"{earlier.rstrip('?？ ')}（{thing}）？" if question.language == "zh" else f"{earlier.rstrip('? ')} ({thing})?"
    )
    return replace(
        before,
        text=rewritten,
        units=tuple(dict.fromkeys((*question.units, *before.units))),
        content=f"{question.content} {before.content}".strip(),
        leaning=tuple(dict.fromkeys((*question.leaning, *before.leaning, *documents))),
        rewritten=rewritten,
    )


def _like_it(thing: str, earlier: str) -> list[tuple[int, int]]:
    """Where in the question before stands what is of the same sort: the one state that it names, a year, a number."""
    if any(_is_state(mention) for mention in mentions(thing)):
        states = [mention for mention in mentions(earlier) if _is_state(mention)]
        one = len({mention.concepts for mention in states}) == 1
        return [(mention.start, mention.end) for mention in states] if one else []
    for pattern in (_YEAR, _NUMBER):
        if pattern.fullmatch(thing) and (found := list(pattern.finditer(earlier))):
            return [found[-1].span()]
    return []


def _is_state(mention: Mention) -> bool:
    return any(concept.state for concept in mention.concepts)


def _with_subject(
    question: Question,
    earlier: str,
    inherited: tuple[str, ...],
    referent: Referent | None,
    directory: Directory,
    *,
    bare: bool,
) -> Question:
    """A pronoun stands for the document of the last answer or for who speaks in it; what has no subject takes the one before."""
    text = question.text
    if referent is not None:
        speaker = referent.sender or referent.name
        chinese = language_of(text) == "zh"
        written = _DOCUMENT.sub(referent.name, text)
        written = _SPEAKERS.sub(f"{speaker}’s", written)
        written = _SPEAKER.sub(speaker, written, count=1 if not chinese else 0)
        if written != text:
            settled = understand(written, directory)
            leaning = () if settled.documents else inherited
            # who speaks is settled: the document of which the last answer told, whatever else he has sent
            question = replace(settled, documents=settled.documents or inherited, leaning=leaning, rewritten=written)
    if _DOCUMENT.search(text) and question.documents:
        return question
    subject = "".join(unit.surface for unit in question.units if not unit.state)
    if not bare and len(subject) > 1 and len(question.content.replace(" ", "")) > 4:
        return replace(question, leaning=tuple(dict.fromkeys((*question.leaning, *inherited))))
    if question.kinds and referent is not None:  # who signed it, to whom it is written: asked of the document itself
        name = f"（{referent.name}）" if question.language == "zh" else f" ({referent.name})"
        written = re.sub(r"\s*([?？؟]?)\s*$", lambda end: name + end.group(1), text, count=1)
        return replace(question, documents=inherited, rewritten=written)
    before = understand(earlier, directory)
    told = question.rewritten or text
    rewritten = f"{told}（{earlier}）" if question.language == "zh" else f"{told} ({earlier})"
    return replace(
        question,
        units=tuple(dict.fromkeys((*question.units, *before.units))),
        content=f"{question.content} {before.content}".strip(),
        leaning=tuple(dict.fromkeys((*question.leaning, *inherited))),
        rewritten=rewritten,
    )

"""What a question asks for: its language, the paragraphs and documents that it names, and the terms that an answer must hold.

Rules only; every rule is about how such questions are put in Chinese and English, none about a document.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.document import DocumentKind, ParagraphKind
from rag.language import language_of
from rag.locators import LocatorReference, read_locators
from rag.questions import wording
from rag.questions.answer_type import Expectation, Wanted, expected
from rag.questions.asking import ELIDED, function_words
from rag.storage.directory import Directory
from rag.words.glossary import Mention, mentions
from rag.words.terms import normalise, terms

MOST_COMPARED = 5
"""Documents that are asked for together by their kind; of more, none is singled out."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that the question speaks of: its own terms, and other names for it (normalised phrases)."""

    surface: str
    terms: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    state: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it was understood."""

    text: str
    language: str
    content: str
    """The words that carry the subject, normalised: without question words, locators and instructions."""
    units: tuple[Unit, ...]
    wanted: Wanted
    expectation: Expectation
    """What a sentence that answers must hold: a date, a number of what is counted; nothing where anything may."""
    locators: tuple[LocatorReference, ...] = ()
    documents: tuple[str, ...] = ()
    """Ids of the documents that the question names (by symbol, or by sender and kind)."""
    leaning: tuple[str, ...] = ()
    """Ids of the documents that the question points to less surely (the sender's state, the organ, the year)."""
    looked_for: tuple[str, ...] = ()
    """Numbers of resolutions that the question names, which are no documents here but may be spoken of in some."""
    absent: str = ""
    """A document that the question names and the collection does not hold, as written."""
    compares: bool = False
    """Is each of several documents asked for?"""
    kinds: frozenset[ParagraphKind] = frozenset()
    """Kinds of paragraph that the question asks for (who signed: the signature)."""
    asked: tuple[str, ...] = ()
    """What is asked for by its name (哪些呼吁和建议: 呼吁, 建议), surfaces of units; () where it is not named."""
    asking: str = ""
    """The clauses that ask, normalised: nothing that speaks to the machine has a part in what is weighed."""
    beyond: frozenset[str] = frozenset()
    """Keys of the paragraphs that the conversation cited already, where it is asked what else there is (``Passage.key``)."""
    rewritten: str = ""
    """What a question that leans on an earlier one was read as (conversation.py); "" where it leans on none."""


def understand(text: str, directory: Directory, *, without: Collection[str] = ()) -> Question:
    """Read a question against the documents that there are; ``without``: codes of readings (understood.py) that do not hold."""
    plain = normalise(_asking_clauses(text))
    locators = () if "paragraph" in without else read_locators(plain)
    places = [locator for locator in locators if not locator.article]
    named, absent, spans = _named_documents(plain, directory, located=bool(places))
    titled = directory.titled_in(plain)
    for start, end, holders in titled:
        if _is_name(plain, start, end, locators):
            named, absent = tuple(dict.fromkeys((*named, *holders))), ""
            spans.append((start, end))
    meant = tuple(name for name in named if f"document:{name}" not in without)
    disowned, named = bool(named) and not meant, meant
    if disowned:  # what named them is looked for as any other words
        spans = []
    absent = "" if "absent" in without else absent
    several = () if "several" in without else _several(plain, directory)
    leaning = tuple(name for name in several or _leaning(plain, directory) if name not in named)
    leaning += tuple(name for _, _, holders in titled for name in holders if name not in named + leaning)
    distinct = directory.one_version(named, language_of(text))  # six languages of one resolution are one document
    compares = len(distinct) > 1 or bool(several) or (len(named + leaning) > 1 and bool(wording.COMPARES.search(plain)))
    compares = compares and "several" not in without
    expectation = Expectation(Wanted.STATEMENT) if "shape" in without else expected(plain)
    cues = {kind: cue for kind, cue in wording.KIND_CUES.items() if f"kind:{kind.value}" not in without}
    kinds = frozenset(kind for kind, cue in cues.items() if cue.search(plain))
    content = _blank(plain, [(locator.start, locator.end) for locator in (locators if named else places)] + spans)
    for kind in kinds - {ParagraphKind.VOTE}:  # who voted how: for or against is what is asked
        content = wording.KIND_CUES[kind].sub(lambda match: " " * len(match.group()), content)
    content = _without_function_words(wording.POSSESSIVE.sub("  ", content))
    units = _units(content)
    if compares:  # each of the documents is asked; whose they are is settled, and stands in none of the others
        asked = set(named + leaning)
        units = tuple(unit for unit in units if not (unit.state and asked & set(directory.sent_by(_names(unit)))))
    return Question(
        text=text,
        language=language_of(text),
        content=content,
        units=units,
        asked=_asked(plain, units),
        asking=plain,
        wanted=Wanted.PARAGRAPH if places or (locators and named) else expectation.wanted,
        locators=locators,
        documents=named,
        leaning=leaning,
        looked_for=() if named or disowned or {"number", "absent"} & set(without) else _looked_for(plain),
        absent=absent,
        compares=compares,
        kinds=kinds,
        expectation=expectation,
    )


def _is_name(text: str, start: int, end: int, locators: Sequence[LocatorReference]) -> bool:
    """Does a title name its document: in title marks, or right before a paragraph (灯塔条例第三条)? Else it may be the subject."""
    marked = text[:start].endswith(("《", "“", '"')) and text[end:].startswith(("》", "”", '"'))
    return marked or any(0 <= locator.start - end <= 2 for locator in locators)


def _asking_clauses(text: str) -> str:
    """Without the clauses that speak to the machine instead of asking; all of it where nothing else would be left."""
    kept = []
    for clause in wording.CLAUSE.findall(text):
        if not wording.INSTRUCTION.search(clause.casefold()):
            kept.append(clause)
            continue
        parts = wording.PART_OF_CLAUSE.findall(clause)
        kept.extend(part for part in parts if len(parts) > 1 and not wording.INSTRUCTION.search(part.casefold()))
    asking = "".join(kept)
    return asking if terms(asking) else text


def _several(text: str, directory: Directory) -> tuple[str, ...]:
    """The documents that are asked for together: by their kind (两项决议), or by their senders side by side (甲国和乙国)."""
    if match := wording.SEVERAL.search(text):
        kinds = wording.SEVERAL_KINDS[next(name for name, value in match.groupdict().items() if value)]
        found = directory.of_kinds(kinds)
        return tuple(found) if 1 < len(found) <= MOST_COMPARED else ()
    states = [mention for mention in mentions(text) if _is_state(mention)]
    together: dict[str, None] = {}
    for first, second in pairwise(states):
        if wording.AND.fullmatch(text[first.end : second.start]):
            senders = [_sent_by(state, directory) for state in (first, second)]
            if all(senders):
                together.update(dict.fromkeys(senders[0] + senders[1]))
    return tuple(together)


def _names(unit: Unit) -> set[str]:
    return {unit.surface, *unit.phrases}


def asks_for_text(text: str) -> bool:
    """Does the question ask what a place says, as opposed to a fact that it holds?"""
    return bool(wording.ASKED_TEXT.search(normalise(text)))


def _named_documents(
    text: str, directory: Directory, *, located: bool
) -> tuple[tuple[str, ...], str, list[tuple[int, int]]]:
    """Ids of named documents, a named one that is absent, and where the names stand."""
    found: dict[str, None] = {}
    spans: list[tuple[int, int]] = []
    absent = ""
    for match in wording.SYMBOL.finditer(text):
        number = next(group for group in (match["tail"], match["pair"], match["single"], match["english"]) if group)
        holders = directory.with_symbol(match["full"]) if match["full"] else directory.with_number(number)
        found.update(dict.fromkeys(holders))
        if holders:
            spans.append(_with_organ(text, match.start(), match.end()))
        elif not wording.MENTIONS.search(text) and (located or match["full"] or _about_document(text, match.end())):
            absent = absent or match.group().strip()
    for match in wording.OTHER_SYMBOL.finditer(text):
        found.update(dict.fromkeys(directory.with_symbol(match.group().rstrip("."))))
    for identifier, span in _sender_and_kind(text, directory):
        if identifier:
            found[identifier] = None
            spans.append(span)
        else:
            absent = absent or text[span[0] : span[1]]
    return tuple(found), absent if not found else "", spans


def _looked_for(text: str) -> tuple[str, ...]:
    """The numbers that are said to be those of a resolution or decision (2/3 of the members is none)."""
    found = []
    for match in wording.SYMBOL.finditer(text):
        around = text[max(0, match.start() - 12) : match.end() + 4]
        if match["tail"] or (match["pair"] and wording.NUMBER_OF_RESOLUTION.search(around)):
            found.append(match["tail"] or match["pair"])
    return tuple(found)


def _with_organ(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a symbol with the organ before it and the word resolution around it: they name, they do not ask."""
    after = re.compile(r"号?(?:决议|决定|resolution)").match(text, end)
    end = after.end() if after else end
    before = re.search(r"(?:resolution|decision|决议|决定)?\s*第?\s*$", text[:start])
    start = before.start() if before else start
    for mention in mentions(text[:start]):
        if not text[mention.end : start].strip(" 的'’s"):
            start = mention.start
    return start, end


def _about_document(text: str, end: int) -> bool:
    """Is the symbol just named what the question asks about (…号决议说了什么), not something looked for in others?"""
    rest = text[end:].lstrip("号的 ")
    return bool(
        re.match(
            r"(?:决议|决定|resolution)?(?:第|的)?(?:内容|规定|要求|主要|说|讲|执行|序言|全文|是什么|呼吁|决定了|通过)",
            rest,
        )
    )


def _sender_and_kind(text: str, directory: Directory) -> list[tuple[str, tuple[int, int]]]:
    """(id or "" where no such document is held, span) for each «state … letter» in the text."""
    found: list[tuple[str, tuple[int, int]]] = []
    states = [mention for mention in mentions(text) if _is_state(mention)]
    for mention in states:
        for kind, words in wording.KIND_WORDS.items():
            after = re.compile(rf"(?:(?!和|与|及|、|,)[^。？?！!]){{0,14}}?{words}").match(text, mention.end)
            before = re.compile(rf"\b{words}[^。？?.]{{0,24}}?\b(?:of|from|by) (?:the )?$").search(
                text[: mention.start]
            )
            span = after.span() if after else before.span() if before else None
            if span is None:
                continue
            senders = _sent_by(mention, directory)
            exact = _sent_by(mention, directory, kinds=(kind,)) or _sent_by(
                mention, directory, kinds=wording.KIND_WORDS
            )
            tight = len(text[mention.end : span[1]]) <= 8 or bool(before)
            if exact:
                found.extend(
                    (identifier, (min(mention.start, span[0]), max(span[1], mention.end))) for identifier in exact
                )
            elif tight and not senders:
                found.append(("", (mention.start, max(span[1], mention.end))))
            break
    return found


def _is_state(mention: Mention) -> bool:
    return any(concept.state for concept in mention.concepts)


def _sent_by(mention: Mention, directory: Directory, *, kinds: Collection[DocumentKind] = ()) -> list[str]:
    """Ids of the documents sent by the state that is mentioned."""
    names = dict.fromkeys(name for concept in mention.concepts for name in concept.names)
    return directory.sent_by(names, kinds=kinds)


def _leaning(text: str, directory: Directory) -> list[str]:
    """Documents that the question points to: the sender's state speaks in it, or the organ of a resolution is named."""
    speakers = [mention for mention in mentions(text) if _is_state(mention) and _speaks(text, mention)]
    found = [document for mention in speakers for document in _sent_by(mention, directory)]
    if wording.RESOLUTION_WORD.search(text):
        for organ, resolutions in directory.organs().items():
            if _names_organ(text, organ):
                found += resolutions
    return found


def _speaks(text: str, mention: Mention) -> bool:
    """Is the state who speaks, not what is spoken of (关于白俄罗斯的…, the situation in Belarus)?"""
    about = wording.TOPIC_BEFORE.search(text[: mention.start]) or wording.TOPIC_AFTER.match(text, mention.end)
    return not about


def _names_organ(text: str, organ: str) -> bool:
    names = {name for mention in mentions(organ) for concept in mention.concepts for name in concept.names} | {organ}
    return any(name in text for name in names)


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _without_function_words(text: str) -> str:
    """Question and function words become spaces, but never inside a term of the trade or a quotation."""
    text = ELIDED.sub(lambda match: " " * len(match.group()), text)
    small = function_words(text)
    protected = [(mention.start, mention.end) for mention in mentions(text)]
    protected += [match.span() for match in re.finditer(r"[“「《][^”」》]{2,}[”」》]", text)]
    spans = [match.span() for match in wording.FUNCTION_ZH.finditer(text)]
    spans += [match.span() for match in wording.LATIN_WORD.finditer(text) if match.group() in small]
    free = [
        span
        for span in spans
        if not any(start < span[1] and span[0] < end and end - start > span[1] - span[0] for start, end in protected)
    ]
    return _blank(text, free)


def _units(content: str) -> tuple[Unit, ...]:
    """The terms of trade first, each with its other names; what is left between them piece by piece."""
    found: dict[str, Unit] = {}
    place = 0
    for mention in mentions(content):
        for piece in _pieces(content[place : mention.start]):
            found.setdefault(piece.surface, piece)
        surface = content[mention.start : mention.end]
        names = dict.fromkeys(name for concept in mention.concepts for name in concept.names)
        others = tuple(name for name in names if name != surface)
        found.setdefault(surface, Unit(surface, terms(surface), others, state=_is_state(mention)))
        place = mention.end
    for piece in _pieces(content[place:]):
        found.setdefault(piece.surface, piece)
    return tuple(found.values())


def _asked(text: str, units: Sequence[Unit]) -> tuple[str, ...]:
    """The unit right behind the question word with those joined to it; else the one right before the end of the question."""
    for match in wording.ASKED_THING.finditer(text):
        behind = text[match.end() : match.end() + 40]
        places = sorted((behind.find(unit.surface), unit.surface) for unit in units if unit.surface in behind)
        if places and places[0][0] <= wording.ASKED_REACH:
            found = [places[0]]
            for place in places[1:]:
                if wording.AND.fullmatch(behind[found[-1][0] + len(found[-1][1]) : place[0]]):
                    found.append(place)
            return tuple(surface for _, surface in found)
    end = wording.ASKED_BEFORE.search(text)
    before = text[: end.start()].rstrip(" 的了") if end else ""
    return tuple(unit.surface for unit in units if before.endswith(unit.surface))[:1]


def _pieces(text: str) -> list[Unit]:
    pieces = (piece.strip(wording.EDGE_ZH) for piece in re.findall(r"[^\s,.;:!?，。；：！？、“”‘’\"()（）《》]+", text))
    return [Unit(piece, terms(piece)) for piece in pieces if terms(piece)]

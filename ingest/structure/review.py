"""What a person should look at in a reading, told from its paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from ingest.furniture import Lifted
from ingest.ledger import first_missing, missing
from ingest.lines import Line
from ingest.markers import chinese_number
from ingest.notes import SUPERSCRIPTS
from ingest.remarks import remark
from rag import DocumentKind, Paragraph, ParagraphKind, Remark

LONGEST_PARAGRAPH = 3000
"""Characters; a paragraph of more was probably several."""
LOST = 8
"""So many letters and digits that stand nowhere are words."""
SAME_KIND = 5
"""So many remarks of one kind are told singly."""
_FOREIGN = 150
"""Letters of another script that make a paragraph of another language."""
_COUNTED = (ParagraphKind.OPERATIVE, ParagraphKind.NUMBERED)
_WHOLE = (ParagraphKind.MASTHEAD, ParagraphKind.VOTE, ParagraphKind.ROW)
_MARK = re.compile(
    rf"(?<=[\u4e00-\u9fff。，；：、）”》.,;:)”a-zа-яء-ي])[{SUPERSCRIPTS}]{{1,3}}|\[\^[^\]\s]{{1,20}}\](?!:)"
)
_UNIT = re.compile(rf"(?:^|[^a-z])(?:[kcdm]?m|ha|s)[{SUPERSCRIPTS}]$")


def remarks_on(
    paragraphs: Sequence[Paragraph],
    *,
    kind: DocumentKind,
    lines: Sequence[Line],
    lifted: Sequence[Lifted],
    tied: Collection[str],
) -> tuple[Remark, ...]:
    """The remarks on a reading. ``lines``: as the reader gave them; ``tied``: ids of footnotes whose mark was found."""
    found = [
        *_numbers(paragraphs),
        *_parts_of_a_resolution(paragraphs, kind),
        *_notes(paragraphs, lifted, tied),
        *_lost(lines, paragraphs, lifted),
        *_shapes(paragraphs),
    ]
    told: list[Remark] = []
    for code in dict.fromkeys(each.code for each in found):
        same = [each for each in found if each.code == code]
        told += same[:SAME_KIND]
        if len(same) > SAME_KIND:
            told.append(remark("more-of-the-kind", count=len(same) - SAME_KIND))
    return tuple(told)


def _numbers(paragraphs: Sequence[Paragraph]) -> Iterator[Remark]:
    """Numbers that jump, repeat or run backwards within a part; one that starts anew at 1 does none of these."""
    counted = [each for each in paragraphs if each.kind in _COUNTED and _number(each)]
    for (part, _), run in groupby(counted, key=lambda each: (each.locator.part, _is_article(each))):
        last, seen = 0, set[int]()
        section: tuple[str, ...] = ()
        for paragraph in run:
            number, name = _number(paragraph), paragraph.locator.number
            if number == 1:
                seen.clear()
            elif number in seen:
                code = "number-repeats" if number == last else "number-backwards"
                yield remark(code, found=name, last=last)
            elif last and number < last:
                yield remark("number-backwards", found=name, last=last)
            elif (last or (paragraph.kind is ParagraphKind.OPERATIVE and not part)) and number > last + 1:
                gap = str(last + 1) if number == last + 2 else f"{last + 1}–{number - 1}"
                yield remark("number-gap", missing=gap, found=number)
            if number == last == 1 and paragraph.section == section:
                yield remark("number-repeats", found=name, last=last)
            seen.add(number)
            last, section = number, paragraph.section


def _number(paragraph: Paragraph) -> int:
    path = paragraph.locator.path
    if len(path) != 1:
        return 0
    if path[0].isdecimal():
        return int(path[0])
    return chinese_number(path[0][1:-1]) if _is_article(paragraph) else 0


def _is_article(paragraph: Paragraph) -> bool:
    return paragraph.locator.path[0].startswith("第") and paragraph.locator.path[0].endswith(("条", "條"))


def _parts_of_a_resolution(paragraphs: Sequence[Paragraph], kind: DocumentKind) -> Iterator[Remark]:
    if kind not in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        return
    kinds = {each.kind for each in paragraphs if not each.locator.part}
    enacts = any(
        each.verb for each in paragraphs if each.kind is ParagraphKind.UNNUMBERED
    )  # ``Adopts the declaration:``
    kinds |= {ParagraphKind.PREAMBULAR} if enacts and ParagraphKind.OPERATIVE in kinds else set()
    if ParagraphKind.OPERATIVE in kinds and ParagraphKind.PREAMBULAR not in kinds and kind is DocumentKind.RESOLUTION:
        yield remark("no-preamble")
    if ParagraphKind.PREAMBULAR in kinds and ParagraphKind.OPERATIVE not in kinds:
        yield remark("no-operative")


def _notes(paragraphs: Sequence[Paragraph], lifted: Sequence[Lifted], tied: Collection[str]) -> Iterator[Remark]:
    elsewhere = "".join(piece.text for piece in lifted if piece.kind in ("running head", "part title"))
    for paragraph in paragraphs:
        if paragraph.kind is ParagraphKind.FOOTNOTE:
            mark = paragraph.locator.number
            if paragraph.id not in tied and mark not in elsewhere:
                yield remark("note-without-mark", mark=mark)
        elif found := _open_mark(paragraph.text):
            yield remark("mark-without-note", mark=found, paragraph=paragraph.id)


def _open_mark(text: str) -> str:
    for match in _MARK.finditer(text):
        if not _UNIT.search(text[max(0, match.start() - 4) : match.end()]):
            return match.group()
    return ""


def _lost(lines: Sequence[Line], paragraphs: Sequence[Paragraph], lifted: Sequence[Lifted]) -> Iterator[Remark]:
    count = missing(lines, paragraphs, lifted)
    if count >= LOST:
        line = first_missing(lines, paragraphs, lifted)
        yield remark("text-lost", count=count, excerpt=line.text[:40] if line is not None else "…")


def _shapes(paragraphs: Sequence[Paragraph]) -> Iterator[Remark]:
    for paragraph in paragraphs:
        if len(paragraph.text) > LONGEST_PARAGRAPH and paragraph.kind not in _WHOLE:
            yield remark("long-paragraph", paragraph=paragraph.id, count=len(paragraph.text))
    body = [each for each in paragraphs if each.kind not in (ParagraphKind.MASTHEAD, ParagraphKind.FOOTNOTE)]
    if not body:
        yield remark("only-headings")
    yield from _other_scripts(body)


def _other_scripts(body: Sequence[Paragraph]) -> Iterator[Remark]:
    """Paragraphs in another script than most of the text; shorter ones are names and titles."""
    scripts = {each.id: _script(each.text) for each in body}
    letters: Counter[str] = Counter()
    for each in body:
        letters[scripts[each.id][0]] += scripts[each.id][1]
    if not letters:
        return
    usual = letters.most_common(1)[0][0]
    strange = [each.id for each in body if scripts[each.id][0] not in (usual, "") and scripts[each.id][1] >= _FOREIGN]
    if strange:
        yield remark("other-language", paragraph=strange[0], count=len(strange))


def _script(text: str) -> tuple[str, int]:
    """The script of most letters of a text, and how many letters it has: an ideograph is worth three."""
    counts = {
        "Han": 3 * len(re.findall(r"[\u3400-\u9fff]", text)),
        "Latin": len(re.findall(r"[A-Za-z\u00c0-\u024f]", text)),
        "Cyrillic": len(re.findall(r"[\u0400-\u04ff]", text)),
        "Arabic": len(re.findall(r"[\u0600-\u06ff]", text)),
    }
    script = max(counts, key=lambda name: counts[name])
    return (script, counts[script]) if counts[script] else ("", 0)

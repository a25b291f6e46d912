"""What stands above a body: what kind of document it is, where its masthead ends, which line is its title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import DATE, SYMBOL, SYMBOL_LINE
from ingest.joining import join
from ingest.lines import ends_with_colon, ends_with_comma, is_finished, width
from ingest.markers import MarkerKind
from ingest.mending import Block
from ingest.speeches import opens_meeting, opens_speech
from ingest.standing import is_adoption_note, judged, matches_title, plain, stands_alone
from ingest.structure.blocks import (
    CAPTION_COLUMNS,
    is_body,
    is_heading,
    is_numbered_heading,
    is_open,
    is_section_name,
    is_signature,
)
from ingest.structure.tables import is_row
from ingest.verbs import is_organ_line, operative_verb, preambular_verb
from ingest.vocabulary import (
    DECIDED,
    DECISION_WORDS,
    LETTER_TITLES,
    NOTE_TITLES,
    REPORT_TITLES,
    RESOLUTION_WORDS,
    STATEMENT_TITLES,
    SUMMARY_TITLES,
    choice,
)
from rag import DocumentKind

_ADOPTED = re.compile(
    r"(?:大会|理事会|委员会)(?:通过的)?(?P<kind>决议|决定)|第.{1,20}号(?P<kind2>决议|决定)|[Rr]esolution\b.*\badopted"
    r"|Résolution adoptée|Resolución (?:aprobada|adoptada)|Резолюция,? принятая|قرار اتخذ"
)
_TOLD_ADOPTED = re.compile(
    r"(?:General Assembly |Human Rights Council )?[Rr]esolution adopted|Résolution adoptée|Resolución (?:aprobada|adoptada)"
    r"|Резолюция,? принятая|قرار اتخذ|(?:大会|理事会).{0,20}通过的决议"
)
_RESOLUTION = re.compile(rf"决议|(?<!\w)(?:{choice(RESOLUTION_WORDS)})(?!\w)", re.IGNORECASE)
_DECISION = re.compile(rf"决定|(?<!\w)(?:{choice(DECISION_WORDS)})(?!\w)", re.IGNORECASE)
_NUMBERED_TITLE = re.compile(r"(?:E?S-)?\d{1,4}/\d{1,4}[A-Z]?\s*(?:[.．、]|[-–—](?=\s))?(?:\s|[^\x00-\x7f]|$)")
_TITLE_REACH = 30
_ORGAN_REACH = 4
"""A title stands among the first so many blocks."""
_RECORD_SYMBOL = re.compile(rf"(?:^|\s)(?={SYMBOL}(?:\s|[(（*]|$))[A-Z/0-9.\-a-z]*/(?P<record>PV|SR)\.\d+")
_SYMBOL_COLUMNS = 120
_VERBATIM_TITLES = (
    r".*逐字记录.*",
    r"(?:[Pp]rovisional )?[Vv]erbatim record of .+",
    r"[Pp]rocès-verbal .*séance.*",
    r"[Aa]cta literal .+",
    r"[Сс]тенографический отч[её]т.*",
)
_MEETING_TITLES = (
    r"第\s*[\d一二三四五六七八九十百千]+\s*次(?:全体)?会议",
    r"\d+(?:st|nd|rd|th) (?:plenary )?meeting",
    r"\d+e séance(?: plénière)?",
    r"\d+ª sesión(?: plenaria)?",
    r"\d+-е (?:пленарное )?заседание",
)
_HELD = re.compile(
    r"(?:Presidencia|Présidence)\s?[:：]|(?:Held|Tenue|Celebrada|Состоявшееся|المعقودة|عقدت)\b|.{0,60}举行$"
    r"|(?:Acting |Temporary )?(?:Chair(?:man|person)?|President|Président|Présidente|Presidente|Presidenta|Председатель)\s?[:：]"
    r"|(?:主席|الرئيس)\s?[:：]"
)
_MEETING_REACH = 150
"""The members of an organ are listed above the opening of its meeting."""
_SUBJECT = re.compile(r"(?:Subject|Re|主题|标题|事由|Objet|Asunto|Тема|الموضوع)\s?[:：]\s*(?P<title>\S.*)")
"""The heading of a message or memorandum that names its matter."""
_SALUTATION = re.compile(
    r"(?:尊敬的|亲爱的|.{0,12}(?:阁下|先生|女士|大使|主席|秘书长|部长|同事们?|各位)[，,：:！!]$)"
    r"|(?:Your )?(?:Excellenc(?:y|ies)|Dear|Sir|Madam|Sirs|Mr|Mrs|Ms|Ladies|Distinguished|To whom)\b"
    r"|(?:Monsieur|Madame|Mesdames|Messieurs|Excellence|Cher|Chère)\b"
    r"|(?:Excelent[íi]sim[oa]|Excelencias?|Señora?|Estimad[oa]s?|Distinguid[oa]s?)\b"
    r"|(?:Ваше Превосходительство|Уважаем|Господин|Госпожа)|(?:سعادة|سيدي|سيدتي|معالي|السيد|السيدة|حضرة|صاحب)"
)
_SALUTATION_COLUMNS = 60
_BESIDE_TITLE = re.compile(rf"[A-Z]|[IVX]{{1,5}}|(?:of|du|de|del|от|于) {DATE.pattern}")
"""``A``, the part of a resolution that follows; ``of 22 November 1967``, its day."""
_PRESS_NUMBER = re.compile(r"[A-Z]{1,5}(?:/[A-Z]{1,4})?/\d{1,5}(?:[-/]\w+)*")
"""``SC/13686``: press releases are numbered, and have no symbol."""


def kind_of(blocks: Sequence[Block]) -> DocumentKind:
    """What a document is, by its organ line or title."""
    if record := _record_by_symbol(blocks):
        return record
    for block in blocks[: _TITLE_REACH * 2]:
        if is_organ_line(block.text):
            before = " ".join(judged(b.text) for b in blocks[: blocks.index(block)])
            decision = bool(_DECISION.search(before)) and not _RESOLUTION.search(before)
            return DocumentKind.DECISION if decision else DocumentKind.RESOLUTION
    head = [block for block in blocks[:_TITLE_REACH] if block.marker is None and is_open(block)]
    for kind, patterns in (
        (DocumentKind.VERBATIM_RECORD, _VERBATIM_TITLES),
        (DocumentKind.LETTER, LETTER_TITLES),
        (DocumentKind.NOTE_VERBALE, NOTE_TITLES),
        (DocumentKind.SUMMARY_RECORD, SUMMARY_TITLES),
    ):
        if any(_is_title(block, patterns) for block in head):
            return kind
    verbs = [b for b in blocks if b.marker and b.marker.kind is MarkerKind.NUMBER and operative_verb(b.body)]
    if _report_title(blocks) is not None or any(
        _is_title(block, REPORT_TITLES) for block in blocks[: masthead_end(blocks, DocumentKind.OTHER)]
    ):
        return DocumentKind.REPORT
    numbers = [b for b in blocks if b.marker and b.marker.kind is MarkerKind.NUMBER]
    if any(_TOLD_ADOPTED.match(judged(b.text)) for b in head) and _bare_organ_line(blocks):
        return DocumentKind.RESOLUTION
    if len(verbs) * 2 > len(numbers) and any(_ADOPTED.search(judged(b.text)) for b in head):
        return DocumentKind.RESOLUTION
    return DocumentKind.DECISION if _is_told_decision(blocks) else DocumentKind.OTHER


def _record_by_symbol(blocks: Sequence[Block]) -> DocumentKind | None:
    """``S/PV.9000`` in the masthead is a verbatim record, ``A/C.3/77/SR.5`` a summary record."""
    for block in blocks[:_TITLE_REACH]:
        if is_body(block) and not is_row(block):
            return None
        match = _RECORD_SYMBOL.search(plain(block.text))
        if match and width(block.text) <= _SYMBOL_COLUMNS:
            return DocumentKind.VERBATIM_RECORD if match["record"] == "PV" else DocumentKind.SUMMARY_RECORD
    return None


def is_salutation(text: str) -> bool:
    """``阁下：``, ``Excellency,``: whom a letter greets."""
    bare = judged(text)
    ends = ends_with_comma(bare) or ends_with_colon(bare) or bare.endswith(("،", "!", "！"))
    return ends and width(bare) <= _SALUTATION_COLUMNS and _SALUTATION.match(bare) is not None


def _is_told_decision(blocks: Sequence[Block]) -> bool:
    """``75/571. Title`` over a paragraph that tells what an organ decided: no organ line, no preamble."""
    first = next((index for index, block in enumerate(blocks) if is_body(block)), None)
    if first is None or not any(_NUMBERED_TITLE.match(plain(block.text)) for block in blocks[:first]):
        return False
    return any(re.match(rf".{{0,40}}{pattern}", judged(blocks[first].text)) for pattern in DECIDED)


def _is_title(block: Block, patterns: Sequence[str]) -> bool:
    return matches_title(block.text, patterns)


def masthead_end(blocks: Sequence[Block], kind: DocumentKind) -> int:
    """One past the last block of the masthead."""
    if kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        return _resolution_head_end(blocks)
    if kind in (DocumentKind.SUMMARY_RECORD, DocumentKind.VERBATIM_RECORD):
        opening = next((i for i, block in enumerate(blocks[:_MEETING_REACH]) if opens_meeting(block.text)), None)
        if opening is None and kind is DocumentKind.VERBATIM_RECORD:
            opening = next((i for i, block in enumerate(blocks[:_MEETING_REACH]) if _opens_talk(block)), None)
        return _record_head_end(blocks) if opening is None else opening
    patterns = {DocumentKind.LETTER: LETTER_TITLES, DocumentKind.NOTE_VERBALE: NOTE_TITLES}.get(kind, ())
    for index, block in enumerate(blocks[:_TITLE_REACH]):
        if _is_title(block, patterns):
            return index + 1
    return title_end(blocks)


def _resolution_head_end(blocks: Sequence[Block]) -> int:
    """One past the organ line; where there is none, the first paragraph of the preamble or of the operative part."""
    for index, block in enumerate(blocks):
        if is_organ_line(block.text):
            return index + 1
    if organ := _bare_organ_line(blocks):
        return organ + 1
    for index, block in enumerate(blocks):
        opens = preambular_verb(block.text) and ends_with_comma(plain(block.text))
        if opens or (block.marker is not None and block.marker.kind is MarkerKind.NUMBER):
            return index
    return title_end(blocks)


def _bare_organ_line(blocks: Sequence[Block]) -> int:
    """``L’Assemblée générale`` below the number of the resolution, without its comma; 0 where there is none."""
    numbered = next((i for i, block in enumerate(blocks) if _NUMBERED_TITLE.match(plain(block.text))), len(blocks))
    below = range(numbered + 1, min(numbered + 1 + _ORGAN_REACH, len(blocks)))
    return next((i for i in below if is_organ_line(f"{plain(blocks[i].text)},")), 0)


def _record_head_end(blocks: Sequence[Block]) -> int:
    """One past the title of a record that does not tell its opening, and past where and under whom it met."""
    titles = (*SUMMARY_TITLES, *_VERBATIM_TITLES, *_MEETING_TITLES)
    end = next((i + 1 for i, block in enumerate(blocks[:_TITLE_REACH]) if _is_title(block, titles)), 0)
    if not end:
        return title_end(blocks)
    while end < len(blocks) and _HELD.match(judged(blocks[end].text)):
        end += 1
    return end


def _opens_talk(block: Block) -> bool:
    """A speech, and not the name of who presides: ``President: Mrs. Silva (Brazil)``."""
    return opens_speech(block.text) and is_finished(block.text)


def _report_title(blocks: Sequence[Block]) -> int | None:
    """Where ``Report of the Secretary-General`` stands in the masthead of the Organization, below a long subject perhaps.

    The title of an agenda item (``Annual report of the High Commissioner``) may stand above it: the last one counts.
    """
    symbol, found = False, None
    for index, block in enumerate(blocks[:_TITLE_REACH]):
        if block.marker is not None or block.level or not is_open(block) or width(block.text) > CAPTION_COLUMNS:
            break
        symbol = symbol or re.search(rf"(?:^|\s){SYMBOL}(?:\s?[*])*$", block.text) is not None
        if found is not None and is_section_name(block.text):
            break
        if symbol and index and _is_title(block, REPORT_TITLES):
            found = index
    return found


def title_end(blocks: Sequence[Block]) -> int:
    """One past the lines of a title: they end where a section or a paragraph starts."""
    if (titled := _report_title(blocks)) is not None:
        return titled + 1
    first = _laid_out(blocks)
    end = next((i for i, b in enumerate(blocks) if i >= first and (is_body(b) or is_numbered_heading(b))), 0)
    if end and (is_salutation(blocks[end - 1].text) or ends_with_comma(blocks[end - 1].text)):
        return end
    levels = [block.level for block in blocks[:end]]
    if any(levels):
        # the format says what is a heading: the first one is the title, a second one opens a section
        first = next(i for i, level in enumerate(levels) if level)
        if first and levels[first] > 1:
            return first  # the lines above it are the title
        return next((i for i in range(first + 1, end) if levels[i]), end)
    if end >= 2 and blocks[end].marker is not None and ends_with_colon(blocks[end - 1].text):
        return end - 1  # what leads a list in
    if end >= 2 and (is_section_name(blocks[end - 1].text) or _is_section_style(blocks, end)):
        return end - 1
    return end


def _laid_out(blocks: Sequence[Block]) -> int:
    """One past the rows of a masthead that is laid out as a table: they print the document's symbol."""
    end = 0
    while end < len(blocks) and is_row(blocks[end]):
        end += 1
    return end if any(re.search(rf"(?:^|[\s|]){SYMBOL}", block.text) for block in blocks[:end]) else 0


def _is_section_style(blocks: Sequence[Block], end: int) -> bool:
    """The last line above the body looks like the headings within the body: it heads a section too."""
    level = blocks[end - 1].level
    later = [
        block
        for i, block in enumerate(blocks)
        if i > end and block.marker is None and block.level == level and is_heading(blocks, i)
    ]
    if not later:
        return False
    last, indent = blocks[end - 1], {block.first.indent for block in later}
    if last.first.blanks < min(block.first.blanks for block in later):
        return False
    longest = max(width(block.text) for block in later)
    return width(last.text) <= max(2 * longest, 12) and last.first.indent in indent


def title_of(head: Sequence[Block], kind: DocumentKind) -> str:
    """The title as printed: a resolution's stands last above the organ line, any other's last in the masthead."""
    lines = [block for block in head if not is_organ_line(block.text)]
    if not lines:
        return ""
    if kind in (DocumentKind.RESOLUTION, DocumentKind.DECISION):
        named = [b for b in lines if not (_is_adoption_line(b.text) or _BESIDE_TITLE.fullmatch(plain(b.text)))]
        return _numbered_title(named) or plain((named or lines)[-1].text)
    if subject := next((match["title"] for block in lines if (match := _SUBJECT.match(block.text))), ""):
        return plain(subject)
    levelled = [block for block in lines if block.level]
    if levelled:
        return plain(min(levelled, key=lambda block: block.level).text)
    if kind in (DocumentKind.LETTER, DocumentKind.NOTE_VERBALE):
        return plain(lines[-1].text)
    for patterns in (SUMMARY_TITLES, _VERBATIM_TITLES, _MEETING_TITLES, STATEMENT_TITLES):
        if named := [block for block in lines if _is_title(block, patterns)]:
            return plain(named[0].text)
    if SYMBOL_LINE.fullmatch(lines[-1].text):
        lines = lines[:-1] or lines
    if kind is DocumentKind.REPORT and len(lines) > 1 and not stands_alone(lines[-2].text):
        return plain(lines[-2].text)
    return _other_title(lines, kind)


def _other_title(lines: Sequence[Block], kind: DocumentKind) -> str:
    """The title of a text that is of no kind which tells where its title stands."""
    unlike = [block for block in lines if not is_signature(block)]
    if any(SYMBOL_LINE.search(block.text) for block in unlike):
        # a masthead of the Organization stands above the title
        unlike = [block for block in unlike if not stands_alone(block.text)][-1:] or unlike
    elif kind is DocumentKind.OTHER:
        # an organ, a date or the number of a press release above the title is none of it
        unlike = [b for b in unlike if not (stands_alone(b.text) or _PRESS_NUMBER.fullmatch(b.text))] or unlike
    return plain(unlike[0].text) if kind is DocumentKind.OTHER and unlike else plain(lines[-1].text)


def _numbered_title(lines: Sequence[Block]) -> str:
    """``37/35. Title``, over as many lines as stand directly below one another; "" where no line is one."""
    start = next((i for i in range(len(lines) - 1, -1, -1) if _NUMBERED_TITLE.match(plain(lines[i].text))), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(lines) and not lines[end].first.blanks and not (lines[end].level or stands_alone(lines[end].text)):
        end += 1
    told = re.sub(_NUMBERED_TITLE, "", plain(lines[start].text)).strip()
    return join(plain(block.text) for block in lines[start:end]) if end > start + 1 or told else ""


def _is_adoption_line(text: str) -> bool:
    """``2031年5月6日安全理事会第9999次会议通过``, ``[根据第三委员会的报告通过]``: how it was adopted, not what it is called."""
    bare = judged(text)
    return bool(re.search(r"(?:会议|大会|理事会)通过$|^[\[［].*[\]］]$|^Adopted by ", bare)) or is_adoption_note(bare)

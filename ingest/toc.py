"""Tables of contents: lines that say where the text stands are no paragraphs of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture import Lifted, remove
from ingest.lines import Line, is_finished, width

KIND = "contents"
_LEADERS = re.compile(r"(?P<words>\S.*?)\s?(?:(?:[.．·…‧_]\s?){4,}|…{2,})\s*(?P<page>\d{1,4}|[ivxlc]{1,6})?")
"""``Introduction . . . . . . . 1–5  3``, and the same before its page number stands on the next line."""
_PAGED = re.compile(r"(?P<words>\S.*?\S)(?:\s{2,}|\s*\|\s*|\s)(?:\d{1,4}\s?[–—\-－]\s?\d{1,4}\s+)?(?P<page>\d{1,4})")
_HEADING = re.compile(
    r"目\s*[录錄]|目\s*次|Contents|Table of contents|Table des matières|Sommaire|Índice|Contenido|Содержание|Оглавление|المحتويات",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"(?:章次|段次|页次|页码|段落|Chapter|Paragraphs?|Pages?|Párrafos?|Página|Paragraphes|Пункты|Стр\.?|الفقرات|الصفحة|\s|\|)+",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(
    r"Skip to (?:main )?content|Aller au contenu(?: principal)?|(?:Ir|Saltar) al contenido(?: principal)?"
    r"|Перейти к (?:основному )?содержанию|跳[转到至过]*(?:主要)?内容"
    r"|(?:Home|Accueil|Inicio|Главная|首页|الرئيسية)(?:\s?[>›»/]\s?[^>›»/。.]{1,40}){1,6}",
    re.IGNORECASE,
)
"""What a copied web page prints above its title."""
_NAVIGATION_REACH = 20
FEWEST = 3
"""So many entries make a table of contents; two lines with dots are a form."""
GAP = 2
"""So many lines of a long entry may stand between two page numbers."""
WIDEST_ENTRY = 200


def lift_contents(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Lifted, ...]]:
    """The lines without tables of contents, and those."""
    taken: dict[int, str] = {}
    for start, end in _runs(lines, [index for index, line in enumerate(lines) if _has_leaders(line)]):
        first = _with_heading(lines, start)
        taken |= dict.fromkeys(range(first, end), KIND)
    for index, line in enumerate(lines):
        if index not in taken and _HEADING.fullmatch(line.text):
            taken |= dict.fromkeys(range(index, _listed(lines, index)), KIND)
    taken |= {i: "navigation" for i, line in enumerate(lines[:_NAVIGATION_REACH]) if _NAVIGATION.fullmatch(line.text)}
    if not taken:
        return tuple(lines), ()
    return remove(lines, taken)


def _has_leaders(line: Line) -> bool:
    return not line.verbatim and width(line.text) <= WIDEST_ENTRY and _LEADERS.fullmatch(line.text) is not None


def _runs(lines: Sequence[Line], entries: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of entries that stand close together, the first lines of long entries between them."""
    runs: list[list[int]] = []
    for index in entries:
        near = runs and index - runs[-1][-1] <= GAP + 1
        if near and all(_may_belong(lines[between]) for between in range(runs[-1][-1] + 1, index)):
            runs[-1].append(index)
        else:
            runs.append([index])
    return [(run[0], run[-1] + 1) for run in runs if len(run) >= FEWEST and _rises([lines[index] for index in run])]


def _rises(entries: Sequence[Line]) -> bool:
    """Their page numbers never fall: a form to be filled in has none, a list of members names."""
    pages = [int(m["page"]) for line in entries if (m := _LEADERS.fullmatch(line.text)) and (m["page"] or "").isdigit()]
    return len(pages) * 2 >= len(entries) and pages == sorted(pages)


def _may_belong(line: Line) -> bool:
    return not is_finished(line.text) or re.fullmatch(r"[\divxlc]{1,6}\.?", line.text) is not None


def _with_heading(lines: Sequence[Line], start: int) -> int:
    """Where the table starts: at its heading, a few lines above the first entry."""
    for index in range(start - 1, max(-1, start - 1 - GAP * 2), -1):
        if _HEADING.fullmatch(lines[index].text):
            return index
        if is_finished(lines[index].text):
            break
    return start


def _listed(lines: Sequence[Line], heading: int) -> int:
    """One past the entries below a heading ``Contents`` that have no leaders; ``heading`` where there are too few."""
    if (end := _repeated(lines, heading)) > heading:
        return end
    index, pages = heading + 1, list[int]()
    while index < len(lines) and not is_finished(lines[index].text):
        text = lines[index].text
        if _COLUMNS.fullmatch(text):
            index += 1
            continue
        match = _PAGED.fullmatch(text)
        if match is None or width(text) > WIDEST_ENTRY or (pages and int(match["page"]) < pages[-1]):
            break
        pages.append(int(match["page"]))
        index += 1
    return index if len(pages) >= FEWEST else heading


def _repeated(lines: Sequence[Line], heading: int) -> int:
    """One past the entries below ``Contents`` that print no pages, and stand again over the text; ``heading`` if too few do."""
    index, again = heading + 1, 0
    later = {"".join(line.text.split()) for line in lines[heading + 1 + FEWEST :]}
    seen: set[str] = set()
    while index < len(lines) and not is_finished(lines[index].text) and width(lines[index].text) <= WIDEST_ENTRY:
        bare = "".join(lines[index].text.split())
        if bare in seen:
            break  # the text begins
        seen.add(bare)
        again += bare in later
        index += 1
    count = index - heading - 1
    return index if again >= FEWEST and again * 4 >= count * 3 and index < len(lines) else heading

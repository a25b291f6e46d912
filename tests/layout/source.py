"""One source of truth for a document that is laid out in several formats: its printed pieces, one a line, and what each is.

``eval/structure/sources/README.md`` describes the form. From it come both the documents and their gold, so that the words
of the gold and the words of every format are the same by construction; what a piece *is* was written by a person.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

BREAK = " // "
MARK = re.compile(r"\[\^(\w+)\]")
LEAD_IN_LIMIT = 160


@dataclass(frozen=True)
class Piece:
    """Something printed. ``tag``: masthead, title, heading, part, part title, contents, table head, or paragraph."""

    tag: str
    text: str
    """With ``[^1]`` where a footnote's mark stands, and `` // `` where a line must break."""
    id: str = ""
    marker: str = ""
    verb: str = ""
    level: int = 0
    kind: str = ""
    part: str = ""
    number: str = ""
    section: str = ""
    lead_in: str = ""
    speaker: str = ""

    @property
    def words(self) -> str:
        """The text as one line without marks of footnotes."""
        return re.sub(r" {2,}", " ", MARK.sub("", self.text).replace(BREAK, " ")).strip()

    @property
    def notes(self) -> str:
        return " ".join(f"fn{mark}" for mark in MARK.findall(self.text))

    @property
    def printed(self) -> str:
        """The marker and the words, marks of footnotes and line breaks kept."""
        return f"{self.marker} {self.text}" if self.marker else self.text


@dataclass(frozen=True, repr=False)
class Source:
    name: str
    head: dict[str, str]
    pieces: tuple[Piece, ...]

    def __repr__(self) -> str:
        """Short enough to be read where a test fails."""
        return "\n".join(
            [f"<{self.name}", *(f"{piece.id or piece.tag:10} {piece.printed}" for piece in self.pieces), ">"]
        )

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # Hypothesis asks for it by this name
        printer.text(repr(self))

    @property
    def language(self) -> str:
        return self.head["language"]

    @property
    def meta(self) -> dict[str, Any]:
        return json.loads(self.head["meta"])  # type: ignore[no-any-return]

    @property
    def formats(self) -> list[str]:
        return self.head["formats"].split()

    @property
    def running_head(self) -> str:
        return self.head.get("head", "")

    @property
    def title(self) -> str:
        return next(piece.text for piece in self.pieces if piece.tag == "title")

    @property
    def body(self) -> tuple[Piece, ...]:
        """What is printed in its place: all but the footnotes."""
        return tuple(piece for piece in self.pieces if piece.kind != "footnote")

    @property
    def notes(self) -> dict[str, str]:
        return {piece.marker: piece.text for piece in self.pieces if piece.kind == "footnote"}

    @property
    def gold(self) -> list[Piece]:
        """The citable paragraphs, masthead first, footnotes last."""
        lines = [piece for piece in self.pieces if piece.tag in ("masthead", "title")]
        masthead = Piece("paragraph", BREAK.join(line.text for line in lines), id="masthead", kind="masthead")
        return [masthead, *(piece for piece in self.pieces if piece.tag in ("paragraph", "table head"))]


_TAGS = {"M": "masthead", "T": "title", "AT": "part title", "C": "contents"}
_KINDS = (
    (r"masthead|signature|adoption", ""),
    (r"pp\d+", "preambular"),
    (r"op\d+", "operative"),
    (r"fn.+", "footnote"),
    (r"vote\d?\..+", "vote"),
    (r"table\d+\.r\d+", "row"),
    (r"(?:.+\.)?b\d+", "bullet"),
    (r"(?:.+\.)?p\d+", "unnumbered"),
    (r"\d+(?:\.\d+)*|art\d+|art\d+\.\d+(?=#)", "numbered"),
)


def kind_of(name: str, marker: str) -> str:
    """The kind that an id stands for; the id was written by a person."""
    if re.fullmatch(r"art\d+\.\d+", name):
        return "numbered" if re.fullmatch(r"\d+(?:\.| -)", marker) else "subparagraph"
    return next((kind or name for pattern, kind in _KINDS if re.fullmatch(pattern, name)), "subparagraph")


def parse(path: Path) -> Source:
    """Read a source file."""
    return parse_text(path.read_text(encoding="utf-8"), name=path.stem)


def parse_text(text: str, *, name: str) -> Source:
    header, _, body = text.partition("===\n")
    head = dict(line.split(": ", 1) for line in header.splitlines())
    pieces: list[Piece] = []
    part, speaker = head.get("part", ""), ""
    headings: list[tuple[int, str]] = []
    tables = 0
    above: dict[str, Piece] = {}
    for line in filter(None, body.splitlines()):
        tag, _, rest = line.partition(" ")
        if tag == "@":
            speaker = rest.strip()
        elif line.strip() == "@":
            speaker = ""
        elif tag == "A":
            part, text = rest.split(" ", 1)
            headings, above = [], {}
            pieces.append(Piece("part", text))
        elif match := re.fullmatch(r"H(\d)(\+?)", tag):
            level = int(match[1])
            kept = [entry for entry in headings if entry[0] < level or (match[2] and entry[0] == level)]
            headings = [*kept, (level, rest)]
            pieces.append(Piece("heading", rest, level=level))
        elif tag == "TH":
            tables += 1
            section = "?" if head.get("sections") == "?" else " › ".join(title for _, title in headings)
            here = {"id": f"table{tables}.r0", "kind": "row", "part": part, "section": section, "lead_in": "?"}
            pieces.append(Piece("table head", rest, speaker=speaker, **here))
        elif tag in _TAGS:
            pieces.append(Piece(_TAGS[tag], rest, level=1 if tag == "T" else 0))
        else:
            fields = [field.strip() for field in line.split("¦", 3)]
            piece = _paragraph(*fields, above=above)
            aside = piece.kind in ("signature", "adoption", "footnote", "vote")
            section = "?" if head.get("sections") == "?" else " › ".join(title for _, title in headings)
            piece = replace(
                piece,
                part="" if piece.kind in ("adoption", "footnote", "vote") else part,
                section="" if aside else section,
                lead_in="?" if piece.kind in ("vote", "row") else piece.lead_in,
                speaker="" if aside else speaker,
            )
            above[piece.id] = piece
            pieces.append(piece)
    return Source(name, head, tuple(pieces))


def _paragraph(name: str, marker: str, verb: str, text: str, *, above: dict[str, Piece]) -> Piece:
    kind = kind_of(name, marker)
    owner = above.get(name.rpartition(".")[0])
    label = re.sub(r"[\s.．、()（）-]+", "", marker) if kind != "numbered" else re.sub(r"[.\s-]+$", "", marker)
    if re.search(r"[\u0400-\u06ff]", label):
        label = name.rsplit(".", 1)[-1]  # all language versions are cited by the Latin letter
    number, lead_in = "", ""
    if kind in ("operative", "numbered"):
        number = label if not name.startswith("art") or label.startswith("第") else "?"
    elif kind == "footnote":
        number = label
    elif owner is not None:
        number = owner.number
        if kind == "subparagraph":
            number = "?" if number == "?" else f"{number}({label})" if number else label
        if kind in ("subparagraph", "bullet"):
            lead_in = _lead_in(owner, above)
    return Piece("paragraph", text, id=name, marker=marker, verb=verb, kind=kind, number=number, lead_in=lead_in)


def _lead_in(owner: Piece, above: dict[str, Piece]) -> str:
    words = owner.words
    if len(words) > LEAD_IN_LIMIT:
        words = [piece for piece in re.split(r"(?<=[。！？；])|(?<=[.!?;])\s+", words) if piece][-1]
    said = f"{owner.marker} {words}".strip()
    outer = above.get(owner.id.rpartition(".")[0])
    return f"{_lead_in(outer, above)} {said}" if outer and owner.kind == "subparagraph" else said

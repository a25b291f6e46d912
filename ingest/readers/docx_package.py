"""The parts of a Word file: found by their relationships, parsed without entities, DTDs, network or unbounded depth."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ingest.readers.archive import DamagedArchive, NotAnArchive, open_archive, open_entry, read_entry

if TYPE_CHECKING:
    Element = Any
    """An element of lxml, which ships no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""The names of the strict variant of the format: the same elements under other addresses."""
_HEAD = 1 << 15
"""Bytes in which the root of a part declares its names."""


class Package:
    """One Word file. Raises what ``open_archive`` does, and NotAnArchive where the container holds no Word document."""

    def __init__(self, content: bytes, *, path: Path) -> None:
        self.path = path
        self._archive: zipfile.ZipFile = open_archive(content, path=path)
        self._names = {name.lower(): name for name in self._archive.namelist()}
        self.document = next((name for _, kind, name in self._related("") if kind == "officeDocument"), "")
        if not self._has(self.document):
            self.document = "word/document.xml"
        if not self._has(self.document) or not self.document.endswith(".xml") or not self.is_word():
            raise NotAnArchive(path=path, suffix=path.suffix.lower())
        self.related = tuple(self._related(self.document))
        """Of each part that belongs to the document: its relationship's id, its kind and its name."""

    def is_word(self) -> bool:
        """Not a workbook or a presentation."""
        return not self.document.startswith(("xl/", "ppt/"))

    def part(self, kind: str) -> Element | None:
        """The root of the part of a kind (``numbering``, ``styles``, ``footnotes``); None where there is none."""
        return next((self.parse(name) for _, found, name in self.related if found == kind and self._has(name)), None)

    def parts(self, *kinds: str) -> Iterator[Element]:
        """The roots of all parts of these kinds (``header``)."""
        for _, found, name in self.related:
            if found in kinds and self._has(name):
                yield self.parse(name)

    def parse(self, name: str) -> Element:
        """The root of a part, all of it in memory."""
        from lxml import etree

        content = read_entry(self._archive, self._names[name.lower()], path=self.path)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(_transitional(content[:_HEAD]) + content[_HEAD:], parser)
        except (etree.XMLSyntaxError, ValueError):
            raise DamagedArchive(path=self.path, reason=name) from None
        self.refuse_declarations(root, name)
        return root

    def refuse_declarations(self, root: Element, name: str) -> None:
        """No part of a Word file has a DTD; a bomb of entities does."""
        if root.getroottree().docinfo.internalDTD is not None:
            raise DamagedArchive(path=self.path, reason=name)

    def stream(self) -> IO[bytes]:
        """The bytes of the document's own part, for a parser that reads in pieces."""
        return _Transitional(open_entry(self._archive, self._names[self.document.lower()], path=self.path))  # type: ignore[return-value]

    def _has(self, name: str) -> bool:
        return bool(name) and name.lower() in self._names

    def _related(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and name of each part that a part (the package itself: "") refers to."""
        folder, base = posixpath.split(name)
        listed = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self._has(listed):
            return
        for one in self.parse(listed).iter(f"{_PACKAGE}Relationship"):
            if one.get("TargetMode") == "External":
                continue
            target = one.get("Target") or ""
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], place


class _Transitional:
    """A stream of a part in which the strict variant's names are those of the common one."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._opened = False

    def read(self, size: int = -1) -> bytes:
        if self._opened:
            return self._stream.read(size)
        self._opened = True
        return _transitional(self._stream.read(_HEAD))

    def close(self) -> None:
        self._stream.close()


def _transitional(head: bytes) -> bytes:
    if b"purl.oclc.org" in head:
        for strict, common in _STRICT:
            head = head.replace(strict, common)
    return head


def value_of(element: Element | None, name: str, *, key: str = "val") -> str | None:
    """The value of a child such as ``<w:numId w:val="3"/>``; None where there is no such child."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + key) if child is not None else None


def number_of(element: Element | None, name: str) -> int | None:
    """The same as a whole number; None where it is none."""
    text = value_of(element, name)
    return int(text) if text is not None and text.lstrip("-").isdecimal() and len(text) < 10 else None


def switch_of(element: Element | None, name: str) -> bool | None:
    """Whether a property such as ``<w:vanish/>`` is on; None where nothing is said of it."""
    child = element.find(W + name) if element is not None else None
    if child is None:
        return None
    return child.get(W + "val") not in ("0", "false", "off")

"""What a document is called: everything by which a person may name it, folded so that spelling does not matter."""

from __future__ import annotations

from pathlib import Path

from rag.document import Document
from rag.naming import document_name, short_name
from rag.words.terms import normalise

NAMING = 1
"""Raise it when documents come to be called otherwise (rag/naming.py): stored names are then made anew."""


def folded(name: str) -> str:
    """A name as it is compared: width, case and spaces do not matter."""
    return normalise(name).replace(" ", "")


def names_of(document: Document) -> dict[str, bool]:
    """Folded names; False for one of which only a part may be given (the path of its file)."""
    path = Path(document.source)
    exact = {document.id, document.symbol, path.name, path.stem, document.title}
    exact |= {document_name(document, language) for language in ("zh", "en")}
    exact |= {short_name(document, language) for language in ("zh", "en")}
    return {folded(document.source): False} | {folded(name): True for name in exact if name}

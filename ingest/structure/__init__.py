"""Blocks become a document's paragraphs: parts, masthead, sections, locators. Pure functions; the field's knowledge."""

from ingest.structure.outline import Outline, outline

__all__ = ["Outline", "outline"]

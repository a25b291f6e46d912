"""STUB, being written by the lead: how documents and paragraphs are named in Chinese and English (labels, citations)."""
from __future__ import annotations
from rag.document import Document, DocumentKind, Paragraph

def paragraph_label(paragraph: Paragraph, language: str) -> str: "附件第24段 / annex, para. 24"; return paragraph.id
def document_name(document: Document, language: str) -> str: "大会第67/169号决议 / General Assembly resolution 67/169"; return document.title
def kind_name(document: Document, language: str) -> str: "决议 / resolution"; return document.kind.value
def cite(document: Document, paragraph: Paragraph, language: str) -> str: "The full citation of one paragraph."; return document_name(document, language) + paragraph_label(paragraph, language)

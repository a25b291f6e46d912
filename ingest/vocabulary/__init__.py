"""The field's words, as data, one table a language: what opens a paragraph, who adopts, what ends a letter's heading.

Nothing here knows a document. A word that is missing costs a label or a piece of metadata, seldom a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.vocabulary.ar import ARABIC
from ingest.vocabulary.en import ENGLISH
from ingest.vocabulary.es import SPANISH
from ingest.vocabulary.fr import FRENCH
from ingest.vocabulary.ru import RUSSIAN
from ingest.vocabulary.spelling import choice
from ingest.vocabulary.table import Vocabulary
from ingest.vocabulary.zh import CHINESE

LANGUAGES = (CHINESE, ENGLISH, FRENCH, SPANISH, RUSSIAN, ARABIC)


def _all(field: Callable[[Vocabulary], tuple[str, ...]]) -> tuple[str, ...]:
    """What a field holds in all languages."""
    return tuple(dict.fromkeys(word for language in LANGUAGES for word in field(language)))


def _shouted(word: str) -> str:
    """A word as a title in capitals prints it; a letter alone is a name there (``Annex A``)."""
    return word.upper() if len(word) > 1 else word


ORGANS: dict[str, str] = {name: stem for language in LANGUAGES for name, stem in language.organs.items()}
"""As printed in an organ line or masthead → stem of the symbols of its resolutions; "" where they carry none."""
ORGAN_CASES: dict[str, str] = {form: name for language in LANGUAGES for form, name in language.organ_cases.items()}
SECTION_NAMES = _all(lambda language: language.sections)
LETTER_TITLES = _all(lambda language: language.letter_patterns)
NOTE_TITLES = _all(lambda language: language.note_patterns)
CLOSED_TITLES = (*CHINESE.letter_patterns, *CHINESE.note_patterns)
"""Titles whose last word says that they end there."""
REPORT_TITLES = _all(lambda language: language.report_patterns)
SUMMARY_TITLES = _all(lambda language: language.summary_patterns)
STATEMENT_TITLES = _all(lambda language: language.statement_patterns)
DECIDED = _all(lambda language: language.decided_patterns)
ANNEX_NAMES = _all(lambda language: language.annexes)
RESOLUTION_WORDS = _all(lambda language: language.resolutions)
DECISION_WORDS = _all(lambda language: language.decisions)
DRAFT_WORDS = _all(lambda language: language.drafts)
SIGNED = _all(lambda language: language.signed)
CONJUNCTIONS = _all(lambda language: language.conjunctions)

_AFTER_SPACE = _all(lambda language: () if language is CHINESE else language.dangling)
DANGLING = (
    # a printed line that ends so goes on in the next, however short it is
    *CHINESE.dangling,
    *(f" {word}" for word in _AFTER_SPACE),
    *(f" {_shouted(word)}" for word in _AFTER_SPACE),
)
ABBREVIATIONS = _all(lambda language: language.abbreviations)

DOCUMENT_HOSTS = (
    "undocs.org",
    "docs.un.org",
    "documents.un.org",
    "documents-dds-ny.un.org",
    "daccess-ods.un.org",
    "un.org",
)

STATUS_BY_SUFFIX = (("/L.", "draft"), ("/Rev.", "revised"), ("/Corr.", "corrected"), ("/Add.", "addendum"))

__all__ = [
    "ABBREVIATIONS",
    "ANNEX_NAMES",
    "CLOSED_TITLES",
    "CONJUNCTIONS",
    "DANGLING",
    "DECIDED",
    "DECISION_WORDS",
    "DOCUMENT_HOSTS",
    "DRAFT_WORDS",
    "LANGUAGES",
    "LETTER_TITLES",
    "NOTE_TITLES",
    "ORGANS",
    "ORGAN_CASES",
    "REPORT_TITLES",
    "RESOLUTION_WORDS",
    "SECTION_NAMES",
    "SIGNED",
    "STATEMENT_TITLES",
    "STATUS_BY_SUFFIX",
    "SUMMARY_TITLES",
    "Vocabulary",
    "choice",
]

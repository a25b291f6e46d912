"""What is known of a language: one table with the same fields for each of the six."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The field's words in one language. Fields that end in ``patterns`` hold regular expressions, all others plain words."""

    code: str
    """ISO 639-1: ``zh``, ``en``, ``fr``, ``es``, ``ru``, ``ar``."""
    organs: Mapping[str, str]
    """An organ as its own line prints it → stem of the symbols of its resolutions; "" where they have none of this form."""
    organ_cases: Mapping[str, str]
    """An organ as other sentences print it (inflected) → as its own line does."""
    organ_article: str
    """What stands before an organ in its line, a pattern: ``The ``, ``L’``."""

    preambular_verbs: tuple[str, ...]
    operative_verbs: tuple[str, ...]
    adverbs: tuple[str, ...]
    """What goes before a verb and belongs to it: ``Strongly``."""
    later_adverbs: tuple[str, ...]
    """What follows a verb and belongs to it: ``instamment``, ``encarecidamente``."""
    expressing: tuple[str, ...]
    """Verbs that say nothing without what is expressed: ``Exprime``."""
    states: tuple[str, ...]
    """What is expressed: ``préoccupation``."""
    adjectives: tuple[str, ...]
    """What stands beside a state: ``sa``, ``profonde``."""
    accompanied: tuple[str, ...]
    """Between a verb and a state: ``with``, ``avec``."""
    conjunctions: tuple[str, ...]
    """``and``: joins two states, and stands behind the semicolon of the last but one item of a list."""
    noun_followers: tuple[str, ...]
    """What follows a word that is a noun here, though it looks like a verb: ``Requests for``."""

    letter_patterns: tuple[str, ...]
    note_patterns: tuple[str, ...]
    report_patterns: tuple[str, ...]
    summary_patterns: tuple[str, ...]
    statement_patterns: tuple[str, ...]
    decided_patterns: tuple[str, ...]
    """A decision is told, not enacted: ``2021年6月8日，大会……决定……``."""
    party_patterns: tuple[str, ...]
    """Titles of letters and notes, with the groups ``author`` and ``addressee``."""
    author_patterns: tuple[str, ...]
    """Titles of reports and notes, with the group ``author``."""
    adopted_patterns: tuple[str, ...]
    """A line that tells by whom, when or how a text was adopted; such a line may stand in brackets."""
    adopted_by: tuple[str, ...]
    """Before the name of an organ: it adopted the text."""
    meeting_patterns: tuple[str, ...]
    session_patterns: tuple[str, ...]
    """``第六十七届会议``, with the group ``session``."""
    agenda_patterns: tuple[str, ...]
    """``议程项目 69(b)``, with the group ``item``."""
    caption_patterns: tuple[str, ...]
    """The caption of an annex that names what it is annexed to."""
    annexes: tuple[str, ...]
    numeral_patterns: tuple[str, ...]
    """Numerals behind the word annex, where the language has its own."""
    sections: tuple[str, ...]
    """Headings that open a body even where nothing else tells them from a line of the title."""
    resolutions: tuple[str, ...]
    decisions: tuple[str, ...]
    drafts: tuple[str, ...]
    """How a title says that the text is not adopted yet."""
    signed: tuple[str, ...]
    """What stands in brackets before or after a signer's name."""

    months: tuple[tuple[str, ...], ...]
    """The names of each month, January first, in every form that dates print."""
    function_words: tuple[str, ...]
    """The commonest words, which other languages of the same script lack."""
    dangling: tuple[str, ...]
    """Words on which no line of a title and no sentence ends."""
    abbreviations: tuple[str, ...]
    """With a full stop that ends no sentence."""


def words(text: str) -> tuple[str, ...]:
    """The words of a printed list: parted by commas, over as many lines as it takes."""
    return tuple(word for piece in text.replace("\n", ",").split(",") if (word := piece.strip()))

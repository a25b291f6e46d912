"""Is a statement carried by the paragraphs that it cites? The same check for every composer, word by word.

Every number, day, session, symbol, name, modal, negation and verb of force must stand in a cited paragraph, at the place where
the statement has it; quotations must be exact; what else is said must be covered by the paragraph's words, their other names in
the glossary, or words alike in meaning. Across languages there are no common words to lay over one another: there the
values, names, verbs and negations are compared, and the likeness of the words.

How good it is, is measured: ``python -m eval.verifier``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rag.answer import Check
from rag.document import Passage
from rag.naming import cite, document_name, short_name
from rag.retrieval.context import context_of
from rag.settings import BUNDLED_EMBEDDING
from rag.verification.bearing import check_force
from rag.verification.exchange import exchanged
from rag.verification.facts import facts
from rag.verification.force import forces
from rag.verification.names import names
from rag.verification.naming import check_names
from rag.verification.quotations import QUOTED, check_quotations, compact, verbatim
from rag.verification.sides import Side, language_of_words
from rag.verification.values import check_values
from rag.verification.wording import failed, held
from rag.verification.words import CLAUSE, Words, alikeness, lay
from rag.words.terms import normalise

_LINK = re.compile(r"</?[a-z!][^>]*>|(?<![a-z])https?:|(?<![a-z])www\.|\]\(|javascript:|!\[|&(?:lt|gt|amp|#\d+);", re.I)
_MARKS = re.compile(r"(?:(?<=^)|(?<=[:：] ))(?:[(（]\w{1,3}[)）]|\d+(?:\.\d+)*[.．、]?(?=\s))\s*")
"""Printed numbers of the paragraphs that lead to an item: they count nothing."""

TAIL, SHARE = 4, 0.5
"""What the words check lets pass: unexplained content units in a row below TAIL, at most SHARE of a clause."""
SUBSTITUTED = {"zh": 2, "other": 1}
"""Unexplained content units that may not stand in the place of other words of the paragraph: one word."""
_PATCHED = {"zh": (6, 1.5), "other": (3, 0.7)}
"""A clause of so many content units that is patched together from runs of less than this mean length, and not even whole, is
carried by nothing: its words are those of the field, which every paragraph has."""
RELATED = 0.4
"""Cosine from which a verb in the place of another word is taken for another way to say it."""
ALIKE, ALIKE_CLAUSE = 0.3, 0.2
"""Across languages: how like a statement's words, and those of each of its clauses, must be to the paragraph's."""
_SHORTEST_CLAUSE = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks of one statement found."""

    checks: tuple[Check, ...]
    """Those that hold, in the order in which they were made."""
    reason: Check | None
    """The first that fails, or None."""

    @property
    def holds(self) -> bool:
        return self.reason is None


def verify(text: str, passages: Sequence[Passage], *, words: Words | None = None) -> Verdict:
    """Hold a statement (without markers) against the paragraphs that it cites. ``words``: vectors of words (Embedder.words)."""
    if not passages:
        return Verdict((), failed("no citation"))
    if whole := verbatim(text, passages):
        return Verdict((whole,), None)
    checks: list[Check] = []
    for check in _checks(text, passages, words):
        if not check.holds:
            return Verdict(tuple(checks), check)
        checks.append(check)
    return Verdict(tuple(checks), None)


def open_verifier() -> Callable[[str, Sequence[Passage]], Verdict]:
    """``verify`` with the vectors of the bundled model, without a collection."""
    from rag.encoders.embedding import Embedder

    return partial(verify, words=Embedder(str(BUNDLED_EMBEDDING)).words)


def same_values(original: str, translated: str, language: str) -> bool:
    """Has a translation into ``language`` the numbers, days, sessions, symbols and states of its original, and no others?"""
    one = Side.of(original, language_of_words(normalise(original), ""))
    other = Side.of(translated, language)
    values, theirs = facts(one.text), facts(other.text)
    if any(not any(fact.agrees(each) for each in theirs) for fact in values):
        return False
    if any(not any(fact.agrees(each) for each in values) for fact in theirs):
        return False
    states = [
        {thing for name in names(side.text, side.language) if name.kind == "state" for thing in name.things}
        for side in (one, other)
    ]
    return states[0] == states[1] and not _LINK.search(translated)


def _checks(text: str, passages: Sequence[Passage], words: Words | None) -> Iterator[Check]:
    printed = compact(" ".join(passage.paragraph.text for passage in passages))
    if link := next((match.group() for match in _LINK.finditer(text) if compact(match.group()) not in printed), ""):
        yield failed("link", link)
        return
    yield from check_quotations(text, passages)
    sides = tuple(_side(passage) for passage in passages)
    own = QUOTED.sub(" ", text)
    told = language_of_words(normalise(own if re.search(r"\w{2}", own) else text), sides[0].language)
    said = Side.of(text, told)
    yield from check_values(said, sides)
    yield from check_names(said, sides, text)
    yield from check_force(said, sides)
    if turned := exchanged(said, sides):
        yield failed("words", turned)
        return
    yield _check_words(said, sides, words)


def _side(passage: Passage) -> Side:
    """A paragraph with what leads to it, and around it what its document and citation name."""
    paragraph, document = passage.paragraph, passage.document
    names_it = (
        *(f"{cite(document, paragraph, language)} {document_name(document, language)}" for language in ("zh", "en")),
        *(document.title, document.symbol, _dated(document.date)),
        f"第{document.session}届会议" if document.session else "",
    )
    around = (
        context_of(passage),
        *(short_name(document, language) for language in ("zh", "en")),
        *(document.author, document.addressee, document.organ, paragraph.speaker, *paragraph.section),
    )
    text = f"{_MARKS.sub('', paragraph.lead_in)} {paragraph.text}"
    language = language_of_words(normalise(paragraph.text), document.language)
    return Side.of(text, language, around=" ".join((*names_it, *around)), citation=" ".join(names_it))


def _dated(date: str) -> str:
    parts = date.split("-")
    return f"{parts[0]}年{int(parts[1])}月{int(parts[2])}日" if len(parts) == 3 and all(map(str.isdigit, parts)) else ""


def _check_words(said: Side, sides: Sequence[Side], words: Words | None) -> Check:
    """Is what is said, beyond what the other checks vouch for, carried by the paragraphs' words?"""
    within = [side for side in sides if side.language == said.language]
    if not within:
        return _check_meaning(said, sides, words)
    known = [(fact.start, fact.end) for fact in facts(said.text)]
    known += [(name.start, name.end) for name in names(said.text, said.language)]
    there = [other for side in within for other in forces(side.text, side.language)]
    known += [
        (force.start, force.end)
        for force in forces(said.text, said.language)
        if force.kind != "opposite" or any(force.forces & other.forces for other in there)
    ]
    laid = lay(
        said.text,
        " ".join(side.text for side in within),
        " ".join(side.around for side in within),
        language=said.language,
        known=known,
        words=words,
    )
    if not laid.content:
        return failed("words", said.text.strip())  # “是的。” says nothing that could be looked for
    substituted = SUBSTITUTED["zh" if said.language == "zh" else "other"]
    for residue in laid.residues:
        strange = residue.size > 1 or (residue.like < RELATED and _is_verb(residue.text, said.text))
        if residue.size >= TAIL or (residue.instead and residue.size >= substituted and strange):
            return failed("words", residue.text, residue.instead)
    least, short = _PATCHED["zh" if said.language == "zh" else "other"]
    for size, unexplained, run in laid.clauses:
        mostly = unexplained / size > SHARE and (unexplained > 1 or unexplained == size)
        if mostly or (unexplained and size >= least and run < short):
            return failed("words", "…".join(residue.text for residue in laid.residues))
    return held("words")


def _is_verb(word: str, text: str) -> bool:
    """Does a word stand where English has a verb: behind ``to`` or an auxiliary?"""
    before = r"(?<!\w)(?:to|shall|will|would|may|might|must|should|can|could|not|been|be)\s+"
    return re.search(rf"{before}{re.escape(word)}(?!\w)", text) is not None


def _check_meaning(said: Side, sides: Sequence[Side], words: Words | None) -> Check:
    """Across languages: are the statement, and each of its clauses, alike to the paragraphs?"""
    if words is not None:
        support = " ".join(side.text for side in sides)
        if alikeness(said.text, support, words) < ALIKE:
            return failed("meaning", said.text)
        for clause in (piece.strip() for piece in CLAUSE.split(said.text)):
            if len(clause) > _SHORTEST_CLAUSE and alikeness(clause, support, words) < ALIKE_CLAUSE:
                return failed("meaning", clause)
    return held("meaning")

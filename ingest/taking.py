"""One file into the run: left alone, known under its new name, passed over as a copy, or read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.contents import digest_of, digest_of_file, read_bytes
from ingest.document import RULES, anatomy_of, entry_of_member, guarded, reading_border
from ingest.entry import Entry
from ingest.errors import FileChanging
from ingest.files import gone
from ingest.identity import alike, identified, told_apart, twin_of, with_pages_of
from ingest.noted import Note, note_of
from ingest.printed import Printed
from ingest.readers import reader_of
from ingest.report import Outcome
from ingest.run import Run
from rag import Document, EmptyFile, Reading, SourceError


def take_in(run: Run, path: Path) -> None:
    """Decide what becomes of one file. Raises SourceError where nothing can; what it was held as then stays."""
    source = str(path)
    entry = run.catalogues.entry(path)
    note = note_of(rules=RULES, digest=digest_of_file(path, most=run.most), entry=entry)
    if not run.rehearses and (
        _is_unchanged(run, source, note) or _is_relabelled(run, source, note, entry) or _is_copy(run, path, note, entry)
    ):
        return
    _read(run, path, note, entry)


# --- without reading --------------------------------------------------------------------------------------------------


def _is_unchanged(run: Run, source: str, note: Note) -> bool:
    noted = run.holdings.noted(source)
    if noted is None or not noted.finished or not noted.is_of(note) or not run.holdings.still_repeats(source, noted):
        return False
    for document in run.holdings.of(source).values():
        run.tell(Outcome.UNCHANGED, document)
    for other in noted.repeats:
        _tell_copy(run, source, next(iter(run.holdings.of(other).values())))
    return True


def _is_relabelled(run: Run, source: str, note: Note, entry: Entry | None) -> bool:
    """Only the catalogue has changed: its new values go over the held header."""
    noted, held = run.holdings.noted(source), run.holdings.of(source)
    if noted is None or not noted.finished or noted.digest != note.digest or noted.repeats:
        return False
    labels = {name: _labelled(document, noted, note, entry) for name, document in held.items()}
    if not held or any(label is None for label in labels.values()):
        return False
    for name, document in held.items():
        label = labels[name]
        if label is None or label == document:
            run.tell(Outcome.UNCHANGED, document)
        else:
            run.relabel(document, label, Outcome.REPLACED)
            run.store_if_full()
    run.note(source, note)
    return True


def _labelled(document: Document, noted: Note, note: Note, entry: Entry | None) -> Document | None:
    """The header as the catalogue now has it; None where only reading tells it.

    That is so where a row no longer gives a field (what does the text say?), or gives another symbol: that is another name.
    """
    if noted.rules != note.rules or not set(noted.fields) <= set(note.fields):
        return None
    given = {name: value for name, value in entry_of_member(entry, document.member).fields().items() if value}
    label = replace(document, **given)  # type: ignore[arg-type]
    named_by_it = label.symbol != document.symbol or (document.symbol and label.language != document.language)
    return None if named_by_it else label


def _is_copy(run: Run, path: Path, note: Note, entry: Entry | None) -> bool:
    """Another file of the same bytes is held: this one repeats it, or is it under a new name."""
    source = str(path)
    for other in run.holdings.copies(source, note.digest):
        if Path(other).suffix.lower() != path.suffix.lower():
            continue  # another reader may make something else of the same bytes
        theirs = run.holdings.of(other)
        if any(told_apart(entry_of_member(entry, name), each) for name, each in theirs.items()):
            continue
        if gone(other):
            if _is_renamed(run, source, other, note, entry):
                return True
            continue
        for document in run.holdings.of(source).values():
            run.tell(Outcome.REMOVED, document)
            run.leave(document)
        for document in theirs.values():
            _tell_copy(run, source, document)
        run.note(source, replace(note, repeats={other: note.digest}))
        return True
    return False


def _is_renamed(run: Run, source: str, former: str, note: Note, entry: Entry | None) -> bool:
    """The documents of a file that is gone are those of this one, under their old ids."""
    noted = run.holdings.noted(former)
    if run.holdings.of(source) or noted is None or noted.repeats:
        return False
    moves = [(each, _labelled(each, noted, note, entry)) for each in run.holdings.of(former).values()]
    if any(label is None for _, label in moves):
        return False
    for document, label in moves:
        if label is not None:
            run.relabel(document, replace(label, source=source), Outcome.MOVED)
            run.store_if_full()
    run.note(source, note)
    return True


def _tell_copy(run: Run, source: str, document: Document) -> None:
    run.skip(
        source, "repeats", member=document.member, repeats=document.id, document=document.id, source=document.source
    )


# --- reading ----------------------------------------------------------------------------------------------------------


class _Taking:
    """A file that is being read: which of its entries were met, and what was held of it before."""

    def __init__(self, run: Run, path: Path, note: Note, entry: Entry | None) -> None:
        self.run, self.path, self.source, self.note, self.entry = run, path, str(path), note, entry
        self.held = run.holdings.of(self.source)
        noted = run.holdings.noted(self.source)
        self.trusted = (not self.held and noted is None) or (
            noted is not None
            and (noted.rules, noted.entry) == (note.rules, note.entry)
            and (noted.finished or noted.trusted)
        )
        again = noted is not None and noted.is_of(note) and not noted.finished
        self.done = noted.read if noted is not None and again else 0
        self.met: set[str] = set()
        self.found = 0
        self.repeats: dict[str, str] = {}
        self.whole = True
        """Every entry was taken in, so the file can be noted as read."""

    def take(self, printed: Printed, number: int) -> None:
        """One printed document, the so-manieth of its file."""
        run, member = self.run, printed.member
        if member in self.met:
            run.skip(self.source, "repeated-entry", member=member)
            return
        self.met.add(member)
        former = self.held.get(member)
        if former is not None and self._is_as_held(former, printed, number):
            self.found += 1
            run.tell(Outcome.UNCHANGED, former)
            # what is wrong with the file itself is told on one of its documents, which may be as it was
            run.remarks += [(self.source, each) for each in printed.remarks]
            return
        with reading_border(self.path):
            anatomy = anatomy_of(printed, source=self.source, digest=self.note.digest, entry=self.entry)
        if anatomy is None:
            if member:
                run.skip(self.source, "empty-entry", member=member)
                self.met.discard(member)  # what it was held as goes
            return
        self.found += 1
        run.remarks += [(self.source, each) for each in anatomy.reading.remarks]
        try:
            self._settle(anatomy.reading, former)
        except SourceError as error:
            self.whole = False
            run.fail(self.source, error, reading=anatomy.reading)
        if member:
            run.note(self.source, self.note.until(number, trusted=self.trusted))
        run.store_if_full()

    def _is_as_held(self, former: Document, printed: Printed, number: int) -> bool:
        """An entry that was read by these rules already, before the file was changed or a run was cut short."""
        if self.run.rehearses or not printed.member:
            return False
        return number <= self.done or (self.trusted and former.digest == printed.digest)

    def _settle(self, reading: Reading, former: Document | None) -> None:
        """Which document it is, and what becomes of it."""
        run = self.run
        twin = twin_of(reading.document, run.holdings)
        if twin is not None and not gone(twin.source):
            self.met.discard(reading.document.member)  # what it was held as goes
            theirs = run.holdings.noted(twin.source)
            self.repeats[twin.source] = theirs.digest if theirs is not None else ""
            run.sketch("skipped", reading)
            member = reading.document.member
            run.skip(self.source, "repeats", member=member, repeats=twin.id, document=twin.id, source=twin.source)
            return
        moved = twin is not None and former is None
        former = former or twin
        reading = identified(reading, former=former, holdings=run.holdings)
        if former is not None:
            paragraphs = run.collection.paragraphs(former.id)
            if alike(former, paragraphs, reading):
                self._lay_out_anew(with_pages_of(reading, paragraphs), former, paragraphs == reading.paragraphs)
                return
        held = former is not None or run.holdings.get(reading.document.id) is not None
        outcome = Outcome.MOVED if moved else Outcome.REPLACED if held else Outcome.ADDED
        run.paragraphs += 0 if moved else len(reading.paragraphs)
        run.keep(reading, outcome, former=former)

    def _lay_out_anew(self, reading: Reading, former: Document, to_the_letter: bool) -> None:
        """The document is held as it is; its file may have another digest, name or pages."""
        run = self.run
        if to_the_letter and former == reading.document:
            run.tell(Outcome.UNCHANGED, former)
            run.sketch(Outcome.UNCHANGED, reading)
            return
        run.keep(reading, Outcome.UNCHANGED if former.source == self.source else Outcome.MOVED, former=former)

    def finish(self) -> None:
        """The file was read to its end: what it no longer holds goes, and it is noted."""
        run = self.run
        if not self.found:
            raise EmptyFile(path=self.path)
        for member, document in self.held.items():
            if member not in self.met and run.holdings.get(document.id) is document:
                # where the whole file was one document and is several now, or the reverse, the old one is replaced by them
                if document.member or self.repeats:
                    run.tell(Outcome.REMOVED, document)
                run.leave(document)
        if self.whole:
            run.note(self.source, replace(self.note, repeats=self.repeats))


def _read(run: Run, path: Path, note: Note, entry: Entry | None) -> None:
    content = read_bytes(path, most=run.most)
    if digest_of(content) != note.digest:
        raise FileChanging(path=path)
    taking = _Taking(run, path, note, entry)
    for number, printed in enumerate(guarded(reader_of(path)(content, path=path), path=path), start=1):
        taking.take(printed, number)
    taking.finish()

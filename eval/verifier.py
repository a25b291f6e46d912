"""How many false statements does the verifier catch, and how many true ones does it pass? ``python -m eval.verifier``

False ones are made by changing one thing of what a real paragraph says; true ones are its own words, trimmed, or fairly put in
others. Some of both were written by hand (``eval/statements.jsonl``). The documents are parted in two: on one part the checks
were built and their limits set, the other is for reporting. All language versions of a document are in one part.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.mutations import Made, make_false, make_true
from eval.structure.gold import GoldDocument, load_set, stem_of
from rag import Document, DocumentKind, Locator, Paragraph, ParagraphKind, Passage, Verdict, open_verifier

SEED = 20261120
DEVELOPMENT, HELD_OUT, FRESH = "development", "held-out", "fresh"
"""``fresh``: written by hand after the limits were set, about held-out documents; reported by themselves."""
DEVELOPED_ON = (
    *(
        "belgium-note-verbale",
        "ga-resolution",
        "refuge-resolution",
        "granary-report",
        "lighthouse-law",
        "ferry-contract",
    ),
    *("ice-vote", "harbour-summary-record", "straits-verbatim-record"),
)
"""How the names of the documents begin on which the checks were built; all others are held out."""
HAND_WRITTEN = Path(__file__).parent / "statements.jsonl"
CAUGHT, PASSED = 0.98, 0.98
"""Shares that the held-out part must reach."""
_KINDS = frozenset(["preambular", "operative", "numbered", "subparagraph", "bullet", "unnumbered"])

Verify = Callable[[str, Sequence[Passage]], Verdict]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: statements of one make, and how many of them were judged rightly."""

    carried: bool
    how: str
    right: int
    total: int
    wrong: tuple[tuple[Made, Verdict], ...]

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 1.0


def statements(split: str, *, each: int) -> list[Made]:
    """The statements of one part; of every document one format. ``each``: false ones of a kind from each paragraph at most."""
    found: list[Made] = []
    held = load_set(None)
    taken: set[str] = set()
    for document in held.documents:
        name = stem_of(document.path)
        if name in taken or document.path.name.startswith(DEVELOPED_ON) != (split == DEVELOPMENT):
            continue
        taken.add(name)
        passages = passages_of(document)
        if split != FRESH:
            found.extend(make_false(passages, seed=SEED, each=each))
            found.extend(make_true(passages, seed=SEED))
        found.extend(_written(document, passages, split))
    return found


def passages_of(document: GoldDocument) -> list[Passage]:
    """The paragraphs of a gold document, as a collection would hold them."""
    facts = document.metadata
    about = Document(
        id=str(facts.get("id", stem_of(document.path))),
        symbol=str(facts.get("symbol", "")),
        title=str(facts.get("title", "")),
        kind=DocumentKind(facts.get("kind", DocumentKind.OTHER)),
        organ=str(facts.get("organ", "")),
        author=str(facts.get("author", "")),
        session=facts.get("session"),
        date=str(facts.get("date", "")),
        language=_language(document),
    )
    found = []
    for gold in document.paragraphs:
        cells = gold.cells
        kind = cells.get("kind", "numbered")
        if kind not in _KINDS:
            continue
        number = cells.get("number", "")
        path = tuple(number.replace(")", "").split("(")) if number else ()
        found.append(
            Passage(
                about,
                Paragraph(
                    locator=Locator(
                        id=gold.id,
                        kind=ParagraphKind(kind),
                        part=cells.get("part", ""),
                        path=path,
                        ordinal=0 if path else 1,
                    ),
                    text=gold.text,
                    section=tuple(filter(None, cells.get("section", "").split(" › "))),
                    lead_in=cells.get("lead_in", ""),
                    verb=cells.get("verb", ""),
                    speaker=cells.get("speaker", ""),
                ),
            )
        )
    return found


def measure(made: Iterable[Made], verify: Verify) -> list[Line]:
    """Judge the statements; a line for each way in which they were made."""
    judged: dict[tuple[bool, str], list[tuple[Made, Verdict]]] = {}
    for statement in made:
        verdict = verify(statement.text, [statement.passage])
        judged.setdefault((statement.carried, statement.how), []).append((statement, verdict))
    lines = []
    for (carried, how), pairs in sorted(judged.items()):
        wrong = tuple(pair for pair in pairs if pair[1].holds != carried)
        lines.append(Line(carried=carried, how=how, right=len(pairs) - len(wrong), total=len(pairs), wrong=wrong))
    return lines


def share(lines: Iterable[Line], *, carried: bool) -> tuple[int, int]:
    """Rightly judged, and all, of the true (``carried``) or the false statements."""
    some = [line for line in lines if line.carried == carried]
    return sum(line.right for line in some), sum(line.total for line in some)


def table(lines: Sequence[Line]) -> str:
    """The table as text."""
    rows = []
    for carried, heading in ((False, "false statements caught"), (True, "true statements passed")):
        right, total = share(lines, carried=carried)
        rows.append(f"{heading}: {right} of {total} ({right / max(total, 1):.3f})")
        rows += [
            f"  {line.how:28} {line.right:5} of {line.total:5}  {line.share:.3f}"
            for line in lines
            if line.carried == carried
        ]
    return "\n".join(rows)


def _language(document: GoldDocument) -> str:
    han = sum("㐀" <= character <= "鿿" for gold in document.paragraphs for character in gold.text)
    stated = str(document.metadata.get("language", ""))
    return stated or ("zh" if han > sum(len(gold.text) for gold in document.paragraphs) / 5 else "en")


def _written(document: GoldDocument, passages: Sequence[Passage], split: str) -> Iterable[Made]:
    names = {document.path.name, stem_of(document.path)}
    by_id = {passage.paragraph.id: passage for passage in passages}
    for line in HAND_WRITTEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["document"] in names and row["split"] == split:
            yield Made(
                passage=by_id[row["paragraph"]],
                text=row["statement"],
                carried=row["carried"],
                how="written by hand",
            )


def main(arguments: Sequence[str]) -> int:
    """Print the table of the held-out part (``--development``, ``--fresh``: of another); 1 where a share is below its floor."""
    split = next((split for split in (DEVELOPMENT, FRESH) if f"--{split}" in arguments), HELD_OUT)
    lines = measure(statements(split, each=2), open_verifier())
    print(f"{split} documents, seed {SEED}")  # noqa: T201
    print(table(lines))  # noqa: T201
    if "--wrong" in arguments:
        for line in lines:
            for made, verdict in line.wrong:
                told = verdict.reason.en if verdict.reason else "passed"
                print(f"\n[{line.how}] {made.passage.key}: {made.text}\n   {told}\n   {made.passage.paragraph.text}")  # noqa: T201
    caught, passed = (share(lines, carried=carried) for carried in (False, True))
    enough = caught[0] >= CAUGHT * caught[1] and passed[0] >= PASSED * passed[1]
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

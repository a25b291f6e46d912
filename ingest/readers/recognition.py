"""Text in pictures, recognised by Tesseract where it is installed: its language is tried out on the first page."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING

from ingest.readers.glyphs import Glyph, Sheet

if TYPE_CHECKING:
    from PIL import Image

DPI = 300
SECONDS = 120.0
"""A page that takes longer is given up."""
LOW = 70.0
"""A mean confidence (0 to 100) below which a person should look."""
_SCRIPTS = {
    "Han": ("chi_sim", "chi_tra"),
    "Latin": ("eng", "fra", "spa"),
    "Cyrillic": ("rus",),
    "Arabic": ("ara",),
}
_COMMON_WORDS = {
    "eng": frozenset(["the", "of", "and", "to", "in", "that", "for", "is", "on", "with", "by", "its", "as"]),
    "fra": frozenset(["le", "la", "les", "des", "du", "et", "que", "dans", "une", "pour", "sur", "par", "est", "aux"]),
    "spa": frozenset(["el", "los", "las", "del", "y", "que", "en", "una", "para", "por", "con", "se", "al", "su"]),
}
_SAME_SIZE = 0.12
"""Share by which the height of a line's ink varies with its letters."""
_SURE = 1.5
"""Tesseract's own measure of how far its best guess of a page's orientation is ahead."""


class RecognitionError(Exception):
    """A page could not be recognised; the reason is for the log."""


@dataclass(slots=True)
class Recognised:
    """A page's words, and how sure Tesseract is of them (0 to 100)."""

    sheet: Sheet
    confidence: float


@dataclass(slots=True)
class Recogniser:
    """Tesseract as it is installed. The language is that of the first page whose language is plain."""

    program: str
    languages: frozenset[str]
    seconds: float = SECONDS
    language: str = ""
    trials: dict[str, float] = field(default_factory=dict)

    def recognise(self, picture: Image.Image, *, page: int, dpi: float) -> Recognised:
        """The words of a page. Raises RecognitionError: too slow, or Tesseract failed."""
        picture = picture.convert("L")
        script, turn = self._orientation(picture)
        if turn:
            picture = picture.rotate(-turn, expand=True)
        if not self.language:
            self.language = self._choose(picture, script)
        return _sheet(
            self._run(picture, "-l", self.language, "--dpi", str(round(dpi)), "tsv"), page, picture.height, dpi
        )

    def _orientation(self, picture: Image.Image) -> tuple[str, int]:
        """The script, ``""`` where it is not plain, and by how many degrees to turn the page clockwise."""
        if "osd" not in self.languages:
            return "", 0
        try:
            found = self._run(picture, "--psm", "0", "-l", "osd")
        except RecognitionError:
            return "", 0  # too few characters to tell
        facts = dict(re.findall(r"(?m)^([^:\n]+): (.+)$", found))
        sure = float(facts.get("Orientation confidence", 0)) > _SURE
        return facts.get("Script", ""), int(facts.get("Rotate", 0)) if sure else 0

    def _choose(self, picture: Image.Image, script: str) -> str:
        """The installed language in which a strip of the page is read with most confidence."""
        candidates = [one for one in _SCRIPTS.get(script, ()) if one in self.languages]
        if not candidates:
            candidates = [names[0] for names in _SCRIPTS.values() if names[0] in self.languages]
        if not candidates:
            candidates = sorted(self.languages - {"osd"})
        if len(candidates) == 1:
            return candidates[0]
        strip = picture.crop((0, int(picture.height * 0.25), picture.width, int(picture.height * 0.6)))
        if script == "Latin":
            return self._latin(strip, candidates)
        for language in candidates:
            try:
                rows = _words(self._run(strip, "-l", language, "--dpi", str(DPI), "tsv"))
            except RecognitionError:
                continue
            self.trials[language] = sum(row.confidence * len(row.text) for row in rows) / max(
                1, sum(len(row.text) for row in rows)
            )
        return max(self.trials, key=lambda one: self.trials[one]) if self.trials else candidates[0]

    def _latin(self, strip: Image.Image, candidates: list[str]) -> str:
        """English, French or Spanish by its commonest words: those any of the three models reads."""
        words = re.findall(
            r"[a-z]+", " ".join(row.text for row in _words(self._run(strip, "-l", candidates[0], "tsv"))).lower()
        )
        counts = {one: sum(word in _COMMON_WORDS[one] for word in words) for one in candidates}
        return max(candidates, key=lambda one: counts[one])

    def _run(self, picture: Image.Image, *options: str) -> str:
        buffer = io.BytesIO()
        picture.save(buffer, "PNG", compress_level=1)
        command = [self.program, "stdin", "stdout", *options]
        try:
            done = subprocess.run(  # noqa: S603 - the program that is installed, and no word of the user's
                command,
                input=buffer.getvalue(),
                capture_output=True,
                timeout=self.seconds,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # faster than its own threads, and no core is taken
            )
        except subprocess.TimeoutExpired:
            raise RecognitionError(f"more than {self.seconds:.0f} s") from None
        except OSError as error:
            raise RecognitionError(str(error)) from None
        if done.returncode:
            raise RecognitionError(done.stderr.decode("utf-8", "replace")[-300:])
        return done.stdout.decode("utf-8", "replace")


def find_recogniser() -> Recogniser | None:
    """Tesseract, where it, a language of the six and the picture library are installed; else None."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        import PIL  # noqa: F401 - is it there?

        listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)  # noqa: S603
    except (ImportError, OSError, subprocess.TimeoutExpired):
        return None
    languages = frozenset(listed.stdout.decode("utf-8", "replace").split("\n")[1:]) - {""}
    known = {one for names in _SCRIPTS.values() for one in names}
    return Recogniser(program, languages) if languages & known else None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    line: tuple[str, ...]


def _words(table: str) -> list[_Word]:
    words: list[_Word] = []
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        left, top, wide, high = (int(row[name]) for name in ("left", "top", "width", "height"))
        line = (row["block_num"], row["par_num"], row["line_num"])
        words.append(_Word(text, left, top, wide, high, confidence=float(row["conf"]), line=line))
    return words


_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")


def _mended(words: Sequence[_Word]) -> list[_Word]:
    """Half-width stops behind a Chinese character are the full-width ones that the page prints."""
    mended: list[_Word] = []
    before = ""
    for word in words:
        text = re.sub(
            r"(?<=[\u4e00-\u9fff》”）])[,;:!?](?![\d])",
            lambda match: match[0].translate(_FULL_WIDTH),
            before + word.text,
        )
        text = text[len(before) :]
        mended.append(replace(word, text=text))
        before = text[-1:]
    return mended


def _type_size(words: Sequence[_Word]) -> float:
    """The size of type of a line in pixels, from the height of its ink: characters fill it, Latin letters in part."""
    han = [word.height for word in words if "\u4e00" <= word.text[0] <= "\u9fff"]
    if han:
        return median(han) * 1.08
    below = any(character in "gjpqy,;()ру" for word in words for character in word.text)
    return max(word.height for word in words) / (0.93 if below else 0.72)


def _sheet(table: str, page: int, height: int, dpi: float) -> Recognised:
    """Words with their places in points; the words of a line share its baseline and, nearly always, the page's size."""
    lines: defaultdict[tuple[str, ...], list[_Word]] = defaultdict(list)
    words = [word for word in _words(table) if word.confidence >= 0]
    for word in words:
        lines[word.line].append(word)
    point = 72 / dpi
    tall = {line: _type_size(members) for line, members in lines.items()}
    usual = median(tall.values()) if tall else 1
    glyphs: list[Glyph] = []
    for line, members in lines.items():
        size = usual if abs(tall[line] - usual) <= _SAME_SIZE * usual else tall[line]
        baseline = median(word.top + word.height for word in members)
        for word in _mended(members):
            left, right = word.left * point, (word.left + word.width) * point
            glyphs.append(Glyph(word.text, left, right, (height - baseline) * point, size * point))
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    return Recognised(Sheet(page, glyphs, [], words=True), confidence)

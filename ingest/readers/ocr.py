"""Pictures of pages: PNG, JPEG, and TIFF with its several pages. Their text is recognised."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.printed import Printed
from ingest.readers.pages import Pages
from ingest.readers.recognised import Confidences
from ingest.readers.recognition import DPI, RecognitionError, find_recogniser
from ingest.readers.scans import DamagedPicture, NothingRecognised, PictureTooLarge, RecognitionMissing
from rag import EmptyFile

if TYPE_CHECKING:
    from PIL import Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
MILLION_PIXELS = 90
"""So many million pixels a page may have: A3 at 600 dpi has 70."""
_LOWEST_DPI, _HIGHEST_DPI = 70, 1200
_NARROW = 1000
"""Pixels: a narrower picture is a screenshot, and recognised better at twice its size."""


def read(content: bytes, *, path: Path) -> Iterator[Printed]:
    """The one document of a picture.

    Raises:
        RecognitionMissing: Tesseract, a language or the picture library is not installed.
        DamagedPicture, PictureTooLarge, NothingRecognised: the picture gives no text.

    """
    if not content:
        raise EmptyFile(path=path)
    recogniser = find_recogniser()
    if recogniser is None:
        raise RecognitionMissing(path=path)
    pages, told = Pages(), Confidences()
    for number, (picture, dpi) in enumerate(_frames(content, path=path), start=1):
        try:
            found = recogniser.recognise(picture, page=number, dpi=dpi)
        except RecognitionError:
            told.given_up.append(number)
            continue
        if pages.take(found.sheet):
            told.add(number, found)
    lines, running = pages.lines()
    if not lines:
        raise NothingRecognised(path=path)
    yield Printed(lines=lines, lifted=running, paged=True, remarks=told.remarks(language=recogniser.language))


def _frames(content: bytes, *, path: Path) -> Iterator[tuple[Image.Image, float]]:
    """The pages of a picture, upright as its camera says, with their dots per inch."""
    from PIL import Image, ImageFile, ImageOps, ImageSequence, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # for the whole process; other libraries (WeasyPrint) switch it on
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF"))
            for frame in ImageSequence.Iterator(opened):
                if frame.width * frame.height > MILLION_PIXELS * 1_000_000:
                    raise PictureTooLarge(path=path, limit=MILLION_PIXELS)
                picture = ImageOps.exif_transpose(frame)
                if picture.mode in ("RGBA", "LA", "P"):
                    picture = picture.convert("RGBA")
                    picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
                declared = float(frame.info.get("dpi", (0, 0))[0])
                dpi = declared if _LOWEST_DPI <= declared <= _HIGHEST_DPI else DPI
                if picture.width < _NARROW:
                    picture = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.LANCZOS)
                    dpi *= 2
                yield picture, dpi
    except Image.DecompressionBombError:
        raise PictureTooLarge(path=path, limit=MILLION_PIXELS) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise DamagedPicture(path=path) from None

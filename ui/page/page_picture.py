"""One page of a PDF as a picture, in a process of its own: a file that breaks the program that draws it breaks nothing else.

Run as a script with the path, the page (from 1) and the width in pixels; the picture (WebP) goes to standard output.
"""

from __future__ import annotations

import sys
from typing import Final

_TALLEST: Final = 4.0
"""Times the width: a page of a banner is cut off, not drawn for a minute."""


def draw(path: str, page: int, width: int) -> None:
    """Write the picture to standard output. Raises what the library raises; the caller sees the exit status."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        sheet = document[page - 1]
        wide, tall = sheet.get_size()
        crop = max(0.0, tall - _TALLEST * wide)
        bitmap = sheet.render(scale=width / wide, crop=(0, crop, 0, 0))
        bitmap.to_pil().convert("RGB").save(sys.stdout.buffer, "WEBP", quality=82)


if __name__ == "__main__":
    draw(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))

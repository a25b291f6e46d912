"""The lines of a file of questions, read from disk or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from rag import MissingPath, UnreadableFile


def read_lines(path: Path) -> list[str]:
    """The lines of a file in UTF-8 (``-``: standard input), stripped; blank ones left out. Raises MissingPath, UnreadableFile."""
    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        lines = raw.decode("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise MissingPath(path=path) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(path=path, reason="not UTF-8") from error
    except OSError as error:
        raise UnreadableFile(path=path, reason=error.strerror or str(error)) from error
    return [line.strip() for line in lines if line.strip()]

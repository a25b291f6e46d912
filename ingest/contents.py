"""The bytes of one file: its digest without holding it, and its content whole. Neither waits for a pipe."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ingest.errors import FileChanging, FileTooLarge, SpecialFile
from rag import MissingPath, UnreadableFile

MEGABYTE = 1_000_000
MOST_BYTES = 512 * MEGABYTE
"""The largest file that is read where nobody says otherwise."""
_CHUNK = 1 << 20


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of_file(path: Path, *, most: int = MOST_BYTES) -> str:
    """SHA-256 (hexadecimal) of a file, a megabyte at a time.

    Raises:
        MissingPath, UnreadableFile, SpecialFile, FileTooLarge, FileChanging: with ``path``.

    """
    digest = hashlib.sha256()
    with _opened(path, most=most) as file:
        for chunk in _chunks(file, path=path, most=most):
            digest.update(chunk)
    return digest.hexdigest()


def read_bytes(path: Path, *, most: int = MOST_BYTES) -> bytes:
    """The content of a file. Raises as ``digest_of_file`` does."""
    with _opened(path, most=most) as file:
        return b"".join(_chunks(file, path=path, most=most))


@contextmanager
def _opened(path: Path, *, most: int) -> Iterator[BinaryIO]:
    try:
        # without O_NONBLOCK, opening a pipe that nobody writes to would never end
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb", buffering=0) as file:
            before = os.fstat(descriptor)
            if stat.S_ISDIR(before.st_mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            if not stat.S_ISREG(before.st_mode):
                raise SpecialFile(path=path)
            if before.st_size > most:
                raise _too_large(path, size=before.st_size, most=most)
            yield file
            after = os.fstat(descriptor)
    except FileNotFoundError:
        raise MissingPath(path=path) from None
    except OSError as error:
        # a socket cannot even be opened
        if _is_special(path):
            raise SpecialFile(path=path) from None
        raise UnreadableFile(path=path, reason=error.strerror or str(error)) from None
    except ValueError as error:  # a name that no file can have
        raise UnreadableFile(path=path, reason=str(error)) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise FileChanging(path=path)


def _chunks(file: BinaryIO, *, path: Path, most: int) -> Iterator[bytes]:
    size = 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        if size > most:  # it grew while it was read
            raise _too_large(path, size=size, most=most)
        yield chunk


def _too_large(path: Path, *, size: int, most: int) -> FileTooLarge:
    return FileTooLarge(path=path, size=f"{size / MEGABYTE:,.0f}", limit=f"{most / MEGABYTE:,.0f}")


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))

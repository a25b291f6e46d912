"""A whole collection as one file: a zip of JSON lines and a numpy array, with a manifest that says what must be in it.

``manifest.json`` (format, counts, and of each member its size and SHA-256), ``documents.jsonl`` (a line for each document,
each followed by the lines of its paragraphs), ``files.jsonl`` (notes on the files they came from), ``vectors.npy`` (by hash
of the embedded text). What is derived (names, windows, indexes) is made anew by the version that imports. Everything is
streamed, and read wholly once before anything is believed.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection, func, select

from rag.document import Document, Paragraph
from rag.storage.database import Database
from rag.storage.records import read_document, read_paragraph
from rag.storage.replacing import model_number, read_fact
from rag.storage.schema import documents, files, models, paragraphs, vectors
from rag.upkeep.file_errors import FileTaken, FileUnusable, NoPortableFile, PortableDamaged, PortableNewer

FORMAT: Final = 1
_KIND = "paracite collection"
_MANIFEST, _DOCUMENTS, _FILES, _VECTORS = "manifest.json", "documents.jsonl", "files.jsonl", "vectors.npy"
_CHUNK = 1 << 20
_STREAMED = 1000
_MANIFEST_BYTES, _LINE_BYTES = 1 << 20, 1 << 28
_TIGHTEST, _TIGHT_BYTES = 200, 1 << 24
"""No text is packed two hundredfold, but what is made to fill a disk is."""
_CONTENT = 32
"""Hexadecimal digits of the hash of an embedded text."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file says of itself."""

    documents: int
    paragraphs: int
    vectors: int
    fingerprint: str
    """Of the embedding model; "" where nothing was embedded."""
    description: str
    dimension: int
    bytes: int
    """Of its members, unpacked."""


# --- writing -------------------------------------------------------------------------------------------------------------


def write_portable(
    database: Database, path: Path, *, force: bool = False, progress: Progress | None = None
) -> Manifest:
    """One state of the collection as a file, which is there whole or not at all. Raises FileTaken, FileUnusable."""
    if path.exists() and not force:
        raise FileTaken(path=path)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("xb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
                manifest = _write(archive, database, progress)
            raw.flush()
            os.fsync(raw.fileno())
        fresh.replace(path)
    except OSError as error:
        raise FileUnusable(path=path, reason=error.strerror or str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)
    return manifest


class _Member:
    """One member of the archive while it is written: its size and digest come about."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0

    def write(self, content: bytes) -> int:
        self._digest.update(content)
        self._size += len(content)
        return self._file.write(content)

    def line(self, row: object) -> None:
        self.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")

    def noted(self) -> dict[str, object]:
        return {"bytes": self._size, "sha256": self._digest.hexdigest()}


@contextmanager
def _member(archive: zipfile.ZipFile, name: str, noted: dict[str, Any]) -> Iterator[_Member]:
    with archive.open(name, "w", force_zip64=True) as file:
        member = _Member(file)
        yield member
    noted[name] = member.noted()


def _write(archive: zipfile.ZipFile, database: Database, progress: Progress | None) -> Manifest:
    members: dict[str, Any] = {}
    with database.reading() as connection:
        fingerprint = read_fact(connection, "fingerprint")
        count = int(connection.execute(select(func.count()).select_from(documents)).scalar_one())
        with _member(archive, _DOCUMENTS, members) as member:
            written = _write_documents(member, connection, count, progress)
        with _member(archive, _FILES, members) as member:
            for row in connection.execute(select(files).order_by(files.c.path)):
                member.line({"path": row.path, "note": row.note})
        with _member(archive, _VECTORS, members) as member:
            held, dimension = _write_vectors(member, connection, model_number(connection, fingerprint))
        query = select(models.c.description).where(models.c.fingerprint == fingerprint)
        description = str(connection.execute(query).scalar() or "")
    size = sum(int(each["bytes"]) for each in members.values())
    manifest = Manifest(count, written, held, fingerprint, description, dimension, size)
    counts = {"documents": count, "paragraphs": written, "vectors": held}
    model = {"fingerprint": fingerprint, "description": description, "dimension": dimension}
    said = {"kind": _KIND, "format": FORMAT, "counts": counts, "model": model, "members": members}
    archive.writestr(_MANIFEST, json.dumps(said, ensure_ascii=False, indent=1))
    return manifest


def _write_documents(member: _Member, connection: Connection, count: int, progress: Progress | None) -> int:
    written = 0
    for done, (number, header) in enumerate(
        connection.execute(select(documents.c.number, documents.c.header).order_by(documents.c.number)).all(), start=1
    ):
        member.line({"document": json.loads(header)})
        query = select(paragraphs.c.body).where(paragraphs.c.document == number).order_by(paragraphs.c.position)
        for body in connection.execute(query).scalars():
            member.line({"paragraph": json.loads(body)})
            written += 1
        if progress:
            progress(done, count)
    return written


def _write_vectors(member: _Member, connection: Connection, model: int | None) -> tuple[int, int]:
    """Number and dimension. A text of which the model knows nothing has the zero vector."""
    import numpy as np

    wanted = vectors.c.model == model
    held = int(connection.execute(select(func.count()).select_from(vectors).where(wanted)).scalar_one())
    widest = connection.execute(select(func.max(func.length(vectors.c.vector))).where(wanted)).scalar()
    dimension = int(widest or 0) // 4
    kind = _row_kind(dimension)
    header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": (held,)}
    np.lib.format.write_array_header_2_0(member, header)
    zero = bytes(4 * dimension)
    query = select(vectors.c.content, vectors.c.vector).where(wanted).order_by(vectors.c.content)
    rows = connection.execution_options(yield_per=_STREAMED).execute(query)
    for batch in rows.partitions():
        member.write(b"".join(row.content.encode().ljust(_CONTENT)[:_CONTENT] + (row.vector or zero) for row in batch))
    return held, dimension


def _row_kind(dimension: int) -> Any:
    import numpy as np

    return np.dtype([("content", f"S{_CONTENT}"), ("vector", "<f4", (dimension,))])


# --- reading -------------------------------------------------------------------------------------------------------------


class PortableFile:
    """A file that a collection was written to. Nothing of it is given out before it was ``verify``-ed."""

    def __init__(self, path: Path) -> None:
        """Raises NoPortableFile, PortableNewer, PortableDamaged, FileUnusable."""
        self._path = path
        try:
            self._archive = zipfile.ZipFile(path)
        except OSError as error:
            raise FileUnusable(path=path, reason=error.strerror or str(error)) from error
        except (zipfile.BadZipFile, ValueError) as error:
            raise NoPortableFile(path=path) from error
        with self._told():
            self._said = self._read_manifest()
            self.manifest = self._checked_manifest()

    def close(self) -> None:
        self._archive.close()

    def verify(self) -> None:
        """Read all of it once: every member as large as the manifest says, with its digest, and every count right."""
        with self._told():
            for name, noted in self._said["members"].items():
                digest = hashlib.sha256()
                left = int(noted["bytes"])
                with self._archive.open(name) as file:
                    while chunk := file.read(min(_CHUNK, left + 1)):  # never more than was said, whatever is packed
                        left -= len(chunk)
                        if left < 0:
                            raise ValueError(name)
                        digest.update(chunk)
                if left or digest.hexdigest() != noted["sha256"]:
                    raise ValueError(name)
            held = [len(body) for _, body in self.documents()]
            if (len(held), sum(held)) != (self.manifest.documents, self.manifest.paragraphs):
                raise ValueError(_DOCUMENTS)

    def documents(self) -> Iterator[tuple[Document, tuple[Paragraph, ...]]]:
        """Every document with its paragraphs, streamed."""
        document: Document | None = None
        held: list[Paragraph] = []
        for row in self._lines(_DOCUMENTS):
            if "document" in row:
                if document:
                    yield document, tuple(held)
                document, held = read_document(json.dumps(row["document"])), []
            else:
                held.append(read_paragraph(json.dumps(row["paragraph"])))
        if document:
            yield document, tuple(held)

    def files(self) -> Iterator[tuple[str, str]]:
        """Notes on the files that the documents came from: path and note."""
        for row in self._lines(_FILES):
            yield str(row["path"]), str(row["note"])

    def vectors(self) -> Iterator[list[tuple[str, bytes]]]:
        """Contents and vectors as they are kept, a batch at a time."""
        import numpy as np

        kind = _row_kind(self.manifest.dimension)
        with self._told(), self._archive.open(_VECTORS) as file:
            np.lib.format.read_magic(file)
            shape, _, found = np.lib.format.read_array_header_2_0(file)
            if found != kind or shape != (self.manifest.vectors,):
                raise ValueError(_VECTORS)
            while content := file.read(kind.itemsize * _STREAMED):
                rows = np.frombuffer(content, dtype=kind)
                yield [
                    (row["content"].decode(), row["vector"].tobytes() if row["vector"].any() else b"") for row in rows
                ]

    def _lines(self, name: str) -> Iterator[dict[str, Any]]:
        with self._told(), self._archive.open(name) as file:
            while line := file.readline(_LINE_BYTES):
                yield json.loads(line)

    def _read_manifest(self) -> dict[str, Any]:
        names = self._archive.namelist()
        if _MANIFEST not in names:
            raise NoPortableFile(path=self._path)
        with self._archive.open(_MANIFEST) as file:
            said = json.loads(file.read(_MANIFEST_BYTES))
        if said.get("kind") != _KIND:
            raise NoPortableFile(path=self._path)
        if int(said["format"]) > FORMAT:
            raise PortableNewer(path=self._path, found=said["format"], known=FORMAT)
        if len(set(names)) != len(names) or {_DOCUMENTS, _FILES, _VECTORS} - set(said["members"]):
            raise ValueError(_MANIFEST)
        return dict(said)

    def _checked_manifest(self) -> Manifest:
        """What it says, where its sizes are those that the archive says too."""
        members = self._said["members"]
        for name, noted in members.items():
            entry = self._archive.getinfo(name)
            if entry.file_size != int(noted["bytes"]):
                raise ValueError(name)
            if entry.file_size > max(_TIGHT_BYTES, _TIGHTEST * entry.compress_size):
                raise ValueError(f"{name}: {entry.file_size:,} bytes in {entry.compress_size:,}")
        counts, model = self._said["counts"], self._said["model"]
        return Manifest(
            documents=int(counts["documents"]),
            paragraphs=int(counts["paragraphs"]),
            vectors=int(counts["vectors"]),
            fingerprint=str(model["fingerprint"]),
            description=str(model["description"]),
            dimension=int(model["dimension"]),
            bytes=sum(int(each["bytes"]) for each in members.values()),
        )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What a file that was cut, changed or made up comes to, as PortableDamaged."""
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise PortableDamaged(path=self._path, reason=" ".join(str(error).split())[:100]) from error
        except (NotImplementedError, RuntimeError) as error:  # another compression, or a password
            raise PortableDamaged(path=self._path, reason=" ".join(str(error).split())[:100]) from error
        except OSError as error:
            raise FileUnusable(path=self._path, reason=error.strerror or str(error)) from error

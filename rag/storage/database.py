"""Where the source of truth lies: a SQLite file, or PostgreSQL. Opened with what durability needs, its errors made ours.

SQLite is kept with a write-ahead log, so that readers never wait for the writer, and every commit reaches the disk before
it returns (``synchronous = FULL``). A folder that may not be written is opened for reading only.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from rag.errors import (
    BadDatabase,
    CollectionBusy,
    CollectionDamaged,
    CollectionReadOnly,
    CollectionUnreadable,
    DatabaseUnreachable,
    DiskFull,
    DriverMissing,
    HomeUnusable,
    NewerCollection,
)
from rag.storage.schema import LAYOUT, bring_forward, facts, layout_of
from rag.storage.shelf import FILE, slug_of

_POSTGRES = "postgresql+psycopg"
_NAME_FACT = "collection"
_BUSY_SECONDS = 30
_ROOM = ("disk is full", "no space left", "disk quota", "could not extend file", "max_page_count")
_WRITES_FAIL = ("disk i/o error", "unable to open database file")
_SMALLEST_ROOM = 128 * 1024
_DAMAGE = ("malformed", "not a database", "encrypted", "disk i/o error", "corrupt", "invalid page")
_LOCKED = ("database is locked", "database table is locked", "database is busy", "lock timeout")
_SHUT = ("readonly database", "read-only", "permission denied", "unable to open database file")


class Database:
    """Connections to the source of truth. Every method raises CollectionUnreadable or one of its kinds."""

    def __init__(self, *, home: Path, address: str = "", collection: str = "") -> None:
        """``home``: the collection's folder, which exists or may be read. ``address``: a PostgreSQL URL, or "". ``collection``:
        its name.

        Raises BadDatabase, DriverMissing, NewerCollection.
        """
        self.home = home
        self.read_only = False
        url = _address(address) if address else None
        self.schema = _schema(slug_of(collection)) if url else ""
        self._name = collection
        self._shown = url.render_as_string(hide_password=True) if url else ""
        with self.told():
            self._engine = self._postgres(url) if url else self._sqlite()
            try:
                self._prepare()
            except BaseException:
                self._engine.dispose()
                raise

    @property
    def is_postgres(self) -> bool:
        return bool(self._shown)

    def close(self) -> None:
        self._engine.dispose()

    def names(self) -> list[str]:
        """The names of all named collections in a PostgreSQL database, sorted: other machines may have made them."""
        held = text(
            "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'paracite\\_%' AND has_schema_privilege(nspname, 'USAGE')"
            " AND to_regclass(nspname || '.facts') IS NOT NULL"
        )
        with self.reading() as connection:
            found = {
                connection.execute(text(f"SELECT value FROM {schema}.facts WHERE name = '{_NAME_FACT}'")).scalar()  # noqa: S608
                for schema in connection.execute(held).scalars().all()
            }
        return sorted(filter(None, found))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the collection until it is given back. Only rows are read within."""
        with self.told(), self._engine.connect() as connection:
            try:
                yield connection
            except (ValueError, KeyError, TypeError) as error:
                raise CollectionDamaged(home=self.home, reason="a damaged row") from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it happens, or nothing. Raises DiskFull, CollectionReadOnly, CollectionBusy too."""
        if self.read_only:
            raise CollectionReadOnly(home=self.home, reason="read-only file system or folder")
        with (
            self.told(),
            self._engine.connect().execution_options(paracite_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def locked(self, key: str) -> Iterator[bool]:
        """PostgreSQL's advisory lock of this name and collection, or False at once where another session holds it."""
        with self.told(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            number = int.from_bytes(hashlib.sha256(f"{self.schema}:{key}".encode()).digest()[:8], signed=True)
            held = bool(connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": number}).scalar())
            try:
                yield held
            finally:
                if held:
                    connection.execute(text("SELECT pg_advisory_unlock(:number)"), {"number": number})

    @contextmanager
    def told(self) -> Iterator[None]:
        """What a database refuses, as an error that names the remedy."""
        try:
            yield
        except DBAPIError as error:
            raise self._told(error.orig if isinstance(error.orig, Exception) else error) from error
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> Exception:
        reason = " ".join(str(error).split())[:200]
        words = reason.casefold()
        if any(word in words for word in _ROOM):
            return DiskFull(home=self.home)
        if self.is_postgres:
            return DatabaseUnreachable(home=self.home, database=self._shown, reason=reason)
        if any(word in words for word in _LOCKED):
            return CollectionBusy(home=self.home)
        if any(word in words for word in _WRITES_FAIL) and self._is_full():
            return DiskFull(home=self.home)
        if any(word in words for word in _DAMAGE):
            return CollectionDamaged(home=self.home, reason=reason)
        if any(word in words for word in _SHUT):
            return CollectionReadOnly(home=self.home, reason=reason) if self._exists() else self._unusable(reason)
        return CollectionUnreadable(home=self.home, reason=reason)

    def _is_full(self) -> bool:
        """Is there hardly room for the smallest of SQLite's own files? It calls that an error of the disk."""
        try:
            room = shutil.disk_usage(self.home).free
            return room < _SMALLEST_ROOM and os.access(self.home, os.W_OK)  # a disk for reading only has no room either
        except OSError:
            return False

    def _exists(self) -> bool:
        return (self.home / FILE).is_file()

    def _unusable(self, reason: str) -> Exception:
        kind = CollectionUnreadable if (self.home / FILE).exists() else HomeUnusable
        return kind(home=self.home, reason=reason)

    # --- opening -----------------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Make the tables, or bring older ones forward; a newer layout is refused."""
        with self.reading() as connection:
            found = layout_of(connection)
        if found < LAYOUT:
            with self.writing() as connection:
                found = layout_of(connection)  # another process may have been quicker
                if found < LAYOUT:
                    bring_forward(connection, found=found)
        elif found > LAYOUT:
            raise NewerCollection(home=self.home, found=found, known=LAYOUT)
        if self.is_postgres and self._name and not self._named():
            with self.writing() as connection:
                connection.execute(insert(facts).values(name=_NAME_FACT, value=self._name.strip()))

    def _named(self) -> bool:
        with self.reading() as connection:
            return connection.execute(select(facts.c.value).where(facts.c.name == _NAME_FACT)).scalar() is not None

    def _sqlite(self) -> Engine:
        path = self.home / FILE
        try:
            return self._opened(path, mode="rwc")
        except sqlite3.OperationalError as error:
            # on a full disk too it could be read as what cannot change; but room may be made, and somebody may write then
            if not path.is_file() or self._is_full() or not any(word in str(error).casefold() for word in _SHUT):
                raise
            self.read_only = True
            try:
                return self._opened(path, mode="ro")
            except sqlite3.OperationalError:
                if path.with_name(f"{FILE}-wal").exists():
                    raise
                # nobody has it open, and SQLite would make files beside it: read it as what cannot change
                return self._opened(path, mode="ro&immutable=1")

    def _opened(self, path: Path, *, mode: str) -> Engine:
        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(
                f"file:{quote(str(path))}?mode={mode}",
                uri=True,
                check_same_thread=False,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
            )
            try:
                if mode == "rwc":
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.execute("PRAGMA synchronous = FULL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA cache_size = -16384")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except BaseException:
                connection.close()
                raise
            return connection

        connect().close()  # an error here decides how the file is opened
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=64)
        event.listen(engine, "begin", _begin)
        return engine

    def _postgres(self, url: URL) -> Engine:
        try:
            engine = create_engine(
                url,
                isolation_level="REPEATABLE READ",
                pool_size=8,
                max_overflow=64,
                pool_pre_ping=True,
                connect_args={"options": f"-c search_path={self.schema}", "connect_timeout": 10},
            )
        except ImportError as error:
            raise DriverMissing from error
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            present = text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name")
            if not connection.execute(present, {"name": self.schema}).scalar():
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {self.schema}"))
        return engine


def _begin(connection: Connection) -> None:
    """SQLite's driver begins nothing by itself here: a writer takes its place at once, a reader keeps one state."""
    writes = connection.get_execution_options().get("paracite_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _address(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise BadDatabase(reason="not an address") from error
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername=_POSTGRES)
    if url.drivername != _POSTGRES:
        raise BadDatabase(reason=url.drivername)
    return url


def _schema(collection: str) -> str:
    """The PostgreSQL schema of a collection by the name of its folder: letters, digits and lines, at most 63."""
    if not collection:
        return "paracite"
    digest = hashlib.sha256(collection.encode()).hexdigest()[:12]
    return f"paracite_{re.sub(r'[^a-z0-9]+', '_', collection.casefold())[:40]}_{digest}"

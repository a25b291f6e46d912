"""A PostgreSQL server of the tests' own, from the system's packages: started on a socket in a folder, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PACKAGES = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder of the newest server that is installed, or None."""
    found = sorted(PACKAGES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """The URL of a running server, up to the name of the database. Nothing that it keeps survives a crash."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    user = _somebody() if os.geteuid() == 0 else None  # PostgreSQL refuses to be run by root
    if user is not None:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "paracite", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        capture_output=True,
        user=user,
        cwd=folder,
    )
    options = ("listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=300", "shared_buffers=32MB")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *(part for each in options for part in ("-c", each))],
            stdout=output,
            stderr=output,
            user=user,
            cwd=folder,
        )
    try:
        _wait(process, folder, log)
        yield f"postgresql+psycopg://paracite@/{{name}}?host={folder}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def execute(url: str, statement: str) -> None:
    """One statement on the server's own database, outside any transaction."""
    address = url.format(name="postgres").replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _somebody() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _wait(process: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            psycopg.connect(f"postgresql://paracite@/postgres?host={folder}", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(log.read_text(errors="replace"))

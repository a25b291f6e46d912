"""The command in processes that start at once: the libraries are imported here, and every run is a fork.

A run differs from ``paracite …`` in that alone. What a start costs and what it imports has tests of its own
(tests/test_offline.py); they, and those of the README, start the installed command.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

_FIRST = (
    "ui.cli",
    "ui.commands.ingesting",
    "ui.commands.reading",
    "ui.commands.keeping",
    "rag.assistant",
    "rag.storage.collection",
    "ingest",
    "eval.command",
)
_LONGEST = 1 << 20
"""Bytes of one message: the arguments, the environment and the folder of a run."""


class Preloaded:
    """Runs the command. One run at a time; close it when there is none any more."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def run(self, arguments: Sequence[str], *, timeout: float) -> subprocess.CompletedProcess[str]:
        """As ``subprocess.run`` with captured text. Raises subprocess.TimeoutExpired."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            code = self._asked(arguments, out, err, timeout)
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(list(arguments), code, out.read().decode(), err.read().decode())

    def _asked(self, arguments: Sequence[str], out: IO[bytes], err: IO[bytes], timeout: float) -> int:
        if self._socket is None:
            self._start()
        assert self._socket is not None
        wanted = {"arguments": list(arguments), "environment": dict(os.environ), "folder": str(Path.cwd())}
        self._socket.settimeout(timeout)
        socket.send_fds(self._socket, [json.dumps(wanted).encode()], [out.fileno(), err.fileno()])
        try:
            return int(self._socket.recv(100))
        except TimeoutError as error:
            self.close()
            raise subprocess.TimeoutExpired(["paracite", *arguments], timeout) from error

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for each in (ours, theirs):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _LONGEST)
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.preloaded", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=Path(__file__).parents[1],
            # the libraries' own threads would not outlive a fork
            env=os.environ | dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1"),
            start_new_session=True,
        )
        theirs.close()
        self._socket = ours

    def close(self) -> None:
        """End it, and the run that it may be at."""
        if self._server is not None and self._socket is not None:
            self._socket.close()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = self._socket = None


def serve(connection: socket.socket) -> int:
    """Fork a run whenever one is asked for. In the fork this returns what the command ends with."""
    for name in _FIRST:
        importlib.import_module(name)
    while True:
        message, descriptors, _, _ = socket.recv_fds(connection, _LONGEST, 2)
        if not message:
            return 0
        learned, learns = os.pipe()
        child = os.fork()
        if child == 0:
            connection.close()
            os.close(learned)
            return _run(json.loads(message), descriptors, learns)
        for each in (*descriptors, learns):
            os.close(each)
        with os.fdopen(learned, encoding="utf-8") as names:
            imported = names.read().split()
        _, status = os.waitpid(child, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())
        _learn(imported)


def _run(wanted: dict[str, Any], descriptors: Sequence[int], learns: int) -> int:
    for given, standard in zip(descriptors, (1, 2), strict=True):
        os.dup2(given, standard)
        os.close(given)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["folder"])
    sys.argv = ["paracite", *wanted["arguments"]]
    from ui.cli import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        with os.fdopen(learns, "w", encoding="utf-8") as names:
            names.write(" ".join(sorted(sys.modules)))
    return 0


def _learn(names: Sequence[str]) -> None:
    """Import here what a run imported on its way, so that the next one need not; nothing that starts a thread."""
    for name in names:
        if name not in sys.modules and name != "__main__":
            with contextlib.suppress(ImportError):  # some modules are made, not found
                importlib.import_module(name)
    if len(list(Path("/proc/self/task").iterdir())) > 1:
        sys.exit("a library has started a thread at its import: nothing may be forked from here")


if __name__ == "__main__":
    sys.exit(serve(socket.socket(fileno=int(sys.argv[1]))))

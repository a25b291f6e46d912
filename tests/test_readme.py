"""What the READMEs say is what the product does: their commands run, their shapes are the real ones, their figures hold."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from eval.figures import language_of, shipped_figures, with_figures
from tests.house import ROOT

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
READMES = (ENGLISH, CHINESE)
PAGES = (*READMES, ROOT / "CONTRIBUTING.md")
BLOCKS = re.compile(
    r"(?:^<!-- shape: (?P<shape>[^\n]+) -->\n)?^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Block:
    kind: str
    """``bash`` is run, ``json`` compared in shape with what its command prints, ``text`` shown only."""
    body: str
    shape: str


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path) -> list[Block]:
    found = BLOCKS.finditer(text_of(path))
    return [Block(block["kind"], block["body"], block["shape"] or "") for block in found]


def command_lines(path: Path) -> list[str]:
    return [line for block in blocks(path) if block.kind == "bash" for line in block.body.splitlines()]


def outline(path: Path) -> list[int]:
    prose = BLOCKS.sub("", text_of(path))
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]


def test_both_languages_give_the_same_commands_in_the_same_outline() -> None:
    assert command_lines(ENGLISH) == command_lines(CHINESE) != []
    assert outline(ENGLISH) == outline(CHINESE) != []
    shapes = [[(block.shape, block.body) for block in blocks(path) if block.kind == "json"] for path in READMES]
    assert shapes[0] == shapes[1] != []
    variables = [set(re.findall(r"`(PARACITE_\w+)`", text_of(path))) for path in READMES]
    assert variables[0] == variables[1] != set()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a fresh checkout has it, so that what the commands write is written there."""
    target = tmp_path_factory.mktemp("readme") / "paracite"
    hidden = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "tests", "build", "dist")
    return Path(shutil.copytree(ROOT, target, ignore=hidden))


def in_checkout(line: str, checkout: Path, home: Path) -> dict[str, Any]:
    binaries = str(Path(sys.executable).parent)
    path = os.pathsep.join([binaries, os.environ["PATH"]])
    return {
        "args": ["bash", "-euo", "pipefail", "-c", line],
        "cwd": checkout,
        "env": os.environ | {"PATH": path, "PARACITE_HOME": str(home)},
        "text": True,
        "encoding": "utf-8",
        "start_new_session": True,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def opens_a_page(line: str, port: int, checkout: Path, home: Path, *, patience: float = 120) -> None:
    """Start the command, wait until the page of its port answers, stop it as Ctrl-C does."""
    process = subprocess.Popen(**in_checkout(line, checkout, home), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    until = time.monotonic() + patience
    try:
        while not answers(port):
            if process.poll() is not None or time.monotonic() > until:
                os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
                pytest.fail(f"{line}: no page\n{process.communicate()[0][-3000:]}")
            time.sleep(0.3)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        try:
            process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as response:
            return bool(response.status == 200 and b"paracite" in response.read())
    except OSError:
        return False


def made_without_setup(line: str) -> str:
    """``make`` with the environment of these tests instead of one of its own, which takes minutes to set up."""
    environment = Path(sys.executable).parent.parent
    return f"{line} VENV={shlex.quote(str(environment))} -o {shlex.quote(str(environment / '.installed'))}"


def test_every_command_runs(checkout: Path, tmp_path: Path) -> None:
    """In their order and in one home, as a reader runs them."""
    home = tmp_path / "home"
    for line in command_lines(ENGLISH):
        port = free_port()
        if line == "make run":
            opens_a_page(f"{made_without_setup(line)} PORT={port}", port, checkout, home)
        elif line.startswith("paracite serve"):
            opens_a_page(f"{line} --port {port}", port, checkout, home)
        else:
            # `make test` runs this test: here it is only seen to lead to the checks, the evaluation and the tests.
            line_run = f"{made_without_setup(line)} --dry-run" if line.startswith("make ") else line
            done = subprocess.run(
                **in_checkout(line_run, checkout, home), capture_output=True, timeout=240, check=False
            )
            assert done.returncode == 0, f"{line}\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
            if line == "make test":
                assert all(part in done.stdout for part in ("ruff", "mypy", 'paracite" eval', "pytest"))
            elif line.startswith("paracite") and not re.search(r">| -o ", line):
                assert done.stdout.strip(), f"{line} printed nothing"


@pytest.mark.parametrize("block", [block for block in blocks(ENGLISH) if block.shape], ids=lambda block: block.shape)
def test_the_documented_shapes_are_the_real_ones(
    block: Block, paracite: Callable[..., subprocess.CompletedProcess[str]], sample_home: Path
) -> None:
    program, *arguments = shlex.split(block.shape)
    assert program == "paracite"
    printed = paracite(*arguments, home=sample_home)
    assert printed.returncode == 0, printed.stderr
    assert list(differences(json.loads(block.body), json.loads(printed.stdout), "")) == []


def differences(documented: Any, printed: Any, place: str) -> Iterator[str]:
    """Where two JSON values differ in shape: other fields, or another type. Of a list the first item stands for all."""
    if isinstance(documented, dict) and isinstance(printed, dict):
        for name in documented.keys() ^ printed.keys():
            yield f"{place}.{name} is only {'documented' if name in documented else 'printed'}"
        for name in documented.keys() & printed.keys():
            yield from differences(documented[name], printed[name], f"{place}.{name}")
    elif isinstance(documented, list) and isinstance(printed, list):
        if documented and printed:
            yield from differences(documented[0], printed[0], f"{place}[0]")
    elif type(documented) is not type(printed) and not {type(documented), type(printed)} <= {int, float}:
        yield f"{place} is documented as {documented!r} and printed as {printed!r}"


def test_differences_are_seen() -> None:
    documented = {"a": 1, "b": [{"c": "x"}], "d": 0.5}
    assert list(differences(documented, {"a": 2, "b": [{"c": "y"}, {"c": "z"}], "d": 1}, "")) == []
    assert list(differences(documented, {"a": 1, "b": [{"e": "x"}], "d": None}, ""))
    assert list(differences(documented, {"a": 1, "d": 0.5}, ""))


def test_every_command_of_the_interface_is_documented(command: str) -> None:
    helped = subprocess.run([command, "--help"], capture_output=True, text=True, encoding="utf-8", check=True)
    listed = helped.stdout.split("Commands", 1)[1]
    names = set(re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE))
    assert len(names) >= 6
    for path in READMES:
        usage = next(block.body for block in blocks(path) if block.kind == "text")
        assert names == set(re.findall(r"^paracite ([a-z]+)", usage, re.MULTILINE))


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r'"(PARACITE_\w+)"', text_of(ROOT / "rag" / "settings.py")))
    assert read == set(re.findall(r"`(PARACITE_\w+)`", text_of(ENGLISH)))


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.name)
def test_the_figures_are_the_floors(path: Path) -> None:
    assert with_figures(text_of(path), shipped_figures(), language_of(path)) == text_of(path), "run: make figures"
    assert re.search(r"\d+/\d+", text_of(path).split("<!-- figures", 1)[1]), "run: make figures"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", BLOCKS.sub("", text_of(path)))
    local = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    assert local
    assert [link for link in local if not (ROOT / link).exists()] == []

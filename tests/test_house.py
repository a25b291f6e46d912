"""The rules of the house (CONTRIBUTING.md), read from the code itself.

Each rule is a function from one module to its offences; ``BROKEN`` holds, for every rule, code that must offend, so
that a rule that has stopped seeing anything fails too.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

import pytest

import rag
from tests.house import ROOMS, ROOT, Module, imports, modules

COMMAND = "ui/cli.py"
LINES_AT_MOST = 350
DRAWERS = {
    "utils",
    "util",
    "common",
    "base",
    "manager",
    "managers",
    "helpers",
    "misc",
    "types",
    "tools",
    "shared",
    "core",
}
SLOW = {
    "torch",
    "sentence_transformers",
    "transformers",
    "chromadb",
    "gradio",
    "onnxruntime",
    "sklearn",
    "scipy",
    "pandas",
}
"""Each costs from a quarter of a second to six to import. Gradio is what the modules of the page are made of: they may name
it, and are themselves imported only when the page is opened."""
HOME_OF_VENDOR = {"chromadb": "rag", "sentence_transformers": "rag", "tantivy": "rag", "torch": "rag", "gradio": "ui"}
EMPTY = {"frozenset()", "tuple()"}
"""Values that nobody can change: a default argument may be one."""
ENVIRONMENT_CALLS = {"os.getenv", "os.environ.get", "getenv", "environ.get"}
ALONE = ("chromadb", "sentence_transformers", "tantivy")
"""Vendors that one module keeps behind a class of ours (rag/training makes models and is no part of a run)."""


def rooms_keep_apart(module: Module) -> Iterator[str]:
    """rag imports no room; the others import names from the rag door; only the command calls them all."""
    for one in imports(module):
        if one.package not in ROOMS or one.package == module.room:
            continue
        if module.room == "rag":
            yield f"{module.path}:{one.line} imports {one.module}: rag knows no other room"
        elif one.package == "rag":
            if one.module != "rag" or not one.names:
                yield f"{module.path}:{one.line} imports {one.module}: use `from rag import NAME`"
            for name in one.names:
                if one.module == "rag" and name not in rag.__all__:
                    yield f"{module.path}:{one.line} imports {name}, which the rag door does not offer"
        elif module.path != COMMAND:
            yield f"{module.path}:{one.line} imports {one.module}: only {COMMAND} may call several rooms"


def slow_vendors_wait(module: Module) -> Iterator[str]:
    """A slow library is imported in the function that opens it, so that ``paracite --help`` stays quick."""
    for one in imports(module):
        allowed = module.is_training or (one.package == "gradio" and module.room == "ui")
        if one.top_level and one.package in SLOW and not allowed:
            yield f"{module.path}:{one.line} imports {one.module} at module level"


def vendors_stay_home(module: Module) -> Iterator[str]:
    for one in imports(module):
        if HOME_OF_VENDOR.get(one.package, module.room) != module.room:
            yield f"{module.path}:{one.line} imports {one.module}, which belongs to {HOME_OF_VENDOR[one.package]}"


def broad_excepts_report(module: Module) -> Iterator[str]:
    """``except Exception`` must raise again, or use or log what it caught; nothing is swallowed."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)} if node.type else {"Exception"}
        if not caught & {"Exception", "BaseException"}:
            continue
        inside = [part for statement in node.body for part in ast.walk(statement)]
        raises = any(isinstance(part, ast.Raise) for part in inside)
        uses = node.name and any(isinstance(part, ast.Name) and part.id == node.name for part in inside)
        logs = any(isinstance(part, ast.Attribute) and part.attr == "exception" for part in inside)  # log.exception(…)
        if not (raises or uses or logs):
            yield f"{module.path}:{node.lineno} swallows every error"


def modules_stay_small(module: Module) -> Iterator[str]:
    lines = len(module.source.splitlines())
    if lines > LINES_AT_MOST:
        yield f"{module.path} has {lines} lines; more than {LINES_AT_MOST} is more than one thing"


def no_drawers(module: Module) -> Iterator[str]:
    for part in PurePosixPath(module.path).with_suffix("").parts:
        if part.strip("_") in DRAWERS:
            yield f"{module.path}: “{part}” names no matter; what is in it belongs to the module of its matter"


def defaults_do_no_work(module: Module) -> Iterator[str]:
    """A default argument that calls something is computed at import, and shared by every call."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            defaults = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
            parts = [part for default in defaults for part in ast.walk(default)]
            if any(
                isinstance(part, ast.Call | ast.List | ast.Dict) and ast.unparse(part) not in EMPTY for part in parts
            ):
                yield f"{module.path}:{node.lineno} has a default argument that does work"


def environment_is_read_once(module: Module) -> Iterator[str]:
    """Only rag/settings.py reads the environment. Setting a switch for a vendor is no reading."""
    for node in ast.walk(module.tree):
        called = isinstance(node, ast.Call) and ast.unparse(node.func) in ENVIRONMENT_CALLS
        taken = (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and ast.unparse(node.value) in {"os.environ", "environ"}
        )
        if (called or taken) and module.path != "rag/settings.py":
            yield f"{module.path}:{node.lineno} reads the environment: that is rag/settings.py's"


RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    rooms_keep_apart,
    slow_vendors_wait,
    vendors_stay_home,
    broad_excepts_report,
    modules_stay_small,
    no_drawers,
    defaults_do_no_work,
    environment_is_read_once,
)

BROKEN: tuple[tuple[Callable[[Module], Iterator[str]], str, str], ...] = (
    (rooms_keep_apart, "rag/x.py", "from ingest import ingest"),
    (rooms_keep_apart, "rag/x.py", "def f():\n    import ui.page.page"),
    (rooms_keep_apart, "ui/x.py", "from rag.answer import Answer"),
    (rooms_keep_apart, "ui/x.py", "import rag"),
    (rooms_keep_apart, "ui/x.py", "from rag import errors"),
    (rooms_keep_apart, "eval/x.py", "from ingest import ingest"),
    (rooms_keep_apart, "ingest/readers/x.py", "from ...rag import answer"),
    (slow_vendors_wait, "rag/x.py", "import torch.nn"),
    (slow_vendors_wait, "rag/x.py", "class A:\n    from chromadb import Client"),
    (slow_vendors_wait, "ui/x.py", "import torch"),
    (slow_vendors_wait, "rag/x.py", "try:\n    import chromadb\nexcept ImportError:\n    chromadb = None"),
    (vendors_stay_home, "rag/x.py", "def f():\n    import gradio"),
    (vendors_stay_home, "ingest/x.py", "def f():\n    from chromadb import Client"),
    (broad_excepts_report, "rag/x.py", "try:\n    f()\nexcept Exception:\n    pass"),
    (broad_excepts_report, "rag/x.py", "try:\n    f()\nexcept:\n    print('sorry')"),
    (broad_excepts_report, "rag/x.py", "try:\n    f()\nexcept (OSError, Exception) as error:\n    return None"),
    (modules_stay_small, "rag/x.py", "x = 1\n" * (LINES_AT_MOST + 1)),
    (no_drawers, "rag/utils.py", ""),
    (no_drawers, "ui/common/x.py", ""),
    (defaults_do_no_work, "rag/x.py", "def f(*, settings=read_settings()): ..."),
    (defaults_do_no_work, "rag/x.py", "def f(found=[]): ..."),
    (environment_is_read_once, "ui/x.py", "import os\nhome = os.environ['PARACITE_HOME']"),
    (environment_is_read_once, "eval/x.py", "import os\nhome = os.environ.get('PARACITE_HOME')"),
)

SOUND: tuple[tuple[Callable[[Module], Iterator[str]], str, str], ...] = (
    (rooms_keep_apart, "ui/cli.py", "from ingest import ingest\nfrom rag import Answer"),
    (rooms_keep_apart, "rag/x.py", "from rag.answer import Answer\nfrom .answer import Hit"),
    (slow_vendors_wait, "rag/x.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import torch"),
    (slow_vendors_wait, "rag/x.py", "def f():\n    import torch"),
    (slow_vendors_wait, "ui/page/page.py", "import gradio as gr"),
    (broad_excepts_report, "rag/x.py", "try:\n    f()\nexcept Exception as error:\n    report.failed(error)"),
    (broad_excepts_report, "rag/x.py", "try:\n    f()\nexcept Exception:\n    close()\n    raise"),
    (defaults_do_no_work, "rag/x.py", "def f(a=(), *, b=frozenset(), c=None): ..."),
    (environment_is_read_once, "rag/x.py", "import os\nos.environ['HF_HUB_OFFLINE'] = '1'"),
)


def name_of(value: object) -> str:
    return value.__name__ if callable(value) else ""


def test_every_room_is_read() -> None:
    assert {module.room for module in modules()} == set(ROOMS)


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_the_house_keeps(rule: Callable[[Module], Iterator[str]]) -> None:
    assert [offence for module in modules() for offence in rule(module)] == []


@pytest.mark.parametrize(("rule", "path", "source"), BROKEN, ids=name_of)
def test_a_rule_sees(rule: Callable[[Module], Iterator[str]], path: str, source: str) -> None:
    assert list(rule(Module(path, source)))


@pytest.mark.parametrize(("rule", "path", "source"), SOUND, ids=name_of)
def test_a_rule_allows(rule: Callable[[Module], Iterator[str]], path: str, source: str) -> None:
    assert list(rule(Module(path, source))) == []


@pytest.mark.parametrize("vendor", ALONE)
def test_a_vendor_lives_in_one_module(vendor: str) -> None:
    users = {
        module.path
        for module in modules()
        for one in imports(module)
        if one.package == vendor and not module.is_training
    }
    assert len(users) == 1, f"{vendor} is imported by {sorted(users)}"


def test_opening_a_door_loads_no_slow_library() -> None:
    """Through whatever chain of imports: what a fresh interpreter holds once the command and all doors are imported."""
    doors = "import sys, rag, ingest, ui.cli; from eval import __doc__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", doors], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not (SLOW | {"langchain", "langgraph", "tantivy"}) & {name.split(".")[0] for name in loaded.stdout.split()}


MACHINE = re.compile(r"(?<![\w.~:/$}*-])/(?:work|farm|home|root|Users|mnt|opt|tmp)/[\w.]")
"""An absolute path of somebody's machine. (A path in an address has its host in front of it.)"""


def test_no_path_of_a_machine() -> None:
    assert MACHINE.search("open('/" + "home/me/x.txt')")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip(f"the files of the project cannot be listed: {listed.stderr.strip()}")
    offences = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except (
            UnicodeDecodeError,
            FileNotFoundError,
        ):  # a picture or a model; or a file that is deleted, not yet committed
            continue
        offences += [f"{name}: {found[0]}" for found in MACHINE.finditer(text)]
    assert offences == []

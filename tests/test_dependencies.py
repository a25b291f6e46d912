"""What is imported is declared, what is declared is pinned, and what is pinned is installed."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import metadata

from tests.house import ROOMS, ROOT, Import, Module, imports, modules


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[; ]", name)[0]).lower()


def pins(lock: str) -> list[str]:
    return [line for line in (ROOT / lock).read_text(encoding="utf-8").splitlines() if line[:1] != "#"]


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
for extra in PROJECT["project"]["optional-dependencies"].values():
    WANTED += extra
EVERYWHERE = pins("requirements.lock")
"""What every environment has: a desk, the checks, continuous integration."""
PINS = [*EVERYWHERE, *pins("requirements-bench.lock")]
JUDGE = "eval/judge_worker.py"
"""It runs in an environment of its own, requirements-judge.lock."""
ELSEWHERE = {
    "deepeval": {"deepeval"},
    "langchain_text_splitters": {"langchain-text-splitters"},
    "llama_index": {"llama-index-core", "llama-index-embeddings-huggingface"},
    "rjieba": {"rjieba"},
}
"""Packages of which distributions, where an environment that has not got them cannot tell: of the benchmark, the judge, and
the making of the bundled models."""
UNTYPED = [name for each in PROJECT["tool"]["mypy"]["overrides"] for name in each["module"]]


def imported() -> Iterator[tuple[Module, Import]]:
    """Every import of what is neither the project's nor Python's own."""
    for module in modules():
        for one in imports(module):
            if one.package not in {*ROOMS, *sys.stdlib_module_names}:
                yield module, one


@cache
def installed() -> dict[str, set[str]]:
    return {name: {plain(each) for each in sold} for name, sold in metadata.packages_distributions().items()}


def sellers(package: str) -> set[str]:
    """The distributions that have it."""
    return ELSEWHERE.get(package) or installed().get(package, set())


def test_every_import_is_declared() -> None:
    """What a room imports stands among the dependencies itself, not only because another package happens to need it."""
    declared, judge = set(map(plain, WANTED)), set(map(plain, pins("requirements-judge.lock")))
    owed = [(one.package, module.path) for module, one in imported() if not module.is_training]
    assert {each for each in owed if not sellers(each[0]) & (judge if each[1] == JUDGE else declared)} == set()


def test_what_is_named_to_be_elsewhere_is_there_and_nothing_else() -> None:
    everywhere, judge = set(map(plain, EVERYWHERE)), set(map(plain, pins("requirements-judge.lock")))
    named = {name for names in ELSEWHERE.values() for name in names}
    assert named & everywhere == set()
    assert named - judge - {"rjieba"} == set(map(plain, WANTED)) - everywhere
    assert ELSEWHERE.keys() <= {one.package for _, one in imported()}


def test_the_types_are_checked_where_only_the_lock_is_installed() -> None:
    """mypy needs no package that a desk happens to have: what requirements.lock lacks is named to it as untyped."""
    everywhere = set(map(plain, EVERYWHERE))
    lacking = {(one.module, module.path) for module, one in imported() if not sellers(one.package) & everywhere}
    assert {each for each in lacking if not is_untyped(each[0])} == set()
    assert {name.split(".")[0] for name, _ in lacking} == ELSEWHERE.keys()


def test_a_module_is_untyped_as_mypy_understands_it() -> None:
    assert is_untyped("llama_index.core") == ("llama_index.*" in UNTYPED)
    assert not is_untyped("langchain_core.documents")


def is_untyped(module: str) -> bool:
    """A name stands for itself, ``name.*`` for what is below it too."""
    return any(f"{module}.".startswith(name[:-1]) if name.endswith(".*") else module == name for name in UNTYPED)


def test_every_direct_dependency_is_pinned() -> None:
    assert [pin for pin in PINS if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    assert set(map(plain, WANTED)) <= set(map(plain, PINS)), "run: make lock"


def test_what_is_installed_is_what_is_pinned() -> None:
    """The figures and the tests hold for the versions of the lock (local versions such as +cpu apart)."""
    pinned = dict(pin.split("==") for pin in PINS)
    found = {name: metadata.version(name).split("+")[0] for name in pinned if is_installed(name)}
    assert {pin.split("==")[0] for pin in EVERYWHERE} <= found.keys(), "run: make setup"
    assert found == {name: pinned[name] for name in found}, "run: make setup"


def is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True

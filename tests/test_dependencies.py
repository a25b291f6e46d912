"""What is imported is declared, what is declared is pinned, and what is pinned is installed."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata

from tests.house import ROOMS, ROOT, imports, modules


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=\[; ]", name)[0]).lower()


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]]
for extra in PROJECT["project"]["optional-dependencies"].values():
    WANTED += extra
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-bench.lock")
PINS = [line for lock in LOCKS for line in lock.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]


def test_every_import_is_declared() -> None:
    """What a room imports stands among the dependencies itself, not only because another package happens to need it."""
    declared = {plain(name) for name in WANTED}
    sold_in = metadata.packages_distributions()
    missing = set()
    for module in modules():
        for one in imports(module):
            if one.package in {*ROOMS, *sys.stdlib_module_names, "__future__"} or module.is_training:
                continue
            sellers = {plain(name) for name in sold_in.get(one.package, [one.package])}
            # what only the benchmark needs may not be installed: then the package's name must begin those that are declared
            begun = any(name.startswith(f"{seller}-") for seller in sellers for name in declared)
            if not declared & sellers and not (one.package not in sold_in and begun):
                missing.add((one.package, module.path))
    assert missing == set()


def test_every_direct_dependency_is_pinned() -> None:
    assert [pin for pin in PINS if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []
    assert {plain(name) for name in WANTED} <= {plain(pin) for pin in PINS}, "run: make lock"


def test_what_is_installed_is_what_is_pinned() -> None:
    """The figures and the tests hold for the versions of the lock (local versions such as +cpu apart)."""
    pinned = dict(pin.split("==") for pin in PINS)
    installed = {name: metadata.version(name).split("+")[0] for name in pinned if is_installed(name)}
    assert installed == {name: pinned[name] for name in installed}, "run: make setup"


def is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True

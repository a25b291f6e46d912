"""The code of the project as the tests of its rules see it: modules, and what each imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("rag", "ingest", "ui", "eval")


@dataclass(frozen=True)
class Module:
    """One module of the project: its path from the root, and its text."""

    path: str
    source: str

    @property
    def room(self) -> str:
        return PurePosixPath(self.path).parts[0]

    @property
    def tree(self) -> ast.Module:
        return _parsed(self.source)

    @property
    def is_training(self) -> bool:
        return self.path.startswith("rag/training/")


@dataclass(frozen=True)
class Import:
    """``from module import names``; ``import module`` has no names. Relative imports are made absolute."""

    module: str
    names: tuple[str, ...]
    line: int
    top_level: bool
    """Executed when its module is imported (so neither inside a function nor for type checkers only)."""

    @property
    def package(self) -> str:
        return self.module.split(".")[0]


@cache
def _parsed(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def imports(module: Module) -> tuple[Import, ...]:
    def walk(node: ast.AST, *, top_level: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield Import(alias.name, (), child.lineno, top_level)
            elif isinstance(child, ast.ImportFrom):
                above = PurePosixPath(module.path).parts[: -child.level] if child.level else ()
                name = ".".join((*above, *([child.module] if child.module else [])))
                yield Import(name, tuple(alias.name for alias in child.names), child.lineno, top_level)
            else:
                later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                typing = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
                yield from walk(child, top_level=top_level and not later and not typing)

    return tuple(walk(module.tree, top_level=True))


@cache
def modules() -> tuple[Module, ...]:
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
    )

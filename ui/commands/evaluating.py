"""The options of ``paracite eval``, and what was chosen with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from ui.commands.spoken import SpokenOption

Command = TypeVar("Command", bound=Callable[..., Any])
ACTIONS: Final = ("init", "lint")
FORMS: Final = ("squad", "rgb", "crud", "alce")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the command is asked to do."""

    action: str
    """``init``, ``lint``, or "" to measure."""
    path: Path | None
    """The set, or the folder of one; None for the shipped one."""
    json_path: Path | None
    beir: Path | None
    form: str
    """The form of a public set, or ""."""
    structure: bool
    draft_gold: bool


def _file(name: str, key: str, *, metavar: str, target: str | None = None) -> Any:
    names = (name, target) if target else (name,)
    return click.option(*names, cls=SpokenOption, metavar=metavar, type=click.Path(path_type=Path), help=key)


_OPTIONS: Final = (
    click.argument("asked", metavar="[init|lint] [SET]", nargs=-1, type=click.Path()),
    _file("--json", "help.option.json_file", metavar="FILE", target="json_path"),
    _file("--report", "help.option.report", metavar="DIR"),
    _file("--baseline", "help.option.baseline", metavar="FILE"),
    _file("--judge", "help.option.judge", metavar="DIR"),
    _file("--write-floors", "help.option.write_floors", metavar="FILE", target="floors"),
    click.option(
        "--seed", cls=SpokenOption, metavar="N", default=None, type=click.IntRange(min=0), help="help.option.seed"
    ),
    _file("--beir", "help.option.beir", metavar="DIR"),
    click.option("--form", cls=SpokenOption, type=click.Choice(FORMS), metavar="FORM", help="help.option.form"),
    click.option("--structure", cls=SpokenOption, is_flag=True, help="help.option.structure"),
    click.option("--draft-gold", cls=SpokenOption, is_flag=True, help="help.option.draft_gold"),
)


def evaluation_options(command: Command) -> Command:
    """All of them, in the order of the help."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def chosen_evaluation(chosen: Mapping[str, Any]) -> Choice:
    """What click gave, in order: ``init`` and ``lint`` may stand before the set (a set of that name is ``./lint``)."""
    asked = list(chosen["asked"])
    action = asked.pop(0) if asked and asked[0] in ACTIONS else ""
    if len(asked) > 1:
        raise click.UsageError(f"{asked[1]}: [init|lint] [SET]")
    return Choice(
        action=action,
        path=Path(asked[0]) if asked else None,
        json_path=chosen["json_path"],
        beir=chosen["beir"],
        form=chosen["form"] or "",
        structure=chosen["structure"],
        draft_gold=chosen["draft_gold"],
    )

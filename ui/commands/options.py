"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from ui.commands.spoken import Session, SpokenOption

Command = TypeVar("Command", bound=Callable[..., Any])


def _remember(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    """``--home``, ``--collection`` and ``--debug`` may stand before or after the subcommand."""
    session = ctx.find_object(Session)
    if value and session is not None and parameter.name is not None:
        setattr(session, parameter.name, value)


_home_option = click.option(
    "--home", cls=SpokenOption, metavar="DIR", callback=_remember, expose_value=False, help="help.option.home"
)
_collection_option = click.option(
    "--collection",
    cls=SpokenOption,
    metavar="NAME",
    callback=_remember,
    expose_value=False,
    help="help.option.collection",
)


def home_option(command: Command) -> Command:
    """Where the documents are: ``--home`` and ``--collection``."""
    return _home_option(_collection_option(command))


debug_option = click.option(
    "--debug",
    cls=SpokenOption,
    is_flag=True,
    envvar="PARACITE_DEBUG",
    callback=_remember,
    expose_value=False,
    help="help.option.debug",
)
without_option = click.option("--without", cls=SpokenOption, multiple=True, metavar="CODE", help="help.option.without")
json_option = click.option("--json", "as_json", cls=SpokenOption, is_flag=True, help="help.option.json")

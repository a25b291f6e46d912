"""``paracite mcp``: the collection as tools of an assistant program, on standard input and output."""

from __future__ import annotations

import click

from rag import open_assistant
from ui.commands.options import debug_option, home_option
from ui.commands.spoken import Session, SpokenCommand


@click.command("mcp", cls=SpokenCommand)
@home_option
@debug_option
@click.pass_obj
def mcp(session: Session) -> None:
    from ui.page.libraries import Libraries
    from ui.programs.door import Programs
    from ui.programs.mcp_server import serve_stdio

    settings = session.settings()
    with (
        open_assistant(settings, tell=session.tell) as assistant,
        Libraries(assistant, settings) as libraries,
    ):
        serve_stdio(Programs(assistant, libraries), language=session.language)

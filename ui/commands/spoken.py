"""click in two languages: help, usage errors and user errors are said in the person's language, and nothing else leaves.

A command's help is the message ``help.NAME``, an option's the message that it was given as its ``help``. Whatever happens
inside a command ends in one line on standard error and an exit status: 2 for a user error, 130 for Ctrl-C.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import click

from rag import ParaciteError, Remark, Settings, read_language, read_settings
from ui.messages import say

USER_ERROR: Final = 2
INTERRUPTED: Final = 130


@dataclass(slots=True)
class Session:
    """One run of the command: what was said before the subcommand's own arguments."""

    language: str
    home: str = ""
    collection: str = ""
    debug: bool = False

    def settings(self) -> Settings:
        """Settings of the environment, with ``--home`` and ``--collection`` over them."""
        return read_settings(home=self.home or None, collection=self.collection or None)

    def tell(self, remark: Remark) -> None:
        """What a collection says while it works (that it waits, or rebuilds an index)."""
        self.note(remark.message(self.language))

    def note(self, message: str) -> None:
        """One line on standard error."""
        click.echo(one_line(message), err=True)

    def fail(self, message: str) -> None:
        self.note(say("command.error", self.language, message=message))


def printable(text: str) -> str:
    """The text without what a terminal would obey: control characters (but for line break and tab), lone surrogates."""
    kept = "".join(character for character in text if character in "\n\t" or not _is_control(character))
    return kept.encode("utf-8", "replace").decode("utf-8")


def text_of(argument: str) -> str:
    """An argument of the command line whose bytes may not be UTF-8."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def one_line(text: str) -> str:
    """The text in one line, whatever a file's name holds: what would break the line is written out, as in a program."""
    breaks = "\n\r\t\v\f\x1b\x85\u2028\u2029"
    return printable("".join(ascii(each)[1:-1] if each in breaks else each for each in text))


def _is_control(character: str) -> bool:
    code = ord(character)
    return code < 0x20 or 0x7F <= code < 0xA0 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069


class SpokenCommand(click.Command):
    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click's signature
        return say(f"help.{self.name}", _language(click.get_current_context()))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("help.option.help", _language(ctx))
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("help.usage", _language(ctx)))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(f"help.{self.name}", _language(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = [record for each in options if (record := each.get_help_record(ctx)) is not None]
        with formatter.section(say("help.options", _language(ctx))):
            formatter.write_dl(records)


class SpokenOption(click.Option):
    """An option whose ``help`` is the key of a message."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or self.help is None:
            return record
        spoken, key = say(self.help, _language(ctx)), self.help
        return record[0], record[1].replace(key, spoken)


class SpokenGroup(SpokenCommand, click.Group):
    command_class = SpokenCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        SpokenCommand.format_options(self, ctx, formatter)
        with formatter.section(say("help.commands", _language(ctx))):
            formatter.write_dl(
                [(name, self.commands[name].get_short_help_str()) for name in self.list_commands(ctx)],
            )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.commands)  # in the order of a person's first hour, not of the alphabet

    def invoke(self, ctx: click.Context) -> Any:
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader (head, less) has seen enough
            _silence_stdout()
            return 0
        return outcome

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002 - click's signature; this command always ends the process itself
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command and leave with its exit status; no exception but SystemExit comes out."""
        session = Session(language=read_language())
        extra |= {"windows_expand_args": windows_expand_args, "standalone_mode": False, "obj": session}
        sys.exit(_ended(session, lambda: super(SpokenGroup, self).main(args, prog_name, complete_var, **extra)))


def _ended(session: Session, run: Callable[[], Any]) -> int:
    """The exit status of a run, whatever happens in it; failures are said in one line."""
    _speak_utf8()
    try:
        outcome = run()
    except (click.Abort, KeyboardInterrupt):
        session.note(say("command.interrupted", session.language))
        return INTERRUPTED
    except click.UsageError as error:
        session.fail(_usage(error, session.language))
    except click.ClickException as error:
        session.fail(error.format_message())
    except ParaciteError as error:
        _trace(session)
        session.fail(error.message(session.language))
    except OSError as error:
        _trace(session)
        reason = error.strerror or type(error).__name__
        session.fail(say("command.file_error", session.language, path=error.filename or "?", reason=reason))
    except Exception as error:
        _trace(session)
        reason = " ".join(str(error).split())[:300]
        session.fail(say("command.unexpected", session.language, kind=type(error).__name__, reason=reason))
    else:
        return outcome if isinstance(outcome, int) else 0
    return USER_ERROR


def _language(ctx: click.Context) -> str:
    session = ctx.find_object(Session)
    return session.language if session is not None else "en"


def _usage(error: click.UsageError, language: str) -> str:
    command = error.ctx.command_path if error.ctx is not None else "paracite"
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param is not None else error.format_message()
        return say("command.usage.missing", language, name=name, command=command)
    if isinstance(error, click.NoSuchOption):
        return say("command.usage.option", language, name=error.option_name, command=command)
    if isinstance(error, click.NoSuchCommand):
        return say("command.usage.command", language, name=error.command_name, command=command)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name, kind = error.param.human_readable_name, error.param.type
        if isinstance(kind, click.IntRange):
            return say("command.usage.number", language, name=name, least=kind.min, most=kind.max)
        return say("command.usage.value", language, name=name, reason=error.message, command=command)
    return say("command.usage.other", language, reason=error.format_message(), command=command)


def _trace(session: Session) -> None:
    if session.debug:
        traceback.print_exc()


def _speak_utf8() -> None:
    """A terminal or pipe in another encoding must not turn a Chinese answer into an exception."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _silence_stdout() -> None:
    """Python flushes standard output once more when it ends; the pipe is gone, so that goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The command ``paracite``: the only module that calls several rooms.

Standard output carries the answer (with ``--json`` nothing but JSON, in UTF-8), standard error everything else. Exit status:
0 fine, 1 the evaluation is below a floor, 2 the person can mend it, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rag import ParaciteError, collection_exists, open_assistant, open_collection
from ui.commands.brief import brief
from ui.commands.evaluating import chosen_evaluation, evaluation_options
from ui.commands.feedback import feedback
from ui.commands.keeping import KEEPING_COMMANDS
from ui.commands.mcp import mcp
from ui.commands.options import debug_option, home_option, json_option, without_option
from ui.commands.question_lines import read_lines
from ui.commands.spoken import USER_ERROR, Session, SpokenGroup, SpokenOption, text_of
from ui.errors import BatchNeedsJson, QuestionMissing
from ui.messages import say

if TYPE_CHECKING:
    from rag import Assistant, Collection, Settings


@click.group("paracite", cls=SpokenGroup, context_settings={"help_option_names": ["-h", "--help"]})
@home_option
@debug_option
@click.version_option(package_name="paracite", prog_name="paracite")
def paracite() -> None:
    pass


@paracite.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--prune", cls=SpokenOption, is_flag=True, help="help.option.prune")
@click.option("--yes", cls=SpokenOption, is_flag=True, help="help.option.yes")
@click.option("--dry-run", "dry_run", cls=SpokenOption, is_flag=True, help="help.option.dry_run")
@json_option
@home_option
@debug_option
@click.pass_obj
def ingest(  # noqa: PLR0917 - click's signature
    session: Session, paths: tuple[Path, ...], prune: bool, yes: bool, dry_run: bool, as_json: bool
) -> int:
    from ingest import EveryFileGone, rehearse
    from ingest import ingest as ingest_paths
    from ui.commands.ingesting import consenting, print_report
    from ui.commands.progress import ingest_progress
    from ui.programs.json_output import report_object

    settings = session.settings()
    with ingest_progress(session.language) as bar:
        told: Any = {"most": settings.max_file_bytes, "progress": bar.files, "stage": bar.stage}
        if dry_run:
            with _existing_collection(session, settings) as collection:
                report = rehearse(collection, paths, prune=prune, **told)
        else:
            consent = consenting(session.language, yes=yes, refusal=EveryFileGone, before=bar.stop)
            with open_collection(settings, tell=session.tell) as collection:
                report = ingest_paths(collection, paths, prune=prune, consent=consent, **told)
    if as_json:
        _print_json(report_object(report))
        for failure in report.failed:
            session.fail(failure.error.message(session.language))
    else:
        print_report(report, session.language)
    return USER_ERROR if report.failed else 0


def _existing_collection(session: Session, settings: Settings) -> AbstractContextManager[Collection | None]:
    """The collection where there is one; looking does not make it."""
    return open_collection(settings, tell=session.tell) if collection_exists(settings) else nullcontext()


@paracite.command()
@json_option
@home_option
@debug_option
@click.pass_obj
def documents(session: Session, as_json: bool) -> None:
    from ui.commands.terminal import print_documents
    from ui.programs.json_output import document_object

    settings = session.settings()
    with open_collection(settings, tell=session.tell) as collection:
        counts = collection.paragraph_counts()
        rows = [(each, counts.get(each.id, 0)) for each in collection.documents()]
    if as_json:
        _print_json({"documents": [document_object(each) | {"paragraphs": count} for each, count in rows]})
    elif rows:
        print_documents(rows, session.language)
    else:
        session.note(say("documents.none", session.language, home=settings.home))


@paracite.command()
@click.argument("document")
@click.argument("paragraph", required=False)
@json_option
@home_option
@debug_option
@click.pass_obj
def show(session: Session, document: str, paragraph: str | None, as_json: bool) -> None:
    from ingest import absolute, read_documents
    from ui.commands.showing import show_document

    settings = session.settings()
    found = show_document(
        session,
        document,
        paragraph,
        opened=_existing_collection(session, settings),
        read=lambda path: read_documents(path, most=settings.max_file_bytes),
        source_of=lambda path: str(absolute(path)),
    )
    if as_json:
        objects = [each for each, _ in found]
        _print_json(objects[0] if len(objects) == 1 else {"documents": objects})
        return
    for _, print_it in found:
        print_it()


@paracite.command()
@click.argument("question", required=False)
@click.option("--document", "references", cls=SpokenOption, multiple=True, metavar="D", help="help.option.document")
@without_option
@click.option("--batch", cls=SpokenOption, metavar="FILE", type=click.Path(path_type=Path), help="help.option.batch")
@json_option
@home_option
@debug_option
@click.pass_obj
def ask(  # noqa: PLR0917 - click's signature
    session: Session,
    question: str | None,
    references: tuple[str, ...],
    without: tuple[str, ...],
    batch: Path | None,
    as_json: bool,
) -> int:
    if (question is None) == (batch is None):
        raise QuestionMissing
    if batch is not None and not as_json:
        raise BatchNeedsJson
    questions = read_lines(batch) if batch is not None else []
    with open_assistant(session.settings(), tell=session.tell) as assistant:
        scope = [assistant.collection.find_document(text_of(each)).id for each in references]
        how: Any = {"documents": scope, "without": [text_of(each) for each in without]}
        if batch is not None:
            return _ask_batch(session, assistant, questions, how)
        return _ask_one(session, assistant, text_of(question or ""), how, as_json=as_json)


@paracite.command()
@click.argument("question")
@click.option("--document", "references", cls=SpokenOption, multiple=True, metavar="D", help="help.option.document")
@click.option(
    "--limit",
    cls=SpokenOption,
    default=10,
    show_default=True,
    metavar="N",
    type=click.IntRange(1, 100),
    help="help.option.limit",
)
@without_option
@click.option("--explain", cls=SpokenOption, is_flag=True, help="help.option.explain")
@json_option
@home_option
@debug_option
@click.pass_obj
def search(
    session: Session,
    *,
    question: str,
    references: tuple[str, ...],
    limit: int,
    without: tuple[str, ...],
    explain: bool,
    as_json: bool,
) -> None:
    from ui.commands.found import print_found
    from ui.programs.json_output import search_object

    how: Any = {"documents": [text_of(each) for each in references], "without": [text_of(each) for each in without]}
    with open_assistant(session.settings(), tell=session.tell) as assistant:
        hits = assistant.search(text_of(question), limit=limit, **how)
        readings = assistant.understood(text_of(question), **how)
    if as_json:
        _print_json(search_object(question, hits, readings))
    else:
        print_found(hits, readings if explain else None, session.language)


def _ask_one(session: Session, assistant: Assistant, question: str, how: dict[str, Any], *, as_json: bool) -> int:
    from ui.commands.terminal import print_answer
    from ui.programs.json_output import answer_object

    answer = assistant.ask(question, **how)
    if as_json:
        _print_json(answer_object(answer))
    else:
        print_answer(answer, session.language)
    return 0


def _ask_batch(session: Session, assistant: Assistant, questions: list[str], how: dict[str, Any]) -> int:
    """One line out for each line in; a question that cannot be asked is an ``error`` in its line, and status 2 at the end."""
    from ui.commands.batch import answered

    status = 0
    for line in answered(assistant, questions, how, session.settings()):
        if error := line.get("error"):
            session.fail(error[session.language])
            status = USER_ERROR
        _print_json(line, indent=None)
    return status


@paracite.command()
@click.option("--host", cls=SpokenOption, default="127.0.0.1", show_default=True, metavar="H", help="help.option.host")
@click.option(
    "--port",
    cls=SpokenOption,
    default=7860,
    show_default=True,
    metavar="P",
    type=click.IntRange(0, 65535),
    help="help.option.port",
)
@click.option("--auth", cls=SpokenOption, metavar="USER:PASSWORD", help="help.option.auth")
@home_option
@debug_option
@click.pass_obj
def serve(session: Session, host: str, port: int, auth: str | None) -> None:
    from ingest import FORMATS, read_documents, rehearse
    from ingest import ingest as ingest_paths
    from ui.commands.serve import serve as serve_page
    from ui.page.apart import apart, read_apart
    from ui.page.intake import Ingestion

    settings = session.settings()
    told: Any = {"announce": session.note, "language": session.language}

    def ingestion(into: Settings) -> Ingestion:
        return Ingestion(apart(ingest_paths, into), apart(rehearse, into), read_apart(read_documents), FORMATS)

    serve_page(settings, host=host, port=port, auth=auth, ingestion=ingestion, **told)


@paracite.command("eval")
@evaluation_options
@home_option
@debug_option
@click.pass_obj
def evaluate(session: Session, /, **chosen: Any) -> int:
    from eval import offering

    choice = chosen_evaluation(chosen)
    if choice.structure or choice.draft_gold:
        return _measure_structure(session, choice.path, choice.json_path, draft=choice.draft_gold)
    if choice.action == "init":
        with open_collection(session.settings(), tell=session.tell) as collection:
            return offering.start(collection, choice.path, session.language)
    public = offering.open_public(choice.beir, choice.path, choice.form)
    if public is not None:
        with public, _collection_of(session, public.documents) as assistant:
            return offering.measure_public(assistant, public, choice.json_path, session.language)
    suite = offering.open_suite(choice.path)
    held = _collection_of(session, suite.documents) if suite.documents else None
    with held or open_assistant(session.settings(), tell=session.tell) as assistant:
        if choice.action == "lint":
            return offering.lint(assistant, suite, session.language)
        return offering.run(assistant, suite, chosen, session.language)


@contextmanager
def _collection_of(session: Session, documents: Sequence[Path]) -> Iterator[Assistant]:
    """A collection of a set's own documents that is gone afterwards: nothing of the person's is touched."""
    import tempfile
    from dataclasses import replace

    from ingest import ingest as ingest_paths
    from ui.commands.progress import reading_progress

    with (
        tempfile.TemporaryDirectory() as home,
        open_assistant(
            replace(session.settings(), home=Path(home), collection="", database="", chroma=""), tell=session.tell
        ) as assistant,
    ):
        with reading_progress(say("ingest.progress", session.language)) as progress:
            for failure in ingest_paths(assistant.collection, documents, progress=progress).failed:
                raise failure.error
        yield assistant


def _measure_structure(session: Session, folder: Path | None, json_path: Path | None, *, draft: bool) -> int:
    """How documents are read, against gold; nothing is stored. A document that cannot be read counts as nothing read."""
    from eval.structure import Measured, draft_gold, load_set, measure, run_structure
    from ingest import read_documents

    chosen = load_set(folder)

    def measured() -> Iterator[Measured]:
        for document in chosen.documents:
            try:
                yield measure(document, next(read_documents(document.path)))
            except ParaciteError as error:
                yield measure(document, None, crash=error.message(session.language))

    if draft:
        readings = ((path, next(read_documents(path))) for path in chosen.without_gold)
        return draft_gold(chosen, readings, language=session.language)
    return run_structure(chosen, measured(), json_path=json_path, language=session.language)


def _print_json(value: object, *, indent: int | None = 2) -> None:
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    click.echo(text.encode("utf-8", "replace"))
    sys.stdout.flush()


for other_command in (brief, mcp, feedback, *KEEPING_COMMANDS):
    paracite.add_command(other_command)


def main() -> None:
    """Entry point of the installed command."""
    paracite.main()


if __name__ == "__main__":
    main()

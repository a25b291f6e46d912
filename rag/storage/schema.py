"""The tables of the source of truth, and how an older layout becomes the present one. SQLite and PostgreSQL alike.

A layout has a number. Opening an older one moves it forward in one transaction; a newer one is refused.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    text,
    update,
)

LAYOUT = 2
"""1: version 0.1.0, SQLite only, without a number. 2: numbered documents, names, changes, files, models."""

_METADATA = MetaData()


def _of_document(*, key: bool = True) -> Column[int]:
    return Column(
        "document",
        Integer,
        ForeignKey("documents.number", ondelete="CASCADE"),
        primary_key=key,
        autoincrement=False,
        nullable=False,
    )


facts = Table("facts", _METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

documents = Table(
    "documents",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("header", Text, nullable=False),
    Column("paragraphs", Integer, nullable=False),
    Column("symbol", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("date", Text, nullable=False, index=True),
    Column("language", Text, nullable=False),
    Column("source", Text, nullable=False, index=True),
    Column("member", Text, nullable=False),
)

names = Table(  # everything that a document is called, folded: see rag/storage/finding.py
    "names",
    _METADATA,
    Column("name", Text, primary_key=True),
    _of_document(),
    Column("exact", Boolean, nullable=False),
    Index("names_of_document", "document"),
    sqlite_with_rowid=False,
)

paragraphs = Table(
    "paragraphs",
    _METADATA,
    _of_document(),
    Column("id", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

windows = Table(  # stretches of paragraphs that are embedded
    "windows",
    _METADATA,
    _of_document(),
    Column("paragraph", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("content", Text, nullable=False, index=True),
)

models = Table(  # embedding models, by what tells them apart
    "models",
    _METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, nullable=False, unique=True),
    Column("description", Text, nullable=False),
)

vectors = (
    Table(  # by the hash of the embedded text, for each model; of no bytes where the model knows nothing of the text
        "vectors",
        _METADATA,
        Column("content", Text, primary_key=True),
        Column("model", Integer, primary_key=True, autoincrement=False),
        Column("vector", LargeBinary, nullable=False),
    )
)

changes = Table(  # when each document last changed, those that are gone too: from it an index sees what it lacks
    "changes",
    _METADATA,
    Column("document", Text, primary_key=True),
    Column("revision", Integer, nullable=False, index=True),
    Column("words", Integer, nullable=False, index=True),  # the revision at which its windows last changed
    Column("since", Integer, nullable=False),  # the revision at which it first came
)

files = Table(  # files that ingestion has finished with, and its note on each
    "files", _METADATA, Column("path", Text, primary_key=True), Column("note", Text, nullable=False)
)


def layout_of(connection: Connection) -> int:
    """The number of the layout that is there; 0 where there is none yet."""
    present = set(inspect(connection).get_table_names())
    if "facts" not in present:
        return 0
    found = connection.execute(select(facts.c.value).where(facts.c.name == "layout")).scalar()
    return int(found) if found is not None else 1 if "documents" in present else 0


def bring_forward(connection: Connection, *, found: int) -> None:
    """Make the present layout from an older one (0: from nothing), within the connection's transaction."""
    if found == 1:
        _from_first(connection)
    else:
        _METADATA.create_all(connection)
    connection.execute(delete(facts).where(facts.c.name == "layout"))
    connection.execute(insert(facts).values(name="layout", value=str(LAYOUT)))


def _from_first(connection: Connection) -> None:
    """From layout 1. The rows of ``names`` and the columns of documents are filled by the store (rag/storage/store.py)."""
    moved = ("documents", "paragraphs", "windows", "vectors")
    for table in moved:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO former_{table}"))
    _METADATA.create_all(connection)
    connection.execute(
        text(
            "INSERT INTO documents SELECT row_number() OVER (ORDER BY id), id, header, (SELECT count(*) FROM"
            " former_paragraphs AS held WHERE held.document = former_documents.id), '', '', '', '', '', ''"
            " FROM former_documents"
        )
    )
    connection.execute(
        text(
            "INSERT INTO paragraphs (document, id, position, body) SELECT documents.number, held.id, held.position,"
            " held.body FROM former_paragraphs AS held JOIN documents ON documents.id = held.document"
        )
    )
    connection.execute(
        text(
            "INSERT INTO windows (document, paragraph, number, text, content) SELECT documents.number, held.paragraph,"
            " held.number, held.text, held.content FROM former_windows AS held"
            " JOIN documents ON documents.id = held.document"
        )
    )
    known = connection.execute(select(facts.c.value).where(facts.c.name == "fingerprint")).scalar()
    if known is not None:
        connection.execute(insert(models).values(number=1, fingerprint=known, description=""))
    connection.execute(text("INSERT INTO vectors SELECT content, 1, vector FROM former_vectors"))
    connection.execute(update(vectors).where(vectors.c.vector == text("zeroblob(length(vector))")).values(vector=b""))
    # spread over the revisions that there were, so that a build of the indexes from these rows can stop and go on
    revision = max(1, int(connection.execute(select(facts.c.value).where(facts.c.name == "revision")).scalar() or 1))
    connection.execute(
        text(
            "INSERT INTO changes SELECT id, 1 + (number - 1) % :revision, 1 + (number - 1) % :revision,"
            " 1 + (number - 1) % :revision FROM documents"
        ),
        {"revision": revision},
    )
    for table in reversed(moved):
        connection.execute(text(f"DROP TABLE former_{table}"))

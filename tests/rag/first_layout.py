"""A collection as version 0.1.0 kept it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from rag import Collection

FIRST_LAYOUT = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (id TEXT PRIMARY KEY, header TEXT NOT NULL);
CREATE TABLE paragraphs (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (document, id)
);
CREATE TABLE windows (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    paragraph TEXT NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (document, paragraph, number)
);
CREATE TABLE vectors (content TEXT PRIMARY KEY, vector BLOB NOT NULL);
"""
"""What version 0.1.0 made."""


def first_layout(home: Path, collection: Collection) -> None:
    """The documents of a collection as version 0.1.0 kept them, without any index."""
    home.mkdir(parents=True)
    with sqlite3.connect(home / "paracite.sqlite3") as database:
        database.executescript(FIRST_LAYOUT)
        database.execute("INSERT INTO facts VALUES ('revision', '2')")
        database.execute("INSERT INTO facts VALUES ('fingerprint', ?)", (collection._wanted_fingerprint(),))
        windows = list(collection._records.windows(fingerprint=collection._wanted_fingerprint()))
        for document in collection.documents():
            header = {name: getattr(document, name) for name in document.__slots__ if name not in {"member", "words"}}
            database.execute("INSERT INTO documents VALUES (?, ?)", (document.id, json.dumps(header | {"parts": []})))
            for place, each in enumerate(collection.paragraphs(document.id)):
                locator = {"id": each.id, "kind": "numbered", "part": "", "path": list(each.locator.path)}
                body = {"locator": locator, "text": each.text, "section": [], "footnotes": [], "lead_in": ""}
                database.execute(
                    "INSERT INTO paragraphs VALUES (?, ?, ?, ?)", (document.id, place, each.id, json.dumps(body))
                )
        for window in windows:
            content = f"hash-of-{window.id}"
            row = (window.document, window.paragraph, window.number, window.text, content)
            database.execute("INSERT INTO windows VALUES (?, ?, ?, ?, ?)", row)
            database.execute("INSERT INTO vectors VALUES (?, ?)", (content, window.vector.tobytes()))
    database.close()

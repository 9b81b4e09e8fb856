"""Search over all meetings: an index that can be deleted at any time.

SQLite's full-text search (FTS5) over the texts of the records. Before each search the files that
have changed since are read again.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import MeetingError
from data.index.summaries import make_private, summarise
from data.records.tables import TABLES
from data.records.upgrades import upgrade

_LIMIT = 500
_SCHEMA = """
create table if not exists files (id text primary key, modified integer, size integer,
    title text, date text);
create virtual table if not exists texts using fts5(id unindexed, kind unindexed, text,
    tokenize = "unicode61 remove_diacritics 2");
"""


@dataclass(frozen=True)
class Hit:
    """A record that holds the words."""

    meeting_id: str
    title: str
    date: str
    kind: str
    text: str


def search(folder: Path, index: Path, words: str) -> tuple[Hit, ...]:
    """The records that contain all the words (or words that begin so), newest meeting first.

    Args:
        folder: of the meeting files.
        index: the SQLite file; it is created if need be, in a folder that exists.
        words: the text to search for.

    Raises MeetingError where there is no word, or the index cannot be written.
    """
    terms = re.findall(r"\w+", words)
    if not terms:
        raise MeetingError("There is no word to look for", hint="Type one")
    query = " ".join(f'"{term}"*' for term in terms)
    try:
        return _find(folder, index, query)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise MeetingError("The index is in use", hint="Try again in a moment") from error
        raise MeetingError(f"The index cannot be used: {error}") from error
    except sqlite3.DatabaseError:
        # Derived: throw it away, and build it again from the files.
        index.unlink(missing_ok=True)
        return _find(folder, index, query)


def _find(folder: Path, index: Path, query: str) -> tuple[Hit, ...]:
    make_private(index)
    with closing(sqlite3.connect(index, timeout=2)) as database, database:
        database.executescript(_SCHEMA)
        _update(folder, database)
        rows = database.execute(
            "select texts.id, title, date, kind, snippet(texts, 2, '', '', '…', 16) from texts"
            " join files on files.id = texts.id where texts match ?"
            " order by date desc, files.id, rank limit ?",
            (f"text : ({query})", _LIMIT),
        ).fetchall()
    return tuple(Hit(*row) for row in rows)


def _update(folder: Path, database: sqlite3.Connection) -> None:
    known = {row[0]: row[1:] for row in database.execute("select id, modified, size from files")}
    there = set()
    for path in folder.glob("*.json"):
        try:
            entry = path.stat()
            there.add(path.stem)
            if known.get(path.stem) == (entry.st_mtime_ns, entry.st_size):
                continue
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        summary = summarise(path.stem, text)
        _forget(database, path.stem)
        if summary.damaged:
            continue
        database.execute(
            "insert into files values (?, ?, ?, ?, ?)",
            (path.stem, entry.st_mtime_ns, entry.st_size, summary.title, summary.date),
        )
        database.executemany(
            "insert into texts values (?, ?, ?)",
            (
                (path.stem, kind, line)
                for kind, line in _texts(upgrade(json.loads(text), path.stem))
            ),
        )
    for gone in set(known) - there:
        _forget(database, gone)


def _forget(database: sqlite3.Connection, meeting_id: str) -> None:
    database.execute("delete from files where id = ?", (meeting_id,))
    database.execute("delete from texts where id = ?", (meeting_id,))


def _texts(tables: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, table in TABLES.items():
        for record in tables.get(name, {}).values():
            words = " · ".join(
                part for field in table.searched for part in _strings(record.get(field))
            )
            if words:
                yield table.noun, words


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield " ".join(value.split())
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)

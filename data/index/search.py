"""Full-text search over the records of all meetings, with SQLite's FTS5."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.disk.reading import Tables
from data.errors import MeetingError
from data.records.tables import TABLES
from data.text.cleaning import one_line
from data.text.comparison import fold, fold_to_search

MOST_HITS = 500
"""The number of hits that a search returns."""

_BETWEEN_FIELDS = " · "
_MOST_WORDS = 50  # of a search; more make it very slow, as if a page was pasted by mistake
_FILE_BITS = 24
"""The id of a row is the number of its file, shifted by so many bits, plus a number of its own.

So the rows of a file are found by their ids. To find them by a column would be to read all rows.
"""
_DAY_BITS = 17
"""The number of a file is the day of its meeting, shifted by so many bits, plus one of its own.

So the order of the ids is that of the dates, and the newest hits are found without looking at all.
"""
TEXTS_SCHEMA = """create virtual table if not exists meeting_texts using fts5(
    kind unindexed, text, folded, prefix = '1 2', tokenize = "unicode61 remove_diacritics 2")"""
"""The prefixes make the first two letters that are typed as fast as the rest."""


@dataclass(frozen=True)
class Hit:
    """A record that was found.

    Args:
        date: of the meeting, in ISO.
        kind: what the record is, such as "win".
        text: the part of its text around the first match.
    """

    meeting_id: str
    title: str
    date: str
    kind: str
    text: str


Text = tuple[str, str]
"""The kind of a record, and its text."""


def prepare_search(connection: sqlite3.Connection) -> None:
    """Create the table of texts if the index has none yet."""
    connection.execute(TEXTS_SCHEMA)


def find_texts(tables: Tables) -> Iterator[Text]:
    """Yield the texts of a meeting that can be searched, one for each record that has any."""
    for name, table in TABLES.items():
        for record in tables.get(name, {}).values():
            text = _BETWEEN_FIELDS.join(
                part for field in table.searched for part in _strings(record.get(field))
            )
            if text:
                yield table.noun, text


def number_range(day: str) -> tuple[int, int]:
    """Return the first and the last number of the files of a day.

    Args:
        day: an ISO date; the files without a valid one have numbers below all others.
    """
    try:
        ordinal = date.fromisoformat(day).toordinal()
    except ValueError:
        ordinal = 0
    return ordinal << _DAY_BITS, (ordinal + 1 << _DAY_BITS) - 1


def add_texts(connection: sqlite3.Connection, file_number: int, texts: Iterable[Text]) -> None:
    """Make the texts of a meeting file searchable."""
    connection.executemany(
        "insert into meeting_texts (rowid, kind, text, folded) values (?, ?, ?, ?)",
        (
            # What is ASCII needs no other form to be found.
            (row_id, kind, text, "" if _is_ascii(text) else fold_to_search(text))
            for row_id, (kind, text) in enumerate(texts, start=file_number << _FILE_BITS)
        ),
    )


def _is_ascii(text: str) -> bool:
    return text.replace(_BETWEEN_FIELDS, "").isascii()


def remove_texts(connection: sqlite3.Connection, file_number: int) -> None:
    """Remove all texts of a meeting file."""
    connection.execute(
        "delete from meeting_texts where rowid between ? and ?",
        (file_number << _FILE_BITS, (file_number + 1 << _FILE_BITS) - 1),
    )


def parse_query(text: str) -> str:
    """Return the FTS5 query for records that contain every word of a text, or words that begin so.

    Only the first 50 words count.

    Raises:
        MeetingError: the text contains neither a letter nor a digit.
    """
    words = re.findall(r"\w+", fold(" ".join(text.split()[:_MOST_WORDS])))
    if not words:
        raise MeetingError("Type something to search for")
    phrases = (f'"{fold_to_search(word)}"*' for word in words[:_MOST_WORDS])
    return "{{text folded}} : ({})".format(" ".join(phrases))


def find(connection: sqlite3.Connection, query: str, limit: int = MOST_HITS) -> tuple[Hit, ...]:
    """Return the records that match a query, newest meeting first, up to a limit."""
    if not connection.execute(
        "select 1 from sqlite_master where name = 'meeting_texts'"
    ).fetchone():
        return ()  # nothing was indexed yet
    # Sorted and cut before the join and the snippets, each of which takes longer than the rest.
    rows = connection.execute(
        "select hits.id, files.id, title, date, kind, part from ("
        " select rowid as id, kind, snippet(meeting_texts, 1, '', '', '…', 16) as part"
        " from meeting_texts where meeting_texts match ? order by rowid desc limit ?) as hits"
        f" join meeting_files as files on files.number = hits.id >> {_FILE_BITS}",
        (query, limit),
    ).fetchall()
    rows.sort(key=lambda row: row[0])
    rows.sort(key=lambda row: row[0] >> _FILE_BITS, reverse=True)
    return tuple(Hit(*row[1:]) for row in rows)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        text = one_line(value)
        if text:
            yield text
    elif isinstance(value, list):
        for element in value:
            yield from _strings(element)
    elif isinstance(value, dict):
        for element in value.values():
            yield from _strings(element)

"""Full-text search over the records of all meetings, with SQLite's FTS5."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from data.disk.reading import Tables
from data.errors import MeetingError
from data.records.tables import TABLES, private_fields
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
    kind unindexed, text, folded, record unindexed, marks,
    prefix = '1 2', tokenize = "unicode61 remove_diacritics 2")"""
"""The prefixes make the first two letters that are typed as fast as the rest.

`marks` is indexed, so that private texts are left out before the hits are counted.
"""

IS_PRIVATE = "is:private"
"""The word of a search that asks for private texts."""
_PRIVATE = "private"  # the mark of a private text


@dataclass(frozen=True)
class Hit:
    """A record that was found.

    Args:
        date: of the meeting, in ISO.
        kind: what the record is, such as "win".
        text: the part of its text around the first match.
        record: the id of the record.
        private: whether the text is for the facilitator alone.
    """

    meeting_id: str
    title: str
    date: str
    kind: str
    text: str
    record: str = ""
    private: bool = False

    @property
    def label(self) -> str:
        """What the record is, and whether it is private."""
        return f"{self.kind} (private)" if self.private else self.kind


class Text(NamedTuple):
    """A text that can be searched.

    Args:
        kind: what its record is, such as "win".
        record: the id of the record.
        private: whether it is left out of what is shown to others.
    """

    kind: str
    text: str
    record: str
    private: bool


def prepare_search(connection: sqlite3.Connection) -> None:
    """Create the table of texts if the index has none yet."""
    connection.execute(TEXTS_SCHEMA)


def find_texts(tables: Tables) -> Iterator[Text]:
    """Yield the texts of a meeting that can be searched.

    There is one for each record that has any, and a second one where a part of it is private.
    """
    for name, table in TABLES.items():
        for record_id, record in tables.get(name, {}).items():
            private = private_fields(name, record)
            for is_private in (False, True):
                text = _BETWEEN_FIELDS.join(
                    part
                    for field in table.searched
                    if (field in private) is is_private
                    for part in _strings(record.get(field))
                )
                if text:
                    yield Text(table.noun, text, record_id, is_private)


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
        "insert into meeting_texts (rowid, kind, text, folded, record, marks)"
        " values (?, ?, ?, ?, ?, ?)",
        (
            # What is ASCII needs no other form to be found.
            (
                row_id,
                text.kind,
                text.text,
                "" if _is_ascii(text.text) else fold_to_search(text.text),
                text.record,
                _PRIVATE if text.private else "",
            )
            for row_id, text in enumerate(texts, start=file_number << _FILE_BITS)
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

    Only the first 50 words count. Private texts are left out; with the word "is:private", they
    alone are found.

    Raises:
        MeetingError: the text contains neither a letter nor a digit.
    """
    typed = text.split()[:_MOST_WORDS]
    wanted = [word for word in typed if word.lower() != IS_PRIVATE]
    words = re.findall(r"\w+", fold(" ".join(wanted)))
    asked = len(wanted) < len(typed)
    if not words and not asked:
        raise MeetingError("Type something to search for")
    phrases = " ".join(f'"{fold_to_search(word)}"*' for word in words[:_MOST_WORDS])
    texts, private = f"{{text folded}} : ({phrases})", f"marks : {_PRIVATE}"
    if not asked:
        return f"{texts} NOT {private}"
    return f"{texts} AND {private}" if words else private


def find(connection: sqlite3.Connection, query: str, limit: int = MOST_HITS) -> tuple[Hit, ...]:
    """Return the records that match a query, newest meeting first, up to a limit."""
    if not connection.execute(
        "select 1 from sqlite_master where name = 'meeting_texts'"
    ).fetchone():
        return ()  # nothing was indexed yet
    # Sorted and cut before the join and the snippets, each of which takes longer than the rest.
    rows = connection.execute(
        "select hits.id, files.id, title, date, kind, part, record, marks from ("
        " select rowid as id, kind, snippet(meeting_texts, 1, '', '', '…', 16) as part,"
        " record, marks"
        " from meeting_texts where meeting_texts match ? order by rowid desc limit ?) as hits"
        f" join meeting_files as files on files.number = hits.id >> {_FILE_BITS}",
        (query, limit),
    ).fetchall()
    rows.sort(key=lambda row: row[0])
    rows.sort(key=lambda row: row[0] >> _FILE_BITS, reverse=True)
    return tuple(
        Hit(meeting_id, title, day, kind, text, record, marks == _PRIVATE)
        for _, meeting_id, title, day, kind, text, record, marks in rows
    )


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

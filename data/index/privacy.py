"""What became private after it was indexed is not shown until the index knows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from data.errors import MeetingError
from data.index.file_table import is_indexed
from data.index.reader import read_tables
from data.index.search import Hit
from data.records.tables import TABLES, private_fields

_TABLE = "conflicts"  # the only table with private records
_KIND = TABLES[_TABLE].noun


def without_new_private(
    connection: sqlite3.Connection, folder: Path, hits: Iterable[Hit]
) -> tuple[Hit, ...]:
    """Return the hits without conflict notes that became private after they were indexed.

    Only the files that have changed since are read.

    Args:
        connection: to the index.
        folder: the folder of the meeting files.
        hits: what was found in the index.
    """
    hidden: dict[str, set[str] | None] = {}  # the ids of private notes by meeting; None for all
    kept: list[Hit] = []
    for hit in hits:
        if hit.kind == _KIND and not hit.private:
            if hit.meeting_id not in hidden:
                path = folder / f"{hit.meeting_id}.json"
                current = is_indexed(connection, hit.meeting_id, path)
                hidden[hit.meeting_id] = set() if current else _private_notes(path)
            ids = hidden[hit.meeting_id]
            if ids is None or hit.record in ids:
                continue
        kept.append(hit)
    return tuple(kept)


def _private_notes(path: Path) -> set[str] | None:
    """Return the ids of the notes of which a part is private; None if the file cannot be read."""
    try:
        notes = read_tables(path).get(_TABLE, {})
        return {note_id for note_id, note in notes.items() if private_fields(_TABLE, note)}
    except (MeetingError, OSError, ValueError, AttributeError):
        return None

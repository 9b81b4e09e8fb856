"""The index's table of meeting files: which of them have changed, and what is kept of each."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from data.errors import DamagedFileError, NewerVersionError
from data.index.database import seal
from data.index.progress import Progress
from data.index.reader import read_tables
from data.index.registers import Action, find_actions
from data.index.search import Text, add_texts, find_texts, number_range, remove_texts
from data.index.summaries import (
    Summary,
    copy_summary,
    damaged_summary,
    other_file_summary,
    summarise,
)
from data.index.wins import Win, find_wins
from data.records.meeting_ids import copied_id, is_meeting_id

_SUFFIX = ".json"
_JSON = json.JSONEncoder(ensure_ascii=False)
_BATCH = 200  # files between two commits while texts are added, so that others can search meanwhile
_CLOCK_STEP = 2_000_000_000  # nanoseconds; FAT keeps times in steps of two seconds


class Stamp(NamedTuple):
    """What a file must have in common with the one that was read, or it has changed since.

    Args:
        size: in bytes.
        changed: the later of the times of modification and of status change, in nanoseconds. A
            program can set back the first, as `touch` does, but not the second.
    """

    size: int
    changed: int


@dataclass(frozen=True)
class _Facts:
    """What the index keeps of a meeting file; `summary`, `actions` and `wins` are sealed JSON."""

    title: str
    date: str
    summary: str
    actions: str
    wins: str
    texts: tuple[Text, ...]


_Entry = tuple[str, Stamp, _Facts]
"""The id of a file, its stamp when it was read, and what was read."""


def json_files(folder: Path) -> list[os.DirEntry[str]]:
    """List the files in the folder of meetings; none if it does not exist or cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return [e for e in entries if e.name.endswith(_SUFFIX) and e.name != _SUFFIX]
    except OSError:
        return []


def scan(folder: Path) -> tuple[dict[str, Stamp], dict[str, Summary]]:
    """List the files in the folder of meetings.

    Returns:
        The stamps of the meeting files by id, which is the name without the suffix; and the
        summaries of all others, by the same: those that the system cannot look at, copies that
        other programs have made, and files that are not named as meetings are.
    """
    files: dict[str, Stamp] = {}
    broken: dict[str, Summary] = {}
    for entry in json_files(folder):
        meeting_id = entry.name.removesuffix(_SUFFIX)
        try:
            meeting_id.encode()
            if not is_meeting_id(meeting_id):
                original = copied_id(meeting_id)
                broken[meeting_id] = (
                    copy_summary(meeting_id, original)
                    if original
                    else other_file_summary(meeting_id)
                )
                continue
            status = entry.stat()
        except UnicodeEncodeError:
            meeting_id = meeting_id.encode(errors="replace").decode()
            broken[meeting_id] = damaged_summary(meeting_id, "its name is not text")
        except FileNotFoundError:
            if entry.is_symlink():  # otherwise it was deleted a moment ago
                reason = "it is a link to a missing file"
                broken[meeting_id] = damaged_summary(meeting_id, reason)
        except OSError as error:
            broken[meeting_id] = _unreadable(meeting_id, error)
        else:
            files[meeting_id] = _stamp(status)
    return files, broken


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, max(status.st_mtime_ns, status.st_ctime_ns))


def is_indexed(connection: sqlite3.Connection, meeting_id: str, path: Path) -> bool:
    """Return whether the index has a meeting file as it is now."""
    row = connection.execute(
        "select size, changed from meeting_files where id = ?", (meeting_id,)
    ).fetchone()
    try:
        return row is not None and tuple(row) == _stamp(path.stat())
    except OSError:
        return False


def update(
    connection: sqlite3.Connection,
    folder: Path,
    files: Mapping[str, Stamp],
    *,
    texts: bool = False,
    progress: Progress | None = None,
) -> dict[str, Summary]:
    """Read the files that are new or have changed, and store what the index keeps of them.

    Args:
        connection: to the index.
        folder: the folder of the files.
        files: their stamps, by id.
        texts: whether to bring the texts that are searched up to date too, which takes several
            times as long. It is done newest first, and others can search between two batches. Only
            then is what the index keeps of deleted files removed.
        progress: is set to how far it is; once cancelled, the rest is left for another time.

    Returns:
        The summaries of the files that the system cannot read at present, by id.
    """
    progress = progress or Progress()
    stale = sorted(_stale(connection, files, texts=texts), reverse=True)  # ids begin with the date
    progress.total, progress.done = len(stale), 0
    unreadable: dict[str, Summary] = {}
    size = _BATCH if texts else max(1, len(stale))
    for first in range(0, len(stale), size):
        batch = stale[first : first + size]
        if first:  # another process may have stored them meanwhile
            batch = _stale(connection, {i: files[i] for i in batch}, texts=texts)
        read = _read_batch(folder, files, batch, unreadable, texts=texts, progress=progress)
        if progress.cancelled:
            return unreadable
        if read:
            _store(connection, read, searchable=texts)
        progress.done = min(first + size, len(stale))
        progress.batches += 1
    if texts:
        _forget_all_but(connection, files)
    return unreadable


def _stale(connection: sqlite3.Connection, files: Mapping[str, Stamp], *, texts: bool) -> list[str]:
    """Return the ids of the files that are not in the index as they are now."""
    rows = connection.execute("select id, size, changed, searchable from meeting_files")
    known = {meeting_id: tuple(row) for meeting_id, *row in rows if meeting_id in files}
    return [
        meeting_id
        for meeting_id, stamp in files.items()
        if (row := known.get(meeting_id)) is None or row[:2] != stamp or (texts and not row[2])
    ]


def _read_batch(
    folder: Path,
    files: Mapping[str, Stamp],
    batch: Iterable[str],
    unreadable: dict[str, Summary],
    *,
    texts: bool,
    progress: Progress,
) -> list[_Entry]:
    """Read some files; add the summaries of those that cannot be read to `unreadable`."""
    read: list[_Entry] = []
    for meeting_id in batch:
        if progress.cancelled:
            break
        stamp = files[meeting_id]
        if abs(time.time_ns() - stamp.changed) < _CLOCK_STEP:
            # One more change in the same step of the disk's clock would not show in the stamp, so
            # the file is to be read again next time.
            stamp = Stamp(stamp.size, 0)
        path = folder / f"{meeting_id}{_SUFFIX}"
        try:
            read.append((meeting_id, stamp, _read(meeting_id, path, texts=texts)))
        except FileNotFoundError:
            pass  # deleted a moment ago
        except OSError as error:
            unreadable[meeting_id] = _unreadable(meeting_id, error)
    return read


def _forget_all_but(connection: sqlite3.Connection, files: Mapping[str, Stamp]) -> None:
    """Remove what the index keeps of files that do not exist any more."""
    rows = connection.execute("select id, number from meeting_files").fetchall()
    gone = [number for meeting_id, number in rows if meeting_id not in files]
    if gone:
        with connection:
            connection.execute("begin immediate")
            for number in gone:
                _forget(connection, number)


def _read(meeting_id: str, path: Path, *, texts: bool) -> _Facts:
    """Read a meeting file.

    Raises:
        OSError: it does not exist, or the system cannot read it.
    """
    try:
        tables = read_tables(path)
        return _facts(
            summarise(meeting_id, tables),
            find_actions(tables),
            find_wins(tables),
            find_texts(tables) if texts else (),
        )
    except DamagedFileError as error:
        reason = error.reason
    except NewerVersionError:
        reason = "a newer version of meeting-tui wrote it"
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # The checksum is valid, but that does not prevent forgery.
        reason = "it does not hold a meeting"
    return _facts(damaged_summary(meeting_id, reason))


def _facts(
    summary: Summary,
    actions: Iterable[Action] = (),
    wins: tuple[str, tuple[Win, ...]] = ("", ()),
    texts: Iterable[Text] = (),
) -> _Facts:
    """Raises UnicodeEncodeError, a ValueError, if a text has a lone surrogate."""
    texts = tuple(texts)
    "".join(text.text + text.record for text in texts).encode()
    return _Facts(
        title=summary.title,
        date=summary.date,
        summary=seal(summary.id, _JSON.encode(vars(summary))),
        actions=seal(summary.id, _JSON.encode(tuple(actions))),
        wins=seal(summary.id, _JSON.encode(wins)),
        texts=texts,
    )


def _store(connection: sqlite3.Connection, read: Sequence[_Entry], *, searchable: bool) -> None:
    """Store what was read, in the place of what the index kept of the same files before."""
    with connection:
        connection.execute("begin immediate")
        numbers = [_store_row(connection, *entry, searchable=searchable) for entry in read]
        if searchable:
            # All texts are added last, in the order of their ids: anything else makes FTS5 write to
            # the disk what it has gathered so far.
            for number in numbers:
                remove_texts(connection, number)
            by_number = sorted(zip(numbers, read, strict=True), key=lambda pair: pair[0])
            for number, (_, _, facts) in by_number:
                add_texts(connection, number, facts.texts)


def _store_row(
    connection: sqlite3.Connection,
    meeting_id: str,
    stamp: Stamp,
    facts: _Facts,
    *,
    searchable: bool,
) -> int:
    """Store the row of a file, and return its number: see `number_range`."""
    first, last = number_range(facts.date)
    row = connection.execute(
        "select number from meeting_files where id = ?", (meeting_id,)
    ).fetchone()
    number = row[0] if row else None
    if number is not None and not first <= number <= last:  # the date of the meeting has changed
        _forget(connection, number)
        number = None
    if number is None:
        (highest,) = connection.execute(
            "select max(number) from meeting_files where number between ? and ?", (first, last)
        ).fetchone()
        number = first if highest is None else highest + 1
    values = (*stamp, searchable, facts.title, facts.date, facts.summary, facts.actions, facts.wins)
    connection.execute(
        "insert or replace into meeting_files values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, meeting_id, *values),
    )
    return number


def forget(connection: sqlite3.Connection, meeting_id: str) -> None:
    """Remove what the index keeps of a file, and overwrite it in the file of the index."""
    connection.execute("pragma secure_delete = on")
    with connection:
        connection.execute("begin immediate")
        row = connection.execute(
            "select number, searchable from meeting_files where id = ?", (meeting_id,)
        ).fetchone()
        if row is not None:
            number, searchable = row
            connection.execute("delete from meeting_files where number = ?", (number,))
            if searchable:
                remove_texts(connection, number)


def _forget(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("delete from meeting_files where number = ?", (number,))
    remove_texts(connection, number)


def _unreadable(meeting_id: str, error: OSError) -> Summary:
    return damaged_summary(meeting_id, error.strerror or "the system cannot read it")

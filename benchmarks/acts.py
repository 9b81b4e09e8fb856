"""Acts on a meeting file, without a screen, and how large the file becomes.

An act through MeetingFile (lock, rule, checksum, write, fsync, rename, fsync of the folder) beside
the bare durable write of the same bytes, and beside an insert by stock TinyDB into the same file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.bare_write import bare_write
from benchmarks.measure import Goal, Measure, Scale, alternate
from benchmarks.sample import BEGIN, large_meeting, running_meeting
from data.library.library import Library
from data.records.meeting import Meeting
from data.records.models import MODELS, AgendaItem, LogEntry, Win
from data.rules.edits import add
from data.storage.meeting_file import MeetingFile

ACT_GOAL = 2.5  # times the bare write
SIZE_GOAL = 8.0  # times what the tables hold without the log
_NOTES = 20  # edits of the notes of each item


def measure(scale: Scale) -> Iterator[Measure]:
    """Measure acts on meetings of growing size, then the size of a file after many acts."""
    for entries, records in scale.records:
        folder = scale.folder / str(records)
        folder.mkdir()
        path = folder / "2026-01-05-call.json"
        file = MeetingFile.create(path, _meeting(entries, records))
        numbers = iter(range(10**6))

        def act(file: MeetingFile = file, numbers: Iterator[int] = numbers) -> None:
            at = BEGIN + timedelta(hours=1, seconds=next(numbers))
            file.apply(lambda meeting: add(meeting, at, _win(0)))

        act()  # the first one reads the file and serialises all rows
        copy = folder / "stock.json"
        shutil.copyfile(path, copy)
        what = f"an act, {entries:,} in the log, {records:,} records, {_kilobytes(path):.0f} kB"
        floor = partial(bare_write, folder / "bare", path.read_bytes())
        ours, bare = alternate(act, floor, scale.acts)
        yield Measure(what, "ms", ours, Goal(ACT_GOAL), "bare durable write", bare)
        ours, stock = alternate(act, partial(_stock_insert, copy), max(3, scale.acts // 8))
        yield Measure("the same", "ms", ours, None, "stock TinyDB, same file", stock)
        file.close()
    yield _size(scale.folder / "size")


def _meeting(entries: int, records: int) -> Meeting:
    """Return a running meeting with a log, and so many records with the log."""
    meeting = running_meeting()
    wins = max(entries, records - entries - sum(len(meeting.table(table)) for table in MODELS))
    found = [_win(number) for number in range(min(wins, records - entries))]
    log = [
        LogEntry(
            at=win.at,
            act="win added",
            subject=win.text,
            by="ada:4242",
            changes=({"table": "wins", "id": win.id, "before": None, "after": win.document()},),
        )
        for number in range(entries)
        for win in (found[number % len(found)],)
    ]
    return Meeting(
        info=meeting.info, people=meeting.people, agenda=meeting.agenda, queue=meeting.queue,
        turns=meeting.turns, wins=tuple(found), log=tuple(log),
    )  # fmt: skip


def _win(number: int) -> Win:
    text = f"Victory {number}: the bus stops at the clinic again"
    return Win(text=text, at=BEGIN + timedelta(seconds=number))


def _stock_insert(path: Path) -> None:
    with TinyDB(path) as database:
        database.table(Win.TABLE).insert(_win(0).document())


def _size(root: Path) -> Measure:
    """Compare a file with what is in it, after a long meeting with notes that were often edited."""
    library = Library(root)
    file = library.open(large_meeting(library))
    for item in file.meeting.agenda:
        for number in range(_NOTES):
            file.apply(partial(_with_one_line_more, item_id=item.id, number=number))
    file.close()
    tables = json.loads(file.path.read_bytes())
    kept = {name: rows for name, rows in tables.items() if name != LogEntry.TABLE}
    held = len(json.dumps(kept, ensure_ascii=False, separators=(",", ":"))) / 1000
    what = "size of a file after a long meeting"
    return Measure(what, "kB", [_kilobytes(file.path)], Goal(SIZE_GOAL), "its records", [held])


def _with_one_line_more(meeting: Meeting, item_id: str, number: int) -> Meeting:
    item = meeting.get(AgendaItem, item_id)
    notes = f"{item.notes}\nLine {number}: what was said about {item.title}".strip()
    at = BEGIN + timedelta(seconds=number)
    return meeting.put(item.replace(notes=notes)).logged(at, "notes", item.title)


def _kilobytes(path: Path) -> float:
    return path.stat().st_size / 1000

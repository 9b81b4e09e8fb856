"""What one durable act costs, as ratios measured in one run.

    python -m benchmarks.act [--folder FOLDER] [--acts 60] [--stock-acts 3]

On a meeting of 300 records: one act through MeetingFile (lock, rule, checksum, write, fsync,
rename, fsync of the folder) beside

- writing the same bytes with fsync, rename and fsync of the folder, and nothing else;
- one insert with stock TinyDB into a single file that holds 500 such meetings.

Acts and bare writes alternate, so that noise affects both alike. The folder should be on a real
disk, since fsync costs nothing in memory; the default is the current folder.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from tinydb import TinyDB

from benchmarks.bare_write import bare_write
from benchmarks.sample import BEGIN, running_meeting
from data.records.meeting import Meeting
from data.records.models import MODELS, Win
from data.rules.edits import add
from data.storage.meeting_file import MeetingFile, Rule

RECORDS = 300
MEETINGS = 500


def timed(work: Callable[[], object]) -> float:
    """How many seconds a call takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def win_number(number: int) -> Rule:
    """The act that is measured: it records a win."""
    at: datetime = BEGIN + timedelta(minutes=30, seconds=number)
    win = Win(text=f"Victory {number}: the bus stops at the clinic again", at=at)
    return lambda meeting: add(meeting, at, win)


def records_in(meeting: Meeting) -> int:
    """The number of records in all tables, the log included."""
    return sum(len(meeting.table(table)) for table in MODELS)


def open_meeting(folder: Path) -> MeetingFile:
    """A meeting of 300 records; most are wins recorded here and their entries in the log."""
    file = MeetingFile.create(folder / "2026-01-05-monthly-call.json", running_meeting())
    number = 0
    while records_in(file.meeting) < RECORDS:
        file.apply(win_number(number))
        number += 1
    return file


def stock_library(path: Path, meeting: Path) -> None:
    """Write one stock TinyDB file with the records of 500 meetings in common tables."""
    tables = json.loads(meeting.read_text(encoding="utf-8"))
    merged: dict[str, dict[str, object]] = {table: {} for table in MODELS}
    for number in range(MEETINGS):
        for table, rows in merged.items():
            for document in tables[table].values():
                rows[str(len(rows) + 1)] = {**document, "of_meeting": number}
    path.write_text(json.dumps(merged), encoding="utf-8")


def stock_insert(path: Path) -> None:
    """Insert one win into the file of 500 meetings with stock TinyDB."""
    win = Win(text="Victory: the bus stops at the clinic again", at=BEGIN).document()
    with TinyDB(path) as database:
        database.table(Win.TABLE).insert({**win, "of_meeting": 7})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, default=Path.cwd())
    parser.add_argument("--acts", type=int, default=60)
    parser.add_argument("--stock-acts", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="measure-") as name:
        folder = Path(name)
        file = open_meeting(folder)
        begin_size = file.path.stat().st_size
        acts, bare = [], []
        for number in range(options.acts):
            acts.append(timed(partial(file.apply, win_number(1000 + number))))
            data = file.path.read_bytes()
            bare.append(timed(partial(bare_write, folder / "bare", data)))
        file.close()
        stock_path = folder / "stock.json"
        stock_library(stock_path, file.path)
        stock_size = stock_path.stat().st_size
        stock = [timed(partial(stock_insert, stock_path)) for _ in range(options.stock_acts)]

    act, floor, slow = (statistics.median(times) for times in (acts, bare, stock))
    print(
        f"one act, {RECORDS} records, {begin_size / 1000:.0f} kB and growing: {act * 1000:.2f} ms"
        f" (median of {options.acts})"
    )
    print(
        f"the same bytes written bare: {floor * 1000:.2f} ms; ratio {act / floor:.2f} (at most 2.5)"
    )
    print(
        f"stock TinyDB, {MEETINGS} such meetings in {stock_size / 1e6:.0f} MB: {slow:.2f} s;"
        f" {slow / act:.0f} times slower (at least 50)"
    )
    sys.exit(0 if act <= 2.5 * floor and slow >= 50 * act else 1)


if __name__ == "__main__":
    main()

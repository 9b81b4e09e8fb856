"""No file of the library, and no state of the index, ends the program."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.disk.checksum import checksum, join
from data.disk.snapshot import dump
from data.library.library import Library
from data.records.models import Win
from data.rules import edits
from meeting_tui.app import MeetingApp
from screens.home.search_dialog import SearchDialog
from screens.widgets.record_list import RecordList
from tests.builders import START, a_meeting
from tests.waiting import wait_until

ID = "2026-11-23-call"


@pytest.fixture
def library(isolated: Path) -> Library:
    """A library with one running meeting, which has a win."""
    library = Library(isolated / "library", FixedClock())
    assert library.create(a_meeting("Ada", title="Call")) == ID
    file = library.open(ID)
    win = Win(text="The bus stops again", at=START)
    file.apply(lambda meeting: edits.add(meeting, START, win))
    file.close()
    return library


def another_schema(path: Path) -> None:
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("create table files (id text primary key, modified, size)")
        database.execute("create table meeting_files (number)")
        database.execute("insert into files values ('2020-01-01-gone', 1, 1)")


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 400)


def no_file(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()
    (path / "file").touch()


@pytest.mark.parametrize("harm", [another_schema, garbage, no_file])
async def test_the_home_screen_and_its_search_work_without_a_sound_index(
    library: Library, harm: Callable[[Path], None]
) -> None:
    library.search("bus")
    harm(library.index_path)
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        assert [row.id for row in app.screen.query_one(RecordList).rows] == ["", ID]
        await pilot.press("slash")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
        await pilot.press(*"bus")
        await wait_until(pilot, lambda: len(app.screen.query_one(RecordList).rows) == 1)
        assert "The bus stops again" in str(app.screen.query_one(RecordList).rows[0].text)
        await pilot.press("enter")
        await wait_until(pilot, lambda: bool(getattr(app.screen, "TAB", "")))


def forged(content: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """Return the content of a meeting file with other tables and a checksum that is right."""
    tables = json.loads(content)
    del tables["file"]
    change(tables)
    body = dump(tables)
    return join(dump({"file": {"1": {"generation": 9, "checksum": checksum(body)}}}), body)


@pytest.mark.parametrize(
    "change",
    [
        lambda tables: tables.update(wins={"1": 5}),
        lambda tables: tables.update(wins={"1": {"text": 5}}),
        lambda tables: tables.update(wins=[]),
        lambda tables: tables.update(people={"x": {"name": {}, "state": []}}),
        lambda tables: tables["meeting"]["1"].update(date=5),
        lambda tables: tables["meeting"]["1"].update(title=[], state={}),
        lambda tables: tables["meeting"]["1"].update(started=[]),
        lambda tables: tables.update(meeting={"2": {}}),
        lambda tables: tables.update(actions={"1": {"text": {}, "due": 5, "state": [1]}}),
    ],
)
async def test_a_file_of_wrong_types_with_a_right_checksum_opens_nothing(
    library: Library, change: Callable[[dict[str, Any]], object]
) -> None:
    other = "2026-11-24-other"
    library.path(other).write_bytes(forged(library.path(ID).read_bytes(), change))
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        home = app.screen
        ids = [row.id for row in home.query_one(RecordList).rows if row.id]
        assert set(ids) == {ID, other}
        home.query_one(RecordList).highlight(other)
        for number, key in enumerate(("enter", "y"), start=1):
            await pilot.press(key)
            await wait_until(pilot, lambda: len(app.screen.query("Toast")) == number)  # noqa: B023
            assert app.screen is home
        await pilot.press("slash")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
        await pilot.press(*"bus")
        await wait_until(
            pilot,
            lambda: any(
                "The bus stops again" in str(row.text)
                for row in app.screen.query_one(RecordList).rows
            ),
        )
    assert library.path(other).exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
async def test_a_pipe_and_a_huge_file_are_listed_and_open_nothing(library: Library) -> None:
    os.mkfifo(library.path("2026-11-24-pipe"))
    library.path("2026-11-24-huge").touch()
    os.truncate(library.path("2026-11-24-huge"), 20_000_000_000)
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        home = app.screen
        rows = {row.id: str(row.text) for row in home.query_one(RecordList).rows}
        assert "damaged: it is not a file" in rows["2026-11-24-pipe"]
        assert "damaged: it is far too large" in rows["2026-11-24-huge"]
        for number, name in enumerate(("pipe", "huge"), start=1):
            home.query_one(RecordList).highlight(f"2026-11-24-{name}")
            await pilot.press("enter")
            await wait_until(pilot, lambda: len(app.screen.query("Toast")) == number)  # noqa: B023
            assert app.screen is home

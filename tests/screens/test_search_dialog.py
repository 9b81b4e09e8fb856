"""The search dialog: the index is built beside it, and no key waits for that."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from data.clock import FixedClock
from data.index.progress import Progress
from data.library.library import Library
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    ItemState,
    Parked,
    Turn,
    Win,
)
from data.records.tables import TABLES, table_of
from meeting_tui.app import MeetingApp
from screens.home.screen import HomeScreen
from screens.home.search_dialog import SearchDialog
from screens.tabs import place_of
from screens.widgets.record_list import RecordList
from tests.builders import START, a_meeting, entry
from tests.waiting import wait_until


@pytest.fixture
def library(isolated: Path) -> Library:
    """A library with three meetings about a bus."""
    library = Library(isolated / "library", FixedClock())
    for day in (11, 12, 13):
        date = START.date().replace(day=day)
        library.create(a_meeting("Ada", title=f"Bus on day {day}", date=date))
    return library


def shows(app: MeetingApp, record: str) -> Callable[[], bool]:
    """Return a condition: that a screen is shown on which the row of a record is highlighted."""
    return lambda: getattr(app.screen, "highlighted_id", "") == record


def highlights(app: MeetingApp, index: int) -> Callable[[], bool]:
    """Return a condition: that the list on top highlights the row with an index."""
    return lambda: app.screen.query_one(RecordList).highlighted == index


def hint(app: MeetingApp) -> str:
    return str(app.screen.query_one("#hint", Static).render())


async def test_while_the_index_is_built_keys_act_and_what_is_there_is_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    update, release = library.update_search, threading.Event()

    def slow_update(progress: Progress) -> None:
        update(Progress())
        progress.done, progress.total, progress.batches = 400, 2000, 1
        release.wait(20)
        progress.done = 2000

    monkeypatch.setattr(library, "update_search", slow_update)
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("slash")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
        began = time.monotonic()
        await pilot.press(*"bus")
        assert time.monotonic() - began < 2
        hits = app.screen.query_one(RecordList)
        await wait_until(pilot, lambda: len(hits.rows) == 3)
        await wait_until(pilot, lambda: "Indexing 400 of 2,000" in hint(app))
        assert "3 hits" in hint(app)
        release.set()
        await wait_until(pilot, lambda: "Indexing" not in hint(app))


async def test_enter_before_the_first_hit_opens_it_once_it_is_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    update, release = library.update_search, threading.Event()

    def slow_update(progress: Progress) -> None:
        release.wait(20)
        update(progress)

    monkeypatch.setattr(library, "update_search", slow_update)
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("slash")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
        began = time.monotonic()
        await pilot.press(*"bus", "enter")
        assert time.monotonic() - began < 3
        assert isinstance(app.screen, SearchDialog)
        assert app.screen.query_one(Input).value == "bus"
        release.set()
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
        assert app._session is not None
        assert app._session.file.id == "2026-11-13-bus-on-day-13"


async def test_enter_opens_the_highlighted_hit(library: Library) -> None:
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("slash")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
        await pilot.press(*"bus")
        hits = app.screen.query_one(RecordList)
        await wait_until(pilot, lambda: len(hits.rows) == 3)
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
        assert app._session is not None
        assert app._session.file.id == "2026-11-11-bus-on-day-11"


def a_record_of_each_kind() -> Meeting:
    """A meeting of which many records, and the second item of the agenda, are about gates."""
    items = (AgendaItem(title="Rents", position=1), AgendaItem(title="Gates", position=2))
    items = (items[0].replace(state=ItemState.CURRENT), items[1].replace(notes="gate keys"))
    here, there = items[0].id, items[1].id
    return replace(
        a_meeting("Ada", "Gateau", items=items),
        queue=(
            entry("Ada", about="gate").replace(item=here),
            entry("Ada", about="gate two").replace(item=there),
        ),
        turns=(Turn(who="Ada", about="gate", item=there),),
        conflicts=(ConflictNote(about="dogs", at=START), ConflictNote(about="gate", at=START)),
        wins=(Win(text="bus", at=START), Win(text="gate", at=START)),
        decisions=(Decision(text="a", at=START), Decision(text="gate", at=START)),
        actions=(Action(text="a", at=START), Action(text="gate", at=START)),
        parked=(Parked(text="gate", at=START),),
    )


def test_every_kind_of_record_that_is_searched_has_a_place() -> None:
    meeting = a_record_of_each_kind()
    item = meeting.agenda[1].id
    shown = {
        table: [place_of(meeting, table, record.id) for record in meeting.table(table)]
        for table, described in TABLES.items()
        if described.searched and table != "meeting"
    }
    ids = {table: [record.id for record in meeting.table(table)] for table in shown}
    outcomes = {t: [("outcomes", i) for i in ids[t]] for t in ("decisions", "actions", "parked")}
    assert shown == {
        "people": [("people", i) for i in ids["people"]],
        "agenda": [("agenda", i) for i in ids["agenda"]],
        "queue": [("queue", ids["queue"][0]), ("agenda", item)],
        "turns": [("agenda", item)],
        "conflicts": [("conflicts", i) for i in ids["conflicts"]],
        "wins": [("wins", i) for i in ids["wins"]],
        **outcomes,
    }


async def test_a_hit_opens_at_its_record_and_escape_goes_back_to_the_search(
    library: Library,
) -> None:
    meeting = a_record_of_each_kind()
    library.create(meeting)
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("slash")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
        await pilot.press(*"gate")
        hits = app.screen.query_one(RecordList)
        await wait_until(pilot, lambda: len(hits.rows) == 10)
        kinds = [str(row.text).splitlines()[0].rsplit("  ")[-1] for row in hits.rows]
        places = {"decision": "outcomes", "agenda item": "agenda"}
        steps = 0
        for kind, tab in places.items():
            wanted = kinds.index(kind)
            keys = ["down" if wanted > steps else "up"] * abs(wanted - steps)
            await pilot.press(*keys, "enter")
            record = meeting.table(table_of(kind))[1].id
            await wait_until(pilot, shows(app, record))
            assert getattr(app.screen, "TAB", "") == tab
            await pilot.press("escape")
            await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
            steps = wanted
            await wait_until(pilot, highlights(app, steps))
            assert len(app.screen.query_one(RecordList).rows) == 10
            assert app.screen.query_one(Input).value == "gate"
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_the_index_of_a_dialog_that_was_left_is_not_built_further(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[Progress] = []

    def endless_update(progress: Progress) -> None:
        known.append(progress)
        while not progress.cancelled:
            time.sleep(0.01)

    monkeypatch.setattr(library, "update_search", endless_update)
    app = MeetingApp(library)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("slash")
        await wait_until(pilot, lambda: isinstance(app.screen, SearchDialog))
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(app.screen, SearchDialog))
        await wait_until(pilot, lambda: known[0].cancelled)

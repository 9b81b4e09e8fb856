"""The search dialog: the index is built beside it, and no key waits for that."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from data.clock import FixedClock
from data.index.progress import Progress
from data.library.library import Library
from meeting_tui.app import MeetingApp
from screens.home.search_dialog import SearchDialog
from screens.widgets.record_list import RecordList
from tests.builders import START, a_meeting
from tests.waiting import wait_until


@pytest.fixture
def library(isolated: Path) -> Library:
    """A library with three meetings about a bus."""
    library = Library(isolated / "library", FixedClock())
    for day in (11, 12, 13):
        date = START.date().replace(day=day)
        library.create(a_meeting("Ada", title=f"Bus on day {day}", date=date))
    return library


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

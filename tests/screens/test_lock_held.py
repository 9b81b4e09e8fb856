"""While another program holds the lock of a meeting, the screens go on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events

from data.clock import FixedClock
from data.disk import lock
from data.disk.lock import Lock
from data.library.library import Library
from data.records.models import MeetingState
from meeting_tui.app import MeetingApp
from screens.dialogs.line import LineDialog
from screens.widgets.meeting_bar import MeetingBar
from tests.builders import a_meeting
from tests.waiting import wait_until


@pytest.fixture
def library(isolated: Path, clock: FixedClock) -> Library:
    return Library(isolated / "library", clock)


@contextmanager
def held(library: Library, meeting_id: str) -> Iterator[None]:
    """Hold the lock as another program would: a second lock object does not share the first."""
    with Lock(library.path(meeting_id)).held():
        yield


def post(app: MeetingApp, keys: str) -> None:
    for key in keys:
        app.post_message(events.Key("enter" if key == "\n" else key, key))


async def test_clocks_go_on_and_keys_are_kept_while_an_act_waits(
    library: Library, clock: FixedClock
) -> None:
    meeting_id = library.create(a_meeting("Ada"))
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(100, 30)) as pilot:
        with held(library, meeting_id):
            post(app, "wRoof\nwDoor\nf")
            await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
            longest, last = 0.0, time.monotonic()
            for second in range(1, 4):
                now = clock.advance(1)
                bar = app.screen_stack[1].query_one(MeetingBar)
                while bar.now != now:
                    await pilot.pause(0.01)
                    longest, last = max(longest, time.monotonic() - last), time.monotonic()
                assert second
            assert longest < 0.5
            assert library.open(meeting_id).meeting.wins == ()
        await wait_until(pilot, lambda: len(library.open(meeting_id).meeting.wins) == 2)
    assert [win.text for win in library.open(meeting_id).meeting.wins] == ["Roof", "Door"]


async def test_an_act_is_not_waited_for_without_end(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "LOCK_TIMEOUT", 0.2)
    meeting_id = library.create(a_meeting("Ada"))
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(100, 30)) as pilot:
        with held(library, meeting_id):
            post(app, "wRoof\n")
            await wait_until(
                pilot,
                lambda: (
                    isinstance(app.screen, LineDialog)
                    and "is being written by" in str(app.screen.query_one("#hint").render())
                ),
            )
            assert app.screen.text == "Roof"  # type: ignore[attr-defined]
        post(app, "\n")
        await wait_until(pilot, lambda: not isinstance(app.screen, LineDialog))
    assert [win.text for win in library.open(meeting_id).meeting.wins] == ["Roof"]


async def test_the_end_does_not_wait(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada"))
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(100, 30)) as pilot:
        with held(library, meeting_id):
            post(app, "wRoof\n")
            await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
            await pilot.pause(0.1)
            start = time.monotonic()
            app.end()
            await wait_until(pilot, lambda: not app.is_running)
            assert time.monotonic() - start < 1.0
    assert app.keep_unsaved_input() == ()
    (kept,) = library.unsaved(meeting_id).take_interrupted()
    assert kept.values == {"line": "Roof"}


async def test_the_approval_of_the_last_minutes_waits_for_their_file(library: Library) -> None:
    last = a_meeting(title="Call", date=dt.date(2026, 11, 2), state=MeetingState.CLOSED)
    last_id = library.create(last)
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(100, 30)) as pilot:
        with held(library, last_id):
            post(app, "1Au")
            await pilot.pause(0.2)
            assert not library.open(meeting_id).meeting.info.approves
        approved = library.open(last_id)
        await wait_until(pilot, lambda: approved.refresh())
        await wait_until(pilot, lambda: len(library.open(meeting_id).meeting.log) == 2)
    states = [entry.act for entry in library.open(last_id).meeting.log]
    assert states == ["minutes approved", "approval taken back"]
    assert not library.open(meeting_id).meeting.info.approves

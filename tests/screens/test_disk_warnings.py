"""What the disk of the library cannot do is reported once, at the start; the program goes on."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.rules import lifecycle
from meeting_tui.app import MeetingApp
from tests.waiting import wait_until


async def test_a_disk_without_locks_is_reported_once_and_meetings_go_on(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    meeting = lifecycle.start(new_meeting("Call", clock.now().date()), clock.now())
    library.create(meeting)

    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", flock)
    warnings: list[str] = []
    monkeypatch.setattr(MeetingApp, "notify", lambda app, message, **_: warnings.append(message))
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: any("has no locks" in text for text in warnings))
        await pilot.press("enter")
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
        await pilot.press("w", *"Permit", "enter")
        await wait_until(pilot, lambda: library.open(library.resolve()).meeting.wins)
    (warning,) = warnings
    assert "--data DIR" in warning


async def test_a_library_in_a_git_work_tree_is_reported_at_the_start(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (isolated / ".git").mkdir()
    warnings: list[str] = []
    monkeypatch.setattr(MeetingApp, "notify", lambda app, message, **_: warnings.append(message))
    app = MeetingApp(Library(isolated / "library", FixedClock()))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: any("inside a Git work tree" in text for text in warnings))

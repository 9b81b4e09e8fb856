"""Input that cannot be written to disk is kept until the program ends, on every screen."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.records.models import AgendaItem
from data.rules import lifecycle
from meeting_tui.app import MeetingApp
from screens.dialogs.line import LineDialog
from screens.home.screen import HomeScreen
from screens.meeting.meeting_screen import MeetingScreen
from tests.waiting import wait_until


async def test_a_line_refused_by_a_full_disk_is_there_after_the_list_of_meetings(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    app = MeetingApp(
        library,
        library.create(lifecycle.start(new_meeting("Call", clock.now().date()), clock.now())),
    )

    def no_room(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with app.run_test(size=(80, 24)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr("data.disk.atomic.os.write", no_room)
            await pilot.press("w", *"Permit", "escape")
            await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
            await pilot.press("b")
            await wait_until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await pilot.press("w", "ctrl+r")
        await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
        dialog = app.screen
        assert isinstance(dialog, LineDialog)
        await wait_until(pilot, lambda: dialog.text == "Permit")


async def test_the_input_of_the_extend_dialog_is_kept(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    now = library.clock.now()
    file = library.open(
        library.create(new_meeting("Call", now.date(), items=(AgendaItem(title="One"),)))
    )
    for line in ("start", "next item"):
        interpreter.run(file, line, now)
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("+")
        await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
        await pilot.press("1", "2", "escape", "+")
        await wait_until(
            pilot, lambda: "ctrl+r brings back: 12" in str(app.screen.query_one("#hint").render())
        )

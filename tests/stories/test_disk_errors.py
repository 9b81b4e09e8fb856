"""The disk reports an error once: the act is refused with the reason, and works the next time."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.planning.templates import TEMPLATES
from data.rules import agenda, lifecycle
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.dialogs.line import LineDialog
from screens.widgets.meeting_bar import MeetingBar
from tests.waiting import wait_until

REASON = "the disk reports an error"
WIN = "Van"


@pytest.fixture
def library(isolated: Path, clock: FixedClock) -> Library:
    return Library(isolated / "library", clock)


@pytest.fixture
def file(library: Library, clock: FixedClock) -> MeetingFile:
    """A running meeting, its first item open."""
    now = clock.now()
    meeting = new_meeting("Call", now.date(), items=TEMPLATES[0].agenda())
    return library.open(library.create(agenda.next_item(lifecycle.start(meeting, now), now)))


class BrokenDisk:
    """Lets the next fsync of a file (or of a folder) fail, where `below` is part of its path."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._real: Callable[[int], None] = os.fsync
        self._fails_for = ""
        self._folder = False
        monkeypatch.setattr(os, "fsync", self._fsync)

    def fail_once(self, below: str, *, folder: bool = False) -> None:
        """The next fsync below a folder of that name fails."""
        self._fails_for, self._folder = below, folder

    def _fsync(self, descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        place = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        if self._fails_for and self._fails_for in place and is_folder is self._folder:
            self._fails_for = ""
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self._real(descriptor)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> BrokenDisk:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("only Linux knows the path of an open file")
    return BrokenDisk(monkeypatch)


def wins(file: MeetingFile) -> list[str]:
    """The wins on the disk."""
    tables: dict[str, Any] = json.loads(file.path.read_text(encoding="utf-8"))
    return [win["text"] for win in tables["wins"].values()]


async def type_a_win(pilot: Pilot[Any], text: str = WIN) -> LineDialog:
    """Open the dialog of a win, type it, press enter; the dialog."""
    app = pilot.app
    await pilot.press("w")
    await wait_until(pilot, lambda: isinstance(app.screen, LineDialog), "the dialog")
    dialog = app.screen
    assert isinstance(dialog, LineDialog)
    await pilot.press(*("space" if letter == " " else letter for letter in text), "enter")
    return dialog


def hint(dialog: LineDialog) -> str:
    """What stands below the field."""
    return str(dialog.query_one("#hint", Static).render())


@pytest.mark.parametrize("where", ["meetings", "backups"])
async def test_a_win_is_refused_once_and_then_recorded(
    library: Library, file: MeetingFile, disk: BrokenDisk, where: str
) -> None:
    app = MeetingApp(library, file.id)
    before = file.path.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        disk.fail_once(where)
        dialog = await type_a_win(pilot)
        await wait_until(pilot, lambda: REASON in hint(dialog).casefold(), "the reason")
        assert "Copy the library to another disk" in hint(dialog)
        assert app.screen is dialog
        assert dialog.text == WIN
        assert file.path.read_bytes() == before
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.screen is not dialog, "the dialog is gone")
    assert wins(file) == [WIN]


async def test_the_floor_is_refused_once_and_then_given(
    library: Library, file: MeetingFile, disk: BrokenDisk
) -> None:
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("s", *"Ada", "enter")
        bar = app.screen.query_one(MeetingBar)
        await wait_until(pilot, lambda: "next Ada" in str(bar.render()))
        before = file.path.read_bytes()
        disk.fail_once("meetings")
        await pilot.press("n")
        await wait_until(pilot, lambda: app.screen.query("Toast"), "a message")
        assert "the floor is free" in str(bar.render())
        assert file.path.read_bytes() == before
        await pilot.press("n")
        await wait_until(pilot, lambda: "● Ada" in str(bar.render()))


async def test_what_the_disk_did_not_confirm_is_said_and_not_asked_for_again(
    library: Library, file: MeetingFile, disk: BrokenDisk
) -> None:
    # The new state is in place: a dialog that stays open invites to record it twice.
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        disk.fail_once("meetings", folder=True)
        dialog = await type_a_win(pilot)
        await wait_until(pilot, lambda: wins(file) == [WIN], "the win")
        await wait_until(pilot, lambda: app.screen is not dialog, "the dialog is gone", seconds=3)
        await wait_until(pilot, lambda: app.screen.query("Toast"), "a message")
        # It is an act like others: it can be taken back.
        await pilot.press("u")
        await wait_until(pilot, lambda: wins(file) == [], "the win is undone", seconds=3)

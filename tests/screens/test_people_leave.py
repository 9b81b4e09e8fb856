"""People who are no longer here leave the queue and the floor, in one act that u undoes."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.rules import turns
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.dialogs.form import FormDialog
from screens.people.screen import PeopleScreen
from tests.waiting import wait_until


def running(library: Library, *lines: str) -> MeetingFile:
    now = library.clock.now()
    file = library.open(library.create(new_meeting("Call", now.date())))
    for line in ("start", *lines):
        interpreter.run(file, line, now)
    return file


@pytest.mark.parametrize(
    "keys", [("x",), ("l",), ("delete",), ("e", "tab", "tab", "tab", "tab", "right", "enter")]
)
@pytest.mark.parametrize("speaks", [True, False])
async def test_who_is_no_longer_here_neither_waits_nor_speaks(
    isolated: Path, keys: tuple[str, ...], speaks: bool
) -> None:
    library = Library(isolated / "library", FixedClock())
    file = running(library, "q+ Cleo", *(["next"] if speaks else []), "q+ Cleo to rents")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await wait_until(pilot, lambda: isinstance(app.screen, PeopleScreen))
        await pilot.press(keys[0])
        if len(keys) > 1:
            await wait_until(pilot, lambda: isinstance(app.screen, FormDialog))
            await pilot.press(*keys[1:])
        await wait_until(pilot, lambda: file.refresh())
        await wait_until(pilot, lambda: isinstance(app.screen, PeopleScreen))
        assert (turns.current_turn(file.meeting), file.meeting.queue) == (None, ())
        await pilot.press("u")
        await wait_until(pilot, lambda: file.refresh())
    assert len(file.meeting.queue) == 1
    assert (turns.current_turn(file.meeting) is not None) == speaks
    assert [person.name for person in file.meeting.people] == ["Cleo"]


async def test_the_roll_call_goes_down_the_list_and_marks_nobody_as_left(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    file = running(library, "regrets+ Ada", "present+ Ben, Cleo", "left Cleo")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await wait_until(pilot, lambda: isinstance(app.screen, PeopleScreen))
        await pilot.press("g", "t", "t", "t", "t")
        file.refresh()
        assert [person.state for person in file.meeting.people] == ["present"] * 3
        await pilot.press("g", "l", "l")
        file.refresh()
        assert [person.state for person in file.meeting.people] == ["left", "present", "present"]

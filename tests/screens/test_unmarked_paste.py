"""Several lines that arrive at once in a field, from a terminal that does not mark a paste."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from data.clock import FixedClock
from data.library.library import Library
from meeting_tui.app import MeetingApp
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.line import LineDialog
from tests.builders import a_meeting
from tests.waiting import wait_until


def post(app: MeetingApp, keys: str) -> None:
    for key in keys:
        app.post_message(events.Key("enter" if key == "\n" else key, key))


@pytest.mark.parametrize("end", ["", "\n"])
async def test_lines_after_enter_are_asked_about(
    isolated: Path, clock: FixedClock, end: str
) -> None:
    library = Library(isolated / "library", clock)
    meeting_id = library.create(a_meeting("Ada"))
    app = MeetingApp(library, meeting_id)

    def wins() -> list[str]:
        return [win.text for win in library.open(meeting_id).meeting.wins]

    def line() -> str:
        return app.screen.text if isinstance(app.screen, LineDialog) else ""

    async def paste() -> None:
        await pilot.press("w")
        await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
        await pilot.pause(0.05)
        post(app, f"Roof\nwDoor\nwWall{end}")
        await wait_until(pilot, lambda: isinstance(app.screen, ChoiceDialog))

    joined = "Roof wDoor wWall"
    async with app.run_test(size=(100, 30)) as pilot:
        await paste()
        assert wins() == []
        await pilot.press("enter")
        await wait_until(pilot, lambda: line() == joined)
        await pilot.pause(0.05)
        await pilot.press("enter")
        await wait_until(pilot, lambda: wins() == [joined])
        await paste()
        await pilot.press("down", "enter")
        wanted = [joined, "Roof", "Door", *(["Wall"] if end else [])]
        await wait_until(pilot, lambda: wins() == wanted)


async def test_lines_typed_ahead_of_their_fields_act_at_once(
    isolated: Path, clock: FixedClock
) -> None:
    library = Library(isolated / "library", clock)
    meeting_id = library.create(a_meeting("Ada"))
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(100, 30)) as pilot:
        post(app, "wRoof\nwDoor\nwWall\n")
        await wait_until(pilot, lambda: len(library.open(meeting_id).meeting.wins) == 3)

"""The meeting goes on behind an open dialog, and every kind of record can be edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.records.models import AgendaItem
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.dialogs.form import FormDialog
from screens.dialogs.line import LineDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.meeting_bar import MeetingBar
from tests.waiting import wait_until

LINES = (
    "start",
    "present+ Ada Quill of Riverside",
    "topic Rents",
    "q+ Ada",
    "next",
    "q+ Ben Osei",
    "conflict Hours: Tenants / Union",
    "win The permit is here",
    "decided We meet on Tuesdays by consensus",
    "action Ada: call the owner",
    "park A van",
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def file(isolated: Path, clock: FixedClock) -> MeetingFile:
    library = Library(isolated / "library", clock)
    items = (AgendaItem(title="Rents"),)
    file = library.open(library.create(new_meeting("Call", clock.now().date(), items=items)))
    for line in LINES:
        interpreter.run(file, line, clock.now())
    return file


@pytest.mark.parametrize("key", ["w", "s", ":", "i"])
async def test_clocks_and_changes_go_on_behind_a_dialog(
    file: MeetingFile, clock: FixedClock, key: str
) -> None:
    app = MeetingApp(Library(file.path.parent.parent, clock), file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, MeetingScreen)
        await pilot.press(key)
        await wait_until(pilot, lambda: app.screen is not screen)
        clock.advance(75)
        bar = screen.query_one(MeetingBar)
        await wait_until(pilot, lambda: "1:15" in str(bar.render()))
        interpreter.run(file, "q+ Cleo", clock.now())
        await wait_until(pilot, lambda: "next Ben Osei +1" in str(bar.render()))


@pytest.mark.parametrize(
    ("keys", "typed"),
    [
        ("1 enter", " a"),
        ("2 enter", " a"),
        ("3 g enter", " a"),
        ("4 enter", " a"),
        ("5 g enter", "a "),
        ("5 g j enter", " a"),
        ("5 G enter", " a"),
        ("6 g enter", " a"),
        ("1 M", " a"),
    ],
)
async def test_every_kind_of_record_can_be_edited(
    file: MeetingFile, clock: FixedClock, keys: str, typed: str
) -> None:
    app = MeetingApp(Library(file.path.parent.parent, clock), file.id)
    before = file.meeting
    async with app.run_test(size=(80, 24)) as pilot:
        tab, *rest = keys.split()
        names = ["agenda", "queue", "conflicts", "wins", "outcomes", "people", "minutes"]
        await pilot.press(tab)
        await wait_until(
            pilot, lambda: getattr(app.screen, "TAB", "") == names[int(tab) - 1], "the tab"
        )
        await pilot.press(*rest)
        await wait_until(pilot, lambda: isinstance(app.screen, FormDialog), "the form")
        await pilot.press(*("space" if key == " " else key for key in typed), "ctrl+s")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen), "saved")
    file.refresh()
    assert file.meeting != before
    assert file.meeting.log[-1].act.endswith(("changed", "renamed"))


async def test_a_status_message_disappears_with_the_next_act(
    file: MeetingFile, clock: FixedClock
) -> None:
    app = MeetingApp(Library(file.path.parent.parent, clock), file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("p")
        await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
        await pilot.press(*"Leaflet", "enter")
        line = app.screen.query_one("Footer")
        await wait_until(pilot, lambda: "Parked" in str(line.render()))
        await pilot.press("n")
        await wait_until(pilot, lambda: "s Speak" in str(line.render()))

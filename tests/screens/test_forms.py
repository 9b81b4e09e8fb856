"""Forms read dates, times and durations as people write them, and focus an invalid value."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from textual.pilot import Pilot

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.records.models import AgendaItem
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.dialogs.form import FormDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.fields import LineInput
from tests.waiting import wait_until


def a_meeting_with(library: Library, *lines: str) -> MeetingFile:
    now = library.clock.now()
    file = library.open(
        library.create(new_meeting("Call", now.date(), items=(AgendaItem(title="One"),)))
    )
    for line in lines:
        interpreter.run(file, line, now)
    return file


async def enter(pilot: Pilot[int], field: str, text: str) -> None:
    """Enter a text into a field, and save the form."""
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, FormDialog))
    pilot.app.screen.query_one(f"#field-{field}", LineInput).value = text
    await pilot.press("ctrl+s")


async def test_an_invalid_value_gets_the_focus(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    file = a_meeting_with(library)
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("M")
        await enter(pilot, "planned_start", "at noon")
        await wait_until(pilot, lambda: app.focused and app.focused.id == "field-planned_start")
        assert "at noon" in str(app.screen.query_one("#hint").render())
        await enter(pilot, "planned_start", "6:30 pm")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
    file.refresh()
    start = file.meeting.info.planned_start
    assert start is not None
    assert start.astimezone().strftime("%H:%M") == "18:30"


async def test_what_a_point_or_a_conflict_becomes_is_an_action(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    file = a_meeting_with(library, "start", "present+ Ben Osei", "park A van", "conflict The lease")
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "enter")
        await enter(pilot, "becomes", "action ben: rent a van by end of month")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await pilot.press("3", "enter")
        await enter(pilot, "next_step", "action Ben: call the owner by end of month")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
    file.refresh()
    (action,), (conflict,) = file.meeting.actions, file.meeting.conflicts
    assert (action.owner, action.text, file.meeting.parked[0].becomes) == (
        "Ben Osei",
        "rent a van",
        "action",
    )
    assert (conflict.owner, conflict.next_step) == ("Ben Osei", "call the owner")
    assert conflict.due == action.due is not None


async def test_dates_and_minutes_are_read_as_people_write_them(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    file = a_meeting_with(library, "start", "conflict The lease")
    today = library.clock.now().astimezone().date()
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await enter(pilot, "minutes", "20 min")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await pilot.press("3", "enter")
        await enter(pilot, "due", "in 2 weeks")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await pilot.press("1", "M")
        await enter(pilot, "date", "tomorrow")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
    file.refresh()
    assert file.meeting.agenda[0].minutes == 20
    assert file.meeting.conflicts[0].due == today + timedelta(days=14)
    assert file.meeting.info.date == today + timedelta(days=1)
    assert isinstance(file.meeting.info.date, date)

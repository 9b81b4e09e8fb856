"""An action that is late can be edited like any other, without another date."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.records.models import Action
from data.rules import edits, lifecycle
from meeting_tui.app import MeetingApp
from screens.dialogs.form import FormDialog
from screens.meeting.meeting_screen import MeetingScreen
from tests.waiting import wait_until


async def test_a_late_action_keeps_its_date_when_it_is_edited(isolated: Path) -> None:
    clock = FixedClock()
    library, now = Library(isolated / "library", clock), clock.now()
    due = now.date() - timedelta(days=30)
    meeting = lifecycle.start(new_meeting("Call", now.date()), now)
    meeting = edits.add(meeting, now, Action(text="call", owner="Ada", due=due, at=now))
    app = MeetingApp(library, library.create(meeting))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5")
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "outcomes")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*" them", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
    (action,) = library.open(library.resolve()).meeting.actions
    assert (action.text, action.due) == ("call them", due)

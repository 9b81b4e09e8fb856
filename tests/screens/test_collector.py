"""Only while a meeting is open its records are kept from the garbage collector's search."""

from __future__ import annotations

import gc
from pathlib import Path

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from meeting_tui.app import MeetingApp
from screens.home.screen import HomeScreen
from tests.waiting import wait_until


async def test_records_are_collected_after_their_meeting_is_left(isolated: Path) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    meeting_id = library.create(new_meeting("Call", clock.now().date()))
    app = MeetingApp(library, meeting_id)
    gc.unfreeze()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
        await wait_until(pilot, gc.get_freeze_count)
        await pilot.press("b")
        await wait_until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await wait_until(pilot, lambda: not gc.get_freeze_count())

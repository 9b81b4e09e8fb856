"""A key acts on what its user has seen: not on what another program has changed just before."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.rules import turns
from meeting_tui.app import MeetingApp
from screens.meeting import session
from screens.meeting.meeting_screen import MeetingScreen
from tests.waiting import wait_until


async def test_next_is_refused_just_after_another_program_has_called_the_next(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "REACTION_SECONDS", 60.0)
    library = Library(isolated / "library", FixedClock())
    now = library.clock.now()
    other = library.open(library.create(new_meeting("Call", now.date())))
    for line in ("start", "q+ Ada", "q+ Ben"):
        interpreter.run(other, line, now)
    app = MeetingApp(library, other.id)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, MeetingScreen)
        interpreter.run(other, "next", now)
        await wait_until(pilot, lambda: screen.meeting == other.meeting)
        for key in ("n", "f", "space"):  # none of them could be meant for Ada's turn but n
            await pilot.press(key)
            other.refresh()
            on_floor = turns.current_turn(other.meeting)
            assert on_floor is None or on_floor.who == "Ada"
            if key == "n":
                assert on_floor is not None, "Ada has been skipped"
        await pilot.press("s", *"cleo", "enter")  # an act of this program: its user has seen all
        await wait_until(pilot, lambda: other.refresh())
        await pilot.press("n")
        await wait_until(pilot, lambda: other.refresh())
    on_floor = turns.current_turn(other.meeting)
    assert on_floor is not None
    assert on_floor.who == "Ben"

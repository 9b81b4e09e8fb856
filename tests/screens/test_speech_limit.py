"""A speech limit shows a warning and rings once; it does not end the turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.rules import turns
from meeting_tui.app import MeetingApp
from screens.widgets.meeting_bar import MeetingBar
from tests.waiting import wait_until


async def test_the_limit_shows_a_warning_and_rings_once(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    file = library.open(library.create(new_meeting("Call", clock.now().date())))
    for line in ("start", "limit 2m", "q+ Ada Quill", "next"):
        interpreter.run(file, line, clock.now())
    rings: list[str] = []
    monkeypatch.setattr(MeetingApp, "bell", lambda app: rings.append("ring"))
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        bar = app.screen.query_one(MeetingBar)
        clock.advance(105)
        await wait_until(pilot, lambda: "0:15 left" in str(bar.render()))
        assert rings == []
        clock.advance(20)
        await wait_until(pilot, lambda: "0:05 over 2:00" in str(bar.render()))
        clock.advance(30)
        await pilot.press("2")
        await wait_until(pilot, lambda: "over" in str(app.screen.query_one(MeetingBar).render()))
        assert rings == ["ring"]
        turn = turns.current_turn(library.open(file.id).meeting)
        assert turn is not None
        assert not turn.ended

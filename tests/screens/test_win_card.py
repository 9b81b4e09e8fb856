"""A win is celebrated across the whole width, once, and no key waits for that."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from meeting_tui.app import MeetingApp
from screens.widgets import win_card
from screens.widgets.win_card import WinCard
from tests.builders import a_meeting
from tests.waiting import wait_until


async def test_a_win_is_celebrated_while_keys_act(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(win_card, "_SECONDS", 0.3)
    library = Library(isolated / "library", FixedClock())
    app = MeetingApp(library, library.create(a_meeting("Ada", items=("Rents",))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w", *"thank Ada for the permit", "enter")
        screen = app.screen_stack[-1]
        await wait_until(pilot, lambda: app.screen.query_one(WinCard).display)
        card = screen.query_one(WinCard)
        assert "★ ★ ★  the permit  ★ ★ ★" in str(card.render())
        assert "thanks to Ada" in str(card.render())
        assert card.region.width == 80
        await pilot.press("N")
        file = library.open("2026-11-23-riverside-coalition")
        await wait_until(pilot, lambda: file.refresh() or file.meeting.agenda[0].spans)
        await wait_until(pilot, lambda: not card.display)
        await pilot.press("4")
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "wins")
        await pilot.pause(0.1)
        assert not app.screen.query_one(WinCard).display

"""The tab bar names all seven screens in every terminal that is large enough."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from meeting_tui.app import MeetingApp
from screens.widgets.meeting_bar import MeetingBar
from screens.widgets.tab_bar import TABS, TabBar
from tests.effort import in_ci
from tests.waiting import wait_until


def is_shown(app: MeetingApp, tab: str) -> bool:
    """Return whether a screen is on top and laid out."""
    shown = getattr(app.screen, "TAB", "") == tab
    return shown and app.screen.query_one(TabBar).size.width > 0


@pytest.mark.parametrize("width", [60, 80, *in_ci(77, 120)])
async def test_every_tab_is_named(isolated: Path, width: int) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    app = MeetingApp(library, library.create(new_meeting("Call", clock.now().date())))
    async with app.run_test(size=(width, 24)) as pilot:
        for number, tab in enumerate(TABS, start=1):
            await pilot.press(str(number))
            await wait_until(pilot, partial(is_shown, app, tab))
            shown = str(app.screen.query_one(TabBar).render())
            assert len(shown.rstrip()) <= width - 2, shown
            assert f"{number} {tab.capitalize()}" in shown
            assert all(f" {n} {name.capitalize()[:3]}" in shown for n, name in enumerate(TABS, 1))


async def test_a_screen_that_is_not_shown_does_not_follow_the_clock(isolated: Path) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    app = MeetingApp(library, library.create(new_meeting("Call", clock.now().date())))
    async with app.run_test(size=(80, 24)) as pilot:
        for tab in reversed(TABS):
            await pilot.press(str(TABS.index(tab) + 1))
            await wait_until(pilot, partial(is_shown, app, tab))
        bars = {tab: app.get_screen(tab).query_one(MeetingBar) for tab in TABS}
        await pilot.pause(0.15)
        clock.advance(1)
        await wait_until(pilot, lambda: bars["agenda"].now == clock.now())
        await pilot.pause(0.15)
        assert [tab for tab, bar in bars.items() if bar.now == clock.now()] == ["agenda"]

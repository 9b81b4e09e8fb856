"""What the header, the tabs and the footer of a meeting say, in each of its phases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.records.models import AgendaItem, MeetingState
from data.rules import agenda, lifecycle
from meeting_tui.app import MeetingApp
from screens.footer_keys import Phase, footer_commands, phase
from screens.keymap import GROUPS
from screens.widgets import header_text
from screens.widgets.footer import Footer
from screens.widgets.meeting_bar import MeetingBar, is_over
from screens.widgets.tab_bar import TABS, TabBar
from tests.builders import START, Room, a_meeting, after, person
from tests.waiting import wait_until


def room() -> Room:
    items = (
        AgendaItem(title="Rents", minutes=10, position=1),
        AgendaItem(title="News", minutes=5, position=2),
    )
    people = (person("Ada", "Riverside"), person("Ben", "Harbour"))
    return Room(a_meeting(*people, items=items, series="Riverbank", speech_limit=180))


def test_the_end_is_compared_with_the_plan() -> None:
    running = room().take("Rents")
    assert header_text.end(running.meeting, running.now).plain == "ends 18:15   18:00"
    running.wait(14 * 60)
    assert header_text.end(running.meeting, running.now).plain == "ends 18:19 4m late   18:14"
    assert header_text.time_left(running.meeting, running.now).plain == "OVER 4:00"


def test_the_item_has_a_bar_where_there_is_room() -> None:
    running = room().take("Rents").wait(5 * 60)
    line = header_text.item(running.meeting, running.now, 118).plain
    assert line.startswith("1/2 Rents  ━")
    assert line.count("━") == line.count("─") == 13
    assert line.endswith(" 5:00 of 10:00")
    assert "━" not in header_text.item(running.meeting, running.now, 40).plain


def test_who_speaks_stands_with_organisation_and_limit() -> None:
    running = room().take("Rents").ask("Ada").ask("Ben").next().wait(60)
    floor = header_text.floor(running.meeting, running.now, 100).plain
    assert floor == "● Ada Riverside 1:00 of 3:00"
    assert not is_over(running.meeting, running.now)
    running.wait(121)
    floor = header_text.floor(running.meeting, running.now, 100).plain
    assert floor == "● Ada Riverside 3:01 0:01 over 3:00"
    assert is_over(running.meeting, running.now)
    following = header_text.queue(running.meeting, running.now)
    assert following[0].plain.startswith("next Ben")


def test_a_meeting_that_does_not_run_says_what_to_do() -> None:
    draft = a_meeting("Ada", state=MeetingState.DRAFT, started=None)
    assert "S starts the meeting" in header_text.state_line(draft, 100, None).plain
    closed = lifecycle.end(room().meeting, after(60))
    line = header_text.state_line(closed, 100, None).plain
    assert "A approves them" in line
    assert "Mon 23 Nov 2026, 18:00–18:01" in line
    assert header_text.people_line(closed, 80).plain.split("  ")[0] == (
        "2 people of 2 organisations"
    )


def test_the_phase_follows_the_meeting() -> None:
    running = room().take("Rents")
    assert phase(running.meeting, running.now) is Phase.RUNNING
    assert phase(running.meeting, after(601)) is Phase.OVER
    assert phase(lifecycle.end(running.meeting, START), START) is Phase.CLOSED
    draft = a_meeting(state=MeetingState.DRAFT, started=None)
    assert phase(draft, START) is Phase.DRAFT


@pytest.mark.parametrize("now_in", Phase)
@pytest.mark.parametrize("tab", TABS)
def test_the_footer_offers_commands_of_that_screen_and_phase(tab: str, now_in: Phase) -> None:
    ids = [command.id for command in footer_commands(tab, now_in)]
    assert len(ids) == len(set(ids))
    foreign = {f"{other}." for other in (*TABS, "home") if other != tab}
    assert not [i for i in ids if any(i.startswith(prefix) for prefix in foreign)]
    assert ("start" in ids) == (now_in is Phase.DRAFT)
    if now_in is Phase.OVER:
        assert ids[:2] == ["extend", "next_item"]
    assert {command.id for group in GROUPS for command in group.commands} >= set(ids)


async def test_a_meeting_over_time_changes_colour_and_footer(isolated: Path) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    app = MeetingApp(library, library.create(room().take("Rents").meeting))
    async with app.run_test(size=(80, 24)) as pilot:
        bar, footer = app.screen.query_one(MeetingBar), app.screen.query_one(Footer)
        tabs = app.screen.query_one(TabBar)
        await wait_until(pilot, lambda: str(footer.render()).startswith("s Speak  n Next"))
        usual = bar.styles.background
        assert "1 Agenda 1/2" in str(tabs.render())
        clock.advance(601)
        await wait_until(pilot, lambda: "OVER 0:01" in str(bar.render()))
        await wait_until(pilot, lambda: str(footer.render()).startswith("+ Extend  N Next item"))
        assert bar.styles.background != usual
        shown = str(footer.render())
        assert shown.endswith("? Help")
        assert "…" not in shown
        library.open("2026-11-23-riverside-coalition").apply(
            lambda meeting: agenda.extend_time_box(meeting, clock.now(), 300)
        )
        await wait_until(pilot, lambda: bar.styles.background == usual)


async def test_a_click_on_a_label_runs_its_command(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    app = MeetingApp(library, library.create(room().meeting))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Wins" in str(app.screen.query_one(TabBar).render()))
        at = str(app.screen.query_one(TabBar).render()).index("Wins")
        await pilot.click(TabBar, offset=(at + 1, 0))
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "wins")
        await wait_until(pilot, lambda: "Edit" in str(app.screen.query_one(Footer).render()))
        at = str(app.screen.query_one(Footer).render()).index("Win")
        await pilot.click(Footer, offset=(at + 1, 0))
        await wait_until(pilot, lambda: app.screen.query("LineInput"))


def test_the_forecast_is_relative_to_now() -> None:
    running = room().take("Rents")
    running.now += timedelta(minutes=3)
    running.take("News")
    assert "ends 18:08 7m early" in header_text.end(running.meeting, running.now).plain

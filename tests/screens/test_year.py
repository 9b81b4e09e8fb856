"""The wins of the year by month, goal and organisation, across the meetings of a series."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from data.clock import FixedClock
from data.index.wins import MeetingWins, Win
from data.library.library import Library
from data.records import models
from data.rules import edits
from meeting_tui.app import MeetingApp
from screens.widgets.panel import Panel
from screens.widgets.status_text import StatusText
from screens.wins.rows import by_goal, recognised, year_of, year_title
from tests.builders import START, a_meeting, person
from tests.waiting import wait_until

GOAL = "A public library on the east bank by 2028"


def a_win(goal: str = "", *organisations: str) -> models.Win:
    return models.Win(text="The permit", goal=goal, organisations=organisations, at=START)


def test_the_year_has_the_series_and_the_open_meeting_as_it_is_now() -> None:
    meeting = a_meeting(person("Ada", "Riverside"), series="Riverbank", goals=(GOAL, "Rents"))
    meeting = meeting.put(a_win(GOAL, "Harbour"))
    won = (Win(GOAL, ("Harbour", "Riverside")),) * 6
    others = (
        MeetingWins("this", "2026-11-23", "riverbank", ()),  # as it was when it was indexed
        MeetingWins("last", "2026-10-26", "riverbank", won),
        MeetingWins("other", "2026-10-27", "choir", won),
    )
    year = year_of(meeting, "this", others)
    assert year_title(year, 2026) == "2026: 7 wins in 2 meetings"
    assert by_goal(meeting, year, 30).plain.splitlines() == [
        "★ 7   A public library on the",
        "      east bank by 2028",
        "·     Rents",
    ]
    assert recognised(meeting, year, 30).plain.splitlines() == ["★ 7   Harbour", "★ 6   Riverside"]


async def test_the_screen_reads_the_other_meetings_and_follows_its_own(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    meeting = a_meeting(person("Ada", "Riverside"), series="Riverbank").put(a_win("", "Harbour"))
    past = meeting.info.replace(date=date(2026, 3, 2))
    library.create(replace(meeting, info=past))
    file = library.open(library.create(replace(meeting, wins=())))
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await wait_until(pilot, lambda: bool(app.screen.query("#year")))

        def shown() -> tuple[str, str]:
            title, _ = app.screen.query_one("#year", Panel).titles
            return title.plain, app.screen.query_one("#recognised-text", StatusText).plain

        await wait_until(
            pilot,
            lambda: shown() == ("2026: 1 win in 2 meetings", "★     Harbour\n·     Riverside"),
        )
        assert not app.screen.query_one("#goals").display
        file.apply(lambda m: edits.add(m, START, a_win("", "Riverside")))
        await wait_until(pilot, lambda: shown()[0] == "2026: 2 wins in 2 meetings")

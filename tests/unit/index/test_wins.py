"""The register of wins: those of a year, by goal and organisation."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.index.wins import MeetingWins, Win, find_wins, tally
from data.library.library import Library
from data.records import models
from data.rules import edits
from tests.builders import START, a_meeting

ONE = Win("A library", ("Riverside", "Harbour"))


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def a_win(goal: str = "", *organisations: str) -> models.Win:
    return models.Win(text="The permit", goal=goal, organisations=organisations, at=START)


def test_the_wins_of_a_year_are_found_and_follow_the_files(library: Library) -> None:
    meeting = a_meeting(series="Riverbank").put(a_win("A library", "Riverside", "Harbour"))
    first = library.create(meeting)
    library.create(replace(meeting, info=meeting.info.replace(date=date(2025, 12, 31))))
    assert library.wins(2026) == (MeetingWins(first, "2026-11-23", "riverbank", (ONE,)),)
    with closing(library.open(first)) as file:
        file.apply(lambda m: edits.add(m, START, a_win()))
    (found,) = library.wins(2026)
    assert found.wins == (ONE, Win("", ()))
    assert library.wins(2024) == ()


def test_private_wins_are_left_out_and_strange_values_do_no_harm() -> None:
    wins: dict[str, Any] = {
        "1": {"goal": "A library", "organisations": ["Riverside", 5], "visibility": "private"},
        "2": {"goal": None, "organisations": ["Riverside", 5, ""]},
        "3": {},
    }
    tables = {"meeting": {"1": {"title": "Monthly CALL"}}, "wins": wins}
    assert find_wins(tables) == ("monthly call", (Win("", ("Riverside",)), Win("", ())))


def test_a_year_is_counted_by_goal_organisation_and_month() -> None:
    year = tally(
        [
            MeetingWins("a", "2026-03-02", "", (ONE, Win("", ("Harbour", "Harbour")))),
            MeetingWins("b", "2026-03-30", "", (ONE,)),
            MeetingWins("c", "2026-12-01", "", ()),
        ]
    )
    assert year.goals == {"A library": 2}
    assert year.organisations == {"Riverside": 2, "Harbour": 3}
    assert (year.months[2], sum(year.months), year.meetings) == (3, 3, 3)


@pytest.mark.parametrize(
    ("wins", "expected"), [("", 0), ("0", 0), ("1", 1), ("110", 2), ("1011", 2), ("100", 0)]
)
def test_meetings_in_a_row_with_a_win_are_counted(wins: str, expected: int) -> None:
    meetings = [
        MeetingWins(str(n), f"2026-01-{n:02}", "", (ONE,) * int(won))
        for n, won in enumerate(wins, start=1)
    ]
    assert tally(reversed(meetings)).in_a_row == expected

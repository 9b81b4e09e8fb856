"""The register of wins: what each meeting of a year has won, for whom and for which goal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from data.disk.reading import Tables
from data.text.cleaning import one_line
from data.text.comparison import fold


class Win(NamedTuple):
    """What the register needs of a win.

    Args:
        goal: the goal that it serves; "" for none.
        organisations: those that contributed.
    """

    goal: str
    organisations: tuple[str, ...]


@dataclass(frozen=True)
class MeetingWins:
    """The wins of a meeting.

    Args:
        meeting_id: its id.
        date: ISO.
        series: its series, or its title if it has none, to be compared; "" for a file that does
            not hold a meeting.
        wins: its wins.
    """

    meeting_id: str
    date: str
    series: str
    wins: tuple[Win, ...]


@dataclass(frozen=True)
class Year:
    """The wins of a year.

    Args:
        goals: how many serve each goal that was named.
        organisations: how many each organisation contributed to.
        months: how many there were from January to December.
        meetings: the number of meetings.
        in_a_row: how many meetings before the last one, and it, had a win without a gap; the last
            one may still get its first.
    """

    goals: Counter[str]
    organisations: Counter[str]
    months: tuple[int, ...]
    meetings: int
    in_a_row: int


def series_key(series: str, title: str) -> str:
    """Return what the meetings of one series have in common."""
    return fold(series or title)


def find_wins(tables: Tables) -> tuple[str, tuple[Win, ...]]:
    """Return the key of the series of a meeting, and its wins without those that are private."""
    info = tables["meeting"]["1"]
    wins = tuple(
        Win(_text(win.get("goal")), tuple(filter(None, map(_text, win.get("organisations") or ()))))
        for win in tables.get("wins", {}).values()
        if win.get("visibility") != "private"
    )
    return series_key(_text(info.get("series")), _text(info.get("title"))), wins


def meeting_wins(meeting_id: str, date: str, kept: Any) -> MeetingWins:
    """Return the wins of a meeting from what `find_wins` found, after a way through JSON."""
    series, wins = kept
    return MeetingWins(
        meeting_id, date, series, tuple(Win(goal, tuple(names)) for goal, names in wins)
    )


def tally(meetings: Iterable[MeetingWins]) -> Year:
    """Return what some meetings have won together."""
    goals: Counter[str] = Counter()
    organisations: Counter[str] = Counter()
    months = [0] * 12
    in_order = sorted(meetings, key=lambda meeting: (meeting.date, meeting.meeting_id))
    for meeting in in_order:
        months[int(meeting.date[5:7]) - 1] += len(meeting.wins)
        for win in meeting.wins:
            goals.update([win.goal] if win.goal else [])
            organisations.update(dict.fromkeys(win.organisations, 1))
    has_won = [bool(meeting.wins) for meeting in reversed(in_order)]
    if has_won and not has_won[0]:
        del has_won[0]
    in_a_row = (*has_won, False).index(False)
    return Year(goals, organisations, tuple(months), len(in_order), in_a_row)


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""

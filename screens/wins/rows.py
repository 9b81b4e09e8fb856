"""What the wins screen shows: a row for each win, and the wins of the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from textual.content import Content

from data.index.wins import MeetingWins, Win, Year, series_key, tally
from data.records import models
from data.records.meeting import Meeting
from data.rules import people
from data.text.formatting import count
from screens.signs import WIN, marked
from screens.widgets.content import beside, hanging, plain
from screens.widgets.record_list import Row

_MOST_STARS = 5


def win_row(win: models.Win, width: int) -> Row:
    """Return a row: the win, and below it thanks, organisations and goal if there are any.

    Args:
        win: the win.
        width: of a line, in cells; what is longer is wrapped.
    """
    details = [
        f"thanks to {', '.join(win.thanks)}" if win.thanks else "",
        ", ".join(win.organisations),
        f"goal: {win.goal}" if win.goal else "",
    ]
    second = " · ".join(detail for detail in details if detail)
    lines = [beside(plain(marked(WIN)), plain((win.text, "bold")), [], width)]
    if second:
        lines.append(hanging(plain((second, "$text-muted")), width, 2))
    return Row(win.id, Content("\n").join(lines))


def year_of(meeting: Meeting, meeting_id: str, others: Iterable[MeetingWins]) -> Year:
    """Return what the series of a meeting has won in its year, the meeting itself included.

    Args:
        meeting: the meeting, as it is now.
        meeting_id: its id.
        others: the wins of the meetings of the year, in whatever series.
    """
    info = meeting.info
    series = series_key(info.series, info.title)
    own = MeetingWins(
        meeting_id,
        info.date.isoformat(),
        series,
        tuple(Win(win.goal, win.organisations) for win in meeting.wins),
    )
    same = [one for one in others if one.series == series and one.meeting_id != meeting_id]
    return tally((own, *same))


def year_title(year: Year, number: int) -> str:
    """Return the totals of a year: "2026: 8 wins in 3 meetings"."""
    wins, meetings = count(sum(year.months), "win"), count(year.meetings, "meeting")
    return f"{number}: {wins} in {meetings}"


def in_a_row(year: Year) -> str:
    """Return how many meetings in a row had a win; "" for fewer than two."""
    return f"{year.in_a_row} in a row" if year.in_a_row > 1 else ""


def by_goal(meeting: Meeting, year: Year, width: int) -> Content:
    """Return the shared goals, each with a star for every win of the year that serves it.

    Args:
        meeting: the meeting, which names the goals.
        year: the wins of the year.
        width: of a line, in cells.
    """
    return _starred((*meeting.info.goals, *year.goals), year.goals, width)


def recognised(meeting: Meeting, year: Year, width: int) -> Content:
    """Return the organisations, each with a star for every win that it contributed to.

    Args:
        meeting: the meeting; the organisations that are here are shown without a win too.
        year: the wins of the year.
        width: of a line, in cells.
    """
    here = people.organisations(people.present_people(meeting))
    found = _starred((*year.organisations, *here), year.organisations, width)
    return found if found.plain else plain(("No organisation is here yet", "$text-muted"))


def _starred(names: Iterable[str], stars: Counter[str], width: int) -> Content:
    """Return a line for each name, those with the most stars first; a long name is wrapped."""
    lines: list[Content] = []
    for name in sorted(dict.fromkeys(names), key=lambda name: -stars[name]):
        number = stars[name]
        shown = "★" * number if number <= _MOST_STARS else f"★ {number}"
        sign = plain((f"{shown or '·':<{_MOST_STARS}} ", "$win" if number else "$text-muted"))
        rest = hanging(Content(name), width, _MOST_STARS + 1)
        lines.append(plain(sign, rest[_MOST_STARS + 1 :]))
    return Content("\n").join(lines)

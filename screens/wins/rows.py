"""What the wins screen shows: a row for each win."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import Win
from data.rules import people
from screens.keys import with_keys
from screens.widgets.content import plain
from screens.widgets.record_list import Row


def win_row(win: Win) -> Row:
    """Return a row of two lines: the win, then thanks, organisations and goal if there are any."""
    details = [
        f"thanks to {', '.join(win.thanks)}" if win.thanks else "",
        ", ".join(win.organisations),
        f"goal: {win.goal}" if win.goal else "",
    ]
    second = " · ".join(detail for detail in details if detail)
    text = plain(("★ ", "$win"), (win.text, "bold"))
    return Row(win.id, plain(text, (f"\n  {second}", "$text-muted")) if second else text)


def by_goal(meeting: Meeting) -> Content:
    """Return the shared goals, each with a star for every win that serves it."""
    names = [*meeting.info.goals, *(win.goal for win in meeting.wins if win.goal)]
    return _starred(
        names,
        (win.goal for win in meeting.wins),
        with_keys("No goal was named yet: {records.edit} adds it"),
    )


def recognised(meeting: Meeting) -> Content:
    """Return the organisations here, each with a star for every win that it contributed to."""
    here = people.organisations(people.present_people(meeting))
    thanked = [name for win in meeting.wins for name in win.organisations]
    return _starred([*thanked, *here], thanked, "No organisation is here yet")


def _starred(names: Iterable[str], counted: Iterable[str], nothing: str) -> Content:
    stars = Counter(counted)
    ordered = sorted(dict.fromkeys(names), key=lambda name: -stars[name])
    if not ordered:
        return plain((nothing, "$text-muted"))
    return Content("\n").join(
        plain((f"{'★' * stars[name] or '·':<4} ", "$win" if stars[name] else "$text-muted"), name)
        for name in ordered
    )

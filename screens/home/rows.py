"""What the home screen shows of a meeting, in a row of its list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from data.index.summaries import MISSING, Summary
from data.text.formatting import count, local_day
from screens import signs
from screens.keys import with_keys
from screens.widgets.content import join, plain

_GROUPS = {"running": "Running", "draft": "In preparation"}
_PAST = "Past"
_GROUP_ORDER = ("Running", "In preparation", _PAST)
OTHER_FILES = "Not meetings"
_MIN_WIDTH = 40  # cells; in less room a row is cut at its end
_LONG_DAY_FROM = 60  # cells of a row from which the day is written in full


def group(summary: Summary) -> str:
    """Return the heading that a meeting is listed under."""
    return _GROUPS.get(summary.state, _PAST)


def sorted_by_group(summaries: Sequence[Summary]) -> list[Summary]:
    """Sort meetings by the order of their headings; within a heading they keep their order."""
    return sorted(summaries, key=lambda summary: _GROUP_ORDER.index(group(summary)))


def heading(text: str) -> Content:
    """Return the row above a group of meetings."""
    return Content.styled(text, "bold $primary")


def meeting_row(summary: Summary, width: int) -> Content:
    """Return the row of a meeting that can be opened: date and title, then counts and state.

    Args:
        summary: the meeting.
        width: the cells of the row.
    """
    day = date.fromisoformat(summary.date)
    shown = f"{local_day(day):<16} " if width >= _LONG_DAY_FROM else f"{day.day:>2} {day:%b %y}  "
    left = plain((shown, "$text-muted"), (summary.title, "bold"))
    numbers = (
        (f"{sign}{number} " if number else "", style)
        for (sign, style), number in (
            (signs.WIN, summary.wins),
            (signs.DECISION, summary.decisions),
            (signs.ACTION, summary.open_actions),
        )
    )
    state = (summary.state, "bold $floor" if summary.state == "running" else "$text-muted")
    right = plain(*numbers, " ", state)
    if left.cell_length + right.cell_length >= width:  # the title is more than the numbers
        right = plain(state)
    return join(left, right, max(_MIN_WIDTH, width))


def damaged_row(summary: Summary, copies: int, width: int) -> Content:
    """Return the row of a meeting whose file cannot be read, or is gone.

    Args:
        summary: the meeting; `damaged` holds the reason.
        copies: the number of its backups.
        width: the cells of the row.
    """
    if summary.state == MISSING:
        left = plain((f"{summary.id}  ", "bold"), (summary.damaged, "$text-error"))
        return join(
            left, plain((with_keys("{home.open} restores the newest"), "$text-muted")), width
        )
    left = plain((f"{summary.id}  ", "bold"), ("damaged: ", "$text-error"), summary.damaged)
    number = count(copies, "copy", "copies")
    right = number + with_keys(" · {home.open}") if copies else "no copy"
    return join(left, plain((right, "$text-muted")), max(_MIN_WIDTH, width))


def other_file_row(summary: Summary, width: int) -> Content:
    """Return the row of a file that is not named as a meeting is, such as a copy of one.

    Args:
        summary: of the file; its id is the name of the file without ".json".
        width: the cells of the row.
    """
    reason = plain((summary.damaged, "$text-error"))
    return join(plain((f"{summary.id}.json", "bold")), reason, max(_MIN_WIDTH, width))


def welcome() -> Content:
    """Return what an empty library shows: how to begin."""
    return plain(
        ("No meeting yet.", "bold"),
        "\n\nPress ",
        (with_keys("{home.new}"), "bold reverse"),
        with_keys(
            " to make the first one.\n\n"
            "Or try it with sample meetings: leave with {quit} and type\n\n"
        ),
        "    meeting-tui demo\n",
    )

"""What the home screen shows beside the list: the highlighted meeting, open actions, the year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from textual.content import Content

from data.index import preview
from data.index.preview import Line, Preview
from data.index.registers import OpenAction
from data.index.summaries import Summary
from data.text.formatting import count, local_day, shortened
from screens import signs
from screens.widgets.content import beside, join, plain
from screens.widgets.progress import month_bars

T = TypeVar("T")

_OWNER_CELLS = 14  # of the column of owners, at most

_SIGNS = {
    preview.WIN: signs.WIN,
    preview.DECISION: signs.DECISION,
    preview.OBJECTION: signs.NOT_AGREED,
    preview.CONFLICT: signs.CONFLICT,
    preview.ACTION: signs.ACTION,
    preview.PARKED: signs.PARKED,
}


def preview_text(shown: Preview, width: int, height: int) -> Content:
    """Return the essence of a meeting: day, place and people, then its records.

    Args:
        shown: the meeting.
        width: of a line, in cells.
        height: how many lines there is room for.
    """
    people = count(shown.people, "person", "people")
    if shown.organisations:
        people += f" of {count(shown.organisations, 'organisation')}"
    about = " · ".join(
        part for part in (local_day(date.fromisoformat(shown.date)), shown.place, people) if part
    )
    lines = list(plain((about, "$text-muted")).wrap(max(8, width)))
    if shown.item:
        lines.append(plain(("▶ ", "$primary"), (shortened(shown.item, width - 2), "bold")))
    lines.append(Content(""))
    lines += _fitted(shown.lines, _row, width, max(1, height - len(lines)))
    if not shown.lines:
        lines.append(plain(("Nothing is recorded yet.", "$text-muted")))
    return Content("\n").join(lines)


@dataclass(frozen=True)
class _Row:
    """A row: a mark and a text at the left, and a short text at the right edge."""

    mark: Content
    text: str
    right: Content


def _fitted(
    records: Sequence[T], row: Callable[[T], _Row], width: int, height: int
) -> list[Content]:
    """Return the rows of records in full if there is room; otherwise one line each, if it fits."""
    if len(records) > height:
        lines = [_one_line(row(record), width) for record in records[: height - 1]]
        return [*lines, plain((f"and {len(records) - height + 1} more", "$text-muted"))]
    rows = [row(record) for record in records]
    whole = [beside(one.mark, plain(one.text), (one.right,), width) for one in rows]
    if sum(text.plain.count("\n") + 1 for text in whole) <= height:
        return whole
    return [_one_line(one, width) for one in rows]


def _one_line(row: _Row, width: int) -> Content:
    room = width - row.mark.cell_length - row.right.cell_length - 1
    return join(plain(row.mark, shortened(row.text, max(6, room))), row.right, width)


def _row(line: Line) -> _Row:
    more = _short_day(line.more) if line.kind == preview.ACTION else line.more
    return _Row(plain(signs.marked(_SIGNS[line.kind])), line.text, plain((more, "$text-muted")))


def actions_text(actions: Sequence[OpenAction], today: date, width: int, height: int) -> Content:
    """Return the open actions of all meetings, the one that is due first at the top.

    Args:
        actions: the actions.
        today: an action that is due before this day is late.
        width: of a line, in cells.
        height: how many lines there is room for.
    """
    by_date = sorted(actions, key=lambda action: (not action.due, action.due))
    owners = max((len(_owner(action)) for action in by_date[:height]), default=0)
    column = min(owners, _OWNER_CELLS)
    lines = _fitted(by_date, lambda action: _action(action, today, column), width, height)
    return Content("\n").join(lines) if lines else plain(("No action is open.", "$text-muted"))


def _owner(action: OpenAction) -> str:
    return action.owner or "no owner"


def _action(action: OpenAction, today: date, column: int) -> _Row:
    late = bool(action.due) and action.due < today.isoformat()
    due = _short_day(action.due) if action.due else ""
    right = plain(
        ("late " if late else "", "bold $late"), (due, "$late" if late else "$text-muted")
    )
    sign = signs.marked(signs.LATE if late else signs.ACTION)
    return _Row(plain(sign, (f"{_owner(action):<{column}}", "bold"), "  "), action.text, right)


def _short_day(iso: str) -> str:
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return ""
    return f"{day.day} {day:%b}"


def year_text(summaries: Sequence[Summary], year: int) -> tuple[str, Content]:
    """Return the title and the wins of each month of a year as bars.

    Args:
        summaries: the meetings of the library.
        year: the year.
    """
    months = [0] * 12
    meetings = 0
    for summary in summaries:
        if summary.date.startswith(f"{year}-"):
            months[int(summary.date[5:7]) - 1] += summary.wins
            meetings += 1
    totals = f"{count(sum(months), 'win')} in {count(meetings, 'meeting')}"
    return f"{year}: {totals}", month_bars(months, "$win")

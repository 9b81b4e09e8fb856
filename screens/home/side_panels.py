"""What the home screen shows beside the list: the highlighted meeting, open actions, the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from data.index import preview
from data.index.preview import Line, Preview
from data.index.registers import OpenAction
from data.index.summaries import Summary
from data.text.formatting import count, local_day, shortened
from screens.widgets.content import join, plain
from screens.widgets.progress import month_bars

_SIGNS = {
    preview.WIN: ("★", "$win"),
    preview.DECISION: ("◆", "$decision"),
    preview.OBJECTION: ("✗", "$conflict"),
    preview.CONFLICT: ("▲", "$conflict"),
    preview.ACTION: ("○", "$action"),
    preview.PARKED: ("□", "$text-muted"),
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
    room = max(1, height - len(lines))
    fits = len(shown.lines) <= room
    lines += [_line(line, width) for line in shown.lines[: room if fits else room - 1]]
    if not shown.lines:
        lines.append(plain(("Nothing is recorded yet.", "$text-muted")))
    elif not fits:
        lines.append(plain((f"and {len(shown.lines) - room + 1} more", "$text-muted")))
    return Content("\n").join(lines)


def _line(line: Line, width: int) -> Content:
    sign, style = _SIGNS[line.kind]
    more = line.more
    if line.kind == preview.ACTION and more:
        more = _short_day(more)
    text = shortened(line.text, max(8, width - 3 - len(more)))
    return join(plain((f"{sign} ", style), text), plain((more, "$text-muted")), width)


def actions_text(actions: Sequence[OpenAction], today: date, width: int, height: int) -> Content:
    """Return the open actions of all meetings, the one that is due first at the top.

    Args:
        actions: the actions.
        today: an action that is due before this day is late.
        width: of a line, in cells.
        height: how many lines there is room for.
    """
    by_date = sorted(actions, key=lambda action: (not action.due, action.due))
    fits = len(by_date) <= height
    lines = [_action(action, today, width) for action in by_date[: height if fits else height - 1]]
    if not fits:
        lines.append(plain((f"and {len(by_date) - height + 1} more", "$text-muted")))
    return Content("\n").join(lines) if lines else plain(("No action is open.", "$text-muted"))


def _action(action: OpenAction, today: date, width: int) -> Content:
    late = bool(action.due) and action.due < today.isoformat()
    due = _short_day(action.due) if action.due else ""
    right = plain(
        ("late " if late else "", "bold $late"), (due, "$late" if late else "$text-muted")
    )
    left = plain(("○ ", "$late" if late else "$action"), (action.owner or "no owner", "bold"))
    room = width - left.cell_length - right.cell_length - 2
    return join(plain(left, "  ", shortened(action.text, max(6, room))), right, width)


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

"""What the agenda shows: a row for each item, details of one, and what it has produced."""

from __future__ import annotations

from datetime import date, datetime

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    ItemState,
    MeetingState,
    Parked,
    Visibility,
    Win,
)
from data.rules import agenda, schedule
from data.text.durations import format_duration
from data.text.formatting import local_time
from screens.keys import with_keys
from screens.symbols import short_line
from screens.widgets.content import beside, plain
from screens.widgets.progress import progress_bar
from screens.widgets.record_list import Row

_MARKS = {
    ItemState.WAITING: ("·", "$text-muted"),
    ItemState.CURRENT: ("▶", "$primary"),
    ItemState.DONE: ("✓", "$floor"),
    ItemState.DEFERRED: ("→", "$text-muted"),
}
_SKIPPED = "–"
_BAR_WIDTH = 12  # cells
_BAR_FROM = 56  # cells of a row from which it has a bar


def agenda_rows(meeting: Meeting, now: datetime, width: int) -> list[Row]:
    """Return a row for each item, and a line above those not reached at the present pace.

    Args:
        meeting: the meeting.
        now: the present instant.
        width: of a row, in cells.
    """
    times = schedule.start_times(meeting, now)
    late = [item.id for item in schedule.not_reached(meeting, now)]
    rows: list[Row] = []
    for number, item in enumerate(agenda.sorted_items(meeting), start=1):
        if late and item.id == late[0]:
            rows.append(Row("", _not_reached_line(meeting, width)))
        rows.append(Row(item.id, item_row(item, number, times.get(item.id), now, width)))
    return rows


def _not_reached_line(meeting: Meeting, width: int) -> Content:
    ends = schedule.planned_end(meeting)
    key = with_keys("{agenda.not_reached}")
    text = f" not reached by {local_time(ends)} at this pace · {key} " if ends else ""
    return plain((f"──{text}".ljust(width, "─"), "$text-warning"))


def item_row(
    item: AgendaItem, number: int, begins: datetime | None, now: datetime, width: int
) -> Content:
    """Return the row of an item: when it begins, state, number, title, and its time at the right.

    Args:
        item: the item.
        number: its place in the agenda, from 1.
        begins: when it was taken, or will be; None if that is not known.
        now: the present instant.
        width: the cells of the row.
    """
    mark, style = _MARKS[item.state]
    if item.skipped:
        mark = _SKIPPED
    postponed = item.skipped or item.state is ItemState.DEFERRED
    title_style = "bold" if item.state is ItemState.CURRENT else "$text-muted" if postponed else ""
    clock = local_time(begins) if begins is not None and not postponed else ""
    left = plain(
        (f"{clock:<6}", "$text-muted"),
        (mark, style),
        (f"{number:>3} ", "$text-muted"),
    )
    return beside(left, plain((item.title, title_style)), [_times(item, now, width)], width)


def _times(item: AgendaItem, now: datetime, width: int) -> Content:
    """Return a bar, the minutes an item has taken, and those of its time box."""
    time_box, elapsed = agenda.time_box(item), agenda.elapsed(item, now)
    over = time_box is not None and elapsed > time_box
    planned = f"{time_box / 60:.0f}m" if time_box is not None else ""
    current = item.state is ItemState.CURRENT
    spent = format_duration(elapsed) if current else f"{elapsed / 60:.0f}" if item.spans else ""
    separator = "/" if spent and planned else ""
    unit = "m" if spent and not planned and not current else ""
    figures = plain(
        (spent, "$text-error" if over else ""), (f"{separator}{planned}{unit}", "$text-muted")
    )
    figures = plain(" " * max(0, 9 - figures.cell_length), figures)
    if width < _BAR_FROM or time_box is None:
        return figures
    style = "$late" if over else "$primary" if current else "$floor"
    return plain(progress_bar(_BAR_WIDTH, elapsed / time_box if time_box else 0, style), figures)


def agenda_summary(meeting: Meeting, now: datetime) -> str:
    """Return the minutes planned and spent, and the expected end."""
    planned = sum(agenda.time_box(item) or 0 for item in meeting.agenda) / 60
    spent = sum(agenda.elapsed(item, now) for item in meeting.agenda) / 60
    parts = [f"{planned:.0f} min planned"] if planned else []
    if meeting.info.state is not MeetingState.DRAFT:
        parts.append(f"{spent:.0f} spent")
    if meeting.info.state is MeetingState.RUNNING:
        parts.append(f"ends {local_time(schedule.forecast(meeting, now).ends)}")
    return " · ".join(parts)


def shorter_summaries(summary: str) -> list[str]:
    """Return a summary without its first part, without the first two and so on: the end counts."""
    parts = summary.split(" · ")
    return [" · ".join(parts[n:]) for n in range(1, len(parts))]


def item_title(meeting: Meeting, item: AgendaItem | None) -> str:
    """Return the number and the title of an item; "" for None."""
    return f"{agenda.item_number(meeting, item.id)} {item.title}" if item is not None else ""


def item_details(item: AgendaItem) -> Content:
    """Return what is shown above the notes of an item: kind, presenter, time, conclusion."""
    parts: list[str | tuple[str, str]] = [(f"{item.kind}", "$text-muted")]
    if item.presenter:
        parts += [(" · presented by ", "$text-muted"), item.presenter]
    if extension := agenda.extension_text(item):
        parts.append((f" · {extension}", "$text-muted"))
    if item.skipped:
        parts.append((" · skipped", "$text-muted"))
    elif item.state is ItemState.DEFERRED:
        parts.append((" · deferred", "$text-muted"))
    if item.conclusion:
        parts += ["\n", ("Conclusion  ", "$text-muted"), item.conclusion]
    return plain(*parts)


def produced(meeting: Meeting, item_id: str, today: date, width: int) -> Content:
    """Return a line for each outcome, win and conflict recorded during an item.

    Private conflict notes are left out, since others may see the agenda.

    Args:
        meeting: the meeting.
        item_id: the item.
        today: the present day.
        width: of a line, in cells.
    """
    records = [
        record
        for model in (Decision, Action, Win, ConflictNote, Parked)
        for record in meeting.records(model)
        if getattr(record, "item", "") == item_id
        and getattr(record, "visibility", None) is not Visibility.PRIVATE
    ]
    return Content("\n").join(short_line(record, today, width) for record in records)

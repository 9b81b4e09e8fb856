"""What the agenda shows: a row for each item, details of one, and what it has produced."""

from __future__ import annotations

from datetime import date, datetime

from textual.content import Content

from data.records.agenda_tree import AgendaTree, agenda_tree
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    ItemState,
    MeetingState,
    Parked,
    QueueEntry,
    SpeechRequest,
    Visibility,
    Win,
)
from data.rules import agenda, schedule
from data.text.durations import format_duration
from data.text.formatting import local_time, shortened
from screens.keys import with_keys
from screens.record_signs import short_line
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
_GOES_ON = ("▷", "$primary")  # an item that is done itself, but one of its sub-items is open
_INDENTED = 6  # cells in which the number of a sub-item ends
_BAR_WIDTH = 12  # cells
_SUB_BAR_WIDTH = 9
_BAR_FROM = 56  # cells of a row from which it has a bar


def agenda_rows(meeting: Meeting, now: datetime, width: int) -> list[Row]:
    """Return a row for each item, and a line above those not reached at the present pace.

    Args:
        meeting: the meeting.
        now: the present instant.
        width: of a row, in cells.
    """
    times, tree = schedule.start_times(meeting, now), agenda_tree(meeting)
    late = [item.id for item in schedule.not_reached(meeting, now)]
    rows: list[Row] = []
    for item in tree.items:
        if late and item.id == late[0]:
            rows.append(Row("", _not_reached_line(meeting, width)))
        rows.append(Row(item.id, item_row(tree, item, times.get(item.id), now, width)))
    return rows


def _not_reached_line(meeting: Meeting, width: int) -> Content:
    ends = schedule.planned_end(meeting)
    key = with_keys("{agenda.not_reached}")
    text = f" not reached by {local_time(ends)} at this pace · {key} " if ends else ""
    return plain((f"──{text}".ljust(width, "─"), "$text-warning"))


def item_row(
    tree: AgendaTree, item: AgendaItem, begins: datetime | None, now: datetime, width: int
) -> Content:
    """Return the row of an item: when it begins, state, number, title, and its time at the right.

    A sub-item is indented. The time of an item contains that of its sub-items.

    Args:
        tree: the agenda.
        item: the item.
        begins: when it was taken, or will be; None if that is not known.
        now: the present instant.
        width: the cells of the row.
    """
    mark, style = _MARKS[item.state]
    if item.skipped:
        mark = _SKIPPED
    elif item.state is ItemState.DONE and _goes_on(tree, item):
        mark, style = _GOES_ON
    postponed = item.skipped or item.state is ItemState.DEFERRED
    title_style = "bold" if item.state is ItemState.CURRENT else "$text-muted" if postponed else ""
    clock = local_time(begins) if begins is not None and not postponed else ""
    left = plain(
        (f"{clock:<6}", "$text-muted"),
        (mark, style),
        (f"{tree.numbers[item.id]:>{_INDENTED if item.id in tree.parents else 3}} ", "$text-muted"),
    )
    return beside(left, plain((item.title, title_style)), [_times(tree, item, now, width)], width)


def _goes_on(tree: AgendaTree, item: AgendaItem) -> bool:
    """Return whether one of the sub-items of an item is open."""
    return any(sub.state is ItemState.CURRENT for sub in tree.subs.get(item.id, ()))


def _times(tree: AgendaTree, item: AgendaItem, now: datetime, width: int) -> Content:
    """Return a bar, the minutes an item has taken, and those of its time box."""
    time_box, elapsed = tree.whole_time_box(item), tree.whole_elapsed(item, now)
    over = time_box is not None and elapsed > time_box
    planned = f"{time_box / 60:.0f}m" if time_box is not None else ""
    current = item.state is ItemState.CURRENT or _goes_on(tree, item)
    taken = any(one.spans for one in tree.family(item))
    is_open = item.state is ItemState.CURRENT  # of an item with an open sub-item: whole minutes
    spent = format_duration(elapsed) if is_open else f"{elapsed / 60:.0f}" if taken else ""
    separator = "/" if spent and planned else ""
    unit = "m" if spent and not planned and not is_open else ""
    figures = plain(
        (spent, "$text-error" if over else ""), (f"{separator}{planned}{unit}", "$text-muted")
    )
    figures = plain(" " * max(0, 9 - figures.cell_length), figures)
    if width < _BAR_FROM or time_box is None:
        return figures
    style = "$late" if over else "$primary" if current else "$floor"
    cells = _SUB_BAR_WIDTH if item.id in tree.parents else _BAR_WIDTH
    return plain(progress_bar(cells, elapsed / time_box if time_box else 0, style), figures)


def agenda_summary(meeting: Meeting, now: datetime) -> str:
    """Return the minutes planned and spent, and the expected end."""
    tree = agenda_tree(meeting)
    planned = sum(tree.whole_time_box(item) or 0 for item in tree.tops) / 60
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
    return f"{agenda.item_label(meeting, item.id)} {item.title}" if item is not None else ""


def item_details(item: AgendaItem) -> Content:
    """Return what is shown above the notes of an item: kind, presenter, time, conclusion."""
    parts: list[str | tuple[str, str]] = [(f"{item.kind}", "$text-muted")]
    if item.presenter:
        parts += [(" · presented by ", "$text-muted"), item.presenter]
    if extension := agenda.extension_text(item):
        parts.append((f" · {extension}", "$text-muted"))
    if item.agreed:
        parts.append((f" · agreed by {', '.join(item.agreed)}", "$text-muted"))
    if item.skipped:
        parts.append((" · skipped", "$text-muted"))
    elif item.state is ItemState.DEFERRED:
        parts.append((" · deferred", "$text-muted"))
    if item.conclusion:
        parts += ["\n", ("Conclusion  ", "$text-muted"), item.conclusion]
    return plain(*parts)


def produced(meeting: Meeting, item_id: str, today: date, width: int) -> Content:
    """Return a line for each outcome, win and conflict recorded during an item or its sub-items.

    Below them are the requests to speak that were not reached, or wait until it is taken again.
    Private conflict notes are left out, since others may see the agenda.

    Args:
        meeting: the meeting.
        item_id: the item.
        today: the present day.
        width: of a line, in cells.
    """
    item = meeting.find(AgendaItem, item_id)
    if item is None:
        return Content("")
    family = agenda_tree(meeting).family(item)
    ids = {one.id for one in family}
    records = [
        record
        for model in (Decision, Action, Win, ConflictNote, Parked)
        for record in meeting.records(model)
        if getattr(record, "item", "") in ids
        and getattr(record, "visibility", None) is not Visibility.PRIVATE
    ]
    requests: list[SpeechRequest | QueueEntry] = [r for one in family for r in one.not_reached]
    kept = {one.id for one in family if one.state is not ItemState.CURRENT}
    requests += [entry for entry in meeting.queue if entry.item in kept]
    lines = [short_line(record, today, width) for record in records]
    return Content("\n").join([*lines, *(_request_line(one, width) for one in requests)])


def _request_line(request: SpeechRequest | QueueEntry, width: int) -> Content:
    """Return a line about a request to speak that was not reached."""
    about = f": {request.about}" if request.about else ""
    text = shortened(f"{request.who or request.organisation}{about}", max(8, width - 15))
    return plain(("… ", "$text-muted"), text, ("  not reached", "$text-muted"))

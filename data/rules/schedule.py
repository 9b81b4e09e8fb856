"""The schedule of a meeting: when items begin, when it ends, and what is not reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from data.errors import MeetingError
from data.records.agenda_tree import AgendaTree, agenda_tree
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MeetingState, Parked
from data.rules.agenda import extend_time_box, sorted_items
from data.text.cleaning import LINE_LIMIT
from data.text.formatting import count


@dataclass(frozen=True)
class Forecast:
    """When the meeting will end if every item keeps to its time box.

    Args:
        ends: now, plus the time left of the current item (zero once it is over time), plus the time
            boxes of the waiting items.
        unplanned: how many of these items have no time box, so that `ends` leaves them out.
    """

    ends: datetime
    unplanned: int


def forecast(meeting: Meeting, now: datetime) -> Forecast:
    """Return the forecast at the instant `now`."""
    coming = agenda_tree(meeting).remaining(now).values()
    seconds = sum(left for left in coming if left is not None)
    return Forecast(now + timedelta(seconds=seconds), sum(left is None for left in coming))


@dataclass(frozen=True)
class ExtensionEffect:
    """What an extension of the current item does to the rest of the meeting.

    Args:
        ends: when the meeting ends then, if every item keeps to its time box.
        planned: the planned end; None if there is none.
        taken: the items that lose time before the planned end, from top to bottom, each with the
            seconds it loses.
    """

    ends: datetime
    planned: datetime | None
    taken: tuple[tuple[AgendaItem, float], ...]


def extension_effect(meeting: Meeting, now: datetime, seconds: int) -> ExtensionEffect:
    """Return what it would do to extend the current item.

    Args:
        meeting: a meeting in which an item is open.
        now: the present instant.
        seconds: by how much; negative seconds shorten it.

    Raises:
        MeetingError: as `extend_time_box` does.
    """
    extended = extend_time_box(meeting, now, seconds)
    planned = planned_end(meeting)
    before, after = _beyond(meeting, now, planned), _beyond(extended, now, planned)
    lost = (
        (item, after[item.id] - before[item.id])
        for item in sorted_items(meeting)
        if item.id in after
    )
    taken = tuple((item, loss) for item, loss in lost if loss > 0)
    return ExtensionEffect(forecast(extended, now).ends, planned, taken)


def _beyond(meeting: Meeting, now: datetime, end: datetime | None) -> dict[str, float]:
    """Return how many seconds of each waiting item are after an instant, by its id."""
    times, remaining = start_times(meeting, now), agenda_tree(meeting).remaining(now)
    beyond: dict[str, float] = {}
    for item in meeting.agenda:
        length = remaining.get(item.id) or 0.0
        if end is not None and item.state is ItemState.WAITING and item.id in times:
            late = (times[item.id] - end).total_seconds() + length
            beyond[item.id] = min(length, max(0.0, late))
    return beyond


def start_times(meeting: Meeting, now: datetime) -> dict[str, datetime]:
    """Return when each item was first taken, or will be if all keep to their time boxes.

    Deferred items have no time, nor has any item that was done without being taken.

    Returns:
        The instants, by the id of the item.
    """
    begins = meeting.info.started or meeting.info.planned_start
    coming = now if meeting.info.started or begins is None else max(now, begins)
    times: dict[str, datetime] = {}
    remaining = agenda_tree(meeting).remaining(now)
    for item in sorted_items(meeting):
        if item.spans:
            times[item.id] = item.spans[0][0]
        elif item.state is ItemState.WAITING:
            times[item.id] = coming
        coming += timedelta(seconds=remaining.get(item.id) or 0.0)
    return times


def not_reached(meeting: Meeting, now: datetime) -> tuple[AgendaItem, ...]:
    """Return the waiting items that would begin after the planned end at the present pace."""
    ends = planned_end(meeting)
    if ends is None or meeting.info.state is not MeetingState.RUNNING:
        return ()
    times = start_times(meeting, now)
    return tuple(
        item
        for item in sorted_items(meeting)
        if item.state is ItemState.WAITING and times[item.id] >= ends
    )


def planned_end(meeting: Meeting) -> datetime | None:
    """Return when the meeting ends by its agenda: its begin plus all minutes, without extensions.

    It begins at the planned time, or where none was set when it was started. None if neither is
    known, or no item has minutes.
    """
    begins = meeting.info.planned_start or meeting.info.started
    minutes = agenda_tree(meeting).total_minutes
    return begins + timedelta(minutes=minutes) if begins and minutes else None


def defer_not_reached(meeting: Meeting, at: datetime) -> Meeting:
    """Defer all items that are not reached to the next meeting, in one act.

    Raises:
        MeetingError: every item is reached.
    """
    items = _require_not_reached(meeting, at)
    changed = meeting.put(*(item.replace(state=ItemState.DEFERRED) for item in items))
    return changed.logged(at, "agenda items deferred", _subject(items))


def park_not_reached(meeting: Meeting, at: datetime) -> Meeting:
    """Move all items that are not reached to the parking lot, in one act.

    The requests to speak that were kept for them are removed.

    Raises:
        MeetingError: every item is reached.
    """
    items = _require_not_reached(meeting, at)
    tree, ids = agenda_tree(meeting), {item.id for item in items}
    meeting = meeting.with_table(
        "queue", tuple(entry for entry in meeting.queue if entry.item not in ids)
    )
    for item in items:
        for sub in tree.subs.get(item.id, ()):
            if sub.id not in ids:
                meeting = meeting.put(sub.replace(parent=""))
        text = tree.full_title(item)[:LINE_LIMIT]
        meeting = meeting.without(item).put(Parked(text=text, at=at))
    return meeting.logged(at, "agenda items parked", _subject(items))


def not_reached_first(meeting: Meeting, at: datetime) -> Meeting:
    """Move the items that are not reached before the other waiting items, in one act.

    Sub-items stay with their item, and move before its other sub-items.

    Raises:
        MeetingError: every item is reached.
    """
    items = _require_not_reached(meeting, at)
    tree = agenda_tree(meeting)
    moved = AgendaTree(
        _first(tree.tops, items), {top: _first(subs, items) for top, subs in tree.subs.items()}
    )
    return meeting.put(*moved.renumbered()).logged(at, "agenda items moved", _subject(items))


def _first(row: tuple[AgendaItem, ...], items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
    """Return items of one level with some of them before the others that wait."""
    chosen = [item for item in row if item in items]
    others = [item for item in row if item not in items]
    first = next((n for n, i in enumerate(others) if i.state is ItemState.WAITING), len(others))
    return (*others[:first], *chosen, *others[first:])


def _require_not_reached(meeting: Meeting, at: datetime) -> tuple[AgendaItem, ...]:
    items = not_reached(meeting, at)
    if not items:
        raise MeetingError("Every item is reached in time at this pace")
    return items


def _subject(items: tuple[AgendaItem, ...]) -> str:
    return items[0].title if len(items) == 1 else count(len(items), "item")

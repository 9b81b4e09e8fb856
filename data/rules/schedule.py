"""The schedule of a meeting: when items begin, when it ends, and what is not reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MeetingState, Parked
from data.rules.agenda import sorted_items, time_left
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
    seconds, unplanned = 0.0, 0
    for item in meeting.agenda:
        if item.state not in (ItemState.CURRENT, ItemState.WAITING):
            continue
        remaining = time_left(item, now)
        if remaining is None:
            unplanned += 1
        else:
            seconds += max(0.0, remaining)
    return Forecast(now + timedelta(seconds=seconds), unplanned)


def start_times(meeting: Meeting, now: datetime) -> dict[str, datetime]:
    """Return when each item was first taken, or will be if all keep to their time boxes.

    Deferred items have no time, nor has any item that was done without being taken.

    Returns:
        The instants, by the id of the item.
    """
    begins = meeting.info.started or meeting.info.planned_start
    coming = now if meeting.info.started or begins is None else max(now, begins)
    times: dict[str, datetime] = {}
    for item in sorted_items(meeting):
        if item.spans:
            times[item.id] = item.spans[0][0]
        elif item.state is ItemState.WAITING:
            times[item.id] = coming
        if item.state in (ItemState.CURRENT, ItemState.WAITING):
            coming += timedelta(seconds=max(0.0, time_left(item, now) or 0.0))
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
    minutes = sum(item.minutes or 0 for item in meeting.agenda)
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
    ids = {item.id for item in items}
    meeting = meeting.with_table(
        "queue", tuple(entry for entry in meeting.queue if entry.item not in ids)
    )
    for item in items:
        meeting = meeting.without(item).put(Parked(text=item.title, at=at))
    return meeting.logged(at, "agenda items parked", _subject(items))


def not_reached_first(meeting: Meeting, at: datetime) -> Meeting:
    """Move the items that are not reached before the other waiting items, in one act.

    Raises:
        MeetingError: every item is reached.
    """
    items = _require_not_reached(meeting, at)
    others = [item for item in sorted_items(meeting) if item not in items]
    first = next((n for n, i in enumerate(others) if i.state is ItemState.WAITING), len(others))
    order = [*others[:first], *items, *others[first:]]
    moved = [item.replace(position=float(n)) for n, item in enumerate(order, start=1)]
    return meeting.put(*moved).logged(at, "agenda items moved", _subject(items))


def _require_not_reached(meeting: Meeting, at: datetime) -> tuple[AgendaItem, ...]:
    items = not_reached(meeting, at)
    if not items:
        raise MeetingError("Every item is reached in time at this pace")
    return items


def _subject(items: tuple[AgendaItem, ...]) -> str:
    return items[0].title if len(items) == 1 else count(len(items), "item")

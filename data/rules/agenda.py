"""The agenda: items in order, one of them open, each with a time box.

Sources: the words follow common meeting practice (agenda item, time box); that a new item reopens
the speaker queue is Zakim's documented behaviour ("agenda items and the queue").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from data.errors import MeetingError
from data.limits import ITEM_LIMIT
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MeetingState
from data.rules import turns
from data.rules.edits import current_item
from data.rules.queue_order import renumber_pinned
from data.rules.speaker_queue import same_request
from data.rules.timespans import close_spans, total_seconds
from data.text.formatting import count


class PendingRequests(StrEnum):
    """What becomes of those who still wait to speak when the next item is taken."""

    CARRY = "carry"  # they come along to the next item
    KEEP = "keep"  # they stay with the item, and return when it is taken up again
    DROP = "drop"


def sorted_items(meeting: Meeting) -> tuple[AgendaItem, ...]:
    """The agenda from top to bottom."""
    return tuple(sorted(meeting.agenda, key=lambda item: item.position))


def item_number(meeting: Meeting, item_id: str) -> int:
    """The number of an item on the agenda, from 1; 0 where it is not on it."""
    ids = [item.id for item in sorted_items(meeting)]
    return ids.index(item_id) + 1 if item_id in ids else 0


def elapsed(item: AgendaItem, now: datetime) -> float:
    """Seconds that the item has been open."""
    return total_seconds(item.spans, now)


def time_box(item: AgendaItem) -> float | None:
    """The time box in seconds, extensions included; None for an item without one."""
    if item.minutes is None and not item.extensions:
        return None
    return (item.minutes or 0) * 60 + sum(item.extensions)


def time_left(item: AgendaItem, now: datetime) -> float | None:
    """Seconds left in the time box, negative once it is over; None without a box."""
    seconds = time_box(item)
    return None if seconds is None else seconds - elapsed(item, now)


@dataclass(frozen=True)
class Forecast:
    """When the meeting will end at this pace.

    `ends` is now, plus what is left of the open item (nothing once its box is over), plus the
    boxes of the items still waiting. `unplanned` counts waiting items without a box: the
    forecast cannot know them, and a screen says so.
    """

    ends: datetime
    unplanned: int


def forecast(meeting: Meeting, now: datetime) -> Forecast:
    """The forecast at the instant `now`."""
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


def add_items(meeting: Meeting, at: datetime, items: tuple[AgendaItem, ...]) -> Meeting:
    """Put items at the end of the agenda, in their order."""
    if len(meeting.agenda) + len(items) > ITEM_LIMIT:
        raise MeetingError(
            f"An agenda holds at most {ITEM_LIMIT:,} items",
            f"this would make {len(meeting.agenda) + len(items):,}; nothing was added",
        )
    last = max((item.position for item in meeting.agenda), default=0.0)
    placed = [item.replace(position=last + n) for n, item in enumerate(items, start=1)]
    subject = placed[0].title if len(placed) == 1 else f"{len(placed)} items"
    if not placed:
        return meeting
    return meeting.put(*placed).logged(at, "agenda item added", subject)


def move_item(meeting: Meeting, at: datetime, item_id: str, steps: int) -> Meeting:
    """Move an item down (or up, with negative steps); at the end of the list nothing happens."""
    items = list(sorted_items(meeting))
    item = meeting.get(AgendaItem, item_id)
    index = items.index(item)
    target = min(max(index + steps, 0), len(items) - 1)
    if target == index:
        return meeting
    items.insert(target, items.pop(index))
    moved = [
        row.replace(position=float(n))
        for n, row in enumerate(items, start=1)
        if row.position != float(n)
    ]
    return meeting.put(*moved).logged(at, "agenda item moved", item.title)


def next_waiting(meeting: Meeting) -> AgendaItem | None:
    """The item that comes next: the first waiting one after the open one, else the first."""
    items = sorted_items(meeting)
    current = current_item(meeting)
    after = items[items.index(current) + 1 :] if current else items
    return next((i for i in (*after, *items) if i.state is ItemState.WAITING), None)


def _close_current(
    meeting: Meeting,
    at: datetime,
    conclusion: str | None,
    state: ItemState,
    pending: PendingRequests,
    following: str = "",
) -> Meeting:
    """End the open item and the turn on it; those who wait go where `pending` says.

    Nobody waits twice with one kind: who waits on the following item already stays behind with
    the second request, which returns with its own item.
    """
    current = current_item(meeting)
    meeting = turns.clear_floor(meeting, at)
    left_behind = current.id if current else ""
    those_waiting = [entry for entry in meeting.queue if entry.item == left_behind]
    if pending is PendingRequests.DROP:
        for entry in those_waiting:
            meeting = meeting.without(entry)
    elif pending is PendingRequests.CARRY:
        there = [entry for entry in meeting.queue if entry.item == following]
        meeting = meeting.put(
            *(
                entry.replace(item=following)
                for entry in those_waiting
                if not any(same_request(entry, other) for other in there)
            )
        )
    if current is None:
        return meeting
    changes: dict[str, object] = {"state": state, "spans": close_spans(current.spans, at)}
    if conclusion is not None:
        changes["conclusion"] = conclusion
    return meeting.put(current.replace(**changes))


def take_item(
    meeting: Meeting,
    at: datetime,
    item_id: str,
    conclusion: str | None = None,
    pending: PendingRequests = PendingRequests.CARRY,
) -> Meeting:
    """Open an item, in or out of its order; the open one ends with its conclusion.

    A new item reopens the queue (Zakim). Whoever has the floor gives it up; those who wait come
    along, stay with their item, or are dropped, as `pending` says.
    """
    if meeting.info.state is MeetingState.DRAFT:
        raise MeetingError("The meeting has not started", hint="Start it first")
    item = meeting.get(AgendaItem, item_id)
    current = current_item(meeting)
    if current is not None and current.id == item_id:
        raise MeetingError(f"“{item.title}” is the current item already")
    meeting = _close_current(meeting, at, conclusion, ItemState.DONE, pending, item_id)
    opened = item.replace(state=ItemState.CURRENT, spans=(*item.spans, (at, None)), skipped=False)
    meeting = renumber_pinned(meeting.put(opened), at)
    if not meeting.info.queue_open:
        meeting = meeting.put(meeting.info.replace(queue_open=True))
    return meeting.logged(at, "agenda item taken", item.title)


def next_item(
    meeting: Meeting,
    at: datetime,
    conclusion: str | None = None,
    pending: PendingRequests = PendingRequests.CARRY,
) -> Meeting:
    """Take the next waiting item; with none left, end the open one."""
    following = next_waiting(meeting)
    if following is not None:
        return take_item(meeting, at, following.id, conclusion, pending)
    current = current_item(meeting)
    if current is None:
        raise MeetingError("No item is waiting", hint="Add one, or reopen one")
    meeting = _close_current(meeting, at, conclusion, ItemState.DONE, pending)
    return renumber_pinned(meeting, at).logged(at, "agenda item ended", current.title)


def skip_item(meeting: Meeting, at: datetime, item_id: str) -> Meeting:
    """Leave an item out: it is done without having been taken (or without a conclusion)."""
    return _set_aside(meeting, at, item_id, ItemState.DONE, "agenda item skipped", skipped=True)


def defer_item(meeting: Meeting, at: datetime, item_id: str) -> Meeting:
    """Put an item off to the next meeting."""
    return _set_aside(meeting, at, item_id, ItemState.DEFERRED, "agenda item deferred")


def waiting_note(meeting: Meeting, item_id: str) -> str:
    """How many wait on an item that is not open, in words; "" for none."""
    waiting = sum(entry.item == item_id for entry in meeting.queue)
    if not waiting:
        return ""
    return f"{count(waiting, 'person waits', 'people wait')} on it until it is taken again"


def _set_aside(
    meeting: Meeting,
    at: datetime,
    item_id: str,
    state: ItemState,
    act: str,
    *,
    skipped: bool = False,
) -> Meeting:
    item = meeting.get(AgendaItem, item_id)
    if item.state is ItemState.CURRENT:
        meeting = _close_current(meeting, at, None, state, PendingRequests.KEEP)
        item = meeting.get(AgendaItem, item_id)
    item = item.replace(state=state, skipped=skipped)
    return renumber_pinned(meeting.put(item), at).logged(at, act, item.title)


def reopen_item(meeting: Meeting, at: datetime, item_id: str) -> Meeting:
    """Put a done or deferred item among those that wait; its time so far stays counted."""
    item = meeting.get(AgendaItem, item_id)
    if item.state not in (ItemState.DONE, ItemState.DEFERRED):
        raise MeetingError(f"“{item.title}” is {item.state} already")
    item = item.replace(state=ItemState.WAITING, skipped=False)
    return meeting.put(item).logged(at, "agenda item reopened", item.title)


def extend_time_box(meeting: Meeting, at: datetime, seconds: int, item_id: str = "") -> Meeting:
    """Make the time box of an item (the open one by default) longer, or shorter if negative."""
    item = meeting.get(AgendaItem, item_id or _require_current_item(meeting).id)
    if seconds == 0:
        raise MeetingError("An extension of no time changes nothing", hint="Say, for example, 5m")
    if (time_box(item) or 0) + seconds < 0 or abs(seconds) > 24 * 3600:
        raise MeetingError("That leaves no sensible time box", hint="Say, for example, 5m")
    item = item.replace(extensions=(*item.extensions, seconds))
    return meeting.put(item).logged(at, "time box extended", item.title)


def add_note(meeting: Meeting, at: datetime, text: str, item_id: str = "") -> Meeting:
    """Add a line to the notes of an item (the open one by default)."""
    item = meeting.get(AgendaItem, item_id or _require_current_item(meeting).id)
    notes = f"{item.notes}\n{text}" if item.notes else text
    return meeting.put(item.replace(notes=notes)).logged(at, "note", item.title)


def _require_current_item(meeting: Meeting) -> AgendaItem:
    item = current_item(meeting)
    if item is None:
        raise MeetingError("No agenda item is open", hint="Take one first")
    return item

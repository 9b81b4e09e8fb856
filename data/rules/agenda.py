"""The agenda: items in order, at most one of them current, each with a time box.

Sources: the terms follow common meeting practice (agenda item, time box). That a new item reopens
the speaker queue is Zakim's documented behaviour ("agenda items and the queue").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from data.errors import MeanwhileError, MeetingError
from data.limits import ITEM_LIMIT
from data.records.agenda_tree import agenda_tree, own_time_box
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MeetingState
from data.records.spans import close_spans, total_seconds
from data.rules import turns
from data.rules.edits import current_item, require_same_item
from data.rules.queue_order import renumber_pinned
from data.rules.speaker_queue import same_request
from data.text.durations import format_duration
from data.text.formatting import count


class PendingRequests(StrEnum):
    """What happens to the requests to speak on an item when another item is taken."""

    CARRY = "carry"  # move them to the next item
    KEEP = "keep"  # keep them for the item, in case it is taken again
    DROP = "drop"  # remove them


def sorted_items(meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return the agenda items from top to bottom, each with its sub-items after it."""
    return agenda_tree(meeting).items


def item_number(meeting: Meeting, item_id: str) -> int:
    """Return the number of an item on the agenda, from 1; 0 if it is not on the agenda.

    A sub-item has the number of its item; `item_label` returns its own.
    """
    return int(item_label(meeting, item_id).partition(".")[0] or 0)


def item_label(meeting: Meeting, item_id: str) -> str:
    """Return the number of an item as it is shown: "3", "3.1"; "" if it is not on the agenda."""
    return agenda_tree(meeting).numbers.get(item_id, "")


def item_count(meeting: Meeting) -> int:
    """Return how many items the agenda has, sub-items not counted."""
    return len(agenda_tree(meeting).tops)


def elapsed(item: AgendaItem, now: datetime) -> float:
    """Return the seconds that the item itself has been open until now."""
    return total_seconds(item.spans, now)


def handled_items(meeting: Meeting) -> int:
    """Return how many items are no longer waiting: current, done, skipped or deferred."""
    return sum(item.state is not ItemState.WAITING for item in agenda_tree(meeting).tops)


def extension_text(item: AgendaItem) -> str:
    """Return by how much the time box was changed: "extended by 5:00"; "" if by nothing."""
    seconds = sum(item.extensions)
    if not seconds:
        return ""
    return f"{'extended' if seconds > 0 else 'shortened'} by {format_duration(abs(seconds))}"


def add_items(meeting: Meeting, at: datetime, items: tuple[AgendaItem, ...]) -> Meeting:
    """Append items to the agenda, in their order; sub-items to those of their item.

    Returns:
        The meeting after the act; the same object if there are no items.

    Raises:
        MeetingError: the agenda would have more than ITEM_LIMIT items, or a sub-item no item.
    """
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
    meeting = meeting.put(*placed)
    for item in placed:
        parent = meeting.get(AgendaItem, item.parent) if item.parent else None
        if parent is not None and item.id not in agenda_tree(meeting).parents:
            raise MeetingError(f"“{parent.title}” is a sub-item: it cannot have any")
    if any(item.parent for item in placed):
        meeting = meeting.put(*agenda_tree(meeting).renumbered())
    return meeting.logged(at, "agenda item added", subject)


def move_item(meeting: Meeting, at: datetime, item_id: str, steps: int) -> Meeting:
    """Move an item on the agenda, with its sub-items. A sub-item moves among those of its item.

    Args:
        item_id: the item.
        steps: how far down; negative steps move it up. The ends of the agenda are the limit.

    Returns:
        The meeting after the act; the same object if the item is at that end already.

    Raises:
        MeetingError: the item was removed.
    """
    item = meeting.get(AgendaItem, item_id)
    moved = agenda_tree(meeting).moved(item, steps)
    if moved is None:
        return meeting
    return meeting.put(*moved.renumbered()).logged(at, "agenda item moved", item.title)


def change_level(meeting: Meeting, at: datetime, item_id: str) -> Meeting:
    """Make an item a sub-item of the one above, or a sub-item an item of its own.

    Raises:
        MeetingError: no item is above, the item has sub-items itself, or was removed.
    """
    item = meeting.get(AgendaItem, item_id)
    changed = agenda_tree(meeting).with_other_level(item)
    is_sub = item_id in agenda_tree(meeting).parents
    act = "made an item of its own" if is_sub else "made a sub-item"
    return meeting.put(*changed.renumbered()).logged(at, act, item.title)


def require_same_order(meeting: Meeting, seen: Meeting) -> None:
    """Check that the agenda still has the items and the order that were shown.

    Raises:
        MeanwhileError: an item was added, moved or removed.
    """
    if [i.id for i in sorted_items(meeting)] != [i.id for i in sorted_items(seen)]:
        raise MeanwhileError("The agenda has changed")


def require_same_item_and_floor(meeting: Meeting, seen: Meeting) -> None:
    """Check that the current item and the floor are still as they were shown.

    Raises:
        MeanwhileError: they are not. An item that is taken would end a turn that has just begun.
    """
    require_same_item(meeting, seen)
    turns.require_same_floor(meeting, seen)


def next_waiting(meeting: Meeting) -> AgendaItem | None:
    """Return the first waiting item after the current one, else the first; None if none waits."""
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
    """Close the current item and end the turn on it; a step inside other rules.

    Args:
        meeting: the meeting. Without a current item, turn and requests outside of any item are
            handled in the same way.
        at: the instant of the act.
        conclusion: the conclusion of the item; None keeps the one it has.
        state: the new state of the item.
        pending: what happens to the requests to speak on it. A request is kept for the item, in
            spite of CARRY, if the same speaker waits with the same kind on the following item.
        following: the id of the item that is taken next; "" if none is.
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
    """Take an agenda item, in any order. The current item is done, and the turn on it ends.

    A new item reopens the speaker queue (Zakim), and its presenter has the floor. The item of a
    sub-item that is taken waits no longer.

    Args:
        item_id: the item to take.
        conclusion: the conclusion of the current item; None keeps the one it has.
        pending: what happens to the requests to speak on the current item.

    Raises:
        MeetingError: the meeting has not started, the item is the current one, or was removed.
    """
    if meeting.info.state is MeetingState.DRAFT:
        raise MeetingError("The meeting has not started", hint="Start it first")
    item = meeting.get(AgendaItem, item_id)
    current = current_item(meeting)
    if current is not None and current.id == item_id:
        raise MeetingError(f"“{item.title}” is already the current item")
    meeting = _close_current(meeting, at, conclusion, ItemState.DONE, pending, item_id)
    parent = agenda_tree(meeting).parents.get(item_id)
    if parent is not None and parent.state is ItemState.WAITING:
        meeting = meeting.put(parent.replace(state=ItemState.DONE))
    opened = item.replace(state=ItemState.CURRENT, spans=(*item.spans, (at, None)), skipped=False)
    meeting = renumber_pinned(meeting.put(opened), at)
    if not meeting.info.queue_open:
        meeting = meeting.put(meeting.info.replace(queue_open=True))
    meeting = turns.begin_presentation(meeting, at, opened)
    return meeting.logged(at, "agenda item taken", item.title)


def next_item(
    meeting: Meeting,
    at: datetime,
    conclusion: str | None = None,
    pending: PendingRequests = PendingRequests.CARRY,
) -> Meeting:
    """Take the next waiting item; if there is none, close the current one.

    Args:
        conclusion: the conclusion of the current item; None keeps the one it has.
        pending: what happens to the requests to speak on the current item.

    Raises:
        MeetingError: the meeting has not started, or there is neither a waiting nor a current item.
    """
    following = next_waiting(meeting)
    if following is not None:
        return take_item(meeting, at, following.id, conclusion, pending)
    current = current_item(meeting)
    if current is None:
        raise MeetingError("No item is waiting", hint="Add or reopen an item")
    meeting = _close_current(meeting, at, conclusion, ItemState.DONE, pending)
    return renumber_pinned(meeting, at).logged(at, "agenda item ended", current.title)


def skip_item(meeting: Meeting, at: datetime, item_id: str) -> Meeting:
    """Skip an item: it is done, marked as skipped. Requests to speak on it are kept.

    Raises:
        MeetingError: the item was removed.
    """
    return _set_aside(meeting, at, item_id, ItemState.DONE, "agenda item skipped", skipped=True)


def defer_item(meeting: Meeting, at: datetime, item_id: str) -> Meeting:
    """Defer an item to the next meeting. Requests to speak on it are kept.

    Raises:
        MeetingError: the item was removed.
    """
    return _set_aside(meeting, at, item_id, ItemState.DEFERRED, "agenda item deferred")


def waiting_note(meeting: Meeting, item_id: str) -> str:
    """Return a sentence on the requests kept for an item that is not current; "" if none are."""
    waiting = sum(entry.item == item_id for entry in meeting.queue)
    if not waiting:
        return ""
    return f"{count(waiting, 'person waits', 'people wait')} to speak when it is taken again"


def _set_aside(
    meeting: Meeting,
    at: datetime,
    item_id: str,
    state: ItemState,
    act: str,
    *,
    skipped: bool = False,
) -> Meeting:
    """Skip or defer an item and those of its sub-items that are not done; close the current one."""
    item = meeting.get(AgendaItem, item_id)
    for one in agenda_tree(meeting).family(item):
        if one is not item and one.state not in (ItemState.CURRENT, ItemState.WAITING):
            continue
        if one.state is ItemState.CURRENT:
            meeting = _close_current(meeting, at, None, state, PendingRequests.KEEP)
        present = meeting.get(AgendaItem, one.id)
        meeting = meeting.put(present.replace(state=state, skipped=skipped))
    return renumber_pinned(meeting, at).logged(at, act, item.title)


def reopen_item(meeting: Meeting, at: datetime, item_id: str) -> Meeting:
    """Put a done or deferred item back among the waiting ones. Its time so far still counts.

    So are the sub-items that were skipped or deferred with it.

    Raises:
        MeetingError: the item is neither done nor deferred, or was removed.
    """
    item = meeting.get(AgendaItem, item_id)
    if item.state not in (ItemState.DONE, ItemState.DEFERRED):
        raise MeetingError(f"“{item.title}” is already {item.state}")
    set_aside = item.skipped or item.state is ItemState.DEFERRED
    reopened = [
        one.replace(state=ItemState.WAITING, skipped=False)
        for one in agenda_tree(meeting).family(item)
        if one is item or (set_aside and (one.state, one.skipped) == (item.state, item.skipped))
    ]
    return meeting.put(*reopened).logged(at, "agenda item reopened", item.title)


def extend_time_box(
    meeting: Meeting, at: datetime, seconds: int, item_id: str = "", agreed: Sequence[str] = ()
) -> Meeting:
    """Extend the time box of an item. An item without one gets one.

    Args:
        seconds: by how much; negative seconds shorten it.
        item_id: the item; "" for the current one.
        agreed: the names of those who agreed to it, if they are to be recorded.

    Raises:
        MeetingError: `seconds` is zero or more than a day, the time box would be negative, there is
            no current item, or the item was removed.
    """
    item = meeting.get(AgendaItem, item_id or _require_current_item(meeting).id)
    if seconds == 0:
        raise MeetingError("An extension cannot be zero", hint="For example: 5m")
    if (own_time_box(item) or 0) + seconds < 0 or abs(seconds) > 24 * 3600:
        raise MeetingError(
            "A time box cannot be negative, or change by more than a day", hint="For example: 5m"
        )
    names = tuple(dict.fromkeys((*item.agreed, *agreed)))
    changed = item.replace(extensions=(*item.extensions, seconds), agreed=names)
    by = f", agreed by {', '.join(agreed)}" if agreed else ""
    return meeting.put(changed).logged(at, "time box extended", f"{item.title}{by}")


def add_note(meeting: Meeting, at: datetime, text: str, item_id: str = "") -> Meeting:
    """Add a line to the notes of an item.

    Args:
        text: the line.
        item_id: the item; "" for the current one.

    Raises:
        MeetingError: there is no current item, or the item was removed.
    """
    item = meeting.get(AgendaItem, item_id or _require_current_item(meeting).id)
    notes = f"{item.notes}\n{text}" if item.notes else text
    return meeting.put(item.replace(notes=notes)).logged(at, "note", item.title)


def _require_current_item(meeting: Meeting) -> AgendaItem:
    """Return the current item; raise MeetingError if there is none."""
    item = current_item(meeting)
    if item is None:
        raise MeetingError("No agenda item is open", hint="Take one first")
    return item

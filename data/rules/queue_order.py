"""The speaking order: the speaker queue sorted, with the reason for each position.

Kinds come first, as chairs have it: point of order, clarifying question, direct response, new
point. Within a kind, the queue mode of the meeting decides: as asked, first voices first, or
balanced. A request that the facilitator moved is pinned: it keeps its place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from data.errors import MeanwhileError
from data.records.meeting import Meeting
from data.records.models import QueueEntry, QueueMode, SpeechKind
from data.rules.edits import current_item_id
from data.rules.speaking_time import speaker_key, speaking_time
from data.rules.turns import kind_name
from data.text.comparison import fold
from data.text.durations import format_duration

_RANK = {kind: rank for rank, kind in enumerate(SpeechKind)}


@dataclass(frozen=True)
class QueuePosition:
    """A request in the speaking order.

    Args:
        entry: the request.
        reason: why it is at this position, in words.
        short_reason: the same where there is little room.
    """

    entry: QueueEntry
    reason: str
    short_reason: str = ""


def speaking_order(meeting: Meeting, now: datetime) -> tuple[QueuePosition, ...]:
    """Return the requests to speak on the current item in speaking order, the next one first.

    The time of the current speaker counts until now in whole seconds, so that an act uses the same
    order that a screen has shown in the same second.
    """
    return meeting.cached(_speaking_order, now.replace(microsecond=0))


def _speaking_order(meeting: Meeting, now: datetime) -> tuple[QueuePosition, ...]:
    item = current_item_id(meeting)
    entries = [entry for entry in meeting.queue if entry.item == item]
    if not entries:
        return ()
    sort_key, explain = _ranking(meeting, item, now)
    keep = bool(meeting.info.keep_next) and meeting.info.order is not QueueMode.AS_ASKED
    # The sort is stable: equal requests keep the order of the table, in which they were made.
    # Sorting by `asked` would be wrong: instants may be equal, and a clock may be set back.
    by_mode = sorted(
        (entry for entry in entries if entry.place is None),
        key=lambda e: (_RANK[e.kind], *sort_key(e)),
    )
    unpinned = sorted(by_mode, key=lambda e: (_RANK[e.kind], not (keep and e.announced)))
    positions = [
        _position(entry, *explain(entry), was_next=keep and entry.announced and entry is not other)
        for entry, other in zip(unpinned, by_mode, strict=True)
    ]
    pinned = sorted(
        (entry for entry in entries if entry.place is not None),
        key=lambda e: e.place or 0,
    )
    for entry in pinned:
        positions.insert(entry.place or 0, QueuePosition(entry, "put here by hand", "by hand"))
    return tuple(positions)


def _position(
    entry: QueueEntry, reason: str, short_reason: str, *, was_next: bool
) -> QueuePosition:
    """Return a position whose reason names the kind first, except for a new point."""
    if was_next:
        reason = f"{reason}; was next"
    if entry.kind is not SpeechKind.NEW_POINT:
        reason = f"{kind_name(entry.kind)}; {reason}"
    return QueuePosition(entry, reason, short_reason)


def announced(meeting: Meeting, now: datetime) -> Meeting:
    """Return the meeting in which the next in the queue stays next; a step inside other rules.

    Others of the same kind who ask later, or whose share of speaking time falls, come after them
    (the "safe positions" of VoteIT). Kinds that come first, and places set by hand, still do.
    """
    info = meeting.info
    if not info.keep_next or info.order is QueueMode.AS_ASKED:
        return meeting
    order = speaking_order(meeting, now)
    if not order or order[0].entry.announced:
        return meeting
    return meeting.put(order[0].entry.replace(announced=True))


def require_same_queue(meeting: Meeting, seen: Meeting, now: datetime) -> None:
    """Check that the queue is still in the order that was shown.

    Raises:
        MeanwhileError: somebody has joined or left, or the order is another one.
    """
    here, shown = ([p.entry.id for p in speaking_order(m, now)] for m in (meeting, seen))
    if here != shown:
        raise MeanwhileError("The queue has changed")


def renumber_pinned(meeting: Meeting, now: datetime) -> Meeting:
    """Set the place of each pinned request to its present position; a step inside other rules.

    This is needed when an item is taken: requests of its queue may have been added, removed or left
    behind while another item was current.
    """
    meeting = meeting.put(
        *(
            position.entry.replace(place=n)
            for n, position in enumerate(speaking_order(meeting, now))
            if position.entry.place not in (None, n)
        )
    )
    return announced(meeting, now)


def without_request(meeting: Meeting, at: datetime, entry: QueueEntry) -> Meeting:
    """Return the meeting without a request; a step inside other rules.

    Pinned requests behind it move up by one.
    """
    ids = [position.entry.id for position in speaking_order(meeting, at)]
    if entry.id not in ids:  # it waits on another item
        return meeting.without(entry)
    index = ids.index(entry.id)
    moved_up = [
        e.replace(place=e.place - 1)
        for e in meeting.queue
        if e.place is not None and e.place > index and e.item == entry.item
    ]
    return meeting.put(*moved_up).without(entry)


def pinned_at(
    meeting: Meeting, order: tuple[QueuePosition, ...], entry: QueueEntry, index: int
) -> Meeting:
    """Return the meeting with a request pinned at a place; a step inside other rules.

    Requests that were pinned before get their new places too: otherwise two of them could have the
    same place, and the later one would not get it.

    Args:
        meeting: the meeting.
        order: its speaking order; the request may be missing in it.
        entry: the request.
        index: the place, from 0.
    """
    entries = [position.entry for position in order if position.entry.id != entry.id]
    entries.insert(index, entry)
    return meeting.put(
        *(
            e.replace(place=n, announced=e.announced and e.id != entry.id)
            for n, e in enumerate(entries)
            if e.id == entry.id or e.place is not None
        )
    )


SortKey = Callable[[QueueEntry], tuple[float, ...]]
"""Returns the sort key of a request within its kind."""

Reason = Callable[[QueueEntry], tuple[str, str]]
"""Returns the reason and the short reason for the position of a request."""


def _ranking(meeting: Meeting, item: str, now: datetime) -> tuple[SortKey, Reason]:
    """Return how the queue mode of the meeting sorts requests, and how it explains that."""
    mode = meeting.info.order
    if mode is QueueMode.AS_ASKED:
        return (lambda entry: ()), (lambda entry: ("as asked", ""))
    if mode is QueueMode.FIRST_VOICES_FIRST:
        spoken = {speaker_key(turn) for turn in meeting.turns if turn.item == item}
        return (
            lambda entry: (float(speaker_key(entry) in spoken),),
            lambda entry: (
                ("has spoken on this item", "again")
                if speaker_key(entry) in spoken
                else ("first on this item", "first")
            ),
        )
    heard = speaking_time(meeting, now)
    # By turns and not by seconds: a person's first turn may have begun just now.
    spoken_today = {speaker_key(turn) for turn in meeting.turns}

    def balance(entry: QueueEntry) -> tuple[float, ...]:
        """Sort first-time speakers first, then by the time of the person and the organisation."""
        person = heard.people.get(speaker_key(entry), 0.0)
        organisation = heard.organisations.get(fold(entry.organisation), 0.0)
        return (float(speaker_key(entry) in spoken_today), person + organisation)

    def reason(entry: QueueEntry) -> tuple[str, str]:
        person = heard.people.get(speaker_key(entry), 0.0)
        spoken = speaker_key(entry) in spoken_today
        own = f"{format_duration(person)} so far" if spoken else "first time today"
        short = format_duration(person) if spoken else "first"
        if not entry.organisation:
            return own, short
        organisation = heard.organisations.get(fold(entry.organisation), 0.0)
        of_all = f"{format_duration(organisation)} of {format_duration(heard.total)}"
        return (
            f"{own}; {entry.organisation} {of_all}",
            f"{short}; org {format_duration(organisation)}",
        )

    return balance, reason

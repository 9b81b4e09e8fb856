"""Who speaks next, and why: the order of the queue.

Kinds rank first, as chairs have it: point of order, clarifying question, direct response, new
point. Inside a kind the order is the meeting's: as asked, first voices first, or balanced.
Somebody moved by hand stays at the place that they were given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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
    """A place in the line: who, and why here; `brief` says it where there is little room."""

    entry: QueueEntry
    reason: str
    short_reason: str = ""


def speaking_order(meeting: Meeting, now: datetime) -> tuple[QueuePosition, ...]:
    """Those who wait on what is discussed now, the next one first, each with the reason.

    Whoever is speaking counts with the time until now, in whole seconds: what is shown in one
    second, and what is done in it, go by the same line.
    """
    return meeting.cached(_speaking_order, now.replace(microsecond=0))


def _speaking_order(meeting: Meeting, now: datetime) -> tuple[QueuePosition, ...]:
    item = current_item_id(meeting)
    entries = [entry for entry in meeting.queue if entry.item == item]
    if not entries:
        return ()
    key, why = _ranking(meeting, item, now)
    # Sorting keeps the order of the table, which is that of asking, where all else is equal.
    # The instants would not do: two may be the same, and a clock may be set back.
    free = sorted(
        (entry for entry in entries if entry.place is None),
        key=lambda e: (_RANK[e.kind], *key(e)),
    )
    places = [_position(entry, *why(entry)) for entry in free]
    put = sorted(
        (entry for entry in entries if entry.place is not None),
        key=lambda e: e.place or 0,
    )
    for entry in put:
        places.insert(entry.place or 0, QueuePosition(entry, "put here by hand", "by hand"))
    return tuple(places)


def _position(entry: QueueEntry, why: str, brief: str) -> QueuePosition:
    """Kinds rank first, and that is said first."""
    if entry.kind is not SpeechKind.NEW_POINT:
        why = f"{kind_name(entry.kind)}; {why}"
    return QueuePosition(entry, why, brief)


def renumber_pinned(meeting: Meeting, now: datetime) -> Meeting:
    """Those put by hand stay where they stand in a line that is new; a step inside other rules.

    Others of their line may have come, left or stayed behind while another item was open.
    """
    return meeting.put(
        *(
            place.entry.replace(place=n)
            for n, place in enumerate(speaking_order(meeting, now))
            if place.entry.place not in (None, n)
        )
    )


SortKey = Callable[[QueueEntry], tuple[float, ...]]
Reason = Callable[[QueueEntry], tuple[str, str]]


def _ranking(meeting: Meeting, item: str, now: datetime) -> tuple[SortKey, Reason]:
    order = meeting.info.order
    if order is QueueMode.AS_ASKED:
        return (lambda entry: ()), (lambda entry: ("as asked", ""))
    if order is QueueMode.FIRST_VOICES_FIRST:
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
    # By turns and not by seconds: the first turn of somebody may have just begun.
    spoken_today = {speaker_key(turn) for turn in meeting.turns}

    def balance(entry: QueueEntry) -> tuple[float, ...]:
        """Newcomers first, so that none is behind somebody who has had more; then by both times."""
        person = heard.people.get(speaker_key(entry), 0.0)
        organisation = heard.organisations.get(fold(entry.organisation), 0.0)
        return (float(speaker_key(entry) in spoken_today), person + organisation)

    def reason(entry: QueueEntry) -> tuple[str, str]:
        person = heard.people.get(speaker_key(entry), 0.0)
        spoken = speaker_key(entry) in spoken_today
        own = f"{format_duration(person)} so far" if spoken else "first time today"
        brief = format_duration(person) if spoken else "first"
        if not entry.organisation:
            return own, brief
        organisation = heard.organisations.get(fold(entry.organisation), 0.0)
        of_all = f"{format_duration(organisation)} of {format_duration(heard.total)}"
        return (
            f"{own}; {entry.organisation} {of_all}",
            f"{brief}; org {format_duration(organisation)}",
        )

    return balance, reason

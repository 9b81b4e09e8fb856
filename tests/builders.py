"""Helpers that build meetings for tests.

`START` is the instant at which a test begins; `after(30)` is thirty seconds later. `Room` is a
meeting with a clock: its methods apply rules at the present instant, so that a test reads like the
course of a meeting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from data.records.meeting import Meeting
from data.records.models import (
    AgendaItem,
    MeetingInfo,
    MeetingState,
    Person,
    PersonState,
    QueueEntry,
    SpeechKind,
    Turn,
)
from data.rules import agenda, speaker_queue, turns
from data.rules.queue_order import speaking_order

START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

POINT, REPLY = SpeechKind.NEW_POINT, SpeechKind.DIRECT_RESPONSE
QUESTION, ORDER = SpeechKind.CLARIFYING_QUESTION, SpeechKind.POINT_OF_ORDER


def after(seconds: float) -> datetime:
    """Return the instant so many seconds after START."""
    return START + timedelta(seconds=seconds)


def person(
    name: str, organisation: str = "", state: PersonState = PersonState.PRESENT, **more: Any
) -> Person:
    """Return a person, present by default."""
    return Person(name=name, organisation=organisation, state=state, **more)


def info(**values: Any) -> MeetingInfo:
    """Return the record of the meeting itself, of a running meeting by default."""
    standard: dict[str, Any] = {
        "title": "Riverside coalition",
        "date": START.date(),
        "state": MeetingState.RUNNING,
        "started": START,
    }
    return MeetingInfo(**{**standard, **values})


def a_meeting(
    *people: Person | str, items: tuple[AgendaItem | str, ...] = (), **values: Any
) -> Meeting:
    """Return a running meeting.

    Args:
        people: persons, or names of persons who are present.
        items: agenda items, or titles of items.
        values: fields of the meeting's own record.
    """
    return Meeting(
        info=info(**values),
        people=tuple(person(p) if isinstance(p, str) else p for p in people),
        agenda=tuple(
            AgendaItem(title=i, position=float(n)) if isinstance(i, str) else i
            for n, i in enumerate(items, start=1)
        ),
    )


def entry(
    who: str = "",
    kind: SpeechKind = POINT,
    *,
    about: str = "",
    organisation: str = "",
    asked: datetime = START,
) -> QueueEntry:
    """Return a request to speak."""
    return QueueEntry(who=who, kind=kind, about=about, organisation=organisation, asked=asked)


@dataclass
class Room:
    """A meeting and the present instant: rules change the meeting, `wait` moves the instant."""

    meeting: Meeting = field(default_factory=a_meeting)
    now: datetime = START

    def wait(self, seconds: float) -> Room:
        """Let time pass; negative seconds set the clock back."""
        self.now += timedelta(seconds=seconds)
        return self

    def act(self, rule: Callable[..., Meeting], *arguments: Any, **more: Any) -> Room:
        """Apply `rule(meeting, now, ...)`."""
        self.meeting = rule(self.meeting, self.now, *arguments, **more)
        return self

    def ask(self, who: str, kind: SpeechKind = POINT, **more: Any) -> Room:
        """Add a request to speak, made now."""
        return self.act(speaker_queue.ask, entry(who, kind, asked=self.now, **more))

    def next(self) -> Room:
        """Give the floor to the next speaker."""
        return self.act(speaker_queue.next_turn)

    def speak(self, who: str, seconds: float, **more: Any) -> Room:
        """Give a person the floor without a request, for so many seconds."""
        new = entry(who, asked=self.now, **more)
        return self.act(speaker_queue.call_unasked, new).wait(seconds).act(turns.end_turn)

    def take(self, title: str, **more: Any) -> Room:
        """Make the agenda item of that title the current one."""
        return self.act(agenda.take_item, self.item(title).id, **more)

    def item(self, title: str) -> AgendaItem:
        """Return the agenda item of that title."""
        return next(i for i in self.meeting.agenda if i.title == title)

    def waiting(self, who: str, kind: SpeechKind | None = None) -> QueueEntry:
        """Return the request of a person, wherever it is in the queue."""
        return next(e for e in self.meeting.queue if e.who == who and kind in (None, e.kind))

    def turn(self, who: str) -> Turn:
        """Return the first turn of a person."""
        return next(t for t in self.meeting.turns if t.who == who)

    @property
    def line(self) -> list[str]:
        """The names in the queue, the next one first; the organisation where there is no name."""
        return [p.entry.who or p.entry.organisation for p in speaking_order(self.meeting, self.now)]

    @property
    def floor(self) -> str:
        """The name of the current speaker; "" if nobody has the floor."""
        turn = turns.current_turn(self.meeting)
        return turns.speaker(turn) if turn else ""

    def held(self, who: str) -> float:
        """Return the seconds of all turns of a person."""
        return sum(turns.speaking_seconds(t, self.now) for t in self.meeting.turns if t.who == who)

"""Small helpers that build meetings for tests.

`START` is the instant at which everything begins; `after(30)` is thirty seconds later. `Room` is a
meeting with a clock: its methods are acts at the present instant, so that a test reads like a
meeting.
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
    """The instant so many seconds after START."""
    return START + timedelta(seconds=seconds)


def person(
    name: str, organisation: str = "", state: PersonState = PersonState.PRESENT, **more: Any
) -> Person:
    """Somebody, present unless told otherwise."""
    return Person(name=name, organisation=organisation, state=state, **more)


def info(**values: Any) -> MeetingInfo:
    """The meeting's own record: a running meeting unless told otherwise."""
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
    """A running meeting with these people (names will do) and agenda items (titles will do)."""
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
    """A request to speak."""
    return QueueEntry(who=who, kind=kind, about=about, organisation=organisation, asked=asked)


@dataclass
class Room:
    """A meeting and the time of day: acts change the meeting, `wait` moves the time."""

    meeting: Meeting = field(default_factory=a_meeting)
    now: datetime = START

    def wait(self, seconds: float) -> Room:
        """Let time pass (or set the clock back, with negative seconds)."""
        self.now += timedelta(seconds=seconds)
        return self

    def act(self, rule: Callable[..., Meeting], *arguments: Any, **more: Any) -> Room:
        """Do `rule(meeting, now, ...)`."""
        self.meeting = rule(self.meeting, self.now, *arguments, **more)
        return self

    def ask(self, who: str, kind: SpeechKind = POINT, **more: Any) -> Room:
        """Somebody asks to speak now."""
        return self.act(speaker_queue.ask, entry(who, kind, asked=self.now, **more))

    def next(self) -> Room:
        """The next one takes the floor."""
        return self.act(speaker_queue.next_turn)

    def speak(self, who: str, seconds: float, **more: Any) -> Room:
        """Somebody asks, gets the floor at once, speaks so long, and ends."""
        new = entry(who, asked=self.now, **more)
        return self.act(speaker_queue.call_unasked, new).wait(seconds).act(turns.end_turn)

    def take(self, title: str, **more: Any) -> Room:
        """Take the agenda item of that title."""
        return self.act(agenda.take_item, self.item(title).id, **more)

    def item(self, title: str) -> AgendaItem:
        """The agenda item of that title."""
        return next(i for i in self.meeting.agenda if i.title == title)

    def waiting(self, who: str, kind: SpeechKind | None = None) -> QueueEntry:
        """The request of somebody, wherever it waits."""
        return next(e for e in self.meeting.queue if e.who == who and kind in (None, e.kind))

    def turn(self, who: str) -> Turn:
        """The first turn of somebody."""
        return next(t for t in self.meeting.turns if t.who == who)

    @property
    def line(self) -> list[str]:
        """The names in line, the next one first; an organisation where there is no name."""
        return [p.entry.who or p.entry.organisation for p in speaking_order(self.meeting, self.now)]

    @property
    def floor(self) -> str:
        """Who has the floor; "" while nobody has it."""
        turn = turns.current_turn(self.meeting)
        return turns.speaker(turn) if turn else ""

    def held(self, who: str) -> float:
        """Seconds of all turns of somebody."""
        return sum(turns.speaking_seconds(t, self.now) for t in self.meeting.turns if t.who == who)

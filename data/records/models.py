"""The records of a meeting: one frozen model for each table of its file.

Field names are the file's own. Instants are UTC, durations seconds (planned minutes apart), names
are plain strings, `item` is the id of an agenda item. Unknown fields are kept as they are, so that
a file written by a later minor version loses nothing here.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, ClassVar

from pydantic import AwareDatetime, Field

from data.records.base import Record, Span, Value
from data.records.fields import Line, Name, Text
from data.records.upgrades import newest_version


class MeetingState(StrEnum):
    """How far a meeting has come."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"
    APPROVED = "approved"


class PersonState(StrEnum):
    """Where somebody is."""

    EXPECTED = "expected"
    PRESENT = "present"
    LEFT = "left"
    APOLOGIES = "apologies"


class ItemKind(StrEnum):
    """What an agenda item is there for."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    CELEBRATION = "celebration"


class ItemState(StrEnum):
    """How far an agenda item has come."""

    WAITING = "waiting"
    CURRENT = "current"
    DONE = "done"
    DEFERRED = "deferred"


class SpeechKind(StrEnum):
    """Why somebody asks to speak, in order of priority."""

    POINT_OF_ORDER = "order"
    CLARIFYING_QUESTION = "question"
    DIRECT_RESPONSE = "reply"
    NEW_POINT = "point"


class QueueMode(StrEnum):
    """Who comes first inside one kind."""

    AS_ASKED = "as asked"
    FIRST_VOICES_FIRST = "first voices first"
    BALANCED = "balanced"


class ConflictStatus(StrEnum):
    """How near the parties are to common ground."""

    OPEN = "open"
    NARROWING = "narrowing"
    COMMON_GROUND = "common ground"
    SETTLED = "settled"
    PARKED = "parked"


class Visibility(StrEnum):
    """How much of a conflict note the minutes tell."""

    MINUTES = "minutes"
    SUMMARY = "summary"
    PRIVATE = "private"


class DissentKind(StrEnum):
    """How somebody who does not agree lives with a decision."""

    STAND_ASIDE = "stand aside"
    BLOCK = "block"


class ActionState(StrEnum):
    """Whether a promise is kept."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MeetingInfo(Record):
    """The one record of table `meeting`: what the meeting is, and how it is run."""

    TABLE: ClassVar[str] = "meeting"

    id: str = "1"
    title: Name
    series: Line = ""
    place: Line = ""
    date: dt.date
    planned_start: AwareDatetime | None = None
    started: AwareDatetime | None = None
    ended: AwareDatetime | None = None
    state: MeetingState = MeetingState.DRAFT
    facilitator: Line = ""
    note_taker: Line = ""
    schema_version: int = Field(default_factory=newest_version)
    goals: tuple[Line, ...] = ()
    queue_open: bool = True
    order: QueueMode = QueueMode.AS_ASKED
    speech_limit: int | None = None  # seconds a turn; None: no limit
    kind_limits: dict[SpeechKind, int] = {}
    go_round: tuple[Line, ...] = ()  # who is still to be called, in order
    go_round_by: Line = ""  # "organisation" or "person" while a go-round is on
    passed: tuple[Line, ...] = ()  # who passed in this go-round
    voices_in_minutes: bool = False
    approved: AwareDatetime | None = None


class Person(Record):
    """Somebody at the meeting, or expected at it."""

    TABLE: ClassVar[str] = "people"

    name: Name
    organisation: Line = ""
    also_for: tuple[Line, ...] = ()  # further organisations that the person speaks for
    handle: Line = ""
    role: Line = ""
    state: PersonState = PersonState.EXPECTED
    arrived: AwareDatetime | None = None
    left: AwareDatetime | None = None


class AgendaItem(Record):
    """One item of the agenda, with its time box."""

    TABLE: ClassVar[str] = "agenda"

    title: Name
    kind: ItemKind = ItemKind.DISCUSSION
    presenter: Line = ""
    minutes: int | None = Field(default=None, ge=0, le=24 * 60)
    extensions: tuple[int, ...] = ()  # seconds, one for each time that the box was extended
    spans: tuple[Span, ...] = ()
    state: ItemState = ItemState.WAITING
    skipped: bool = False
    notes: Text = ""
    conclusion: Text = ""
    position: float = Field(default=0.0, allow_inf_nan=False)
    speech_limit: int | None = None


class QueueEntry(Record):
    """Somebody who waits to speak. Without a name it is an organisation that waits."""

    TABLE: ClassVar[str] = "queue"

    who: Line = ""
    organisation: Line = ""
    kind: SpeechKind = SpeechKind.NEW_POINT
    about: Line = ""
    item: str = ""
    asked: AwareDatetime
    answers: str = ""  # the turn that a direct response answers
    place: int | None = None  # where it was put by hand, counted from 0


class Turn(Record):
    """A time somebody had the floor."""

    TABLE: ClassVar[str] = "turns"

    who: Line = ""
    organisation: Line = ""
    kind: SpeechKind = SpeechKind.NEW_POINT
    about: Line = ""
    item: str = ""
    asked: AwareDatetime | None = None
    spans: tuple[Span, ...] = ()
    ended: bool = False
    interrupts: str = ""  # the turn that goes on when this one ends
    answers: str = ""
    out_of_order: bool = False
    stopped: int = 0  # counts up: whose clock has stopped last, also where a clock was set back


class Party(Value):
    """One side of a conflict."""

    name: Name
    position: Text = ""  # what they demand
    interest: Text = ""  # why they want it
    heard: bool = False  # whether they say that they have been understood


class ConflictNote(Record):
    """A conflict, from positions to common ground."""

    TABLE: ClassVar[str] = "conflicts"

    about: Name
    parties: tuple[Party, ...] = ()
    common_ground: Text = ""
    next_step: Line = ""
    owner: Line = ""
    due: dt.date | None = None
    status: ConflictStatus = ConflictStatus.OPEN
    visibility: Visibility = Visibility.MINUTES
    item: str = ""
    at: AwareDatetime


class Win(Record):
    """A small victory."""

    TABLE: ClassVar[str] = "wins"

    text: Name
    thanks: tuple[Line, ...] = ()
    organisations: tuple[Line, ...] = ()
    goal: Line = ""
    action: str = ""
    item: str = ""
    at: AwareDatetime


class Dissent(Value):
    """Somebody who does not agree with a decision, and why."""

    who: Name
    kind: DissentKind = DissentKind.STAND_ASIDE
    why: Line = ""


class Decision(Record):
    """What was decided, and how."""

    TABLE: ClassVar[str] = "decisions"

    text: Text = ""
    rule: Line = ""  # how it was agreed: consensus, majority ...
    result: Line = "agreed"
    dissent: tuple[Dissent, ...] = ()
    rationale: Text = ""
    review: dt.date | None = None
    item: str = ""
    at: AwareDatetime


class Action(Record):
    """A promise: who does what by when."""

    TABLE: ClassVar[str] = "actions"

    text: Name
    owner: Line = ""
    organisation: Line = ""
    due: dt.date | None = None
    state: ActionState = ActionState.OPEN
    carried_from: Line = ""  # the id of the meeting that it comes from
    item: str = ""
    at: AwareDatetime


class Parked(Record):
    """Something for later, in the parking lot."""

    TABLE: ClassVar[str] = "parked"

    text: Name
    item: str = ""
    becomes: Line = ""  # where it went: action, next agenda, dropped
    at: AwareDatetime


class LogEntry(Record):
    """One act: who did what when, and how to take it back."""

    TABLE: ClassVar[str] = "log"

    at: AwareDatetime
    act: Line
    subject: Line = ""
    by: Line = ""
    undoes: str = ""  # the act that this one took back, or brought back
    changes: tuple[dict[str, Any], ...] = ()  # table, id, before, after: see meeting_file.py

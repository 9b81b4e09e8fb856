"""The records of a meeting: one frozen model per table of the meeting file.

Field names are those of the file. Instants are UTC, durations are seconds (except the planned
minutes of an agenda item), names of people and organisations are plain text, and `item` is the id
of an agenda item. Unknown fields are kept, so that a file written by a later minor version loses
nothing here.

The docstring under each field is its description in `docs/data.md` (see `docs/tables.py`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import Field

from data.records.base import Instant, Record, Span
from data.records.choices import (
    NEXT_AGENDA,
    ActionState,
    ConflictStatus,
    DissentKind,
    ItemKind,
    ItemState,
    MeetingState,
    PersonState,
    QueueMode,
    SpeechKind,
    Visibility,
)
from data.records.fields import Line, Name, Text
from data.records.upgrades import newest_version
from data.records.values import Dissent, MinutesApproval, Party, SkippedItem, SpeechRequest
from data.text.comparison import fold

# Exported with the choices and values of other modules: code that uses a model needs those too.
__all__ = [
    "NEXT_AGENDA", "Action", "ActionState", "AgendaItem", "ConflictNote", "ConflictStatus",
    "Decision", "Dissent", "DissentKind", "ItemKind", "ItemState", "LogEntry", "MeetingInfo",
    "MeetingState", "MinutesApproval", "Parked", "Party", "Person", "PersonState", "QueueEntry",
    "QueueMode", "SkippedItem", "SpeechKind", "SpeechRequest", "Turn", "Visibility", "Win",
]  # fmt: skip


class MeetingInfo(Record):
    """The meeting itself. This table has exactly one record, with the id 1."""

    TABLE: ClassVar[str] = "meeting"

    id: str = "1"
    title: Name
    """Title of the meeting."""
    series: Line = ""
    """Name of the series or coalition that the meeting belongs to."""
    continues: Line = ""
    """Id of the meeting that this one continues; empty if there is none, or it is not known."""
    place: Line = ""
    """Where the meeting takes place."""
    date: dt.date
    """Day of the meeting."""
    planned_start: Instant | None = None
    """When the meeting should start."""
    started: Instant | None = None
    """When the meeting was started."""
    ended: Instant | None = None
    """When the meeting was ended."""
    utc_offset: int | None = None
    """Minutes by which the clocks of the meeting were ahead of UTC; null if that is not known."""
    zone: Line = ""
    """Short name of the time zone of the meeting, for example `CET`."""
    state: MeetingState = MeetingState.DRAFT
    """State of the meeting."""
    facilitator: Line = ""
    """Name of the person who runs the meeting."""
    note_taker: Line = ""
    """Name of the person who takes notes."""
    schema_version: int = Field(default_factory=newest_version)
    """Version of the file format."""
    goals: tuple[Line, ...] = ()
    """Shared goals of the coalition."""
    queue_open: bool = True
    """Whether the queue takes new requests. A closed queue takes only points of order."""
    order: QueueMode = QueueMode.AS_ASKED
    """How requests of the same kind are sorted."""
    keep_next: bool | None = None
    """Whether the speaker who was announced as next stays next; null if that was never chosen."""
    presenters_speak: bool = True
    """Whether the presenter of an item has the floor when the item is taken."""
    speech_limit: int | None = None
    """Speech limit of each turn in seconds; null for none."""
    kind_limits: dict[SpeechKind, int] = {}
    """Speech limits in seconds by kind; each takes precedence over the other limits."""
    go_round: tuple[Line, ...] = ()
    """Names still to be called in the go-round, in order."""
    go_round_by: Line = ""
    """What the go-round calls: `organisation` or `person`; empty if there is no go-round."""
    passed: tuple[Line, ...] = ()
    """Names that passed in the go-round."""
    voices_in_minutes: bool = False
    """Whether the minutes contain the speaking time of each organisation."""
    approved: Instant | None = None
    """When the minutes were approved."""
    approved_in: MinutesApproval | None = None
    """Later meeting that approved the minutes; null if they were approved outside a meeting."""
    approves: tuple[MinutesApproval, ...] = ()
    """Earlier meetings whose minutes this meeting approved."""
    corrected: Instant | None = None
    """When the record was last corrected after the approval."""
    corrected_by: Line = ""
    """Name of the user who did that."""
    not_reached: tuple[SpeechRequest, ...] = ()
    """Requests to speak outside the agenda that were waiting when the meeting ended."""
    returning: tuple[SkippedItem, ...] = ()
    """Items that the last meeting skipped: not on this agenda, but on that of the next meeting."""


class Person(Record):
    """A person who is at the meeting, or is expected."""

    TABLE: ClassVar[str] = "people"

    name: Name
    """Full name. Other tables refer to people by this name."""
    organisation: Line = ""
    """Organisation that the person speaks for."""
    also_for: tuple[Line, ...] = ()
    """Further organisations that the person speaks for."""
    handle: Line = ""
    """User name in a chat or on a website, without `@`."""
    role: Line = ""
    """Role in the coalition or in the meeting."""
    state: PersonState = PersonState.EXPECTED
    """Attendance."""
    arrived: Instant | None = None
    """When the person arrived."""
    left: Instant | None = None
    """When the person left."""


class AgendaItem(Record):
    """An item of the agenda with its time box."""

    TABLE: ClassVar[str] = "agenda"

    title: Name
    """Title of the item."""
    kind: ItemKind = ItemKind.DISCUSSION
    """Purpose of the item."""
    presenter: Line = ""
    """Name of the person who presents the item."""
    minutes: int | None = Field(default=None, ge=0, le=24 * 60)
    """Planned time in minutes; null for no time box."""
    extensions: tuple[int, ...] = ()
    """Changes of the time box in seconds, one per extension; negative if it was shortened."""
    agreed: tuple[Line, ...] = ()
    """Names of the people who agreed to the extensions."""
    spans: tuple[Span, ...] = ()
    """When the item was open."""
    state: ItemState = ItemState.WAITING
    """State of the item."""
    skipped: bool = False
    """Whether the item is done because it was skipped."""
    notes: Text = ""
    """Notes taken during the item."""
    conclusion: Text = ""
    """Conclusion of the item."""
    position: float = Field(default=0.0, allow_inf_nan=False)
    """Place on the agenda: items are sorted by this number."""
    parent: str = ""
    """Agenda item that this one is a sub-item of; empty for an item of its own."""
    speech_limit: int | None = None
    """Speech limit of each turn on this item in seconds; null for that of the meeting."""
    not_reached: tuple[SpeechRequest, ...] = ()
    """Requests to speak on the item that were waiting when the meeting ended."""


class QueueEntry(Record):
    """A request to speak that is waiting. It has a name, or only an organisation."""

    TABLE: ClassVar[str] = "queue"

    who: Line = ""
    """Name of the person who asked to speak."""
    organisation: Line = ""
    """Organisation that the person speaks for."""
    kind: SpeechKind = SpeechKind.NEW_POINT
    """Kind of the request."""
    about: Line = ""
    """Topic of the request."""
    item: str = ""
    """Agenda item that the request belongs to."""
    asked: Instant
    """When the person asked."""
    answers: str = ""
    """Turn that a direct response answers."""
    place: int | None = None
    """Place in the queue set by the facilitator, counted from 0; null if it was not set."""
    announced: bool = False
    """Whether the speaker was announced as next, and stays before others of the same kind."""


class Turn(Record):
    """A turn: one time a person had the floor."""

    TABLE: ClassVar[str] = "turns"

    who: Line = ""
    """Name of the speaker."""
    organisation: Line = ""
    """Organisation that the speaker speaks for."""
    kind: SpeechKind = SpeechKind.NEW_POINT
    """Kind of the request that led to the turn."""
    about: Line = ""
    """Topic of the turn."""
    item: str = ""
    """Agenda item that the turn belongs to."""
    asked: Instant | None = None
    """When the speaker asked to speak."""
    spans: tuple[Span, ...] = ()
    """When the speaker spoke: a turn has several spans if it was paused or interrupted."""
    ended: bool = False
    """Whether the turn has ended."""
    interrupts: str = ""
    """Turn that this one interrupts, and that continues afterwards."""
    answers: str = ""
    """Turn that a direct response answers."""
    out_of_order: bool = False
    """Whether the speaker was called out of order or given the floor back."""
    presents: bool = False
    """Whether the speaker presents the item. There is no speech limit then."""
    stopped: int = 0
    """Number that grows with each clock that stops: shows who spoke last if a clock is set back."""


class ConflictNote(Record):
    """A conflict, from positions to common ground."""

    TABLE: ClassVar[str] = "conflicts"

    about: Name
    """Subject of the conflict."""
    parties: tuple[Party, ...] = ()
    """Sides of the conflict."""
    common_ground: Text = ""
    """What all parties agree on."""
    next_step: Line = ""
    """What happens next."""
    owner: Line = ""
    """Name of the person responsible for the next step."""
    due: dt.date | None = None
    """Due date of the next step."""
    step_done: bool = False
    """Whether the next step is done. With an owner it is an open action until then."""
    status: ConflictStatus = ConflictStatus.OPEN
    """How close the parties are to common ground."""
    visibility: Visibility = Visibility.MINUTES
    """What the minutes contain: all of it, a summary, or nothing."""
    item: str = ""
    """Agenda item during which the conflict was noted."""
    at: Instant
    """When the conflict was noted."""
    carried_from: Line = ""
    """Id of the meeting in which the conflict was first noted, if it was carried over."""
    origin: Line = ""
    """Id of the conflict note there; empty in files of earlier versions."""


class Win(Record):
    """A win to celebrate."""

    TABLE: ClassVar[str] = "wins"

    text: Name
    """Description of the win."""
    thanks: tuple[Line, ...] = ()
    """Names of the people to thank."""
    organisations: tuple[Line, ...] = ()
    """Organisations that contributed."""
    goal: Line = ""
    """Goal that the win serves."""
    action: str = ""
    """Action that led to the win."""
    item: str = ""
    """Agenda item during which the win was recorded."""
    at: Instant
    """When the win was recorded."""


class Decision(Record):
    """A decision and how it was made."""

    TABLE: ClassVar[str] = "decisions"

    text: Text = ""
    """Wording of the decision."""
    rule: Line = ""
    """How it was made, for example `consensus` or `majority`."""
    result: Line = "agreed"
    """Result, for example `agreed` or `blocked`."""
    dissent: tuple[Dissent, ...] = ()
    """People who do not agree."""
    rationale: Text = ""
    """Reasons for the decision."""
    review: dt.date | None = None
    """When the decision should be reviewed."""
    item: str = ""
    """Agenda item during which the decision was made."""
    at: Instant
    """When the decision was recorded."""


class Action(Record):
    """An action: who does what by when."""

    TABLE: ClassVar[str] = "actions"

    text: Name
    """What is to be done."""
    owner: Line = ""
    """Name of the person responsible."""
    organisation: Line = ""
    """Organisation responsible."""
    due: dt.date | None = None
    """Due date."""
    state: ActionState = ActionState.OPEN
    """State of the action."""
    carried_from: Line = ""
    """Id of the meeting in which the action was first recorded, if it was carried over."""
    origin: Line = ""
    """Id of the action there; empty in files of earlier versions."""
    item: str = ""
    """Agenda item during which the action was recorded."""
    at: Instant
    """When the action was recorded."""


class Parked(Record):
    """A point in the parking lot: something for later."""

    TABLE: ClassVar[str] = "parked"

    text: Name
    """What was parked."""
    item: str = ""
    """Agenda item during which it was parked."""
    becomes: Line = ""
    """What became of it: `action`, `next agenda`, `dropped`; empty if that is open."""
    at: Instant
    """When it was parked."""

    @property
    def becomes_item(self) -> bool:
        """Whether it becomes an item of the next agenda."""
        return fold(self.becomes) == NEXT_AGENDA


class LogEntry(Record):
    """One act: what was changed, when, and how to undo it."""

    TABLE: ClassVar[str] = "log"

    at: Instant
    """When the act happened."""
    act: Line
    """What was done, for example `action added`."""
    subject: Line = ""
    """What or whom the act was about."""
    by: Line = ""
    """Name of the user who did it."""
    undoes: str = ""
    """Log entry that this one undid or redid."""
    changes: tuple[dict[str, Any], ...] = ()
    """Changed records: `table`, `id`, and the changed fields `before` and `after` the act.

    Of a long text or list, the log keeps only the `part` that differs, and where it is (`at`).
    """


MODELS: dict[str, type[Record]] = {model.TABLE: model for model in Record.__subclasses__()}
"""The model of each table, in the order of the tables in a file: that of this module."""


@dataclass(frozen=True)
class MeetingRecords:
    """The records of a meeting: one of the meeting itself, and a tuple for each other table."""

    info: MeetingInfo
    people: tuple[Person, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    queue: tuple[QueueEntry, ...] = ()
    turns: tuple[Turn, ...] = ()
    conflicts: tuple[ConflictNote, ...] = ()
    wins: tuple[Win, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    parked: tuple[Parked, ...] = ()
    log: tuple[LogEntry, ...] = ()

"""The records that minutes are made of: what is said, in its order, and without any format.

All of it is text (or numbers) that a reader understands without the meeting's file. They are
also what the minutes as JSON hold, field by field.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Delegation:
    """Those of one organisation; "" for people without one.

    Beside a name stand, in brackets, the role, further organisations, and a late arrival or early
    leave in local time.
    """

    organisation: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class MinutesWin:
    """A win, and whom it thanks."""

    text: str
    thanks: tuple[str, ...]
    organisations: tuple[str, ...]
    goal: str


@dataclass(frozen=True)
class MinutesDecision:
    """A decision, how it was agreed, and who does not agree; `item` is the title of its item."""

    number: int
    text: str
    result: str
    rule: str
    how: str  # the two in words: "agreed by consensus", "blocked; rule: majority"
    dissent: tuple[str, ...]
    rationale: str
    review: str
    item: str


@dataclass(frozen=True)
class MinutesAction:
    """A promise."""

    text: str
    owner: str
    organisation: str
    due: str
    state: str
    carried_from: str


@dataclass(frozen=True)
class MinutesParty:
    """A side of a conflict that may be told in full."""

    name: str
    position: str
    interest: str
    heard: bool


@dataclass(frozen=True)
class MinutesConflict:
    """A conflict; of one that is summed up there are no parties."""

    about: str
    status: str
    parties: tuple[MinutesParty, ...]
    common_ground: str
    next_step: str
    owner: str
    due: str


@dataclass(frozen=True)
class MinutesItem:
    """An agenda item and all that belongs to it, decisions by their numbers.

    `state` is "" while nothing can be said of it yet. `speakers` each have their topics beside
    their names.
    """

    number: int
    title: str
    kind: str
    presenter: str
    time: str
    state: str
    notes: str
    speakers: tuple[str, ...]
    decisions: tuple[str, ...]
    actions: tuple[str, ...]
    wins: tuple[str, ...]
    conclusion: str


@dataclass(frozen=True)
class MinutesShare:
    """An organisation's time on the floor."""

    name: str
    time: str
    percent: int


@dataclass(frozen=True)
class MinutesDocument:
    """The minutes, from top to bottom. What is not known is "" or has nothing in it."""

    title: str
    series: str
    date: str  # ISO, as all dates but `day`
    day: str  # the same date in words
    place: str
    time: str  # from, to and length, in local time
    state: str  # draft, not approved, or approved on
    facilitator: str
    note_taker: str
    goals: tuple[str, ...]
    wins: tuple[MinutesWin, ...]
    present: tuple[Delegation, ...]
    present_count: int
    apologies: tuple[str, ...]
    absent: tuple[str, ...]
    decisions: tuple[MinutesDecision, ...]
    actions: tuple[MinutesAction, ...]
    items: tuple[MinutesItem, ...]
    conflicts: tuple[MinutesConflict, ...]
    parked: tuple[tuple[str, str], ...]  # what, and what it becomes
    others: tuple[str, ...] = field(default=())  # who spoke while no item was open
    voices: tuple[MinutesShare, ...] = field(default=())

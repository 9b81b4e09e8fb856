"""The contents of the minutes as plain values, in the order of the minutes and without any format.

Everything is a text or a number that can be read without the meeting's file. A fact that is not
known is "", and a list without entries is empty. The JSON format (`json_format.py`) writes these
fields under the same names and in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Attendee:
    """A person who attended.

    Attributes:
        also_for: Further organisations that the person spoke for.
        arrived: Local time ("18:20") of an arrival after the start of the meeting, or "".
        left: Local time of a departure before the end of the meeting, or "".
    """

    name: str
    role: str = ""
    also_for: tuple[str, ...] = ()
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True)
class Delegation:
    """The attendees of one organisation; `organisation` is "" for people without one."""

    organisation: str
    people: tuple[Attendee, ...]


@dataclass(frozen=True)
class MinutesWin:
    """A win, and the names of those it thanks."""

    text: str
    thanks: tuple[str, ...]
    organisations: tuple[str, ...]
    goal: str


@dataclass(frozen=True)
class MinutesDissent:
    """A person who does not agree with a decision; `kind` is "stand aside" or "block"."""

    who: str
    kind: str
    why: str


@dataclass(frozen=True)
class MinutesDecision:
    """A decision, how it was made, and who does not agree.

    Attributes:
        number: The place of the decision in the list, from 1.
        how: Result and rule as one phrase: "agreed by consensus", "blocked; rule: majority".
        review: ISO date on which the decision is to be reviewed.
        item: Title of the agenda item that the decision belongs to.
    """

    number: int
    text: str
    result: str
    rule: str
    how: str
    dissent: tuple[MinutesDissent, ...]
    rationale: str
    review: str
    item: str


@dataclass(frozen=True)
class MinutesAction:
    """An action; `due` is an ISO date, `carried_from` the id of an earlier meeting."""

    text: str
    owner: str
    organisation: str
    due: str
    state: str
    carried_from: str


@dataclass(frozen=True)
class MinutesParty:
    """One side of a conflict."""

    name: str
    position: str
    interest: str
    heard: bool


@dataclass(frozen=True)
class MinutesConflict:
    """A conflict note. One that is shown as a summary has no parties, no owner and no due date."""

    about: str
    status: str
    parties: tuple[MinutesParty, ...]
    common_ground: str
    next_step: str
    owner: str
    due: str


@dataclass(frozen=True)
class MinutesSpeaker:
    """A speaker, and the topics of their turns."""

    name: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class MinutesItem:
    """An agenda item with everything that belongs to it.

    Attributes:
        number: The place of the item in the agenda, from 1.
        time: Planned and spent time as a phrase: "15 min planned, 20 min spent".
        state: "done", "skipped" and so on; "" while the item is still to come.
        decisions: Number and first line of each decision: "1: We meet on Tuesdays".
        actions: Owner and text of each action: "Ben Osei: call the owner".
    """

    number: int
    title: str
    kind: str
    presenter: str
    time: str
    state: str
    notes: str
    speakers: tuple[MinutesSpeaker, ...]
    decisions: tuple[str, ...]
    actions: tuple[str, ...]
    wins: tuple[str, ...]
    conclusion: str


@dataclass(frozen=True)
class MinutesShare:
    """The speaking time of an organisation: "3:00", and its share of all speaking time."""

    name: str
    time: str
    percent: int


@dataclass(frozen=True)
class MinutesDocument:
    """The minutes, from top to bottom.

    Attributes:
        date: ISO date of the meeting.
        day: The same date in words: "Monday 23 November 2026".
        time: Start, end and length in local time, or the planned start.
        state: Whether the minutes are a draft, not approved yet, or approved.
        parked: Pairs of a text and what it becomes ("" while that is open).
        others: Those who spoke while no agenda item was open.
        voices: Speaking times, if the meeting publishes them.
    """

    title: str
    series: str
    date: str
    day: str
    place: str
    time: str
    state: str
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
    parked: tuple[tuple[str, str], ...]
    others: tuple[MinutesSpeaker, ...] = field(default=())
    voices: tuple[MinutesShare, ...] = field(default=())

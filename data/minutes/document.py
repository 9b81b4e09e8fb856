"""The contents of the minutes as plain values, in the order of the minutes and without any format.

Everything is a text or a number that can be read without the meeting's file. A fact that is not
known is "", and a list without entries is empty. The JSON format (`json_format.py`) writes these
fields under the same names and in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from data.minutes.outcomes import Outcomes


@dataclass(frozen=True)
class Attendee:
    """A person who attended.

    Attributes:
        also_for: Further organisations that the person spoke for.
        arrived: Local time ("18:20") of an arrival after the start of the meeting, or "".
        left: Local time of a departure before the end of the meeting, or "".
        has_left: Whether the person has left at a time that is not known.
    """

    name: str
    role: str = ""
    also_for: tuple[str, ...] = ()
    arrived: str = ""
    left: str = ""
    has_left: bool = False


@dataclass(frozen=True)
class Delegation:
    """The attendees of one organisation; `organisation` is "" for people without one."""

    organisation: str
    people: tuple[Attendee, ...]


@dataclass(frozen=True)
class MinutesSpeaker:
    """A speaker, and the topics of their turns."""

    name: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class MinutesItem:
    """An agenda item with everything that belongs to it.

    Attributes:
        number: The place of the item in the agenda, from 1; for a sub-item that of its item.
        part: The place of a sub-item below its item, from 1; 0 for an item of its own.
        time: Planned and spent time as a phrase: "15 min planned, 20 min spent". That of an item
            contains that of its sub-items.
        state: "done", "skipped" and so on; "" while the item is still to come.
        not_reached: Those who asked to speak on the item and were not reached, once the meeting
            is over.
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
    not_reached: tuple[MinutesSpeaker, ...] = ()
    part: int = 0


@dataclass(frozen=True)
class MinutesShare:
    """The speaking time of an organisation: "3:00", and its share of all speaking time."""

    name: str
    time: str
    percent: int


@dataclass(frozen=True)
class ApprovedMinutes:
    """The minutes of an earlier meeting that this one approved: its title and ISO date."""

    title: str
    date: str
    corrections: str


@dataclass(frozen=True)
class MinutesDocument:
    """The minutes, from top to bottom.

    Attributes:
        date: ISO date of the meeting.
        day: The same date in words: "Monday 23 November 2026".
        time: Start, end and length in local time, or the planned start.
        state: Whether the minutes are a draft, not approved yet, or approved.
        outcomes: Wins, decisions, actions, conflicts and parked points.
        others: Those who spoke while no agenda item was open.
        not_reached: Those who asked to speak while no item was open, and were not reached.
        voices: Speaking times, if the meeting publishes them.
        corrections: Those with which the minutes were approved.
        approved: The minutes of earlier meetings that this one approved.
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
    present: tuple[Delegation, ...]
    present_count: int
    apologies: tuple[str, ...]
    absent: tuple[str, ...]
    items: tuple[MinutesItem, ...]
    outcomes: Outcomes
    others: tuple[MinutesSpeaker, ...] = field(default=())
    not_reached: tuple[MinutesSpeaker, ...] = field(default=())
    voices: tuple[MinutesShare, ...] = field(default=())
    corrections: str = ""
    approved: tuple[ApprovedMinutes, ...] = field(default=())

"""The fixed sets of values that fields can have: states, kinds and modes.

Each value is stored in the file as it stands here.
"""

from __future__ import annotations

from enum import StrEnum

NEXT_AGENDA = "next agenda"
"""What a parked point becomes if the next meeting is to talk about it."""


class MeetingState(StrEnum):
    """The state of a meeting, from planning to approved minutes."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"
    APPROVED = "approved"


class PersonState(StrEnum):
    """The attendance of a person."""

    EXPECTED = "expected"
    PRESENT = "present"
    LEFT = "left"
    APOLOGIES = "apologies"


class ItemKind(StrEnum):
    """The purpose of an agenda item."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    CELEBRATION = "celebration"


class ItemState(StrEnum):
    """The state of an agenda item. At most one item is current."""

    WAITING = "waiting"
    CURRENT = "current"
    DONE = "done"
    DEFERRED = "deferred"


class SpeechKind(StrEnum):
    """The kind of a request to speak. The order of the members is the order of priority."""

    POINT_OF_ORDER = "order"
    CLARIFYING_QUESTION = "question"
    DIRECT_RESPONSE = "reply"
    NEW_POINT = "point"


class QueueMode(StrEnum):
    """How requests of the same kind are sorted."""

    AS_ASKED = "as asked"
    FIRST_VOICES_FIRST = "first voices first"
    BALANCED = "balanced"


class ConflictStatus(StrEnum):
    """How close the parties of a conflict are to common ground."""

    OPEN = "open"
    NARROWING = "narrowing"
    COMMON_GROUND = "common ground"
    SETTLED = "settled"
    PARKED = "parked"


class Visibility(StrEnum):
    """How much of a conflict note the minutes contain: all, a summary, or nothing."""

    MINUTES = "minutes"
    SUMMARY = "summary"
    PRIVATE = "private"


class DissentKind(StrEnum):
    """How a person disagrees with a decision: they let it pass, or they block it."""

    STAND_ASIDE = "stand aside"
    BLOCK = "block"


class ActionState(StrEnum):
    """The state of an action."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

"""Values that records hold: frozen models without an id."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from data.records.base import Value
from data.records.choices import DissentKind, ItemKind, SpeechKind
from data.records.fields import Line, Name, Text


class Party(Value):
    """One side of a conflict."""

    name: Name
    """Name of the party."""
    position: Text = ""
    """What the party demands."""
    interest: Text = ""
    """Why the party demands it."""
    heard: bool = False
    """Whether the party says that it has been understood."""


class Dissent(Value):
    """A person who does not agree with a decision."""

    who: Name
    """Name of the person."""
    kind: DissentKind = DissentKind.STAND_ASIDE
    """How the person disagrees."""
    why: Line = ""
    """Reason for the dissent."""

    @property
    def in_words(self) -> str:
        """The dissent in words: "Hugo Marsh blocks: cost"."""
        verb = "blocks" if self.kind is DissentKind.BLOCK else "stands aside"
        return f"{self.who} {verb}{f': {self.why}' if self.why else ''}"


class SpeechRequest(Value):
    """A request to speak that was not reached."""

    who: Line = ""
    """Name of the person who asked to speak."""
    organisation: Line = ""
    """Organisation that the person speaks for."""
    kind: SpeechKind = SpeechKind.NEW_POINT
    """Kind of the request."""
    about: Line = ""
    """Topic of the request."""


class SkippedItem(Value):
    """An agenda item that was skipped, and returns in a later meeting."""

    title: Name
    """Title of the item."""
    kind: ItemKind = ItemKind.DISCUSSION
    """Purpose of the item."""
    presenter: Line = ""
    """Name of the person who presents the item."""
    minutes: int | None = Field(default=None, ge=0, le=24 * 60)
    """Planned time in minutes; null for no time box."""
    notes: Text = ""
    """Notes taken during the item."""
    conclusion: Text = ""
    """Conclusion of the item."""
    speech_limit: int | None = None
    """Speech limit of each turn on this item in seconds; null for that of the meeting."""
    sub_item: bool = False
    """Whether it is a sub-item of the last one before it that is none."""


class MinutesApproval(Value):
    """An approval of minutes in a later meeting, as either of the two meetings keeps it."""

    meeting: Line = ""
    """Id of the other meeting."""
    title: Line = ""
    """Title of the other meeting."""
    date: dt.date
    """Day of the other meeting."""
    corrections: Text = ""
    """Corrections with which the minutes were approved."""

"""What a screen of a meeting works with, handed to it by the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from data.clock import Clock
from data.library.library import Library
from data.storage.meeting_file import MeetingFile
from data.storage.unsaved_input import UnsavedInputStore


@dataclass(frozen=True)
class Copied:
    """What became of a text on its way to the clipboard, in words that are true.

    `verified` is True when it is known to be there, False when it is not, None when nobody knows.
    """

    verified: bool | None
    words: str


@dataclass
class Session:
    """An open meeting.

    Args:
        library: where it lives.
        file: its file.
        copy: brings a text to the clipboard.
        unsaved: what was typed into its fields, and not recorded.
    """

    library: Library
    file: MeetingFile
    copy: Callable[[str], Awaitable[Copied]]
    unsaved: UnsavedInputStore
    last_advance: datetime | None = None
    rung: set[str] = field(default_factory=set)  # the turns whose limit was rung

    @property
    def clock(self) -> Clock:
        """The clock of the library."""
        return self.library.clock

    def now(self) -> datetime:
        """The present instant, in UTC."""
        return self.library.clock.now()

"""Session: an open meeting, handed to its screens by the app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from data.library.library import Library
from data.library.minutes_files import SavedMinutes
from data.minutes.render import Format
from data.records.meeting import Meeting
from data.storage.meeting_file import MeetingFile
from data.storage.unsaved_input import UnsavedInputStore
from screens.copy_result import CopyResult

_CAPTURED = ("conflicts", "wins", "decisions", "actions", "parked")


@dataclass
class Session:
    """What the screens of a meeting work with, and what they know in common.

    Args:
        library: the library of the meeting.
        file: its file.
        copy: copies a text to the clipboard.
        unsaved: input into its fields that was not recorded.
        copied_format: the format of the minutes that are copied.
        last_advance: when the floor was last given to the next speaker, if no act came since.
        rung: the ids of the turns whose speech limit has been rung.
        captured: the ids of records that were captured and have not been shown yet, oldest first.
        last_entry: the id of the log entry that `captured` was last taken from.
    """

    library: Library
    file: MeetingFile
    copy: Callable[[str], Awaitable[CopyResult]]
    unsaved: UnsavedInputStore
    copied_format: Format = Format.MARKDOWN
    last_advance: datetime | None = None
    rung: set[str] = field(default_factory=set)
    captured: list[str] = field(default_factory=list)
    last_entry: str = ""

    def remember_captured(self) -> None:
        """Remember what the last act recorded, so that its screen highlights it."""
        log = self.file.meeting.log
        if not log or log[-1].id == self.last_entry:
            return  # the act changed nothing
        entry = log[-1]
        self.last_entry = entry.id
        self.captured += [
            change["id"]
            for change in entry.changes
            if entry.by == self.file.by
            and (
                (change["table"] in _CAPTURED and change["before"] is None)
                or (change["table"] == "agenda" and entry.act == "note")
            )
        ]

    def take_captured(self, shown: Collection[str]) -> str:
        """Return the last captured record of those that a screen shows; "" if there is none.

        Args:
            shown: the ids that the screen shows; the next call no longer returns them.
        """
        found = [record_id for record_id in self.captured if record_id in shown]
        self.captured = [record_id for record_id in self.captured if record_id not in shown]
        return found[-1] if found else ""

    def save_minutes(self) -> SavedMinutes:
        """Write the minutes to their file in the library.

        Raises:
            MeetingError: the file cannot be written.
        """
        return self.library.save_minutes(self.file)

    def minutes_reveal(self, before: Meeting) -> bool:
        """Whether the file of the minutes may contain a conflict note that is now private.

        Args:
            before: the meeting before the last act.
        """
        return self.library.minutes_reveal(self.file.id, before, self.file.meeting)

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return self.library.clock.now()

"""Session: an open meeting, handed to its screens by the app."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from data.library.library import Library
from data.library.minutes_files import SavedMinutes
from data.minutes.render import Format
from data.records.meeting import Meeting
from data.records.models import MeetingState, MinutesApproval, Win
from data.storage.meeting_file import MeetingFile
from data.storage.unsaved_input import UnsavedInputStore
from screens.copy_result import CopyResult

REACTION_SECONDS = 0.5
"""What another program has changed counts as seen after it was shown for so many seconds."""
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
        celebrated: the ids of the wins that have been celebrated.
        last_minutes: the last meeting of the series, if its minutes were not approved when that was
            last looked up.
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
    celebrated: set[str] = field(default_factory=set)
    last_minutes: MinutesApproval | None = None
    _shown: list[tuple[float, Meeting]] = field(default_factory=list)
    _reads: int = 0

    def __post_init__(self) -> None:
        """Count the wins recorded so far as celebrated."""
        self.celebrated.update(win.id for win in self.file.meeting.wins)

    def win_to_celebrate(self) -> Win | None:
        """Return the newest win if it has not been celebrated; the next call returns None."""
        new = [win for win in self.file.meeting.wins if win.id not in self.celebrated]
        self.celebrated.update(win.id for win in new)
        return new[-1] if new else None

    def note_shown(self, meeting: Meeting) -> None:
        """Note that the screens show this state of the meeting from now on."""
        if self.file.reads == self._reads:
            self._shown.clear()  # an act of this program: its user knows
        self._reads = self.file.reads
        self._shown.append((time.monotonic(), meeting))

    @property
    def seen(self) -> Meeting:
        """The meeting as the user has seen it when pressing a key.

        A key that is pressed just after another program has changed the screen was meant for what
        the screen showed before.
        """
        now = time.monotonic()
        while len(self._shown) > 1 and now - self._shown[1][0] >= REACTION_SECONDS:
            del self._shown[0]
        return self._shown[0][1] if self._shown else self.file.meeting

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

    @property
    def minutes_due(self) -> MinutesApproval | None:
        """The last meeting of the series, if this meeting runs and can approve its minutes."""
        last, info = self.last_minutes, self.file.meeting.info
        if last is None or info.state is not MeetingState.RUNNING:
            return None
        return None if any(one.meeting == last.meeting for one in info.approves) else last

    def find_minutes_due(self) -> MinutesApproval | None:
        """Look up the last meeting again, and return `minutes_due`."""
        self.look_up_last_minutes()
        return self.minutes_due

    def look_up_last_minutes(self) -> None:
        """Look up whether the minutes of the last meeting of the series wait for approval."""
        approvals = self.file.approvals
        if approvals is not None and not self.is_past:
            found = approvals.find(self.file.meeting)
            if found is not None or self.minutes_due is not None:
                self.last_minutes = found  # what was approved here is known for an undo

    @property
    def is_past(self) -> bool:
        """Whether the meeting has ended."""
        return self.file.meeting.info.state in (MeetingState.CLOSED, MeetingState.APPROVED)

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return self.library.clock.now()

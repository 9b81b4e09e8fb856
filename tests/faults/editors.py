"""Editor: changes the wins of a meeting file, in this process or another."""

from __future__ import annotations

import errno
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.managers import BaseManager
from pathlib import Path

import pytest

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import Win
from data.rules import edits
from data.storage.backups import Backups
from data.storage.meeting_file import MeetingFile

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

Wins = list[tuple[str, str]]


class Editor:
    """An open meeting file. Each act returns the error it was refused with, or "".

    Arguments and results are plain values, so that an editor can run in another process.
    """

    def __init__(self, path: str) -> None:
        self.reopen(path)

    def reopen(self, path: str) -> None:
        """Open the file again."""
        place = Path(path)
        backups = Backups(place.parent / "backups")

        def back_up() -> None:
            backups.make(place, NOW)

        self._file = MeetingFile(place, back_up=back_up)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def wins(self) -> Wins:
        """Ids and texts of the wins, as this editor last read or wrote them."""
        return [(win.id, win.text) for win in self._file.meeting.wins]

    def refresh(self) -> bool:
        """Read what others wrote."""
        return self._file.refresh()

    def add(self, text: str, failing: str = "") -> tuple[str, str]:
        """Add a win; return the error and its id. The system call `failing` finds a full disk."""
        try:
            record = Win(text=text, at=NOW)
        except ValueError:
            return self._tried(lambda: self._add_nothing(text)), ""
        with full_disk(failing):
            error = self._tried(
                lambda: self._file.apply(lambda meeting: edits.add(meeting, NOW, record))
            )
        return error, record.id

    def _add_nothing(self, text: str) -> Meeting:
        return self._file.apply(lambda m: edits.add(m, NOW, Win(text=text, at=NOW)))

    def change(self, record_id: str, text: str) -> str:
        """Change the text of a win."""
        win = self._file.meeting.get(Win, record_id)
        return self._tried(lambda: self._file.apply(lambda m: edits.change(m, NOW, win, text=text)))

    def remove(self, record_id: str) -> str:
        """Remove a win."""
        win = self._file.meeting.get(Win, record_id)
        return self._tried(lambda: self._file.apply(lambda m: edits.remove(m, NOW, win)))

    def half(self, text: str) -> str:
        """Apply a rule that refuses after it has done half of its work."""

        def rule(meeting: Meeting) -> Meeting:
            edits.add(meeting, NOW, Win(text=text, at=NOW))
            raise MeetingError("Not so")

        return self._tried(lambda: self._file.apply(rule))

    def undo(self, failing: str = "") -> str:
        """Undo the last act."""
        with full_disk(failing):
            return self._tried(self._file.undo)

    def redo(self) -> str:
        """Redo the last undone act."""
        return self._tried(self._file.redo)

    @staticmethod
    def _tried(act: Callable[[], object]) -> str:
        try:
            act()
        except MeetingError as error:
            return str(error)
        return ""


@contextmanager
def full_disk(call: str) -> Iterator[None]:
    """Let one system call fail because the disk is full; with "" none fails."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        if call:
            patch.setattr(os, call, full)
        yield


class _Editors(BaseManager):
    """Starts a process and creates editors in it."""


_Editors.register("Editor", Editor)


@contextmanager
def other_process() -> Iterator[Callable[[str], Editor]]:
    """Start a process; yield a function that opens a file in it."""
    with _Editors(ctx=multiprocessing.get_context("spawn")) as manager:
        yield manager.Editor  # type: ignore[attr-defined]

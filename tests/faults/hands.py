"""Hand: works on the wins of a meeting file, here or in another process."""

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


class Hand:
    """A meeting file that is open; an act answers with why it was refused, or with "".

    Plain values go in and come out, so that one in another process is used in the same way.
    """

    def __init__(self, path: str) -> None:
        self.reopen(path)

    def reopen(self, path: str) -> None:
        """Open the file anew."""
        place = Path(path)
        backups = Backups(place.parent / "backups")

        def back_up() -> None:
            backups.make(place, NOW)

        self._file = MeetingFile(place, back_up=back_up)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def wins(self) -> Wins:
        """Ids and texts of the wins, as far as this one has heard of them."""
        return [(win.id, win.text) for win in self._file.meeting.wins]

    def refresh(self) -> bool:
        """Take up what others wrote."""
        return self._file.refresh()

    def add(self, text: str, failing: str = "") -> tuple[str, str]:
        """The refusal, and the id of the new win; `failing` is the call that has no disk left."""
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
        """Give a win another text."""
        win = self._file.meeting.get(Win, record_id)
        return self._tried(lambda: self._file.apply(lambda m: edits.change(m, NOW, win, text=text)))

    def remove(self, record_id: str) -> str:
        """Take a win out."""
        win = self._file.meeting.get(Win, record_id)
        return self._tried(lambda: self._file.apply(lambda m: edits.remove(m, NOW, win)))

    def half(self, text: str) -> str:
        """A rule that has done half of its work, and then finds that it may not."""

        def rule(meeting: Meeting) -> Meeting:
            edits.add(meeting, NOW, Win(text=text, at=NOW))
            raise MeetingError("Not so")

        return self._tried(lambda: self._file.apply(rule))

    def undo(self, failing: str = "") -> str:
        """Take the last act back."""
        with full_disk(failing):
            return self._tried(self._file.undo)

    def redo(self) -> str:
        """Bring back what was taken back."""
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
    """No room on the disk, as one call of the system notices; with "" there is room."""

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patch:
        if call:
            patch.setattr(os, call, full)
        yield


class _Hands(BaseManager):
    """Starts a process, and hands out Hands that work there."""


_Hands.register("Hand", Hand)


@contextmanager
def other_process() -> Iterator[Callable[[str], Hand]]:
    """A process of its own; gives what opens a file there."""
    with _Hands(ctx=multiprocessing.get_context("spawn")) as hands:
        yield hands.Hand  # type: ignore[attr-defined]

"""Backups: copies of meetings, made before they are changed.

A copy is made before a process writes a meeting for the first time, and before a correction, an
upgrade or a repair. Of each meeting ten copies are kept, close together for the recent past and
far apart for long ago.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.disk.atomic import write_atomically, write_error
from data.disk.reading import read_content
from data.errors import DamagedFileError, MeetingError, StorageError, UnconfirmedWriteError
from data.records.meeting_ids import is_meeting_id

MAX_COPIES = 10
"""How many copies of one meeting are kept."""

_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True)
class Backup:
    """A copy of a meeting.

    Args:
        path: its file.
        made: when it was made, in UTC.
    """

    path: Path
    made: datetime


class Backups:
    """The copies of all meetings of a library, in one folder per meeting.

    Args:
        folder: the folder that holds these folders; it is created when first written to.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def list(self, meeting_id: str) -> tuple[Backup, ...]:
        """The copies of a meeting, newest first."""
        found = []
        for path in (self._folder / meeting_id).glob("*.json"):
            try:
                made = datetime.strptime(path.stem, _STAMP).replace(tzinfo=UTC)
            except ValueError:
                continue  # not one of our copies
            if path.is_file():
                found.append(Backup(path, made))
        return tuple(sorted(found, key=lambda backup: backup.made, reverse=True))

    def meeting_ids(self) -> Iterator[str]:
        """Yield the ids of all meetings that have a folder of copies."""
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            yield from (entry.name for entry in entries if is_meeting_id(entry.name))

    def make(self, path: Path, now: datetime, content: bytes | None = None) -> Path | None:
        """Copy the file of a meeting, byte for byte.

        Args:
            path: the file.
            now: the time, in UTC.
            content: what the copy is to hold, if the file has been damaged since it was read.

        Returns:
            The path of the copy; None if the newest copy has the same content already.

        Raises:
            StorageError: the copy cannot be made. The caller must not go on to change the meeting.
            DamagedFileError: there is no file in its place, but a pipe, a device or the like.
        """
        meeting_id = path.stem
        folder = self._folder / meeting_id
        try:
            content = read_content(path) if content is None else content
            if _is_newest(content, self.list(meeting_id)):
                return None
            # One by one: `parents` creates the parents with a mode that others can read.
            for place in (self._folder, folder):
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(folder / path.name, error) from error
        # Dated after the newest one even if the clock was set back, since `list` goes by date and
        # the newest copy is the one that is restored.
        latest = max((backup.made for backup in self.list(meeting_id)), default=None)
        made = now.astimezone(UTC)
        if latest is not None:
            made = max(made, latest + timedelta(microseconds=1))
        copy = folder / f"{made.strftime(_STAMP)}.json"
        try:
            write_atomically(copy, content)
        except UnconfirmedWriteError:
            pass  # the copy is in place; only a power cut within seconds could lose it
        except StorageError as error:
            raise StorageError(
                f"{path.name} was not written",
                f"no copy could be made: {error.message}",
                error.hint,
            ) from error
        self._prune(meeting_id, now, copy)
        return copy

    def _prune(self, meeting_id: str, now: datetime, copy: Path) -> None:
        """Remove copies until MAX_COPIES are left, first those closest together for their age.

        The newest and the oldest stay, and so does the one that was just made.
        """
        kept = list(self.list(meeting_id))
        while len(kept) > MAX_COPIES:

            def density(index: int) -> float:
                gap = (kept[index - 1].made - kept[index + 1].made).total_seconds()
                age = max(1.0, (now - kept[index].made).total_seconds())
                return gap / age

            inner = (i for i in range(1, len(kept) - 1) if kept[i].path != copy)
            with contextlib.suppress(OSError):
                kept.pop(min(inner, key=density)).path.unlink()

    def restore(self, backup: Backup, path: Path, aside: Path) -> None:
        """Put a copy in the place of a meeting's file, which is moved away and not overwritten.

        If the copy then cannot be written, the file is moved back, so that the meeting stays in the
        list of meetings.

        Args:
            backup: the copy.
            path: the file of the meeting; it may be damaged or missing.
            aside: where to move that file.

        Raises:
            UnconfirmedWriteError: the copy is in place, but may be lost at a power cut.
            MeetingError: nothing was changed.
        """
        try:
            content = read_content(backup.path)
            moved = os.path.lexists(path)
            if moved:
                if aside.exists():
                    raise MeetingError(f"There is a file {aside.name} already", "nothing was done")
                aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                target = _linked_content(path)
                if target is not None:
                    # The link stays, and its target is written; it may be on another disk.
                    write_atomically(aside, target)
                    moved = False
                else:
                    path.rename(aside)
        except OSError as error:
            raise write_error(path, error) from error
        try:
            write_atomically(path, content)
        except UnconfirmedWriteError:
            raise
        except StorageError:
            if moved:
                with contextlib.suppress(OSError):
                    aside.rename(path)
            raise


def _is_newest(content: bytes, backups: tuple[Backup, ...]) -> bool:
    """Whether the newest copy has this content; False if it cannot be read."""
    for backup in backups[:1]:
        with contextlib.suppress(OSError, DamagedFileError):
            return read_content(backup.path) == content
    return False


def _linked_content(path: Path) -> bytes | None:
    """The content of the file that a link leads to; None if there is no such file."""
    if path.is_symlink():
        with contextlib.suppress(FileNotFoundError, DamagedFileError):
            return read_content(path)
    return None

"""Copies of a meeting, kept so that nothing can be spoiled for good.

A copy is made before a meeting is written for the first time by a program, and before a correction,
an upgrade or a repair. The last ten are kept, dense for yesterday and sparse for long ago.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.disk.atomic import write_atomically, write_error
from data.errors import MeetingError, StorageError, UnconfirmedWriteError

KEPT = 10
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True)
class Backup:
    """A copy of a meeting, and when it was made."""

    path: Path
    made: datetime


class Backups:
    """The copies of one library's meetings, each meeting's in a folder of its own.

    Args:
        folder: where they lie; it is made when first written to.
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
                continue  # not ours
            if path.is_file():
                found.append(Backup(path, made))
        return tuple(sorted(found, key=lambda backup: backup.made, reverse=True))

    def make(self, path: Path, now: datetime, content: bytes | None = None) -> Path | None:
        """Copy a meeting's file as it is, bytes and all; None where the last copy is the same.

        With `content` the copy holds that, for a file that has been damaged since it was read.

        Raises MeetingError where that cannot be done: what it was made for must not go on then.
        """
        meeting_id = path.stem
        folder = self._folder / meeting_id
        try:
            content = path.read_bytes() if content is None else content
            if _holds(self.list(meeting_id)[:1], content):
                return None
            for place in (self._folder, folder):  # `parents` would make it readable by others
                place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(folder / path.name, error) from error
        # After the newest one, though the clock was set back: the newest is the one brought back.
        latest = max((backup.made for backup in self.list(meeting_id)), default=None)
        made = now.astimezone(UTC)
        if latest is not None:
            made = max(made, latest + timedelta(microseconds=1))
        copy = folder / f"{made.strftime(_STAMP)}.json"
        try:
            write_atomically(copy, content)
        except UnconfirmedWriteError:
            pass  # it is there; only a power cut within seconds could take it
        except StorageError as error:
            raise StorageError(
                f"{path.name} was not written",
                f"no copy could be made: {error.message}",
                error.hint,
            ) from error
        self._thin(meeting_id, now, copy)
        return copy

    def _thin(self, meeting_id: str, now: datetime, copy: Path) -> None:
        """Keep KEPT copies: those go first that stand close together for their age."""
        kept = list(self.list(meeting_id))
        while len(kept) > KEPT:

            def density(index: int) -> float:
                gap = (kept[index - 1].made - kept[index + 1].made).total_seconds()
                age = max(1.0, (now - kept[index].made).total_seconds())
                return gap / age

            # The newest and the oldest always stay, and the one that was just asked for.
            inner = (i for i in range(1, len(kept) - 1) if kept[i].path != copy)
            with contextlib.suppress(OSError):
                kept.pop(min(inner, key=density)).path.unlink()

    def restore(self, backup: Backup, path: Path, aside: Path) -> None:
        """Bring a copy back; what is in its place is moved aside, never overwritten.

        Where the disk refuses, it is moved back: a meeting that is in no list is as good as lost.
        """
        try:
            content = backup.path.read_bytes()
            moved = os.path.lexists(path)
            if moved:
                if aside.exists():
                    raise MeetingError(f"There is a file {aside.name} already", "nothing was done")
                aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if path.is_symlink() and path.is_file():
                    # The link stays, its target is written: it may be on another disk.
                    write_atomically(aside, path.read_bytes())
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


def _holds(backups: tuple[Backup, ...], content: bytes) -> bool:
    """Whether one of these copies is the same; one that cannot be read is not."""
    for backup in backups:
        with contextlib.suppress(OSError):
            if backup.path.read_bytes() == content:
                return True
    return False

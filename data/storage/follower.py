"""MeetingFollower: reads a meeting that others change, and never writes or locks anything."""

from __future__ import annotations

import time
from pathlib import Path

from data.disk.snapshot import Signature, file_signature, read_snapshot
from data.errors import DamagedFileError, MissingFileError, NewerVersionError, Remedy
from data.records.meeting import Meeting
from data.storage.read_meeting import read_meeting

_Status = tuple[int, int, int, int]
"""Inode, time of the change of the content and of the file, and size."""

_YOUNG = 2.0
"""Seconds after a change in which the status alone does not show the next one: a file may be
replaced twice within one tick of the file system's clock, and have its old inode and size again."""


class MeetingFollower:
    """A meeting as its file last held it.

    Args:
        path: the file of the meeting.

    Attributes:
        meeting: what the file held when it could last be read.

    Raises:
        DamagedFileError: the file cannot be read as a meeting.
        NewerVersionError: a newer version of the program has written it.
        MissingFileError: it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._status: _Status | None = None
        self._signature: Signature | None = None
        self._changed = 0.0  # when a change was last seen
        self._problem: DamagedFileError | NewerVersionError | None = None
        self.meeting = self._load()

    def read(self) -> Meeting:
        """Return what the file holds. It is read only if it has changed since it was last read.

        Raises:
            MeetingError: the file is missing, damaged or of a newer version; `meeting` stays.
        """
        if self._has_changed():
            self.meeting = self._load()
        elif self._problem is not None:
            raise self._problem
        return self.meeting

    def _has_changed(self) -> bool:
        if self._status is None or _status(self.path) != self._status:
            return True
        young = time.monotonic() - self._changed < _YOUNG
        return young and file_signature(self.path) != self._signature

    def _load(self) -> Meeting:
        # The status is taken before the content: what is written in between is read again.
        self._status, self._changed = _status(self.path), time.monotonic()
        try:
            return self._read_content()
        except (DamagedFileError, NewerVersionError) as error:
            self._problem, self._signature = error, file_signature(self.path)
            raise

    def _read_content(self) -> Meeting:
        snapshot = read_snapshot(self.path)
        if snapshot is None:
            raise MissingFileError(
                f"No such meeting: {self.path.stem}", remedy=Remedy.LIST_MEETINGS
            )
        meeting = read_meeting(snapshot.tables, self.path)
        self._problem, self._signature = None, snapshot.signature
        return meeting


def _status(path: Path) -> _Status | None:
    """Return the status of a file; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size

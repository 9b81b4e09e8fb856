"""MeetingFollower: reads a meeting that others change, and never writes or locks anything."""

from __future__ import annotations

from pathlib import Path

from data.disk.file_watch import FileWatch
from data.disk.snapshot import Signature, file_signature, read_snapshot
from data.errors import DamagedFileError, MissingFileError, NewerVersionError, Remedy
from data.records.meeting import Meeting
from data.storage.read_meeting import read_meeting


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
        self._watch = FileWatch(path)
        self._signature: Signature | None = None
        self._problem: DamagedFileError | NewerVersionError | None = None
        self.meeting = self._load()

    def read(self) -> Meeting:
        """Return what the file holds. It is read only if it has changed since it was last read.

        Raises:
            MeetingError: the file is missing, damaged or of a newer version; `meeting` stays.
        """
        if self._signature is None or self._watch.changed(self._signature):
            self.meeting = self._load()
        elif self._problem is not None:
            raise self._problem
        return self.meeting

    def _load(self) -> Meeting:
        # The signature is taken before the content: what is written in between is read again.
        self._signature = file_signature(self.path)
        try:
            return self._read_content()
        except (DamagedFileError, NewerVersionError) as error:
            self._problem = error
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

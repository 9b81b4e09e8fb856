"""The bin of a library: deleted meetings, and damaged files that a backup has replaced."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from data.errors import MeetingError, Remedy
from data.library.ids import file_name, free_id
from data.records.meeting_ids import is_meeting_id
from data.shutdown import Shutdown

_QUARANTINED = ".damaged"


class Trash:
    """The bin.

    Args:
        folder: the bin; it is created when the first meeting is deleted.
        meetings: the folder of the meeting files.
        shutdown: once its deadline has passed, no other process is waited for.
    """

    def __init__(self, folder: Path, meetings: Path, shutdown: Shutdown) -> None:
        self._folder = folder
        self._meetings = meetings
        self._shutdown = shutdown

    def delete(self, meeting_id: str) -> str:
        """Move a meeting to the bin, and return its id there.

        The id is a different one if a meeting of the same id was deleted before.

        Raises:
            MeetingError: there is no such meeting, another process is writing it, or the system
                refuses.
        """
        from data.disk.lock import Lock  # a list of meetings starts without it

        name = file_name(meeting_id)
        path = self._meetings / name
        if not os.path.lexists(path):
            raise MeetingError(f"No such meeting: {meeting_id}", remedy=Remedy.LIST_MEETINGS)
        deleted_id = meeting_id
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            # Without the lock, a process that is about to write the file would create it again.
            with Lock(path, shutdown=self._shutdown).held():
                if os.path.lexists(self._folder / name):
                    deleted_id = free_id(meeting_id, self._folder, self._meetings)
                path.replace(self._folder / file_name(deleted_id))
        except OSError as error:
            raise MeetingError(
                f"{meeting_id} was not deleted", error.strerror or str(error)
            ) from error
        return deleted_id

    def restore(self, meeting_id: str) -> str:
        """Move a meeting back from the bin, and return its id.

        Raises:
            MeetingError: the bin has no such meeting, there is another meeting of that id, another
                process is writing it, or the system refuses.
        """
        from data.disk.lock import Lock

        name = file_name(meeting_id)
        path, deleted = self._meetings / name, self._folder / name
        if not os.path.lexists(deleted):
            raise MeetingError(f"{meeting_id} is not in the bin", remedy=Remedy.LIST_BIN)
        try:
            self._meetings.mkdir(mode=0o700, exist_ok=True)
            # Without the lock, a meeting that is being created could be replaced.
            with Lock(path, shutdown=self._shutdown).held():
                if os.path.lexists(path):
                    raise MeetingError(
                        f"There is already a meeting {meeting_id}", "nothing was restored"
                    )
                deleted.replace(path)
        except OSError as error:
            raise MeetingError(
                f"{meeting_id} was not restored", error.strerror or str(error)
            ) from error
        return meeting_id

    def deleted(self) -> tuple[str, ...]:
        """Return the ids of the deleted meetings, newest first."""
        names = (path.stem for path in self._folder.glob("*.json"))
        return tuple(sorted(filter(is_meeting_id, names), reverse=True))

    def quarantined(self) -> tuple[Path, ...]:
        """Return the files that were replaced by a backup, the last one first."""
        return tuple(sorted(self._folder.glob(f"*{_QUARANTINED}"), reverse=True))

    def quarantine_path(self, meeting_id: str, now: datetime) -> Path:
        """Return where to put the file of a meeting before a backup takes its place."""
        return self._folder / f"{now:%Y%m%dT%H%M%S}-{file_name(meeting_id)}{_QUARANTINED}"

"""The bin of a library: deleted meetings, and damaged files that a backup has replaced."""

from __future__ import annotations

import contextlib
import os
import re
from datetime import datetime
from pathlib import Path

from data.errors import MeetingError, MeetingExistsError, Remedy
from data.library.ids import file_name, free_id
from data.records.meeting_ids import is_meeting_id
from data.shutdown import Shutdown

BELONGINGS = ("minutes", "drafts", "backups")
"""The folders, beside that of the meetings, of what goes to the bin with a meeting."""

_QUARANTINED = ".damaged"


class Trash:
    """The bin. What belongs to a meeting goes there with it, and comes back with it.

    Args:
        folder: the bin; it is created when the first meeting is deleted.
        meetings: the folder of the meeting files; the others are beside it.
        shutdown: once its deadline has passed, no other process is waited for.
    """

    def __init__(self, folder: Path, meetings: Path, shutdown: Shutdown) -> None:
        self._folder = folder
        self._meetings = meetings
        self._shutdown = shutdown

    def delete(self, meeting_id: str) -> str:
        """Move a meeting to the bin with its minutes, unsaved input and backups.

        Returns:
            Its id there. It is a different one if a meeting of the same id was deleted before.

        Raises:
            MeetingError: there is no such meeting, another process is writing it, or the system
                refuses.
        """
        from data.disk.lock import Lock  # a list of meetings starts without it

        name = file_name(meeting_id)
        path = self._meetings / name
        has_file = os.path.lexists(path)
        if not has_file and not _belongings(self._meetings.parent / "backups", meeting_id):
            raise MeetingError(f"No such meeting: {meeting_id}", remedy=Remedy.LIST_MEETINGS)
        deleted_id = meeting_id
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            # Without the lock, a process that is about to write the file would create it again.
            with Lock(path, shutdown=self._shutdown).held():
                if os.path.lexists(self._folder / name):
                    beside = (self._folder / name for name in BELONGINGS)
                    deleted_id = free_id(meeting_id, self._folder, *beside, self._meetings)
                if has_file:  # otherwise it is gone, and its backups are deleted
                    path.replace(self._folder / file_name(deleted_id))
                _move_belongings(self._meetings.parent, meeting_id, self._folder, deleted_id)
        except OSError as error:
            raise MeetingError(
                f"{meeting_id} was not deleted", error.strerror or str(error)
            ) from error
        return deleted_id

    def restore(self, meeting_id: str, new_id: str = "") -> str:
        """Move a meeting back from the bin, with what belongs to it, and return its id.

        Args:
            meeting_id: its id in the bin.
            new_id: the id that it gets; "" for the same one.

        Raises:
            MeetingExistsError: there is another meeting of that id.
            MeetingError: the bin has no such meeting, another process is writing it, or the system
                refuses.
        """
        from data.disk.lock import Lock

        deleted = self._folder / file_name(meeting_id)
        new_id = new_id or meeting_id
        path = self._meetings / file_name(new_id)
        has_file = os.path.lexists(deleted)
        if not has_file and not _belongings(self._folder / "backups", meeting_id):
            raise MeetingError(f"{meeting_id} is not in the bin", remedy=Remedy.LIST_BIN)
        try:
            self._meetings.mkdir(mode=0o700, exist_ok=True)
            # Without the lock, a meeting that is being created could be replaced.
            with Lock(path, shutdown=self._shutdown).held():
                if os.path.lexists(path):
                    raise MeetingExistsError(
                        f"There is already a meeting {new_id}",
                        "nothing was restored",
                        "Restore it under another id",
                        remedy=Remedy.RESTORE_UNDER_ANOTHER_ID,
                    )
                if has_file:
                    deleted.replace(path)
                _move_belongings(self._folder, meeting_id, self._meetings.parent, new_id)
        except OSError as error:
            raise MeetingError(
                f"{meeting_id} was not restored", error.strerror or str(error)
            ) from error
        return new_id

    def has(self, meeting_id: str) -> bool:
        """Whether a meeting of this id is in the bin."""
        return os.path.lexists(self._folder / file_name(meeting_id))

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


def quarantined_id(path: Path) -> str:
    """Return the id of the meeting whose file was put at a `quarantine_path`."""
    return path.name.removesuffix(f".json{_QUARANTINED}").partition("-")[2]


def _move_belongings(source: Path, meeting_id: str, target: Path, new_id: str) -> None:
    """Move what belongs to a meeting that was moved. What cannot be moved stays where it is.

    Args:
        source: the library or the bin.
        meeting_id: the id of the meeting there.
        target: the bin or the library. What is there already is never replaced.
        new_id: the id of the meeting there.
    """
    for name in BELONGINGS:
        for path in _belongings(source / name, meeting_id):
            new = target / name / path.name.replace(meeting_id, new_id, 1)
            with contextlib.suppress(OSError):
                new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                if not os.path.lexists(new):
                    path.rename(new)


def _belongings(folder: Path, meeting_id: str) -> list[Path]:
    """Return what a folder has of a meeting: files of any suffix, or a folder of that name.

    Approved minutes have the time of the approval after the id, in a form that no id has; a hidden
    file beside the minutes says what was written.
    """
    ours = re.compile(rf"\.?{re.escape(meeting_id)}(-approved-[0-9T]+)?(\..*)?", re.DOTALL)
    with contextlib.suppress(OSError):
        return [path for path in sorted(folder.iterdir()) if ours.fullmatch(path.name)]
    return []

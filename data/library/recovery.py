"""Replace a damaged meeting file by a backup."""

from __future__ import annotations

from pathlib import Path

from data.clock import Clock
from data.errors import MeetingError
from data.library.trash import Trash
from data.shutdown import Shutdown
from data.storage.backups import Backup, Backups


def restore_newest_backup(
    path: Path, backups: Backups, trash: Trash, clock: Clock, shutdown: Shutdown
) -> Backup:
    """Replace a damaged meeting file by its newest readable backup, and return that.

    Args:
        path: the meeting file. It may also be a folder, or not exist.
        backups: those of the library.
        trash: the file that is replaced is moved there.
        clock: gives the time for its name there.
        shutdown: once its deadline has passed, no other process is waited for.

    Raises:
        MeetingError: the file is not damaged, for example because another process has replaced it
            already; no backup can be read; or the system refuses. Nothing was changed.
    """
    from data.disk.lock import Lock  # a list of meetings starts without it

    with Lock(path, shutdown=shutdown).held():
        if _is_readable(path):
            raise MeetingError(
                f"{path.stem} is not damaged any more", "nothing was changed", "Open it"
            )
        for backup in backups.list(path.stem):
            if _is_readable(backup.path):
                backups.restore(backup, path, trash.quarantine_path(path.stem, clock.now()))
                return backup
    raise MeetingError(
        f"There is no backup of {path.stem} that can be read", "the file stays as it is"
    )


def _is_readable(path: Path) -> bool:
    """Whether a file exists and holds a meeting that this version of the program can open."""
    from data.storage.meeting_file import MeetingFile

    try:
        MeetingFile(path).close()
    except MeetingError:
        return False
    return True

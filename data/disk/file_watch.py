"""FileWatch: notices changes of a file, cheaply enough to look many times a second."""

from __future__ import annotations

import time
from pathlib import Path

from data.disk.snapshot import Signature, file_signature

_Status = tuple[int, int, int, int]
"""Inode, time of the change of the content and of the file in nanoseconds, and size."""

_YOUNG = 2.0
"""Seconds after a change in which the status alone does not show the next one: a file may be
replaced twice within one tick of the file system's clock, and have its old inode and size again."""


class FileWatch:
    """Compares a file with what is known of it.

    A file that has not changed for some time is not opened: its status shows the next change.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unchanged: tuple[_Status | None, Signature | None] | None = None
        self._since = 0.0  # when the file was first seen as it is

    def changed(self, known: Signature | None) -> bool:
        """Return whether the file differs from what is known.

        Args:
            known: the signature of the file as it was read; None if it did not exist.
        """
        now = time.monotonic()
        status = _status(self._path)  # before the signature, so that it is never newer
        if self._unchanged == (status, known) and now - self._since >= _YOUNG:
            return False
        if file_signature(self._path) != known:
            self._unchanged = None
            return True
        if self._unchanged != (status, known):
            self._unchanged, self._since = (status, known), now
        return False


def _status(path: Path) -> _Status | None:
    """Return the status of a file; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size

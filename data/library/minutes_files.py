"""The files of the minutes in a library. A file that was edited by hand is never overwritten."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.disk.atomic import write_atomically, write_error
from data.disk.reading import read_content
from data.errors import DamagedFileError, UnconfirmedWriteError

_DIGEST = ".written"


@dataclass(frozen=True)
class SavedMinutes:
    """The result of writing the minutes.

    Args:
        path: the file of the minutes.
        kept: where the file that had been there is now, if it was edited by hand; else None.
    """

    path: Path
    kept: Path | None = None

    @property
    def message(self) -> str:
        """One line that says where the minutes are, and where the edited file is."""
        edited = f"; the edited file is now {self.kept}" if self.kept else ""
        return f"Saved in {self.path}{edited}"


def save_minutes(path: Path, text: str, folder: Path, now: datetime) -> SavedMinutes:
    """Write the minutes. If another program has edited the file, a copy of it is kept first.

    The file counts as edited unless it has the content that was written last. A digest of that is
    kept in a hidden file beside it; without the digest, any other content counts as edited.

    Args:
        path: the file of the minutes.
        text: the minutes.
        folder: the bin, where an edited file is kept.
        now: the present instant, for the name of the kept file.

    Raises:
        StorageError: a file cannot be read or written; the edited file is as it was.
        DamagedFileError: there is no file in its place, but a pipe, a device or the like.
    """
    content = text.encode()
    digest = path.with_name(f".{path.name}{_DIGEST}")
    kept = None
    try:
        before = read_content(path) if path.exists() else None
        if before is not None and before != content and not _was_written(before, digest):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = _free_path(folder, f"{now:%Y%m%dT%H%M%S}-{path.stem}", path.suffix)
            write_atomically(kept, before)
    except OSError as error:
        raise write_error(path, error) from error
    # The digest comes first: if the program is killed in between, the old minutes count as edited.
    with contextlib.suppress(UnconfirmedWriteError):
        write_atomically(digest, _digest(content))
    if before != content:
        write_atomically(path, content)
    return SavedMinutes(path, kept)


def keep_once(path: Path, content: Callable[[], bytes]) -> Path:
    """Write a file that is never replaced, such as the approved version, and return its path.

    Args:
        path: the file. If it exists, it stays as it is.
        content: returns what to write.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(UnconfirmedWriteError):
                write_atomically(path, content())
    except OSError as error:
        raise write_error(path, error) from error
    return path


def _was_written(content: bytes, digest: Path) -> bool:
    with contextlib.suppress(OSError, DamagedFileError):
        return read_content(digest) == _digest(content).encode()
    return False


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _free_path(folder: Path, stem: str, suffix: str) -> Path:
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return path

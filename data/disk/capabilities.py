"""Find out what a disk cannot do that the storage relies on, and warn before it matters."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from data.disk.atomic import PREFIX
from data.disk.lock import locking_unsupported

_NO_LOCKS = (
    "This disk has no locks. Run one program at a time on this library, or keep it on another disk."
)
_NO_RENAME = (
    "This disk cannot replace a file in one step, so nothing can be recorded on it. Keep the"
    " library on another disk."
)
_NOT_DURABLE = (
    "This disk does not confirm that data is safe on it: after a power cut the last minute may be"
    " missing. Keep the library on another disk if that matters."
)
_NOT_PRIVATE = (
    "This disk does not keep files private: others who use it may be able to read the meetings."
    " Keep the library on another disk if they should not."
)

_WORK_TREES = {".git": "Git", ".hg": "Mercurial", ".jj": "Jujutsu", ".svn": "Subversion"}
"""The systems by the name of what they keep at the top of a work tree, a folder or a file."""


def disk_warnings(*folders: Path) -> tuple[str, ...]:
    """Return one warning for each thing that a disk cannot do; usually there is none.

    It is tried out with small files, which are removed again, in the first of the folders that
    exists. If that cannot be written, there is a warning about that alone. If none exists, there is
    no warning, since the check creates no folder. OSError is never raised.
    """
    try:
        folder = next(filter(_is_folder, folders), None)
        if folder is None:
            return ()
        with _trial_file(folder) as path, _trial_file(folder) as other:
            found = (
                "" if _locks(path) else _NO_LOCKS,
                "" if _replaces(path, other) else _NO_RENAME,
                "" if _confirms(folder, other) else _NOT_DURABLE,
                "" if _keeps_private(other) else _NOT_PRIVATE,
            )
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return (
            f"The library cannot be written ({reason}): meetings can be read, nothing can be"
            " recorded. Fix its permissions, or choose another folder.",
        )
    return tuple(warning for warning in found if warning)


def work_tree_warning(folder: Path) -> tuple[str, ...]:
    """Return a warning if a version control system can replace the files in a folder.

    Args:
        folder: it need not exist.
    """
    with contextlib.suppress(OSError, ValueError):  # ValueError: a null character in the name
        real = Path(os.path.realpath(folder))
        for place in (real, *real.parents):
            for name, system in _WORK_TREES.items():
                if os.path.lexists(place / name):
                    return (
                        f"The library is inside a {system} work tree, {place}: a checkout, a reset"
                        " or a pull can replace what was recorded. Keep the library elsewhere.",
                    )
    return ()


def _is_folder(path: Path) -> bool:
    """Whether a folder exists; OSError if that cannot be found out."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False  # ValueError: the name contains a null character


@contextlib.contextmanager
def _trial_file(folder: Path) -> Iterator[Path]:
    """A small new file, which is removed afterwards."""
    path = folder / f"{PREFIX}try-{secrets.token_hex(6)}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            os.write(descriptor, b"{}\n")
        finally:
            os.close(descriptor)
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def _locks(path: Path) -> bool:
    """Whether a lock on a file keeps others from locking it."""
    locked_out = True
    if sys.platform != "win32":  # on Windows, every disk has locks
        import fcntl

        # The file is opened twice, as by two programs, and for writing, as network disks demand.
        with path.open("r+b") as one, path.open("r+b") as other:
            try:
                fcntl.flock(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                return not locking_unsupported(error)
            try:
                fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
            locked_out = False
    return locked_out


def _replaces(path: Path, other: Path) -> bool:
    try:
        path.replace(other)
    except OSError:
        return False
    return not path.exists()


def _confirms(folder: Path, path: Path) -> bool:
    """Whether the disk can sync a file and its folder."""
    try:
        for target in (path,) if os.name == "nt" else (path, folder):
            descriptor = os.open(target, os.O_RDWR if target == path else os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    except OSError:
        return False
    return True


def _keeps_private(path: Path) -> bool:
    return os.name == "nt" or path.stat().st_mode & 0o077 == 0

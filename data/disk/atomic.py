"""Replace a file atomically: at every instant it holds the old content or the new, never a part.

The steps: write a temporary file in the same folder, fsync it, rename it over the old file, and
fsync the folder. Without the last step, a write that was reported as done can be lost at a power
cut.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
import time
from pathlib import Path

from data.errors import Remedy, StorageError, UnconfirmedWriteError

PREFIX = ".mt-"
"""How the names of temporary files begin; a crash may leave such a file behind."""

_STALE_AGE = 60.0  # seconds after which no process can be writing a temporary file any more
_WINDOWS_BUSY = (5, 32, 33)  # error numbers while a virus scanner has the target open
_UNSUPPORTED = (errno.EPERM, errno.EINVAL, errno.ENOTTY, errno.ENOTSUP, errno.ENOSYS)
_NO_RENAME = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV)
_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, then try again"),
    errno.EDQUOT: ("your quota on the disk is used up", "Free some space, then try again"),
    errno.EFBIG: ("the file would be larger than the system allows", "Raise the limit"),
    errno.EROFS: ("the disk is read-only", "Make it writable, then try again"),
    errno.EACCES: ("the folder may not be written", "Fix the permissions, then try again"),
    errno.EPERM: ("the folder may not be written", "Fix the permissions, then try again"),
    errno.EIO: ("the disk reports an error", "Copy the library to another disk"),
    errno.EBUSY: ("the file is mounted by itself", "Mount its folder instead of the file"),
    errno.ENOENT: ("its folder is gone", "Restore the folder, then try again"),
}


def write_atomically(path: Path, content: str | bytes, mode: int = 0o600) -> None:
    """Replace the content of a file, or leave the old content as it was.

    Args:
        path: the file. A symbolic link stays a link; its target is written.
        content: text, written as UTF-8, or bytes.
        mode: the permissions of a new file; an existing file keeps its own.

    Raises:
        UnconfirmedWriteError: the new content is in place, but may be lost at a power cut.
        StorageError: the file is as it was. The OSError is its cause.
    """
    try:
        data = content.encode("utf-8") if isinstance(content, str) else content
    except UnicodeEncodeError as error:
        raise StorageError(
            f"{path.name} was not written", f"{error}; what was written before is intact"
        ) from error
    try:
        _replace(Path(os.path.realpath(path)), data, mode)
    except OSError as error:
        raise write_error(path, error) from error


def write_error(path: Path, error: OSError) -> StorageError:
    """A StorageError for an error of the system: what it means, and what can be done about it."""
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), "Try again"))
    return StorageError(
        f"{path.name} was not written", f"{reason}; what was written before is intact", hint
    )


def _replace(target: Path, data: bytes, mode: int) -> None:
    if target.exists():
        if not os.access(target, os.W_OK):
            # A rename would replace the file even though its owner has made it read-only.
            raise StorageError(
                f"{target.name} was not written",
                "the file is read-only; what was written before is intact",
                "Make it writable, then try again",
            )
        mode = target.stat().st_mode & 0o7777
    temporary = target.with_name(f"{PREFIX}{secrets.token_hex(6)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            _set_mode(descriptor, mode)
            _sync(descriptor)
        finally:
            os.close(descriptor)
        _rename(temporary, target)
    except (OSError, StorageError):
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(target.parent)


def _set_mode(descriptor: int, mode: int) -> None:
    """Set the mode of a file, on disks that have modes. FAT has none and refuses the call."""
    if hasattr(os, "fchmod"):
        try:
            os.fchmod(descriptor, mode)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise


def _sync(descriptor: int) -> None:
    """Wait until the bytes are on the disk.

    A failed fsync is not repeated: the system may have dropped the pages that it could not write,
    and a second call would then succeed without having written them.
    """
    if sys.platform == "darwin":
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise
        else:
            return
    os.fsync(descriptor)


def _rename(temporary: Path, target: Path) -> None:
    deadline = time.monotonic() + 1.0
    while True:
        try:
            os.replace(temporary, target)
        except OSError as error:
            if error.errno in _NO_RENAME:
                raise StorageError(
                    f"{target.name} was not written",
                    "this disk does not let a file be replaced; what was written before is intact",
                    "Keep the library on another disk",
                    remedy=Remedy.CHOOSE_LIBRARY,
                ) from error
            busy = getattr(error, "winerror", None) in _WINDOWS_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows cannot open a folder
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno == errno.EINVAL:
            return  # some network disks cannot sync a folder
        raise UnconfirmedWriteError(
            "Written, but the disk did not confirm it",
            f"it may be lost if the power fails now: {error.strerror}",
            "Copy the library to another disk soon",
        ) from error


def remove_stale(folder: Path) -> None:
    """Remove temporary files that a crash has left in a folder. Errors are ignored."""
    for path in folder.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_AGE:
                path.unlink()

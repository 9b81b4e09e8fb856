"""Writing a file so that it is, at every instant, the old one or the new one, whole.

The recipe and its measurements: temporary file in the same folder, fsync, rename over the old one,
fsync of the folder. Without the last step an acknowledged write can vanish at a power cut.
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
"""Temporary files begin so; a crash may leave one behind."""

_STALE = 60.0  # seconds after which a temporary file belongs to nobody any more
_WINDOWS_BUSY = (5, 32, 33)  # a scanner holds the target for a moment
_UNSUPPORTED = (errno.EPERM, errno.EINVAL, errno.ENOTTY, errno.ENOTSUP, errno.ENOSYS)
_NO_RENAME = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EXDEV)
_REASONS = {
    errno.ENOSPC: ("the disk is full", "Make room, then do it again"),
    errno.EDQUOT: ("your quota on the disk is used up", "Make room, then do it again"),
    errno.EFBIG: ("the file would be larger than the system allows", "Raise the limit"),
    errno.EROFS: ("the disk is read-only", "Make it writable, then do it again"),
    errno.EACCES: ("the folder may not be written", "Mend its permissions, then do it again"),
    errno.EPERM: ("the folder may not be written", "Mend its permissions, then do it again"),
    errno.EIO: ("the disk reports an error", "Copy the library to another disk"),
    errno.EBUSY: ("the file is mounted by itself", "Mount its folder instead of the file"),
    errno.ENOENT: ("its folder is gone", "Bring the folder back, then do it again"),
}


def write_atomically(path: Path, content: str | bytes, mode: int = 0o600) -> None:
    """Write the whole new content of a file, or leave the old one as it was.

    Args:
        path: the file; a symbolic link stays, its target is written.
        content: text (written as UTF-8) or bytes.
        mode: the permissions of a file that was not there; others keep theirs.

    Raises StorageError with the reason, with the OSError as its cause.
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
    """What an error of the disk means, and what can be done."""
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), "Try again"))
    return StorageError(
        f"{path.name} was not written", f"{reason}; what was written before is intact", hint
    )


def _replace(target: Path, data: bytes, mode: int) -> None:
    if target.exists():
        if not os.access(target, os.W_OK):
            # A rename would replace even a file that its owner has made read-only.
            raise StorageError(
                f"{target.name} was not written",
                "the file is read-only; what was written before is intact",
                "Make it writable, then do it again",
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
    """Give the file its mode, where the disk knows any: FAT has none, and refuses to set it."""
    if hasattr(os, "fchmod"):
        try:
            os.fchmod(descriptor, mode)
        except OSError as error:
            if error.errno not in _UNSUPPORTED:
                raise


def _sync(descriptor: int) -> None:
    """Wait until the bytes are on the disk; never tried twice, since a second fsync would lie."""
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
        return  # a folder cannot be opened there; the rename is written through
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno == errno.EINVAL:
            return  # some network disks cannot
        raise UnconfirmedWriteError(
            "Written, but the disk did not confirm it",
            f"it may be lost if the power fails now: {error.strerror}",
            "Copy the library to another disk soon",
        ) from error


def remove_stale(folder: Path) -> None:
    """Remove temporary files of ours that a crash has left behind; called under the lock."""
    for path in folder.glob(f"{PREFIX}*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE:
                path.unlink()

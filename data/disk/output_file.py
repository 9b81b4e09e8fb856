"""Write a file that the user names, which may be a pipe or a device."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from data.disk.atomic import write_atomically, write_error
from data.errors import MeetingError, StorageError, UnconfirmedWriteError

_STREAMS = ("/dev/", "/proc/")  # the names of streams that other programs have opened


def write_output(path: Path, text: str) -> None:
    """Write a text to a file, as the umask allows it to be read.

    A regular file is replaced atomically. Anything else, such as a pipe or a device, is written to
    and stays what it is.

    Args:
        path: the file.
        text: written as UTF-8.

    Raises:
        MeetingError: it is a folder, or its folder does not exist.
        StorageError: it cannot be written.
        BrokenPipeError: the reader of a pipe is gone.
    """
    try:
        mode = _mode(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise MeetingError(f"“{path}” is a folder", "nothing was written", "Name a file in it")
        if mode is not None and (not stat.S_ISREG(mode) or str(path).startswith(_STREAMS)):
            _write_through(path, text)
        elif not path.parent.is_dir():
            raise MeetingError(
                f"“{path}” was not written", f"there is no folder “{path.parent}”", "Create it"
            )
        else:
            write_atomically(path, text, mode=0o666 & ~_umask())
    except BrokenPipeError:
        raise
    except UnconfirmedWriteError:
        raise
    except StorageError as error:
        raise _named(path, error) from error
    except OSError as error:
        raise _named(path, write_error(path, error)) from error


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _write_through(path: Path, text: str) -> None:
    # Appended, so that a file behind /dev/stdout keeps what the shell has written into it.
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NOCTTY", 0))
    with os.fdopen(descriptor, "wb", buffering=0) as stream:
        view = memoryview(text.encode("utf-8", errors="replace"))
        while view:
            view = view[stream.write(view) or 0 :]


def _umask() -> int:
    mask = os.umask(0)  # it can only be read by setting it
    os.umask(mask)
    return mask


def _named(path: Path, error: StorageError) -> StorageError:
    """Return the error with the whole path, as the user has typed it."""
    return StorageError(f"“{path}” was not written", error.message, error.hint)

"""One writer at a time, across processes."""

from __future__ import annotations

import contextlib
import errno
import getpass
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from data.errors import MeetingError

PATIENCE = 5.0  # seconds to wait for another writer before saying who it is
_POLL = 0.005
_LINE = 200
_HOST = socket.gethostname()


def user_name() -> str:
    """Who runs this program; their number where the system knows no name, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else "somebody"


_USER = user_name()


def without_locks(error: BaseException) -> bool:
    """Whether an error says that this disk has no locks, as with some network disks."""
    unsupported = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)
    return isinstance(error, NotImplementedError) or (
        isinstance(error, OSError) and error.errno in unsupported
    )


class Lock:
    """An exclusive lock on a file, held for the time of one write.

    On a disk without locks it falls back to a file that exists while the lock is held; what the
    processes of another computer hold there is known, but not whether they are still alive.

    It lies in a folder `.locks` beside the file, and is never removed: a lock file that is
    unlinked while another process waits for it has two holders. Who holds it stands in a second
    file, so that whoever waits can be told.

    Args:
        path: the file to be locked; it need not exist.
        patience: seconds to wait.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._path = path
        self._patience = patience
        folder = path.parent / ".locks"
        self._lock: BaseFileLock = FileLock(folder / f"{path.name}.lock", mode=0o600)
        self._soft = SoftFileLock(folder / f"{path.name}.soft", mode=0o600)
        self._holder = folder / f"{path.name}.holder"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; MeetingError names whoever does not let go of it."""
        try:
            self._acquire()
        except Timeout:
            raise MeetingError(
                f"{self._path.name} is being written by {self._who()}",
                f"waited {self._patience:.0f} s; nothing was changed",
                "Try again, or end that program",
            ) from None
        except OSError as error:
            raise MeetingError(
                f"{self._path.name} cannot be locked",
                error.strerror or str(error),
                "Mend the permissions of its folder, or choose another disk",
            ) from error
        try:
            yield
        finally:
            self._lock.release()

    def _acquire(self) -> None:
        if not self._holder.parent.is_dir():
            # The library would make it too, but readable by everybody.
            self._holder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._lock.acquire(timeout=self._patience, poll_interval=_POLL)
        except (OSError, NotImplementedError) as error:
            if isinstance(error, Timeout) or not without_locks(error) or self._lock is self._soft:
                raise
            # Better than none, and better than no meeting: a file that is there while it is held.
            self._lock = self._soft
            self._lock.acquire(timeout=self._patience, poll_interval=_POLL)
        self._sign()

    def _sign(self) -> None:
        """Tell who holds the lock: a help for others, never a condition.

        A line of one length, so that a shorter one leaves nothing of a longer one behind it.
        """
        since = datetime.now(UTC).isoformat(timespec="seconds")
        line = f"{os.getpid()}\t{_USER}\t{_HOST}\t{since}"[: _LINE - 1].ljust(_LINE - 1) + "\n"
        with contextlib.suppress(OSError):
            descriptor = os.open(self._holder, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, line.encode(errors="replace"))
            finally:
                os.close(descriptor)

    def _who(self) -> str:
        try:
            line = self._holder.read_text(encoding="utf-8").splitlines()[0]
            pid, user, host, since = line.rstrip().split("\t")
        except (OSError, ValueError, IndexError):
            return "another program"
        return f"process {pid} of {user} on {host} since {since}"

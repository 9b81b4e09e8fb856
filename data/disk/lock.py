"""One writer at a time, across processes."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from data.disk.reading import read_content
from data.disk.user import user_name
from data.errors import BusyError, DamagedFileError, StorageError
from data.shutdown import Shutdown

if sys.platform != "win32":
    import fcntl

LOCK_TIMEOUT = 5.0
"""Seconds to wait for another writer."""

# Seconds to wait for a holder that was waited for in vain before, such as a stopped process.
_STUCK_TIMEOUT = 0.5
_POLL_INTERVAL = 0.005  # seconds between two tries
_ORPHAN_AGE = 2.0  # seconds after which nobody is about to write into an empty marker any more
_HOLDER_LENGTH = 200  # bytes of the file that names the holder
_HOST = socket.gethostname()
_USER = user_name()
_UNSUPPORTED = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


def locking_unsupported(error: OSError) -> bool:
    """Whether an error of a lock call means that this disk has no locks, as some network disks."""
    return error.errno in _UNSUPPORTED


def _supports_locks(path: Path) -> bool:
    """Whether the disk of a lock file has locks.

    It is tried out here because filelock handles it in two ways: some error numbers it raises, and
    for others it warns and uses the lock file itself as a marker.
    """
    if sys.platform != "win32":
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True  # acquiring the lock will fail too, with the reason
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return not locking_unsupported(error)
        finally:
            os.close(descriptor)
    return True


def _printable(text: str) -> str:
    """Return a text without characters that could control a terminal; the file may hold any."""
    return "".join(filter(str.isprintable, text))[:_HOLDER_LENGTH]


class Lock:
    """An exclusive lock on a file, to be held for one write.

    The lock file is in a folder `.locks` beside the file and is never removed: if it were unlinked
    while another process waits for it, two processes could hold it at once. A second file there
    names the holder, for the error that another process shows.

    On a disk without locks, a marker is used: a file that exists while the lock is held. A marker
    left by a process that has died on this computer is removed. Whether a process on another
    computer is alive cannot be known, so its marker stays.

    Args:
        path: the file to be locked; it need not exist.
        timeout: seconds to wait for another holder.
        shutdown: once its deadline has passed, the lock is no longer waited for.
    """

    def __init__(
        self, path: Path, timeout: float = LOCK_TIMEOUT, shutdown: Shutdown | None = None
    ) -> None:
        self._path = path
        self._timeout = timeout
        self._shutdown = shutdown or Shutdown()
        # Beside the target of a link, so that the file has one lock by whatever path it is opened.
        real = Path(os.path.realpath(path))
        folder = real.parent / ".locks"
        self._file = folder / f"{real.name}.lock"
        self._marker = folder / f"{real.name}.soft"
        self._holder = folder / f"{real.name}.holder"
        self._hard: BaseFileLock = FileLock(self._file, mode=0o600)
        self._soft = SoftFileLock(self._marker, mode=0o600)
        self._stuck = ""  # who held the lock when it was last waited for in vain

    @contextlib.contextmanager
    def held(self, timeout: float | None = None) -> Iterator[None]:
        """Hold the lock for the body of the `with` statement.

        A holder that did not release the lock in time is waited for only shortly the next time, as
        long as it still is the same one that got the lock at the same time.

        Args:
            timeout: seconds to wait, if less than the lock's own.

        Raises:
            BusyError: the lock was not released in time, and by whom it is held.
            StorageError: the system does not let the file be locked.
        """
        seconds = self._timeout if timeout is None else min(timeout, self._timeout)
        if self._shutdown.patience is not None:
            seconds = min(seconds, self._shutdown.patience)
        if self._stuck and self._describe_holder() == self._stuck:
            seconds = min(seconds, _STUCK_TIMEOUT)
        start = time.monotonic()
        try:
            lock = self._acquire(seconds)
        except Timeout as error:
            holder = self._describe_holder()
            # A marker that nobody holds any more is removed only after a longer wait.
            self._stuck = holder if error.lock_file == str(self._file) else ""
            remove_marker = ""
            if error.lock_file == str(self._marker):
                remove_marker = f". If it is gone, remove {self._marker}"
            waited = self._shutdown.waited + time.monotonic() - start
            hint = f"Try again, or end that program{remove_marker}"
            busy = BusyError(self._path.name, holder, waited, hint)
            busy.is_free = self._is_free
            busy.can_wait = self._shutdown.can_wait
            raise busy from None
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StorageError(
                f"{self._path.name} cannot be locked",
                f"{reason}; nothing was changed",
                "Fix the permissions of its folder, or choose another disk",
            ) from error
        self._stuck = ""
        self._shutdown.can_wait = False
        try:
            yield
        finally:
            lock.release()

    def _acquire(self, seconds: float) -> BaseFileLock:
        if not self._holder.parent.is_dir():
            # filelock would create it too, but readable by other users.
            self._holder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Tried out each time: if locks start to work again, all programs must go back to them. A
        # marker is weaker than a lock, but without it the meeting could not be written at all.
        lock = self._hard if _supports_locks(self._file) else self._soft
        orphan = self._empty_marker() if lock is self._soft else None
        try:
            self._wait(lock, seconds)
        except Timeout:
            if orphan is None or seconds < _ORPHAN_AGE or self._empty_marker() != orphan:
                raise
            self._marker.unlink(missing_ok=True)
            self._wait(lock, 0)
        self._record_holder()
        return lock

    def _is_free(self) -> bool:
        """Whether nobody holds the lock at the moment."""
        lock = self._hard if _supports_locks(self._file) else self._soft
        try:
            lock.acquire(timeout=0)
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            return True  # the next try will say what is wrong
        lock.release()
        return True

    def _wait(self, lock: BaseFileLock, seconds: float) -> None:
        lock.acquire(
            timeout=seconds,
            poll_interval=_POLL_INTERVAL,
            cancel_check=self._shutdown.deadline_passed,
        )

    def _empty_marker(self) -> tuple[int, int] | None:
        """Inode and change time of the marker if it is empty; None otherwise.

        A process that was killed while it made its marker leaves an empty one. filelock waits for
        it forever, since very old versions of filelock wrote nothing into their markers.
        """
        with contextlib.suppress(OSError):
            status = self._marker.stat()
            if status.st_size == 0:
                return status.st_ino, status.st_ctime_ns
        return None

    def _record_holder(self) -> None:
        """Write down who holds the lock. It is only information: a failure does not matter.

        The text always has the same length, so that it covers the previous one in full.
        """
        since = datetime.now(UTC).isoformat(timespec="seconds")
        line = f"{os.getpid()}\t{_USER}\t{_HOST}\t{since}"[: _HOLDER_LENGTH - 1]
        line = line.ljust(_HOLDER_LENGTH - 1) + "\n"
        with contextlib.suppress(OSError):
            # A pipe in its place must not block.
            flags = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
            descriptor = os.open(self._holder, flags, 0o600)
            try:
                os.write(descriptor, line.encode(errors="replace"))
            finally:
                os.close(descriptor)

    def _describe_holder(self) -> str:
        """Who holds the lock, as part of a message."""
        try:
            line = read_content(self._holder).decode().split("\n")[0]
            pid, user, host, since = map(_printable, line.rstrip().split("\t"))
        except (OSError, ValueError, IndexError, DamagedFileError):
            return "another program"
        return f"process {pid} of {user} on {host} since {since}"

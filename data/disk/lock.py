"""One writer at a time, across processes."""

from __future__ import annotations

import contextlib
import errno
import getpass
import os
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from data.errors import StorageError
from data.shutdown import Shutdown

if sys.platform != "win32":
    import fcntl

PATIENCE = 5.0  # seconds to wait for another writer before saying who it is
_POLL = 0.005
_ORPHANED = 2.0  # seconds after which nobody is about to write into an empty marker any more
_LINE = 200
_HOST = socket.gethostname()


def user_name() -> str:
    """Who runs this program; their number where the system knows no name, as in a container."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else "somebody"


_USER = user_name()
_UNSUPPORTED = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


def without_locks(error: OSError) -> bool:
    """Whether an error says that this disk has no locks, as with some network disks."""
    return error.errno in _UNSUPPORTED


def _has_locks(path: Path) -> bool:
    """Whether the disk of a lock file has locks.

    Asked of the system, since filelock answers in two ways: of one refusal it makes an error, of
    another a warning, and a marker of the lock file itself.
    """
    if sys.platform != "win32":
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True  # whoever then tries to lock it is told why that cannot be
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return not without_locks(error)
        finally:
            os.close(descriptor)
    return True


class Lock:
    """An exclusive lock on a file, held for the time of one write.

    On a disk without locks it falls back to a marker: a file that exists while the lock is held.
    The marker of a process on this computer that has died is removed; whether one on another
    computer is still alive cannot be known.

    It lies in a folder `.locks` beside the file, and is never removed: a lock file that is
    unlinked while another process waits for it has two holders. Who holds it stands in a second
    file, so that whoever waits can be told.

    Args:
        path: the file to be locked; it need not exist.
        patience: seconds to wait.
        shutdown: tells when the program ends; nothing is waited for after that.
    """

    def __init__(
        self, path: Path, patience: float = PATIENCE, shutdown: Shutdown | None = None
    ) -> None:
        self._path = path
        self._patience = patience
        self._end_task = shutdown or Shutdown()
        # Beside the real file: whoever comes by a link must wait for the same lock.
        real = Path(os.path.realpath(path))
        folder = real.parent / ".locks"
        self._file = folder / f"{real.name}.lock"
        self._marker = folder / f"{real.name}.soft"
        self._holder = folder / f"{real.name}.holder"
        self._hard: BaseFileLock = FileLock(self._file, mode=0o600)
        self._soft = SoftFileLock(self._marker, mode=0o600)

    @contextlib.contextmanager
    def held(self, patience: float | None = None) -> Iterator[None]:
        """Hold the lock; StorageError names whoever does not let go of it.

        Args:
            patience: seconds to wait, where it is to be less than the lock's own.
        """
        seconds = self._patience if patience is None else min(patience, self._patience)
        begun = time.monotonic()
        try:
            lock = self._acquire(seconds)
        except Timeout as error:
            marked = ""
            if error.lock_file == str(self._marker):
                marked = f". If it is gone, remove {self._marker}"
            raise StorageError(
                f"{self._path.name} is being written by {self._who()}",
                f"waited {time.monotonic() - begun:.2g} s; nothing was changed",
                f"Try again, or end that program{marked}",
            ) from None
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise StorageError(
                f"{self._path.name} cannot be locked",
                f"{reason}; nothing was changed",
                "Mend the permissions of its folder, or choose another disk",
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _acquire(self, seconds: float) -> BaseFileLock:
        if not self._holder.parent.is_dir():
            # The library would make it too, but readable by everybody.
            self._holder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Asked each time, lest one program goes on with markers while the others lock again.
        # A marker is better than no lock, and better than no meeting.
        lock = self._hard if _has_locks(self._file) else self._soft
        orphan = self._empty_marker() if lock is self._soft else None
        try:
            self._wait(lock, seconds)
        except Timeout:
            if orphan is None or seconds < _ORPHANED or self._empty_marker() != orphan:
                raise
            self._marker.unlink(missing_ok=True)
            self._wait(lock, 0)
        self._sign()
        return lock

    def _wait(self, lock: BaseFileLock, seconds: float) -> None:
        impatient = self._end_task.deadline_passed
        lock.acquire(timeout=seconds, poll_interval=_POLL, cancel_check=impatient)

    def _empty_marker(self) -> tuple[int, int] | None:
        """Which marker is there, if nothing stands in it: that of a process killed while making it.

        Filelock waits for such a one for ever, since it could be that of a very old version.
        """
        with contextlib.suppress(OSError):
            entry = self._marker.stat()
            if entry.st_size == 0:
                return entry.st_ino, entry.st_ctime_ns
        return None

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

"""The SQLite file of the index: open it, build it again, or do without it.

The index is derived from the meeting files, so it may be deleted at any time, and no error in it
may stop the program. A file that is damaged, or that another version of the program made, is
deleted and built again. If the file cannot be used at all, as on a read-only disk or while another
process writes it, an index in memory takes its place.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from data.errors import MeetingError
from data.index.registers import Action
from data.index.search import TEXTS_SCHEMA
from data.index.summaries import Summary
from data.index.wins import Win
from data.records.tables import TABLES
from data.records.upgrades import newest_version

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_TIMEOUT = 0.5  # seconds to wait for another process that writes the index
# A change that does not fit into the cache is written before its end, when nobody can read.
_CACHE_KIBIBYTES = 64 * 1024
_FORMAT = 5  # raise it if the index must be built again for a reason that `_version` cannot see
_SCHEMA = """
create table if not exists meeting_files (
    number integer primary key,
    id text not null unique,
    size integer not null,
    changed integer not null,
    searchable integer not null,
    title text not null,
    date text not null,
    summary text not null,
    actions text not null,
    wins text not null
);
"""
"""One row for each meeting file.

`size` (bytes) and `changed` (nanoseconds) are those of the file that was read, `summary`,
`actions` and `wins` what a list needs of it (JSON with a checksum, see `seal`). `searchable` is
whether the search has its texts.
"""

# The result codes of SQLite that are not the fault of what the file contains.
_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_READONLY,
}


class Database:
    """The index of one library.

    Args:
        path: the SQLite file; it is created when first needed, in a folder that exists.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._memory: sqlite3.Connection | None = None
        self._memory_lock = threading.Lock()

    def run(self, work: Work[T], *, wait: float = 0, stop: Callable[[], bool] = lambda: False) -> T:
        """Return what a function finds out with a connection to the index.

        Args:
            work: it is called again, with an empty index, if the one that it got proves to be
                unusable, and while another process writes. It must leave no transaction open.
            wait: seconds to wait for another process that writes the index, but at least half a
                second; after that, an index in memory is used.
            stop: no longer waits once this returns True.

        Raises:
            MeetingError: not even an index in memory can be used.
        """
        deadline = time.monotonic() + wait
        damaged = 0
        while damaged < 2:
            try:
                with closing(self._connect()) as connection:
                    result = work(connection)
            except (sqlite3.Error, UnicodeDecodeError, OSError) as error:
                # UnicodeDecodeError: a message of SQLite that quotes what the file contains.
                if _is_busy(error) and time.monotonic() < deadline and not stop():
                    continue
                if not _is_damage(error) or not self._delete():
                    break
                damaged += 1
            else:
                self._release_memory()
                return result
        with self._memory_lock:
            try:
                if self._memory is None:
                    self._memory = sqlite3.connect(
                        ":memory:", isolation_level=None, check_same_thread=False
                    )
                    self._memory.executescript(_SCHEMA)
                return work(self._memory)
            except sqlite3.Error as error:
                raise MeetingError(
                    "The index of the meetings cannot be used", str(error)
                ) from error

    def read(self, work: Work[T], empty: T) -> T | None:
        """Return what a function finds out in the index as it is.

        Args:
            work: only reads.
            empty: to be returned if there is no index yet.

        Returns:
            None if the index cannot be read now: another process writes it, or `run` has to build
            it again.
        """
        try:
            with self._memory_lock:
                if self._memory is not None:
                    return work(self._memory)
            if not self._path.exists():
                return empty
            with closing(self._connect()) as connection:
                return work(connection)
        except (sqlite3.Error, UnicodeDecodeError, OSError):
            return None

    def _connect(self) -> sqlite3.Connection:
        self._require_regular()
        if not self._path.exists():
            # SQLite would make it readable by other users.
            self._path.touch(mode=0o600)
        elif os.name == "posix" and self._path.stat().st_mode & 0o077:
            with contextlib.suppress(OSError):
                self._path.chmod(0o600)
        connection = sqlite3.connect(self._path, timeout=_TIMEOUT, isolation_level=None)
        try:
            connection.execute(f"pragma cache_size = -{_CACHE_KIBIBYTES}")
            _prepare(connection)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _require_regular(self) -> None:
        """Raise OSError if SQLite would wait for ever for the other end of a pipe."""
        for path in self._files():
            with contextlib.suppress(FileNotFoundError):
                if not stat.S_ISREG(path.stat().st_mode):
                    raise OSError(errno.EINVAL, "not a file", str(path))

    def _files(self) -> list[Path]:
        """The files that SQLite may use beside the index, and the index."""
        name = self._path.name
        return [self._path.with_name(f"{name}{end}") for end in ("-journal", "-wal", "-shm", "")]

    def _delete(self) -> bool:
        """Delete the index, and the journal that SQLite would otherwise apply to the next one."""
        try:
            for path in self._files():
                path.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _release_memory(self) -> None:
        """Free the index in memory, once the file can be used again."""
        with self._memory_lock:
            if self._memory is not None:
                self._memory.close()
                self._memory = None


def _prepare(connection: sqlite3.Connection) -> None:
    """Create the tables of a new index; raise DatabaseError for one of another version."""
    version = _version()
    (found,) = connection.execute("pragma user_version").fetchone()
    if found == version:
        return
    if connection.execute("select count(*) from sqlite_master").fetchone() != (0,):
        raise sqlite3.DatabaseError("the index is of another version")
    connection.executescript(f"begin immediate; {_SCHEMA} pragma user_version = {version}; commit;")


def _version() -> int:
    """A number that changes with everything that decides what the index keeps of a file."""
    searched = {name: (table.noun, table.searched) for name, table in TABLES.items()}
    kept = (Summary.__match_args__, Action._fields, Win._fields, searched)
    decides = (_FORMAT, _SCHEMA, TEXTS_SCHEMA, newest_version(), kept)
    return zlib.crc32(repr(decides).encode()) >> 1 or 1  # 31 bits, and not that of an empty file


def _is_busy(error: Exception) -> bool:
    """Whether another process is writing the index."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return (code & 0xFF) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _is_damage(error: Exception) -> bool:
    """Whether the index must be built again; otherwise it cannot be used at present."""
    if isinstance(error, OSError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return (code & 0xFF) not in _UNAVAILABLE  # the other bits only say more precisely what happened


def seal(meeting_id: str, text: str) -> str:
    """Return a text with a checksum before it. SQLite does not notice flipped bits in a value.

    Args:
        meeting_id: the meeting that the text belongs to; it is part of the checksum.
        text: without lone surrogates, or a UnicodeEncodeError is raised.
    """
    return f"{zlib.crc32(f'{meeting_id} {text}'.encode()):08x}{text}"


def unseal(meeting_id: str, sealed: object) -> str:
    """Return the text that `seal` was given.

    Raises:
        sqlite3.DatabaseError: the checksum does not match.
    """
    text = sealed[8:] if isinstance(sealed, str) else ""
    if seal(meeting_id, text) != sealed:
        raise sqlite3.DatabaseError("a row of the index is damaged")
    return text

"""DurableStorage: a TinyDB storage that is atomic, locked, and shared between processes.

It keeps TinyDB's interface and file format: any stock TinyDB opens the file. One table more,
`file`, holds a generation, which grows with each write, and a checksum of all other tables.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from tinydb.storages import Storage

from data.atomic import StorageError, UncertainError, remove_stale, write_atomically
from data.errors import MeetingError
from data.lock import Lock

Tables = dict[str, dict[str, Any]]
Signature = tuple[int, int, int] | None

FILE_TABLE = "file"
_HEAD = 128  # bytes: generation and checksum stand in them
_SIZE_LIMIT = 200_000_000  # bytes; a larger file is no meeting


class DamagedFile(MeetingError):
    """A file that cannot be read as what it should be. It is never overwritten.

    `reason` says what is wrong with it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path.name} is damaged",
            f"{reason}; it has not been touched",
            "See: meeting-tui check",
        )
        self.reason = reason


class DurableStorage(Storage):
    """Storage for `TinyDB(path, storage=DurableStorage)`.

    Outside of a transaction `read` tells what is in the file now, and `write` is a transaction of
    its own. Inside one, the file is read once, under the lock, and written once, at the end.

    `edited` is True where the tables do not fit the checksum: somebody else wrote the file.
    """

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self.path = Path(path)
        self.edited = False
        self.generation = 0
        self._lock = Lock(self.path)
        self._tables: Tables | None = None
        self._seen: Signature = None
        self._head = b""
        self._depth = 0
        self._buffer: Tables | None = None
        self._tidied = False

    # -- TinyDB's interface ----------------------------------------------------------------

    def read(self) -> Tables | None:
        """All tables; None where there is no file. Damage is raised as DamagedFile."""
        if self._buffer is not None:
            return dict(self._buffer)
        if self._depth == 0:
            self._load()
        return dict(self._tables) if self._tables is not None else None

    def write(self, data: Tables, *, checked: bool = False) -> None:
        """Write all tables; inside a transaction they wait for its end.

        `checked` tells that the values come from records, which hold no NaN: looking for one takes
        as long as writing the text.
        """
        if not checked:
            _refuse_nan(data)
        if self._depth:
            self._buffer = dict(data)
            return
        with self.transaction():
            self._buffer = dict(data)

    def close(self) -> None:
        """Nothing is held open."""

    # -- more than TinyDB's ------------------------------------------------------------------

    @property
    def signature(self) -> Signature:
        """Which state of the file this process knows."""
        return self._seen

    def changed_outside(self) -> bool:
        """Whether the file is not any more the one last seen; a look at its entry, no more."""
        return self._signature() != self._seen

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Read, change and write as one step that no other process comes between.

        Everything is serialised before anything is touched. Where the body raises, nothing is
        written. Raises StorageError where the disk refuses; the old file is then as it was.
        """
        if self._depth:
            raise RuntimeError("a transaction is open already")
        self._make_folder()
        with self._lock.held():
            self._load()
            self._depth = 1
            try:
                if not self._tidied:
                    remove_stale(self.path.parent)
                    self._tidied = True
                yield
                if self._buffer is not None:
                    self._flush(self._buffer)
            except BaseException:
                if self._buffer is not None:
                    # TinyDB changes rows in place: what is remembered may hold half an act.
                    self._tables, self._seen = None, None
                raise
            finally:
                self._depth = 0
                self._buffer = None

    # -- inside ------------------------------------------------------------------------------

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"The folder {self.path.parent} cannot be made", error.strerror or str(error)
            ) from error

    def _signature(self) -> Signature:
        try:
            entry = self.path.stat()
        except OSError:
            return None
        return (entry.st_ino, entry.st_mtime_ns, entry.st_size)

    def _load(self) -> None:
        """Read the file, unless it is the one that is known already."""
        signature = self._signature()
        if signature is not None and signature == self._seen and self._head_is_known():
            return
        try:
            with self.path.open("rb") as file:
                entry = os.fstat(file.fileno())
                if not stat.S_ISREG(entry.st_mode):
                    raise DamagedFile(self.path, "it is not a file")
                if entry.st_size > _SIZE_LIMIT:
                    raise DamagedFile(self.path, "it is far too large")
                content = file.read()
        except FileNotFoundError:
            self._tables, self._seen, self.generation, self.edited = None, None, 0, False
            return
        except IsADirectoryError:
            raise DamagedFile(self.path, "it is a folder") from None
        except OSError as error:
            raise DamagedFile(self.path, error.strerror or "it cannot be read") from error
        # Known are the tables of what was read, not of what may be there by now.
        tables = self._parse(content)
        self._tables, self._head = tables, content[:_HEAD]
        self._seen = (entry.st_ino, entry.st_mtime_ns, entry.st_size)

    def _head_is_known(self) -> bool:
        """Whether the file still begins with the generation and checksum that are known.

        A file that was replaced twice within a tick of the clock can have its old number and time.
        """
        try:
            with self.path.open("rb") as file:
                return file.read(len(self._head)) == self._head
        except OSError:
            return False

    def _parse(self, content: bytes) -> Tables:
        if not content.strip():
            raise DamagedFile(self.path, "it is empty")
        try:
            tables = json.loads(content)
        except UnicodeDecodeError:
            raise DamagedFile(self.path, "it is not text") from None
        except (ValueError, RecursionError):
            raise DamagedFile(self.path, "it is cut off or garbled") from None
        if not isinstance(tables, dict) or not all(
            isinstance(table, dict) and all(isinstance(row, dict) for row in table.values())
            for table in tables.values()
        ):
            raise DamagedFile(self.path, "it does not hold tables")
        record = tables.get(FILE_TABLE, {}).get("1", {})
        generation = record.get("generation")
        self.generation = generation if isinstance(generation, int) else 0
        self.edited = record.get("checksum") != _checksum(self._body(tables))
        return tables

    def _flush(self, tables: Tables) -> None:
        body = self._body(tables)
        record = {"generation": self.generation + 1, "checksum": _checksum(body)}
        head = _dump({FILE_TABLE: {"1": record}})
        data = b"".join((head[:-1], b",", body[1:], b"\n") if body != b"{}" else (head, b"\n"))
        try:
            write_atomically(self.path, data)
        except UncertainError:
            self._accept(tables, record, data)
            raise
        self._accept(tables, record, data)

    def _accept(self, tables: Tables, record: dict[str, Any], data: bytes) -> None:
        self._head = data[:_HEAD]
        self._tables = {FILE_TABLE: {"1": record}} | {
            name: table for name, table in tables.items() if name != FILE_TABLE
        }
        self.generation, self.edited = int(record["generation"]), False
        self._seen = self._signature()

    def _body(self, tables: Tables) -> bytes:
        return _dump({name: table for name, table in tables.items() if name != FILE_TABLE})


def _dump(value: object) -> bytes:
    """The value as compact JSON; pydantic's writer, since it takes a quarter of json's time."""
    try:
        return to_json(value)
    except (ValueError, TypeError, RecursionError) as error:
        raise _unwritable(error) from error


def _refuse_nan(value: object) -> None:
    data = _dump(value)
    if b"NaN" in data or b"Infinity" in data:
        try:
            json.dumps(value, allow_nan=False)  # raises, unless they stand in a text
        except (ValueError, TypeError, RecursionError) as error:
            raise _unwritable(error) from error


def _unwritable(error: Exception) -> StorageError:
    why = f"{error}; nothing was changed"
    return StorageError("That value cannot be written", why, "Change it")


def _checksum(body: bytes) -> str:
    """CRC-32, which finds every single flipped bit: against accidents, not against forgers."""
    return f"{zlib.crc32(body):08x}"

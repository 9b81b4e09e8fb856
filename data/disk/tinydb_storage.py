"""DurableStorage: a TinyDB storage that is atomic, locked, and shared between processes.

It keeps TinyDB's interface and file format: any stock TinyDB opens the file. One table more,
`file`, holds a generation, which grows with each write, and a checksum of all other tables.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json
from tinydb.storages import Storage

from data.disk.atomic import remove_stale, write_atomically
from data.disk.checksum import checksum, join
from data.disk.lock import Lock
from data.disk.row_cache import RowCache
from data.errors import DamagedFileError, StorageError, UnconfirmedWriteError
from data.shutdown import Shutdown

Tables = dict[str, dict[str, Any]]
Signature = tuple[int, int, int, bytes] | None

FILE_TABLE = "file"
_HEAD = 128  # bytes: generation and checksum stand in them
_SIZE_LIMIT = 200_000_000  # bytes; a larger file is no meeting


class DurableStorage(Storage):
    """Storage for `TinyDB(path, storage=DurableStorage)`.

    Outside of a transaction `read` tells what is in the file now, and `write` is a transaction of
    its own. Inside one, the file is read once, under the lock, and written once, at the end.

    `ending` is the end of the program, for which no other writer is waited for any more.
    `edited_outside` is True where the tables do not fit the checksum: somebody else wrote the file.
    """

    def __init__(self, path: str | Path, shutdown: Shutdown | None = None) -> None:
        super().__init__()
        self.path = Path(path)
        self.edited_outside = False
        self.generation = 0
        self._lock = Lock(self.path, shutdown=shutdown)
        self._texts = RowCache(_dump)
        self._known: _Known | None = None
        self._seen: Signature = None
        self._inside = False
        self._pending: _Known | None = None
        self._tidied = False

    # -- TinyDB's interface ----------------------------------------------------------------

    def read(self, *, shared: bool = False) -> Tables | None:
        """All tables; None where there is no file. Damage is raised as DamagedFile.

        They are the caller's own, to change at will: TinyDB changes rows in place, also those of
        an act that it then gives up. `shared` gives rows that others hold too, which costs
        nothing, to a caller that changes none of them.
        """
        if not self._inside:
            self._load()
        known = self._pending or self._known
        if known is None:
            return None
        return known.shared() if shared else known.copied()

    def write(self, data: Tables, *, checked: bool = False) -> None:
        """Write all tables; inside a transaction they wait for its end.

        Raises StorageError, before anything is touched, for a value that JSON cannot hold.
        `checked` tells that the values come from records: they hold no NaN, and nobody changes
        them any more, so that they can be remembered as they are.
        """
        tables = {name: table for name, table in data.items() if name != FILE_TABLE}
        if checked:
            body = self._texts.serialise(tables)
        else:
            body = _dump(tables)
            _refuse_nan(tables, body)
        pending = _Known({}, body, tables if checked else None)
        if self._inside:
            self._pending = pending
            return
        with self.transaction():
            self._pending = pending

    def close(self) -> None:
        """Nothing is held open."""

    # -- more than TinyDB's ------------------------------------------------------------------

    @property
    def signature(self) -> Signature:
        """Which state of the file this process knows."""
        return self._seen

    def last_content(self) -> bytes | None:
        """What was in the file when it was last whole; None if that is not known."""
        return _content(self._known.file, self._known.body) if self._known is not None else None

    def changed_outside(self) -> bool:
        """Whether the file is not any more the one last seen; a look at its beginning, no more."""
        return self._look() != self._seen

    @contextlib.contextmanager
    def transaction(self, patience: float | None = None) -> Iterator[None]:
        """Read, change and write as one step that no other process comes between.

        Everything is serialised before anything is touched. Where the body raises, nothing is
        written. Raises StorageError where the disk refuses, or another process does not let go of
        the lock within `patience` seconds (None for the usual five); the file is then as it was.
        """
        if self._inside:
            raise RuntimeError("a transaction is open already")
        self._make_folder()
        with self._lock.held(patience):
            self._load()
            self._inside = True
            try:
                if not self._tidied:
                    remove_stale(self.path.parent)
                    self._tidied = True
                yield
                if self._pending is not None:
                    self._flush(self._pending)
            finally:
                self._inside = False
                self._pending = None

    # -- inside ------------------------------------------------------------------------------

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"The folder {self.path.parent} cannot be made", error.strerror or str(error)
            ) from error

    def _look(self) -> Signature:
        """What tells one state of the file from another; None where none can be read.

        Its beginning, where the generation stands, is part of that: a file that was replaced
        twice within a tick of the clock can have its old number, time and size.
        """
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                return None
            with self.path.open("rb", buffering=0) as file:
                return _signature(os.fstat(file.fileno()), file.read(_HEAD))
        except OSError:
            return None

    def _load(self) -> None:
        """Read the file, unless it is the one that is known already."""
        seen = self._look()
        if seen is not None and seen == self._seen:
            return
        try:
            # Asked before it is opened, since to open a named pipe is to wait for ever.
            mode = self.path.stat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                raise DamagedFileError(self.path, "it is not a file")
            with self.path.open("rb") as file:
                entry = os.fstat(file.fileno())
                if entry.st_size > _SIZE_LIMIT:
                    raise DamagedFileError(self.path, "it is far too large")
                content = file.read()
        except FileNotFoundError:
            self._known, self._seen, self.generation, self.edited_outside = None, None, 0, False
            return
        except IsADirectoryError:
            raise DamagedFileError(self.path, "it is a folder") from None
        except OSError as error:
            raise DamagedFileError(self.path, error.strerror or "it cannot be read") from error
        self._known = self._parse(content)
        # What was read, not what may be there by now.
        self._seen = _signature(entry, content[:_HEAD])

    def _parse(self, content: bytes) -> _Known:
        if not content.strip():
            raise DamagedFileError(self.path, "it is empty")
        try:
            tables = json.loads(content)
        except UnicodeDecodeError:
            raise DamagedFileError(self.path, "it is not text") from None
        except (ValueError, RecursionError):
            raise DamagedFileError(self.path, "it is cut off or garbled") from None
        if not isinstance(tables, dict) or not all(
            isinstance(table, dict) and all(isinstance(row, dict) for row in table.values())
            for table in tables.values()
        ):
            raise DamagedFileError(self.path, "it does not hold tables")
        file = tables.pop(FILE_TABLE, {})
        try:
            body = _dump(tables)
            _refuse_nan(tables, body)
        except StorageError:
            raise DamagedFileError(self.path, "it holds values that JSON does not know") from None
        record = file.get("1", {})
        generation = record.get("generation")
        self.generation = generation if isinstance(generation, int) else 0
        self.edited_outside = record.get("checksum") != checksum(body)
        return _Known(file, body, tables)

    def _flush(self, pending: _Known) -> None:
        body = pending.body
        pending.file = {
            "1": {"generation": self.generation + 1, "checksum": checksum(body)},
        }
        data = _content(pending.file, body)
        try:
            write_atomically(self.path, data)
        except UnconfirmedWriteError:
            # It is in place, but whoever gave it was told of an error: it is news to all.
            self._known, self._seen = None, None
            raise
        self._known, self.edited_outside = pending, False
        self.generation += 1
        seen = self._look()
        # Where somebody without our lock was quicker, the next look reads what they wrote.
        ours = seen is not None and seen[2:] == (len(data), data[:_HEAD])
        self._seen = seen if ours else None


@dataclass
class _Known:
    """The tables of a file: the table `file`, and the others as text and, once asked for, read."""

    file: dict[str, Any]
    body: bytes
    tables: Tables | None

    def shared(self) -> Tables:
        """The tables; their rows are handed out to everybody."""
        if self.tables is None:
            self.tables = from_json(self.body)
        return self._file_table() | self.tables

    def copied(self) -> Tables:
        """The tables anew: to read the text again takes half the time of a deep copy."""
        tables: Tables = from_json(self.body)
        return self._file_table() | tables

    def _file_table(self) -> Tables:
        return {FILE_TABLE: copy.deepcopy(self.file)} if self.file else {}


def _content(file: dict[str, Any], body: bytes) -> bytes:
    """The bytes of a file: the table `file` before the others."""
    return join(_dump({FILE_TABLE: file}), body)


def _signature(entry: os.stat_result, head: bytes) -> Signature:
    return (entry.st_ino, entry.st_mtime_ns, entry.st_size, head)


def _dump(value: object) -> bytes:
    """The value as compact JSON; pydantic's writer, since it takes a quarter of json's time."""
    try:
        return to_json(value)
    except (ValueError, TypeError, RecursionError) as error:
        raise _unwritable(error) from error


def _refuse_nan(value: object, data: bytes) -> None:
    if b"NaN" in data or b"Infinity" in data:
        try:
            json.dumps(value, allow_nan=False)  # raises, unless they stand in a text
        except (ValueError, TypeError, RecursionError) as error:
            raise _unwritable(error) from error


def _unwritable(error: Exception) -> StorageError:
    why = f"{error}; nothing was changed"
    return StorageError("That value cannot be written", why, "Change it")

"""DurableStorage: a TinyDB storage whose writes are atomic, locked, and shared by processes."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from pydantic_core import from_json
from tinydb.storages import Storage

from data.disk import reading
from data.disk.atomic import remove_stale, write_atomically
from data.disk.file_watch import FileWatch
from data.disk.lock import Lock
from data.disk.reading import Tables
from data.disk.row_cache import RowCache
from data.disk.snapshot import (
    FILE_TABLE,
    Snapshot,
    dump,
    file_signature,
    matches,
    next_snapshot,
    read_snapshot,
)
from data.errors import StorageError, UnconfirmedWriteError
from data.shutdown import Shutdown


class Transaction:
    """A read and a write of one file that no other process can come between.

    Attributes:
        snapshot: what the file holds, None if it does not exist. After the transaction it is what
            was written; None if the disk did not confirm the write.
    """

    def __init__(self, snapshot: Snapshot | None, serialise: Callable[[Tables], bytes]) -> None:
        self.snapshot = snapshot
        self._serialise = serialise
        self._pending: tuple[Tables, bytes] | None = None

    @property
    def tables(self) -> Tables | None:
        """The tables last given to `write`, else those of the file."""
        if self._pending is not None:
            return self._pending[0]
        return self.snapshot.tables if self.snapshot is not None else None

    @property
    def next_snapshot(self) -> Snapshot | None:
        """What the file will hold; None if nothing is to be written."""
        if self._pending is None:
            return None
        return next_snapshot(self.snapshot, *self._pending)

    def write(self, tables: Tables) -> None:
        """Replace all tables when the transaction ends.

        Args:
            tables: all tables but `file`, which is made here. They and their rows are kept, so they
                must not be changed afterwards. Rows of the snapshot that are passed on as they are
                need not be serialised again.

        Raises:
            StorageError: JSON has no form for a value. Nothing was written.
        """
        tables = {name: table for name, table in tables.items() if name != FILE_TABLE}
        self._pending = (tables, self._serialise(tables))


class DurableStorage(Storage):
    """A file of tables: read it with `snapshot`, change it in a `transaction`.

    `read`, `write` and `close` are TinyDB's storage interface, as a thin layer over these two, so
    that `TinyDB(path, storage=DurableStorage)` works, and any stock TinyDB can open the file.
    Unsaved input goes through TinyDB's tables and queries, inside a transaction. Meetings use of
    TinyDB only this interface and the file format: its tables read and copy the whole file for each
    row, and an act changes many rows at once and must stay fast.

    Args:
        path: the file; it is created, readable by its owner alone, when first written to.
        shutdown: after it was requested, other writers are no longer waited for.
    """

    def __init__(self, path: str | Path, shutdown: Shutdown | None = None) -> None:
        super().__init__()
        self.path = Path(path)
        self._lock = Lock(self.path, shutdown=shutdown)
        self._rows = RowCache(dump)
        self._watch = FileWatch(self.path)
        self._snapshot: Snapshot | None = None
        self._transaction: Transaction | None = None
        self._tidied = False

    def snapshot(self) -> Snapshot | None:
        """Return what the file holds; None if it does not exist.

        As long as the file has not changed, it is not read again, and the same object is returned.

        Raises:
            DamagedFileError: the file cannot be read, or does not hold tables in JSON.
        """
        known = self._snapshot.signature if self._snapshot is not None else None
        if known is None or file_signature(self.path) != known:
            self._snapshot = read_snapshot(self.path)
        return self._snapshot

    def changed(self) -> bool:
        """Whether another process has changed the file since the last snapshot or write.

        It is cheap: the file is not read, and after some time without a change not opened either.
        """
        return self._watch.changed(self._snapshot.signature if self._snapshot is not None else None)

    @contextlib.contextmanager
    def transaction(self, timeout: float | None = None) -> Iterator[Transaction]:
        """Lock the file, read it, and at the end write what was given to `Transaction.write`.

        If the body raises, nothing is written.

        Args:
            timeout: seconds to wait for another writer, if less than LOCK_TIMEOUT.

        Raises:
            StorageError: another process holds the lock, or the disk refuses to write. The file is
                as it was, except with UnconfirmedWriteError.
            DamagedFileError: the file cannot be read, or does not hold tables in JSON.
        """
        if self._transaction is not None:
            raise RuntimeError("a transaction is already open")
        self._make_folder()
        with self._lock.held(timeout):
            transaction = self._transaction = Transaction(self.snapshot(), self._rows.serialise)
            try:
                if not self._tidied:
                    remove_stale(self.path.parent)
                    self._tidied = True
                yield transaction
                self._commit(transaction)
            finally:
                self._transaction = None

    # -- TinyDB's interface ----------------------------------------------------------------

    def read(self) -> Tables | None:
        """Return a copy of all tables; None if the file does not exist.

        Inside a transaction these are the tables last written there. TinyDB changes rows in place,
        even in an update that then fails, so it must not get those of a snapshot.

        Raises:
            DamagedFileError: the file cannot be read, or does not hold tables in JSON.
        """
        state = self._transaction or self.snapshot()
        return copy.deepcopy(state.tables) if state is not None else None

    def write(self, data: Tables) -> None:
        """Write a copy of all tables; inside a transaction, when that ends.

        Raises:
            StorageError: JSON has no form for a value, another process holds the lock, or the disk
                refuses to write.
        """
        tables: Tables = from_json(dump(data))
        if self._transaction is not None:
            self._transaction.write(tables)
            return
        with self.transaction() as transaction:
            transaction.write(tables)

    def close(self) -> None:
        """Do nothing: the file is open only while it is read or written."""

    # -- writing -----------------------------------------------------------------------------

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"The folder {self.path.parent} cannot be made", error.strerror or str(error)
            ) from error

    def _commit(self, transaction: Transaction) -> None:
        snapshot = transaction.next_snapshot
        if snapshot is None:
            return
        if len(snapshot.content) > reading.SIZE_LIMIT:
            raise StorageError(
                f"{self.path.name} would be too large to be read again",
                "nothing was changed",
                "Go on in another meeting",
            )
        try:
            write_atomically(self.path, snapshot.content)
        except UnconfirmedWriteError:
            # The new content is in place, but a power cut may still bring back the old one: take
            # nothing for known, so that the file is read again.
            self._snapshot = transaction.snapshot = None
            raise
        # A program that does not use our lock may have replaced the file already. Without a
        # signature, the next look at the file reads what it wrote.
        signature = file_signature(self.path)
        if matches(signature, snapshot.content):
            snapshot = replace(snapshot, signature=signature)
        self._snapshot = transaction.snapshot = snapshot

"""DurableStorage in one process: snapshots, transactions, and TinyDB's interface."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB
from tinydb.table import Document, Table

from data.disk.atomic import PREFIX
from data.disk.snapshot import FILE_TABLE
from data.disk.tinydb_storage import DurableStorage
from data.errors import StorageError
from tests.unit.storage.storing import WINS, snapshot, stock, storage

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and modes as POSIX has them")
__all__ = ["storage"]


def table_of(storage: DurableStorage) -> Table:
    """The wins as a TinyDB table on this storage, with ids that are strings."""
    table = Table(storage, "wins", cache_size=0)
    table.document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and takes any
    return table


def win(record_id: str, **fields: Any) -> Document:
    return Document(fields, record_id)  # type: ignore[arg-type]  # as above


# -- reading and writing ----------------------------------------------------------------------


def test_a_missing_file_reads_as_none_and_is_not_created(tmp_path: Path) -> None:
    storage = DurableStorage(tmp_path / "meeting.json")
    assert storage.read() is None
    assert storage.snapshot() is None
    assert not storage.changed()
    assert not storage.path.exists()


def test_the_file_is_one_line_of_compact_json_with_generation_and_checksum(
    storage: DurableStorage,
) -> None:
    storage.write({"wins": {"1": {"text": "Zoë: ✓"}}})
    text = storage.path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert len(text.splitlines()) == 1
    assert '"wins":{"1":{"text":"Zoë: ✓"}}' in text
    assert json.loads(text)[FILE_TABLE]["1"]["generation"] == 2
    assert json.loads(text)[FILE_TABLE]["1"]["checksum"]


@posix
def test_a_new_file_and_its_folder_are_private(tmp_path: Path) -> None:
    storage = DurableStorage(tmp_path / "meetings" / "meeting.json")
    storage.write(WINS)
    assert storage.path.stat().st_mode & 0o777 == 0o600
    assert storage.path.parent.stat().st_mode & 0o777 == 0o700


def test_stock_tinydb_and_ours_read_the_same(storage: DurableStorage) -> None:
    with TinyDB(storage.path) as theirs:
        assert theirs.table("wins").get(doc_id=1) == WINS["wins"]["1"]
    with TinyDB(storage.path, storage=DurableStorage) as ours:
        assert ours.table("wins").get(doc_id=1) == WINS["wins"]["1"]
        assert ours.tables() == {FILE_TABLE, "wins"}


def test_a_write_cannot_forge_the_generation_and_checksum(storage: DurableStorage) -> None:
    forged = {"1": {"generation": 99, "checksum": "x"}}
    storage.write({FILE_TABLE: forged, **WINS})
    again = snapshot(DurableStorage(storage.path))
    assert (again.generation, again.edited_outside) == (2, False)


def test_a_file_without_tables_is_written_and_read(storage: DurableStorage) -> None:
    storage.write({})
    again = snapshot(DurableStorage(storage.path))
    assert set(again.tables) == {FILE_TABLE}
    assert not again.edited_outside


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=8,
)
records = st.dictionaries(st.sampled_from(["text", "at", "NaN", "\U0001f600"]), values)
tables = st.dictionaries(
    st.sampled_from(["wins", "log", "Infinity"]),
    st.dictionaries(st.integers(1, 10**20).map(str), records, max_size=3),
)


@given(written=tables)
def test_written_tables_are_read_back_and_match_their_checksum(
    tmp_path_factory: pytest.TempPathFactory, written: dict[str, Any]
) -> None:
    storage = DurableStorage(tmp_path_factory.mktemp("any") / "meeting.json")
    storage.write(written)
    assert stock(storage.path) == written
    again = DurableStorage(storage.path)
    for reader in (storage, again):
        read = reader.read()
        assert read is not None
        del read[FILE_TABLE]
        assert read == written
        assert not snapshot(reader).edited_outside


# -- transactions -----------------------------------------------------------------------------


def test_a_transaction_writes_once_and_only_at_its_end(storage: DurableStorage) -> None:
    before = storage.path.read_bytes()
    table = table_of(storage)
    with storage.transaction():
        for number in range(2, 6):
            table.insert(win(str(number), text="more"))
            assert storage.path.read_bytes() == before
        assert len(table) == 5
    assert len(stock(storage.path)["wins"]) == 5
    assert snapshot(storage).generation == 2


def test_a_transaction_without_a_write_touches_nothing(storage: DurableStorage) -> None:
    entry = storage.path.stat()
    with storage.transaction() as transaction:
        assert storage.read() is not None
        assert transaction.next_snapshot is None
    after = storage.path.stat()
    assert (entry.st_ino, entry.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_transaction_that_raises_writes_nothing(storage: DurableStorage) -> None:
    table = table_of(storage)

    def half() -> None:
        with storage.transaction():
            table.insert(win("2", text="never"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert stock(storage.path) == WINS
    assert len(table) == 1
    table.insert(win("2", text="the lock is free again"))
    assert len(stock(storage.path)["wins"]) == 2


def test_nested_transactions_are_refused(storage: DurableStorage) -> None:
    with storage.transaction(), pytest.raises(RuntimeError), storage.transaction():
        pytest.fail("a transaction within one")


def test_a_transaction_starts_from_what_others_have_written(storage: DurableStorage) -> None:
    other = DurableStorage(storage.path)
    other.write({"wins": {"7": {"text": "of the other"}}})
    with storage.transaction():
        table_of(storage).insert(win("8", text="of this one"))
    assert set(stock(storage.path)["wins"]) == {"7", "8"}
    assert snapshot(storage).generation == 3


def test_stale_temporary_files_are_removed_at_the_first_transaction(
    storage: DurableStorage,
) -> None:
    stale = storage.path.with_name(f"{PREFIX}stale")
    stale.touch()
    os.utime(stale, (0, 0))
    DurableStorage(storage.path).write(WINS)
    assert not stale.exists()


# -- TinyDB changes rows in place -------------------------------------------------------------


@pytest.mark.parametrize("inside", [True, False])
def test_changing_a_result_of_tinydb_changes_nothing_else(
    storage: DurableStorage, inside: bool
) -> None:
    table = table_of(storage)

    def change() -> None:
        for record in (table.get(doc_id="1"), table.all()[0], (storage.read() or {})["wins"]["1"]):  # type: ignore[call-overload]
            record["text"] = "changed by hand"
            record["thanks"].append("nobody")

    if inside:
        with storage.transaction():
            change()
            table.insert(win("2", text="second"))
            change()
    else:
        change()
        table.insert(win("2", text="second"))
        change()
    assert stock(storage.path)["wins"] == {**WINS["wins"], "2": {"text": "second"}}
    assert table.all() == [WINS["wins"]["1"], {"text": "second"}]


def test_callers_may_change_rows_that_tinydb_has_written(
    storage: DurableStorage,
) -> None:
    thanks = ["Ama"]
    record = {"text": "second", "thanks": thanks}
    table = table_of(storage)
    table.insert(win("2", **record))
    thanks.append("nobody")
    assert table.get(doc_id="2") == {"text": "second", "thanks": ["Ama"]}  # type: ignore[call-overload]


@pytest.mark.parametrize("inside", [True, False])
def test_a_tinydb_update_that_fails_halfway_changes_no_row(
    storage: DurableStorage, inside: bool
) -> None:
    table = table_of(storage)
    table.insert(win("2", text="second"))
    before = stock(storage.path)

    def shout(record: Any) -> None:
        record["text"] = record["text"].upper()
        if record["text"] == "SECOND":
            raise ZeroDivisionError

    if inside:
        with storage.transaction():
            with pytest.raises(ZeroDivisionError):
                table.update(shout)
            table.insert(win("3", text="third"))
    else:
        with pytest.raises(ZeroDivisionError):
            table.update(shout)
        table.insert(win("3", text="third"))
    assert stock(storage.path)["wins"] == {**before["wins"], "3": {"text": "third"}}


def test_tinydb_reads_copies_of_what_a_transaction_has_written(storage: DurableStorage) -> None:
    assert storage.read() == snapshot(storage).tables
    with storage.transaction() as transaction:
        transaction.write(WINS)
        assert storage.read() == transaction.tables == WINS
        storage.write({"wins": {}})
        assert storage.read() == transaction.tables == {"wins": {}}
        read = storage.read()
        assert read is not None
        read["wins"]["5"] = {"text": "in the copy alone"}
    assert stock(storage.path) == {"wins": {}}


# -- values that cannot be written ------------------------------------------------------------


@pytest.mark.parametrize(
    "value", [float("nan"), float("-inf"), [{"x": float("inf")}], "\ud800", ["\udfff"], object()]
)
def test_a_value_that_cannot_be_written_changes_nothing(
    storage: DurableStorage, value: object
) -> None:
    before = storage.path.read_bytes()
    table = table_of(storage)
    with pytest.raises(StorageError, match="cannot be written"):
        table.insert(win("2", text=value))

    def both() -> None:
        with storage.transaction():
            table.insert(win("2", text="good"))
            table.insert(win("3", text=value))

    with pytest.raises(StorageError):
        both()
    with pytest.raises(StorageError), storage.transaction() as transaction:
        transaction.write({"wins": {"4": {"text": value}}})
    assert storage.path.read_bytes() == before
    table.insert(win("2", text="NaN and Infinity as text"))
    assert stock(storage.path)["wins"]["2"] == {"text": "NaN and Infinity as text"}

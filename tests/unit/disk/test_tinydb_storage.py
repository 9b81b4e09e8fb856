"""DurableStorage as TinyDB's storage, in one process."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.table import Document, Table

from data.disk.atomic import PREFIX
from data.disk.tinydb_storage import FILE_TABLE, DurableStorage
from data.errors import StorageError
from tests.unit.storage.storing import WINS, storage

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and modes as POSIX has them")
__all__ = ["storage"]


def stock(path: Path) -> dict[str, Any]:
    """What is in the file for those who know nothing of us, but for our own table."""
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    tables.pop(FILE_TABLE, None)
    return tables


def table_of(storage: DurableStorage) -> Table:
    """The wins as a table of TinyDB on this very storage, with ids that are strings."""
    table = Table(storage, "wins", cache_size=0)
    table.document_id_class = str  # type: ignore[assignment]  # TinyDB declares int, and takes any
    return table


def win(record_id: str, **fields: Any) -> Document:
    return Document(fields, record_id)  # type: ignore[arg-type]  # as above


# -- reading and writing ----------------------------------------------------------------------


def test_no_file_is_none_and_is_not_made_by_reading(tmp_path: Path) -> None:
    storage = DurableStorage(tmp_path / "meeting.json")
    assert storage.read() is None
    assert not storage.edited_outside
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


def test_the_table_of_the_file_cannot_be_forged_by_a_write(storage: DurableStorage) -> None:
    forged = {"1": {"generation": 99, "checksum": "x"}}
    storage.write({FILE_TABLE: forged, **WINS})
    again = DurableStorage(storage.path)
    assert again.read() is not None
    assert (again.generation, again.edited_outside) == (2, False)


def test_an_empty_document_is_written_and_read(storage: DurableStorage) -> None:
    storage.write({})
    again = DurableStorage(storage.path)
    tables = again.read()
    assert tables is not None
    assert set(tables) == {FILE_TABLE}
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
def test_what_is_written_is_read_back_and_fits_its_checksum(
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
        assert not reader.edited_outside


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
    assert storage.generation == 2


def test_a_transaction_without_a_write_touches_nothing(storage: DurableStorage) -> None:
    entry = storage.path.stat()
    with storage.transaction():
        assert storage.read() is not None
    after = storage.path.stat()
    assert (entry.st_ino, entry.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_a_transaction_that_raises_has_written_is_dropped(storage: DurableStorage) -> None:
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


def test_transactions_do_not_nest(storage: DurableStorage) -> None:
    with storage.transaction(), pytest.raises(RuntimeError), storage.transaction():
        pytest.fail("a transaction within one")


def test_a_transaction_sees_what_others_wrote_before_it(storage: DurableStorage) -> None:
    other = DurableStorage(storage.path)
    other.write({"wins": {"7": {"text": "of the other"}}})
    with storage.transaction():
        table_of(storage).insert(win("8", text="of this one"))
    assert set(stock(storage.path)["wins"]) == {"7", "8"}
    assert storage.generation == 3


def test_stale_temporary_files_are_removed_at_the_first_transaction(
    storage: DurableStorage,
) -> None:
    stale = storage.path.with_name(f"{PREFIX}stale")
    stale.touch()
    os.utime(stale, (0, 0))
    DurableStorage(storage.path).write(WINS)
    assert not stale.exists()


# -- what callers do with rows ----------------------------------------------------------------


@pytest.mark.parametrize("inside", [True, False])
def test_what_a_caller_does_to_a_result_reaches_nobody(
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


def test_what_was_written_may_be_changed_afterwards(storage: DurableStorage) -> None:
    thanks = ["Ama"]
    record = {"text": "second", "thanks": thanks}
    table = table_of(storage)
    table.insert(win("2", **record))
    thanks.append("nobody")
    assert table.get(doc_id="2") == {"text": "second", "thanks": ["Ama"]}  # type: ignore[call-overload]


@pytest.mark.parametrize("inside", [True, False])
def test_an_update_that_fails_halfway_changes_no_record(
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


def test_shared_rows_are_those_of_a_copy(storage: DurableStorage) -> None:
    assert storage.read(shared=True) == storage.read()
    storage.write(WINS, checked=True)
    assert storage.read(shared=True) == storage.read()
    with storage.transaction():
        storage.write({"wins": {}}, checked=True)
        assert storage.read() == storage.read(shared=True) == {"wins": {}}


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
    assert storage.path.read_bytes() == before
    table.insert(win("2", text="NaN and Infinity are words as well"))
    assert stock(storage.path)["wins"]["2"] == {"text": "NaN and Infinity are words as well"}


# -- changes by others ------------------------------------------------------------------------


def test_only_a_change_by_others_shows_as_one(storage: DurableStorage) -> None:
    assert not storage.changed_outside()
    storage.write({"wins": {}})
    assert not storage.changed_outside()
    other = DurableStorage(storage.path)
    other.write(WINS)
    assert storage.changed_outside()
    seen = storage.signature
    assert storage.read() == other.read()
    assert storage.signature != seen
    assert not storage.changed_outside()
    storage.path.unlink()
    assert storage.changed_outside()
    assert storage.read() is None
    assert not storage.changed_outside()


def test_a_change_with_the_old_number_time_and_size_shows_too(storage: DurableStorage) -> None:
    entry = storage.path.stat()
    text = storage.path.read_text(encoding="utf-8")
    changed = text.replace('"generation":1', '"generation":5')
    assert len(changed) == len(text)
    # Written in place and dated back: as after two renames within one tick of the clock.
    storage.path.write_text(changed, encoding="utf-8")
    os.utime(storage.path, ns=(entry.st_atime_ns, entry.st_mtime_ns))
    after = storage.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (entry.st_ino, entry.st_mtime_ns)
    seen = storage.signature
    assert storage.changed_outside()
    assert storage.read() is not None
    assert storage.generation == 5
    assert storage.signature != seen


def test_a_change_by_another_program_is_an_edit_until_we_write(storage: DurableStorage) -> None:
    with TinyDB(storage.path) as theirs:
        theirs.table("wins").update({"text": "by hand"}, where("text").exists())
    assert storage.read() is not None
    assert storage.edited_outside
    with storage.transaction():
        storage.write(storage.read() or {})
    again = DurableStorage(storage.path)
    assert again.read() is not None
    assert (storage.edited_outside, again.edited_outside) == (False, False)
    assert stock(storage.path)["wins"]["1"]["text"] == "by hand"


def test_a_file_without_our_table_is_an_edit_and_one_laid_out_anew_is_none(
    storage: DurableStorage,
) -> None:
    tables = json.loads(storage.path.read_text(encoding="utf-8"))
    storage.path.write_text(json.dumps(tables, indent=2), encoding="utf-8")
    again = DurableStorage(storage.path)
    assert again.read() == tables
    assert (again.edited_outside, again.generation) == (False, 1)
    storage.path.write_text(json.dumps(WINS), encoding="utf-8")
    again = DurableStorage(storage.path)
    assert again.read() == WINS
    assert (again.edited_outside, again.generation) == (True, 0)

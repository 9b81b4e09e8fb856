"""Snapshots: what the file holds, and whether another process or program has changed it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from data.disk import file_watch
from data.disk.atomic import write_atomically
from data.disk.tinydb_storage import DurableStorage
from data.errors import UnconfirmedWriteError
from tests.unit.storage.storing import WINS, snapshot, stock, storage

__all__ = ["storage"]


def test_a_snapshot_is_the_file_at_one_instant(storage: DurableStorage) -> None:
    before = snapshot(storage)
    assert before.content == storage.path.read_bytes()
    assert before.tables["wins"] == WINS["wins"]
    assert before.tables == json.loads(before.content)
    DurableStorage(storage.path).write({"wins": {}})
    assert before.tables["wins"] == WINS["wins"]
    after = snapshot(storage)
    assert after.content == storage.path.read_bytes()
    assert after.tables["wins"] == {}
    assert (before.generation, after.generation) == (1, 2)


def test_the_snapshot_is_the_same_object_while_the_file_is_unchanged(
    storage: DurableStorage,
) -> None:
    known = snapshot(storage)
    with storage.transaction() as transaction:
        assert transaction.snapshot is known
        transaction.write({"wins": {}})
        assert transaction.snapshot is known
    assert transaction.snapshot is not known
    assert storage.snapshot() is transaction.snapshot
    DurableStorage(storage.path).write({"wins": {}})
    assert storage.snapshot() is not transaction.snapshot


def test_the_content_of_a_snapshot_is_that_of_an_edited_file_byte_for_byte(
    storage: DurableStorage,
) -> None:
    storage.path.write_text(json.dumps(WINS, indent=2), encoding="utf-8")
    assert snapshot(storage).content == json.dumps(WINS, indent=2).encode()


def test_written_rows_are_kept_as_the_same_objects(storage: DurableStorage) -> None:
    row = {"text": "second"}
    with storage.transaction() as transaction:
        assert transaction.tables is not None
        transaction.write({"wins": {**transaction.tables["wins"], "2": row}})
        assert transaction.tables["wins"]["2"] is row
    assert snapshot(storage).tables["wins"]["2"] is row
    assert stock(storage.path)["wins"] == {**WINS["wins"], "2": row}


def test_after_an_unconfirmed_write_the_file_is_read_again(
    storage: DurableStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unconfirmed(path: Path, content: bytes) -> None:
        write_atomically(path, content)
        raise UnconfirmedWriteError("Written, but the disk did not confirm it")

    monkeypatch.setattr("data.disk.tinydb_storage.write_atomically", unconfirmed)
    with pytest.raises(UnconfirmedWriteError), storage.transaction() as transaction:
        transaction.write({"wins": {}})
    assert transaction.snapshot is None
    assert storage.changed()
    assert snapshot(storage).tables["wins"] == {}


def test_a_replacement_right_after_a_write_is_read(
    storage: DurableStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program without our lock replaces the file before its new signature is looked at."""

    def write_and_be_replaced(path: Path, content: bytes) -> None:
        write_atomically(path, content)
        write_atomically(path, json.dumps({"wins": {"9": {"text": "theirs"}}}))

    with monkeypatch.context() as patch:
        patch.setattr("data.disk.tinydb_storage.write_atomically", write_and_be_replaced)
        storage.write({"wins": {}})
    assert storage.changed()
    assert snapshot(storage).tables == {"wins": {"9": {"text": "theirs"}}}
    assert snapshot(storage).edited_outside


# -- changes by others ------------------------------------------------------------------------


def test_only_changes_by_others_count_as_changes(storage: DurableStorage) -> None:
    assert not storage.changed()
    storage.write({"wins": {}})
    assert not storage.changed()
    other = DurableStorage(storage.path)
    other.write(WINS)
    assert storage.changed()
    assert storage.read() == other.read()
    assert not storage.changed()
    storage.path.unlink()
    assert storage.changed()
    assert storage.read() is None
    assert not storage.changed()


def test_a_change_with_the_same_inode_time_and_size_is_noticed(storage: DurableStorage) -> None:
    entry = storage.path.stat()
    text = storage.path.read_text(encoding="utf-8")
    changed = text.replace('"generation":1', '"generation":5')
    assert len(changed) == len(text)
    # Written in place and dated back, as after two renames within one tick of the clock.
    storage.path.write_text(changed, encoding="utf-8")
    os.utime(storage.path, ns=(entry.st_atime_ns, entry.st_mtime_ns))
    after = storage.path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (entry.st_ino, entry.st_mtime_ns)
    assert storage.changed()
    assert snapshot(storage).generation == 5
    assert not storage.changed()


def test_a_file_that_rests_is_not_opened(
    storage: DurableStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not storage.changed()
    monkeypatch.setattr(file_watch, "_YOUNG", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr(file_watch, "file_signature", lambda path: pytest.fail("it was opened"))
        assert not storage.changed()
    DurableStorage(storage.path).write(WINS)
    assert storage.changed()
    assert storage.changed(), "until it is read"
    assert snapshot(storage).tables["wins"] == WINS["wins"]
    assert not storage.changed()


def test_a_change_by_another_program_is_an_edit_until_we_write(storage: DurableStorage) -> None:
    with TinyDB(storage.path) as theirs:
        theirs.table("wins").update({"text": "by hand"}, where("text").exists())
    assert snapshot(storage).edited_outside
    with storage.transaction():
        storage.write(storage.read() or {})
    for reader in (storage, DurableStorage(storage.path)):
        assert not snapshot(reader).edited_outside
    assert stock(storage.path)["wins"]["1"]["text"] == "by hand"


def test_a_missing_file_table_is_an_edit_and_another_layout_is_not(
    storage: DurableStorage,
) -> None:
    tables = json.loads(storage.path.read_text(encoding="utf-8"))
    storage.path.write_text(json.dumps(tables, indent=2), encoding="utf-8")
    again = snapshot(DurableStorage(storage.path))
    assert again.tables == tables
    assert (again.edited_outside, again.generation) == (False, 1)
    storage.path.write_text(json.dumps(WINS), encoding="utf-8")
    again = snapshot(DurableStorage(storage.path))
    assert again.tables == WINS
    assert (again.edited_outside, again.generation) == (True, 0)

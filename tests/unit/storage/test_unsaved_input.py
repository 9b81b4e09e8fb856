"""Unsaved input is kept, offered once, and dropped when it is recorded."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.disk.lock import Lock
from data.disk.reading import Tables
from data.disk.tinydb_storage import DurableStorage
from data.errors import MeetingError, StorageError
from data.storage.unsaved_input import MAX_PER_FIELD, UnsavedInput, UnsavedInputStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "meeting.json"


@pytest.fixture
def unsaved(path: Path) -> UnsavedInputStore:
    return UnsavedInputStore(path)


def lines(unsaved: UnsavedInputStore, field: str = "win") -> list[str]:
    return [entry.values["line"] for entry in unsaved.list(field)]


def set_aside(unsaved: UnsavedInputStore, line: str, field: str = "win") -> None:
    unsaved.field(field, "Win").set_aside({"line": line})


def no_room(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_looking_creates_no_file(unsaved: UnsavedInputStore, path: Path) -> None:
    field = unsaved.field("win", "Win")
    assert (field.offer, dict(field.recall()), unsaved.take_interrupted()) == ("", {}, ())
    field.update({"line": " "})
    field.set_aside({"line": " "})
    unsaved.save_open_fields()
    assert not path.parent.exists()


def test_input_that_was_set_aside_is_there_after_a_restart(
    unsaved: UnsavedInputStore, path: Path
) -> None:
    set_aside(unsaved, "half a win")
    set_aside(unsaved, "another field", "note")
    again = UnsavedInputStore(path)
    assert lines(again) == ["half a win"]
    assert again.field("win", "Win").offer == "half a win"
    assert again.take_interrupted() == ()


def test_the_newest_is_recalled_first_and_then_round_again(unsaved: UnsavedInputStore) -> None:
    for line in ("one", "two", "three"):
        set_aside(unsaved, line)
    field = unsaved.field("win", "Win")
    assert [field.recall()["line"] for _ in range(4)] == ["three", "two", "one", "three"]


def test_recalled_input_is_dropped_when_recorded_and_the_rest_stays(
    unsaved: UnsavedInputStore,
) -> None:
    for line in ("one", "two"):
        set_aside(unsaved, line)
    field = unsaved.field("win", "Win")
    field.recall()
    field.clear()
    assert lines(unsaved) == ["one"]
    unsaved.field("win", "Win").clear()  # other text was recorded
    assert lines(unsaved) == ["one"]


def test_edited_input_takes_the_place_of_the_recalled_one(
    unsaved: UnsavedInputStore,
) -> None:
    set_aside(unsaved, "half")
    field = unsaved.field("win", "Win")
    field.recall()
    field.set_aside({"line": "half a win"})
    assert lines(unsaved) == ["half a win"]
    field = unsaved.field("win", "Win")
    field.recall()
    field.set_aside({"line": ""})  # the user emptied the field
    assert lines(unsaved) == []


def test_the_same_text_is_kept_once_and_the_oldest_go_first(unsaved: UnsavedInputStore) -> None:
    for number in range(MAX_PER_FIELD + 2):
        set_aside(unsaved, str(number))
    set_aside(unsaved, "3")
    assert lines(unsaved) == ["2", "4", "5", "6", "3"]


def test_input_in_an_open_field_is_returned_once_after_a_restart(
    unsaved: UnsavedInputStore, path: Path
) -> None:
    field = unsaved.field("win", "Win")
    field.update({"line": "half"})
    field.update({"line": "half a"})
    unsaved.save_open_fields()
    assert unsaved.pending == ()
    again = UnsavedInputStore(path)
    assert [entry.preview for entry in again.take_interrupted()] == ["half a"]
    assert again.take_interrupted() == ()
    assert lines(UnsavedInputStore(path)) == ["half a"]


def test_an_emptied_or_cleared_field_has_no_pending_input(unsaved: UnsavedInputStore) -> None:
    field = unsaved.field("win", "Win")
    field.update({"line": "half"})
    field.update({"line": ""})
    assert unsaved.pending == ()
    field.update({"line": "half"})
    field.clear()
    assert unsaved.pending == ()


def test_with_a_full_disk_input_stays_in_memory(
    unsaved: UnsavedInputStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_aside(unsaved, "older")
    field = unsaved.field("win", "Win")
    field.update({"line": "half a win"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        with pytest.raises(StorageError):
            field.set_aside({"line": "half a win"})
        with pytest.raises(StorageError):
            unsaved.save_open_fields()
        assert unsaved.field("win", "Win").offer == "half a win"
    assert lines(UnsavedInputStore(path)) == ["older"]
    unsaved.save_open_fields()
    assert lines(UnsavedInputStore(path)) == ["older", "half a win"]


def test_refused_input_survives_other_input_in_the_same_field(
    unsaved: UnsavedInputStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        for line in ("one", "two"):
            field = unsaved.field("win", "Win")
            field.update({"line": line})
            with pytest.raises(StorageError):
                field.set_aside({"line": line})
        # The dialog opens again; text is entered and deleted, then other text is recorded.
        field = unsaved.field("win", "Win")
        field.update({})
        field.update({"line": "three"})
        field.update({"line": ""})
        field.clear()
        assert unsaved.field("win", "Win").offer == "two"
        assert [entry.preview for entry in unsaved.pending] == ["one", "two"]
    set_aside(unsaved, "three")
    assert lines(unsaved) == ["one", "two", "three"]
    assert unsaved.pending == ()


def test_a_damaged_file_is_renamed_and_input_is_kept_in_a_new_one(
    unsaved: UnsavedInputStore, path: Path
) -> None:
    set_aside(unsaved, "half a win")
    for times in (1, 2):
        path.write_bytes(b'{"drafts":{"1":{"fie')
        assert unsaved.list("win") == ()
        assert unsaved.field("win", "Win").offer == ""
        set_aside(unsaved, "another")
        assert lines(UnsavedInputStore(path)) == ["another"]
        aside = list(path.parent.glob("*.damaged"))
        assert [one.read_bytes() for one in aside] == [b'{"drafts":{"1":{"fie'] * times


def test_an_unreadable_file_in_a_read_only_folder_is_refused(
    path: Path, unsaved: UnsavedInputStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"drafts":{"x":{}}}')

    def refuse(*_: object) -> Path:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(MeetingError, match="damaged"):
        set_aside(unsaved, "half a win")
    assert [entry.preview for entry in unsaved.pending] == ["half a win"]


def test_input_written_while_other_input_is_marked_is_not_lost(
    unsaved: UnsavedInputStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program tries to write after each read of the file."""
    unsaved.update(UnsavedInput("prompt", "Prompt", {"line": "half"}))
    unsaved.save_open_fields()
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.02, None))
    other, again = UnsavedInputStore(path), UnsavedInputStore(path)
    read, texts = DurableStorage.read, list[str]()

    def read_and_let_the_other_write(storage: DurableStorage) -> Tables | None:
        tables = read(storage)
        with monkeypatch.context() as patch, contextlib.suppress(MeetingError):
            patch.setattr(DurableStorage, "read", read)
            texts.append(f"theirs {len(texts)}")
            set_aside(other, texts[-1])
        return tables

    with monkeypatch.context() as patch:
        patch.setattr(DurableStorage, "read", read_and_let_the_other_write)
        assert [entry.preview for entry in again.take_interrupted()] == ["half"]
    other.save_open_fields()
    assert len(texts) >= 2
    assert lines(UnsavedInputStore(path)) == texts


def test_two_programs_keep_each_others_input(unsaved: UnsavedInputStore, path: Path) -> None:
    other = UnsavedInputStore(path)
    set_aside(unsaved, "one")
    set_aside(other, "two")
    set_aside(unsaved, "three")
    assert lines(other) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("values", "preview"),
    [
        ({"line": "a\x1b]52;c;x\x07b"}, "a]52;c;xb"),
        ({"a": "one\n two", "b": " ", "c": "three"}, "one two · three"),
        ({"line": "x" * 50}, "x" * 39 + "…"),
        ({"line": "lone \ud83d surrogate"}, "lone surrogate"),
    ],
)
def test_a_preview_is_one_line_without_control_characters(
    values: dict[str, str], preview: str
) -> None:
    assert UnsavedInput("win", "Win", values).preview == preview


@given(text=st.text(min_size=1, max_size=60))
def test_any_text_is_kept_unchanged(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "drafts.json"
    UnsavedInputStore(path).field("win", "Win").set_aside({"line": text})
    wanted = [text.encode("utf-8", "ignore").decode()] if text.strip() else []
    assert lines(UnsavedInputStore(path)) == wanted


@pytest.mark.parametrize("garbage", [b"", b"{", b"\xff\xfe", b'{"drafts":{"x":{}}}'])
def test_an_unreadable_file_is_renamed(path: Path, garbage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(garbage)
    set_aside(UnsavedInputStore(path), "half a win")
    assert lines(UnsavedInputStore(path)) == ["half a win"]
    assert [one.read_bytes() for one in path.parent.glob("*.damaged")] == [garbage]


def test_interrupted_input_is_returned_even_if_the_disk_is_full(
    unsaved: UnsavedInputStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsaved.update(UnsavedInput("win", "Win", {"line": "half a"}))
    unsaved.save_open_fields()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        assert [entry.preview for entry in UnsavedInputStore(path).take_interrupted()] == ["half a"]
    # It could not be marked as returned.
    assert [entry.preview for entry in UnsavedInputStore(path).take_interrupted()] == ["half a"]
    assert UnsavedInputStore(path).take_interrupted() == ()


@pytest.mark.parametrize(
    "row",
    [
        {"field": 1, "title": "Win", "values": {"line": "x"}},
        {"field": "win", "title": None, "values": {"line": "x"}},
        {"field": "win", "title": "Win", "values": "x"},
        {"field": "win", "title": "Win"},
    ],
)
def test_an_invalid_row_is_ignored(
    unsaved: UnsavedInputStore, path: Path, row: dict[str, object]
) -> None:
    set_aside(unsaved, "half a")
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables["drafts"] = {"1": row, **{f"9{key}": old for key, old in tables["drafts"].items()}}
    path.write_text(json.dumps(tables), encoding="utf-8")
    again = UnsavedInputStore(path)
    assert lines(again) == ["half a"]
    assert again.take_interrupted() == ()

"""What was typed and not recorded is kept, offered once, and dropped when it is recorded."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import StorageError
from data.storage.unsaved_input import MAX_PER_FIELD, UnsavedInput, UnsavedInputStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "meeting.json"


@pytest.fixture
def unsaved(path: Path) -> UnsavedInputStore:
    return UnsavedInputStore(path)


def lines(unsaved: UnsavedInputStore, field: str = "win") -> list[str]:
    return [draft.values["line"] for draft in unsaved.list(field)]


def put_aside(unsaved: UnsavedInputStore, line: str, field: str = "win") -> None:
    unsaved.field(field, "Win").set_aside({"line": line})


def no_room(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_nothing_is_made_by_looking(unsaved: UnsavedInputStore, path: Path) -> None:
    field = unsaved.field("win", "Win")
    assert (field.offer, dict(field.recall()), unsaved.take_interrupted()) == ("", {}, ())
    field.update({"line": " "})
    field.set_aside({"line": " "})
    unsaved.save_open_fields()
    assert not path.parent.exists()


def test_what_was_put_aside_is_there_in_the_next_start(
    unsaved: UnsavedInputStore, path: Path
) -> None:
    put_aside(unsaved, "half a win")
    put_aside(unsaved, "another field", "note")
    again = UnsavedInputStore(path)
    assert lines(again) == ["half a win"]
    assert again.field("win", "Win").offer == "half a win"
    assert again.take_interrupted() == ()


def test_the_newest_comes_back_first_and_round_again(unsaved: UnsavedInputStore) -> None:
    for line in ("one", "two", "three"):
        put_aside(unsaved, line)
    field = unsaved.field("win", "Win")
    assert [field.recall()["line"] for _ in range(4)] == ["three", "two", "one", "three"]


def test_a_draft_that_is_recorded_is_dropped_and_the_others_stay(
    unsaved: UnsavedInputStore,
) -> None:
    for line in ("one", "two"):
        put_aside(unsaved, line)
    field = unsaved.field("win", "Win")
    field.recall()
    field.clear()
    assert lines(unsaved) == ["one"]
    unsaved.field("win", "Win").clear()  # something else was recorded
    assert lines(unsaved) == ["one"]


def test_a_draft_that_is_typed_on_takes_the_place_of_the_old_one(
    unsaved: UnsavedInputStore,
) -> None:
    put_aside(unsaved, "half")
    field = unsaved.field("win", "Win")
    field.recall()
    field.set_aside({"line": "half a win"})
    assert lines(unsaved) == ["half a win"]
    field = unsaved.field("win", "Win")
    field.recall()
    field.set_aside({"line": ""})  # it was emptied by hand
    assert lines(unsaved) == []


def test_the_same_text_is_kept_once_and_the_oldest_go_first(unsaved: UnsavedInputStore) -> None:
    for number in range(MAX_PER_FIELD + 2):
        put_aside(unsaved, str(number))
    put_aside(unsaved, "3")
    assert lines(unsaved) == ["2", "4", "5", "6", "3"]


def test_what_is_being_typed_when_the_program_ends_is_offered_once(
    unsaved: UnsavedInputStore, path: Path
) -> None:
    field = unsaved.field("win", "Win")
    field.update({"line": "half"})
    field.update({"line": "half a"})
    unsaved.save_open_fields()
    assert unsaved.pending == ()
    again = UnsavedInputStore(path)
    assert [draft.preview for draft in again.take_interrupted()] == ["half a"]
    assert again.take_interrupted() == ()
    assert lines(UnsavedInputStore(path)) == ["half a"]


def test_a_field_that_was_left_or_emptied_is_not_open_any_more(unsaved: UnsavedInputStore) -> None:
    field = unsaved.field("win", "Win")
    field.update({"line": "half"})
    field.update({"line": ""})
    assert unsaved.pending == ()
    field.update({"line": "half"})
    field.clear()
    assert unsaved.pending == ()


def test_a_disk_without_room_leaves_it_in_memory(
    unsaved: UnsavedInputStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_aside(unsaved, "older")
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


def test_what_the_disk_refused_outlives_other_typing_in_the_same_field(
    unsaved: UnsavedInputStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        for line in ("one", "two"):
            field = unsaved.field("win", "Win")
            field.update({"line": line})
            with pytest.raises(StorageError):
                field.set_aside({"line": line})
        # The dialog opens again, something is typed and taken back, something else is recorded.
        field = unsaved.field("win", "Win")
        field.update({})
        field.update({"line": "three"})
        field.update({"line": ""})
        field.clear()
        assert unsaved.field("win", "Win").offer == "two"
        assert [draft.preview for draft in unsaved.pending] == ["one", "two"]
    put_aside(unsaved, "three")
    assert lines(unsaved) == ["one", "two", "three"]
    assert unsaved.pending == ()


def test_a_damaged_file_is_no_hindrance_and_is_kept_aside(
    unsaved: UnsavedInputStore, path: Path
) -> None:
    put_aside(unsaved, "half a win")
    for times in (1, 2):
        path.write_bytes(b'{"drafts":{"1":{"fie')
        assert unsaved.list("win") == ()
        assert unsaved.field("win", "Win").offer == ""
        put_aside(unsaved, "another")
        assert lines(UnsavedInputStore(path)) == ["another"]
        aside = list(path.parent.glob("*.damaged"))
        assert [one.read_bytes() for one in aside] == [b'{"drafts":{"1":{"fie'] * times


def test_two_programs_keep_each_other_s(unsaved: UnsavedInputStore, path: Path) -> None:
    other = UnsavedInputStore(path)
    put_aside(unsaved, "one")
    put_aside(other, "two")
    put_aside(unsaved, "three")
    assert lines(other) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"line": "a\x1b]52;c;x\x07b"}, "a]52;c;xb"),
        ({"a": "one\n two", "b": " ", "c": "three"}, "one two · three"),
        ({"line": "x" * 50}, "x" * 39 + "…"),
        ({"line": "lone \ud83d surrogate"}, "lone surrogate"),
    ],
)
def test_what_is_shown_fits_a_line_and_steers_no_terminal(
    values: dict[str, str], shown: str
) -> None:
    assert UnsavedInput("win", "Win", values).preview == shown


@given(text=st.text(min_size=1, max_size=60))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "drafts.json"
    UnsavedInputStore(path).field("win", "Win").set_aside({"line": text})
    wanted = [text.encode("utf-8", "ignore").decode()] if text.strip() else []
    assert lines(UnsavedInputStore(path)) == wanted


@pytest.mark.parametrize("garbage", [b"", b"{", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_moved_aside(path: Path, garbage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(garbage)
    put_aside(UnsavedInputStore(path), "half a win")
    assert lines(UnsavedInputStore(path)) == ["half a win"]
    assert [one.read_bytes() for one in path.parent.glob("*.damaged")] == [garbage]


def test_they_are_offered_also_where_the_disk_is_full(
    unsaved: UnsavedInputStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unsaved.update(UnsavedInput("win", "Win", {"line": "half a"}))
    unsaved.save_open_fields()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        assert [draft.preview for draft in UnsavedInputStore(path).take_interrupted()] == ["half a"]
    # That they were told could not be noted.
    assert [draft.preview for draft in UnsavedInputStore(path).take_interrupted()] == ["half a"]
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
def test_a_row_that_is_no_draft_is_passed_over(
    unsaved: UnsavedInputStore, path: Path, row: dict[str, object]
) -> None:
    put_aside(unsaved, "half a")
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables["drafts"] = {"1": row, **{f"9{key}": old for key, old in tables["drafts"].items()}}
    path.write_text(json.dumps(tables), encoding="utf-8")
    again = UnsavedInputStore(path)
    assert lines(again) == ["half a"]
    assert again.take_interrupted() == ()

"""What was typed and not recorded is kept, offered once, and dropped when it is recorded."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.disk.atomic import StorageError
from data.storage.unsaved_input import KEPT, Draft, Drafts


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "meeting.json"


@pytest.fixture
def drafts(path: Path) -> Drafts:
    return Drafts(path)


def lines(drafts: Drafts, field: str = "win") -> list[str]:
    return [draft.values["line"] for draft in drafts.of(field)]


def put_aside(drafts: Drafts, line: str, field: str = "win") -> None:
    drafts.field(field, "Win").leave({"line": line})


def no_room(*_: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_nothing_is_made_by_looking(drafts: Drafts, path: Path) -> None:
    field = drafts.field("win", "Win")
    assert (field.offer, dict(field.recall()), drafts.take_cut_off()) == ("", {}, ())
    field.typing({"line": " "})
    field.leave({"line": " "})
    drafts.keep_open()
    assert not path.parent.exists()


def test_what_was_put_aside_is_there_in_the_next_start(drafts: Drafts, path: Path) -> None:
    put_aside(drafts, "half a win")
    put_aside(drafts, "another field", "note")
    again = Drafts(path)
    assert lines(again) == ["half a win"]
    assert again.field("win", "Win").offer == "half a win"
    assert again.take_cut_off() == ()


def test_the_newest_comes_back_first_and_round_again(drafts: Drafts) -> None:
    for line in ("one", "two", "three"):
        put_aside(drafts, line)
    field = drafts.field("win", "Win")
    assert [field.recall()["line"] for _ in range(4)] == ["three", "two", "one", "three"]


def test_a_draft_that_is_recorded_is_dropped_and_the_others_stay(drafts: Drafts) -> None:
    for line in ("one", "two"):
        put_aside(drafts, line)
    field = drafts.field("win", "Win")
    field.recall()
    field.done()
    assert lines(drafts) == ["one"]
    drafts.field("win", "Win").done()  # something else was recorded
    assert lines(drafts) == ["one"]


def test_a_draft_that_is_typed_on_takes_the_place_of_the_old_one(drafts: Drafts) -> None:
    put_aside(drafts, "half")
    field = drafts.field("win", "Win")
    field.recall()
    field.leave({"line": "half a win"})
    assert lines(drafts) == ["half a win"]
    field = drafts.field("win", "Win")
    field.recall()
    field.leave({"line": ""})  # it was emptied by hand
    assert lines(drafts) == []


def test_the_same_text_is_kept_once_and_the_oldest_go_first(drafts: Drafts) -> None:
    for number in range(KEPT + 2):
        put_aside(drafts, str(number))
    put_aside(drafts, "3")
    assert lines(drafts) == ["2", "4", "5", "6", "3"]


def test_what_is_being_typed_when_the_program_ends_is_offered_once(
    drafts: Drafts, path: Path
) -> None:
    field = drafts.field("win", "Win")
    field.typing({"line": "half"})
    field.typing({"line": "half a"})
    drafts.keep_open()
    assert drafts.unkept == ()
    again = Drafts(path)
    assert [draft.shown for draft in again.take_cut_off()] == ["half a"]
    assert again.take_cut_off() == ()
    assert lines(Drafts(path)) == ["half a"]


def test_a_field_that_was_left_or_emptied_is_not_open_any_more(drafts: Drafts) -> None:
    field = drafts.field("win", "Win")
    field.typing({"line": "half"})
    field.typing({"line": ""})
    assert drafts.unkept == ()
    field.typing({"line": "half"})
    field.done()
    assert drafts.unkept == ()


def test_a_disk_without_room_leaves_it_in_memory(
    drafts: Drafts, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_aside(drafts, "older")
    field = drafts.field("win", "Win")
    field.typing({"line": "half a win"})
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        with pytest.raises(StorageError):
            field.leave({"line": "half a win"})
        with pytest.raises(StorageError):
            drafts.keep_open()
        assert drafts.field("win", "Win").offer == "half a win"
    assert lines(Drafts(path)) == ["older"]
    drafts.keep_open()
    assert lines(Drafts(path)) == ["older", "half a win"]


def test_what_the_disk_refused_outlives_other_typing_in_the_same_field(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        for line in ("one", "two"):
            field = drafts.field("win", "Win")
            field.typing({"line": line})
            with pytest.raises(StorageError):
                field.leave({"line": line})
        # The dialog opens again, something is typed and taken back, something else is recorded.
        field = drafts.field("win", "Win")
        field.typing({})
        field.typing({"line": "three"})
        field.typing({"line": ""})
        field.done()
        assert drafts.field("win", "Win").offer == "two"
        assert [draft.shown for draft in drafts.unkept] == ["one", "two"]
    put_aside(drafts, "three")
    assert lines(drafts) == ["one", "two", "three"]
    assert drafts.unkept == ()


def test_a_damaged_file_is_no_hindrance_and_is_kept_aside(drafts: Drafts, path: Path) -> None:
    put_aside(drafts, "half a win")
    for times in (1, 2):
        path.write_bytes(b'{"drafts":{"1":{"fie')
        assert drafts.of("win") == ()
        assert drafts.field("win", "Win").offer == ""
        put_aside(drafts, "another")
        assert lines(Drafts(path)) == ["another"]
        aside = list(path.parent.glob("*.damaged"))
        assert [one.read_bytes() for one in aside] == [b'{"drafts":{"1":{"fie'] * times


def test_two_programs_keep_each_other_s(drafts: Drafts, path: Path) -> None:
    other = Drafts(path)
    put_aside(drafts, "one")
    put_aside(other, "two")
    put_aside(drafts, "three")
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
    assert Draft("win", "Win", values).shown == shown


@given(text=st.text(min_size=1, max_size=60))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "drafts.json"
    Drafts(path).field("win", "Win").leave({"line": text})
    wanted = [text.encode("utf-8", "ignore").decode()] if text.strip() else []
    assert lines(Drafts(path)) == wanted


@pytest.mark.parametrize("garbage", [b"", b"{", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_moved_aside(path: Path, garbage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(garbage)
    put_aside(Drafts(path), "half a win")
    assert lines(Drafts(path)) == ["half a win"]
    assert [one.read_bytes() for one in path.parent.glob("*.damaged")] == [garbage]


def test_they_are_offered_also_where_the_disk_is_full(
    drafts: Drafts, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.typing(Draft("win", "Win", {"line": "half a"}))
    drafts.keep_open()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", no_room)
        assert [draft.shown for draft in Drafts(path).take_cut_off()] == ["half a"]
    # That they were told could not be noted.
    assert [draft.shown for draft in Drafts(path).take_cut_off()] == ["half a"]
    assert Drafts(path).take_cut_off() == ()


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
    drafts: Drafts, path: Path, row: dict[str, object]
) -> None:
    put_aside(drafts, "half a")
    tables = json.loads(path.read_text(encoding="utf-8"))
    tables["drafts"] = {"1": row, **{f"9{key}": old for key, old in tables["drafts"].items()}}
    path.write_text(json.dumps(tables), encoding="utf-8")
    again = Drafts(path)
    assert lines(again) == ["half a"]
    assert again.take_cut_off() == ()

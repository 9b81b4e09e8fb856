"""The log keeps what an act changed within a long text or list, not the whole value twice."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.disk import reading
from data.errors import MeetingError, StorageError
from data.records.meeting import Meeting
from data.records.models import AgendaItem
from data.rules import agenda, edits
from data.storage.journal import Change, apply_changes, changes_between, inverse, squash
from data.storage.meeting_file import MeetingFile
from data.storage.parts import is_part
from tests.builders import START, a_meeting, after

LINE = "The landlord promised a new boiler. " * 5
TEXT = LINE.strip()
OLD_STYLE = {"table": "agenda", "before": {"notes": TEXT}, "after": {"notes": f"{TEXT} More"}}


def meeting_with(**fields: object) -> Meeting:
    """A meeting of one agenda item, always with the same id."""
    return replace(a_meeting(), agenda=(AgendaItem(id="1", title="One", **fields),))


def through_the_file(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(json.loads(json.dumps(changes)))


def new_file(folder: Path, *items: str) -> MeetingFile:
    path = folder / "2026-11-23-call.json"
    return MeetingFile.create(path, a_meeting("Ada", items=items))


def add_note(file: MeetingFile, seconds: int, note: str, item_id: str) -> None:
    file.apply(lambda meeting: agenda.add_note(meeting, after(seconds), note, item_id))


def type_notes(file: MeetingFile, at: datetime, notes: str) -> None:
    known = file.meeting.agenda[0]
    file.apply(lambda meeting: edits.edit(meeting, at, known, notes=notes), typing=True)


def size_of_changes(file: MeetingFile) -> int:
    return sum(len(json.dumps(entry.changes)) for entry in file.meeting.log)


def test_a_file_of_many_notes_is_a_few_times_as_large_as_the_notes(tmp_path: Path) -> None:
    file = new_file(tmp_path, "One")
    (item,) = file.meeting.agenda
    empty = file.path.stat().st_size
    note = LINE.ljust(190, ".")
    for number in range(150):
        add_note(file, number, note, item.id)
    assert file.path.stat().st_size - empty <= 8 * 150 * len(note)
    for _ in range(150):
        file.undo()
    assert file.meeting.agenda[0].notes == ""
    for _ in range(150):
        file.redo()
    assert file.meeting.agenda[0].notes.count(note) == 150


def test_typing_in_the_middle_of_a_long_text_is_kept_as_what_was_typed(tmp_path: Path) -> None:
    file = new_file(tmp_path, "One")
    text = LINE * 100
    type_notes(file, START, text)
    for number in range(300):
        notes, at = file.meeting.agenda[0].notes, START + timedelta(seconds=2 * number)
        half = 9000 + 5 * number
        typed = f"{notes[:half]}word {notes[half:]}"
        type_notes(file, at, typed)
    assert size_of_changes(file) < len(text) + 300 * 5 * 2
    assert file.undo()
    assert file.meeting.agenda[0].notes == ""
    assert file.redo()
    assert file.meeting.agenda[0].notes.count("word ") == 300


def test_a_list_that_grows_is_kept_as_what_was_added() -> None:
    names = [f"Person number {n}" for n in range(200)]
    before = a_meeting()
    before = before.put(before.info.replace(go_round=tuple(names)))
    after_it = before.put(before.info.replace(go_round=tuple(names[1:]), passed=(names[0],)))
    changes = through_the_file(changes_between(before, after_it))
    assert len(json.dumps(changes)) < 400
    assert apply_changes(after_it, inverse(changes), "it") == before
    assert apply_changes(before, changes, "it") == after_it


pieces = st.lists(st.sampled_from([LINE, "é", "word ", LINE[:90], "\n"]), max_size=6).map("".join)


@given(pieces, pieces, pieces)
def test_any_change_of_a_text_is_undone_and_redone_also_joined(
    first: str, second: str, third: str
) -> None:
    start, middle, end = (meeting_with(notes=text) for text in (first, second, third))
    for before, after_it in ((start, middle), (middle, end), (start, end)):
        changes = through_the_file(changes_between(before, after_it))
        assert apply_changes(after_it, inverse(changes), "it") == before
        assert apply_changes(before, changes, "it") == after_it
    earlier = through_the_file(changes_between(start, middle))
    joined = through_the_file(squash(earlier, changes_between(middle, end), middle))
    assert len(joined) <= 1
    assert apply_changes(end, inverse(joined), "it") == start
    assert apply_changes(start, joined, "it") == end


@given(st.integers(0, len(TEXT) - 1), st.booleans())
def test_a_text_that_someone_has_changed_anywhere_since_is_refused(place: int, undo: bool) -> None:
    before, after_it = meeting_with(notes=TEXT), meeting_with(notes=f"{TEXT} More")
    changes = changes_between(before, after_it)
    assert is_part(changes[0]["after"]["notes"])
    now = after_it if undo else before
    text = now.agenda[0].notes
    other = "X" if text[place] != "X" else "Y"
    theirs = meeting_with(notes=text[:place] + other + text[place + 1 :])  # of the same length
    with pytest.raises(MeetingError, match="Someone has changed the same record since"):
        apply_changes(theirs, inverse(changes) if undo else changes, "it")


def test_changes_that_earlier_versions_logged_are_undone() -> None:
    before, after_it = meeting_with(notes=TEXT), meeting_with(notes=f"{TEXT} More")
    changes = ({**OLD_STYLE, "id": "1"},)
    assert apply_changes(after_it, inverse(changes), "it") == before
    assert apply_changes(before, changes, "it") == after_it
    more = meeting_with(notes=f"{TEXT} More and more")
    joined = squash(changes, changes_between(after_it, more), after_it)
    assert apply_changes(more, inverse(joined), "it") == before
    assert apply_changes(before, joined, "it") == more


@pytest.mark.parametrize(
    "harm",
    [
        {"at": 10**9},
        {"at": -1},
        {"at": True},
        {"part": 5},
        {"part": ["a"]},
        {"length": 7},
        {"checksum": 7},
        {"checksum": "x"},
        {"more": 1},
    ],
)
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_part_that_was_edited_in_the_file_is_refused(harm: dict[str, Any], side: str) -> None:
    before, after_it = meeting_with(notes=TEXT), meeting_with(notes=f"{TEXT} More")
    (change,) = through_the_file(changes_between(before, after_it))
    change[side]["notes"].update(harm)
    with pytest.raises(MeetingError, match="cannot be"):
        apply_changes(before, (change,), "it")


def test_a_write_that_could_not_be_read_again_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "SIZE_LIMIT", 20_000)
    file = new_file(tmp_path, "One")
    (item,) = file.meeting.agenda
    written: list[int] = []

    def write_on() -> None:
        for number in range(1000):
            add_note(file, number, LINE, item.id)
            written.append(number)

    with pytest.raises(StorageError, match="too large to be read again"):
        write_on()
    assert len(written) > 10
    (read,) = MeetingFile(file.path).meeting.agenda
    assert read.notes.count(LINE.strip()) == len(written)
    assert file.undo()

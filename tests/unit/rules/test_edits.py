"""Acts on records of any table, and the meeting as an immutable value."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from pydantic import ValidationError

from data.errors import MeetingError
from data.records.base import Record
from data.records.models import (
    MODELS,
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    LogEntry,
    MeetingInfo,
    Parked,
    Party,
    Person,
    QueueEntry,
    Turn,
    Visibility,
    Win,
)
from data.rules import conflicts, edits
from tests.builders import START, Room, a_meeting

EXAMPLES: dict[str, Record] = {
    record.TABLE: record
    for record in (
        Person(name="Ada"),
        AgendaItem(title="Rents"),
        QueueEntry(who="Ada", asked=START),
        Turn(who="Ada"),
        ConflictNote(about="Noise", at=START),
        Win(text="A room\nfor free", at=START),
        Decision(text="We march\nin May", at=START),
        Action(text="Ring", at=START),
        Parked(text="Later", at=START),
    )
}
every_record = pytest.mark.parametrize("record", EXAMPLES.values(), ids=EXAMPLES.keys())


def test_the_examples_are_of_every_table() -> None:
    assert {*EXAMPLES, MeetingInfo.TABLE, LogEntry.TABLE} == set(MODELS)


@every_record
def test_a_record_is_added_changed_and_removed_and_each_is_in_the_log(record: Record) -> None:
    room = Room().act(edits.add, record)
    assert room.meeting.table(record.TABLE) == (record,)
    with pytest.raises(MeetingError, match="has been added already"):
        room.act(edits.add, record)

    fields = ("title", "name", "about", "text")
    field = next(name for name in fields if name in type(record).model_fields)
    room.wait(5).act(edits.change, record, **{field: "Other"})
    (changed,) = room.meeting.table(record.TABLE)
    assert getattr(changed, field) == "Other"

    room.act(edits.remove, record)
    assert room.meeting.table(record.TABLE) == ()
    said = [entry.act.rsplit(" ", 1) for entry in room.meeting.log]
    assert [word for _, word in said] == ["added", "changed", "removed"]
    assert len({noun for noun, _ in said}) == 1


@every_record
def test_a_removed_record_can_be_neither_changed_nor_removed(record: Record) -> None:
    for rule in (edits.change, edits.remove):
        with pytest.raises(MeetingError, match="was removed"):
            Room().act(rule, record)


def test_only_the_fields_named_change() -> None:
    item = AgendaItem(title="Rents")
    room = Room().act(edits.add, item)
    room.act(edits.change, item, notes="written by another").act(edits.change, item, minutes=5)
    (kept,) = room.meeting.agenda
    assert (kept.notes, kept.minutes) == ("written by another", 5)


def test_a_change_to_the_same_values_changes_nothing() -> None:
    item = AgendaItem(title="Rents")
    room = Room().act(edits.add, item)
    before = room.meeting
    assert room.act(edits.change, item, title=" Rents ").meeting is before


def test_the_meeting_itself_is_changed_like_a_record() -> None:
    room = Room()
    room.act(edits.change, room.meeting.info, place="Town hall")
    assert room.meeting.info.place == "Town hall"


def test_the_subject_of_a_record_is_one_line() -> None:
    assert edits.record_subject(EXAMPLES["decisions"]) == "We march"
    assert edits.record_subject(EXAMPLES["queue"]) == "Ada"
    assert edits.record_subject(Turn(organisation="Riverside")) == "Riverside"
    assert edits.record_subject(Decision(at=START)) == ""


def test_a_long_subject_is_cut_in_the_log() -> None:
    room = Room().act(edits.add, AgendaItem(title="x" * 2000))
    assert room.meeting.log[-1].subject == "x" * 200


# The meeting as a value


def test_a_meeting_and_its_records_do_not_change() -> None:
    meeting = a_meeting("Ada")
    with pytest.raises(FrozenInstanceError):
        meeting.people = ()  # type: ignore[misc]
    with pytest.raises(ValidationError):
        meeting.people[0].name = "Bo"  # type: ignore[misc]


def test_put_replaces_in_place_and_adds_at_the_end() -> None:
    meeting = a_meeting("Ada", "Bo")
    ada = meeting.people[0]
    changed = meeting.put(ada.replace(role="chair"), Person(name="Cy"))
    assert [(p.name, p.role) for p in changed.people] == [("Ada", "chair"), ("Bo", ""), ("Cy", "")]
    assert meeting.people[0].role == ""


def test_find_returns_none_and_get_raises_for_an_unknown_id() -> None:
    meeting = a_meeting("Ada")
    ada = meeting.people[0]
    assert meeting.find(Person, ada.id) is meeting.get(Person, ada.id) is ada
    assert meeting.find(Person, "404") is None
    assert meeting.without(ada).people == ()
    assert meeting.table("meeting") == (meeting.info,)


def test_the_log_says_nothing_of_a_private_note() -> None:
    private = Visibility.PRIVATE
    note = ConflictNote(about="flute", parties=(Party(name="A"),), visibility=private, at=START)
    meeting = edits.add(a_meeting("Ada"), START, note)
    meeting = conflicts.toggle_heard(meeting, START, note.id, "A")
    meeting = conflicts.add_party(meeting, START, note.id, Party(name="B"))
    meeting = conflicts.remove_party(meeting, START, note.id, "B")
    meeting = edits.remove(meeting, START, meeting.get(ConflictNote, note.id))
    assert {entry.subject for entry in meeting.log} == {"a private note"}

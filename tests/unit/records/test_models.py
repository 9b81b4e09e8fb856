"""The records: validation, unknown fields, and the round trip through the file."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from data.records.base import Record, new_id
from data.records.models import (
    MODELS,
    Action,
    AgendaItem,
    ConflictNote,
    ConflictStatus,
    Decision,
    Dissent,
    LogEntry,
    MeetingInfo,
    Parked,
    Party,
    Person,
    PersonState,
    QueueEntry,
    QueueMode,
    SpeechKind,
    Turn,
    Win,
)
from tests.builders import START, after

words = st.text(max_size=30)
names = words.filter(lambda text: any(c.isalnum() for c in text))
instants = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
)
spans = st.lists(st.tuples(instants, st.none() | instants), max_size=3).map(tuple)
people = st.builds(
    Person,
    name=names,
    organisation=words,
    also_for=st.lists(words, max_size=2).map(tuple),
    state=st.sampled_from(PersonState),
    arrived=st.none() | instants,
)
turns = st.builds(
    Turn, who=words, kind=st.sampled_from(SpeechKind), spans=spans, ended=st.booleans()
)
items = st.builds(
    AgendaItem,
    title=names,
    notes=words,
    minutes=st.none() | st.integers(0, 1440),
    spans=spans,
    position=st.floats(allow_nan=False, allow_infinity=False),
)
meetings = st.builds(
    MeetingInfo,
    title=names,
    date=st.dates(),
    order=st.sampled_from(QueueMode),
    kind_limits=st.dictionaries(st.sampled_from(SpeechKind), st.integers(1, 900), max_size=4),
)
conflicts = st.builds(
    ConflictNote,
    about=names,
    parties=st.lists(st.builds(Party, name=names, heard=st.booleans()), max_size=2).map(tuple),
    status=st.sampled_from(ConflictStatus),
    due=st.none() | st.dates(),
    at=instants,
)
decisions = st.builds(
    Decision, text=words, dissent=st.lists(st.builds(Dissent, who=names)).map(tuple), at=instants
)


@given(people | turns | items | meetings | conflicts | decisions)
def test_a_record_survives_a_round_trip_through_its_document(record: Record) -> None:
    document = json.loads(json.dumps(record.document()))
    assert "id" not in document
    assert type(record).from_document(record.id, document) == record


@given(people | turns | items | meetings | conflicts | decisions)
def test_replace_without_changes_returns_an_equal_record(record: Record) -> None:
    assert record.replace() == record


def test_fields_of_a_later_version_are_kept() -> None:
    document = {"name": "Ada", "pronouns": "she", "shoe": {"size": 38}}
    ada = Person.from_document("7", document)
    changed = ada.replace(role="chair").document()
    assert (changed["pronouns"], changed["shoe"], changed["role"]) == ("she", {"size": 38}, "chair")


def test_replace_validates_like_a_new_record() -> None:
    ada = Person(name="Ada")
    assert ada.replace(name=" Ada\x1b[0m  Lee ").name == "Ada[0m Lee"
    for changes in ({"name": "  "}, {"state": "asleep"}, {"arrived": "yesterday"}):
        with pytest.raises(ValidationError):
            ada.replace(**changes)
    assert ada.name == "Ada"


@pytest.mark.parametrize("name", ["", "   ", "\x1b", "\u202e", "\ud800"])
def test_a_name_must_have_a_visible_character(name: str) -> None:
    with pytest.raises(ValidationError, match="must not be empty"):
        Person(name=name)


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1])
def test_planned_minutes_are_at_most_a_day(minutes: int) -> None:
    with pytest.raises(ValidationError):
        AgendaItem(title="One", minutes=minutes)


@pytest.mark.parametrize("position", [float("nan"), float("inf")])
def test_a_position_must_be_finite(position: float) -> None:
    with pytest.raises(ValidationError):
        AgendaItem(title="One", position=position)


@pytest.mark.parametrize("wrong", ["", "../x", "1.5", "-1", "1" * 21, "x"])
def test_an_id_is_a_number_in_decimal_digits(wrong: str) -> None:
    with pytest.raises(ValidationError):
        Person.from_document(wrong, {"name": "Ada"})


def test_new_ids_are_digits_and_differ() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(i.isdecimal() and len(i) == 16 for i in ids)


def test_the_tables_and_fields_are_those_of_the_design() -> None:
    design = {
        "meeting": "title series place date planned_start started ended state facilitator"
        " note_taker schema_version",
        "people": "name organisation role state arrived left",
        "agenda": "title kind presenter minutes extensions spans state notes conclusion position",
        "queue": "who kind about item asked",
        "turns": "who kind about item spans",
        "conflicts": "about parties common_ground next_step owner due status visibility item",
        "wins": "text thanks organisations goal action item at",
        "decisions": "text rule result dissent rationale review item at",
        "actions": "text owner organisation due state carried_from item at",
        "parked": "text item becomes",
        "log": "at act subject",
    }
    assert list(MODELS) == list(design)
    for table, fields in design.items():
        assert set(fields.split()) <= set(MODELS[table].model_fields), table


def test_values_in_the_file_are_plain_json() -> None:
    document: dict[str, Any] = Turn(
        who="Ada", kind=SpeechKind.CLARIFYING_QUESTION, spans=((START, after(5)), (after(9), None))
    ).document()
    assert document["kind"] == "question"
    assert document["spans"] == [
        ["2026-11-23T18:00:00Z", "2026-11-23T18:00:05Z"],
        ["2026-11-23T18:00:09Z", None],
    ]
    info = MeetingInfo(
        title="x", date=date(2026, 11, 23), kind_limits={SpeechKind.DIRECT_RESPONSE: 60}
    )
    assert info.document()["kind_limits"] == {"reply": 60}
    assert (info.id, info.document()["date"]) == ("1", "2026-11-23")


def test_every_model_names_its_own_table() -> None:
    for model in (Action, Parked, Win, LogEntry, QueueEntry):
        assert MODELS[model.TABLE] is model

"""A new kind of record is known everywhere: each check fails with the recipe for adding one.

The checks go through all models. Exceptions are listed by hand, each with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from data.clock import FixedClock
from data.library.check import check_library
from data.library.library import Library
from data.minutes.render import Format, render
from data.records.base import Instant, Record, Value
from data.records.fields import Line, Name, Text
from data.records.meeting import Meeting
from data.records.models import MODELS, Person
from data.records.tables import TABLES
from data.rules.people import rename
from tests.builders import START, a_meeting, person
from tests.isolation import REPOSITORY

TEXTS = (Line, Name, Text)

NOT_SEARCHED = {
    # Names of people, which are found in their own table, a choice, and the id of a meeting.
    "meeting": {"go_round", "go_round_by", "passed", "corrected_by", "zone", "continues"},
    # Choices of a few words, which would be found in every meeting.
    "decisions": {"result"},
    "parked": {"becomes"},
    # The id of a meeting, and that of an action in it.
    "actions": {"carried_from", "origin"},
    "conflicts": {"carried_from", "origin"},
    # The log repeats what the other tables contain.
    "log": {"act", "subject", "by"},
}

NO_PERSON = {
    "meeting": {
        *("title", "series", "place", "goals", "go_round_by", "corrected_by", "zone"),
        *("not_reached.organisation", "not_reached.about"),
        *("returning.title", "returning.notes", "returning.conclusion"),
        *("continues", "approves.meeting", "approves.title", "approves.corrections"),
    },
    "people": {"organisation", "also_for", "handle", "role"},
    "agenda": {
        *("title", "notes", "conclusion"),
        *("not_reached.organisation", "not_reached.about"),
    },
    "queue": {"organisation", "about"},
    "turns": {"organisation", "about"},
    # A party is a group. Where it is one person, its name is still that of the party.
    "conflicts": {
        "about",
        "parties.position",
        "parties.interest",
        "common_ground",
        "next_step",
        "carried_from",
        "origin",
    },
    "wins": {"text", "organisations", "goal"},
    "decisions": {"text", "rule", "result", "dissent.why", "rationale"},
    "actions": {"text", "organisation", "carried_from", "origin"},
    "parked": {"text", "becomes"},
    # The log is a record of what was done, under the names of that time.
    "log": {"act", "subject", "by"},
}

NOT_CARRIED_OVER = {
    "meeting",  # the next meeting has its own record
    "queue",  # requests to speak go with the item that they wait on
    "turns",
    "wins",
    "decisions",
    "log",
}

NOT_IN_MINUTES = {
    "queue",  # the queue is empty when a meeting has ended
    "log",  # for undo, not for readers
}

RECIPE = """Add a kind of record in this order: a model in data/records/models.py, its table in
data/records/meeting.py and data/records/tables.py, a rule in data/rules/, a section of the minutes
in data/minutes/, and a prompt command or a form. Then add it to the exceptions of this test where
it really is one."""


def recipe() -> str:
    """The section of CONTRIBUTING.md on a new kind of record."""
    page = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = re.search(r"^## Add a kind of record\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.M)
    return section[1].strip() if section else RECIPE


def require(fits: bool, what: str) -> None:
    assert fits, f"{what}\n\n{recipe()}"


def hints(model: type[Value]) -> dict[str, Any]:
    """The types of the fields of a model, without its id."""
    found = get_type_hints(model, include_extras=True)
    return {name: found[name] for name in model.model_fields if name != "id"}


def values_in(hint: Any) -> type[Value] | None:
    """The model of the values in a field that holds a tuple of them."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else None
    return inner if isinstance(inner, type) and issubclass(inner, Value) else None


def is_text(hint: Any) -> bool:
    """Whether a field holds a text, several texts, or perhaps none."""
    return hint in TEXTS or any(is_text(part) for part in get_args(hint))


def text_paths(model: type[Value]) -> Iterator[str]:
    """Every field of a model that holds text; those of values as "field.part"."""
    for name, hint in hints(model).items():
        inner = values_in(hint)
        if inner is not None:
            yield from (f"{name}.{part}" for part in text_paths(inner))
        elif is_text(hint):
            yield name


def filled(model: type[Any], text: str, *, optional: bool = True, **values: Any) -> Any:
    """A record with the same text in every field that holds text, or in the required ones."""
    for name, hint in hints(model).items():
        inner = values_in(hint)
        if name in values or not (optional or model.model_fields[name].is_required()):
            continue
        if inner is not None:
            values[name] = (filled(inner, text),)
        elif is_text(hint):
            values[name] = (text,) if get_origin(hint) is tuple else text
        elif hint == Instant:
            values[name] = START
        elif hint is date:
            values[name] = START.date()
    return model(**values)


def holds(record: Value, path: str, text: str) -> bool:
    field, _, part = path.partition(".")
    value = getattr(record, field)
    if part:
        return any(holds(one, part, text) for one in value)
    return text in value if isinstance(value, tuple) else bool(value == text)


def test_the_recipe_is_shown_when_a_check_fails() -> None:
    with pytest.raises(AssertionError, match=r"(?s)^nothing fits.*data/records/tables\.py"):
        require(False, "nothing fits")


def test_every_model_has_a_table_and_a_place_in_the_meeting() -> None:
    models = {m for m in Record.__subclasses__() if m.__module__.startswith("data.records.")}
    require(set(MODELS.values()) == models, "A model is missing from MODELS in meeting.py")
    require(set(TABLES) == set(MODELS), "A model is missing from TABLES in tables.py")
    places = {field.name for field in fields(Meeting)} | {"meeting"}
    require(set(MODELS) <= places, "A table is missing from the fields of Meeting")


@pytest.mark.parametrize("name", MODELS)
def test_every_text_is_searched(name: str) -> None:
    texts = {path.partition(".")[0] for path in text_paths(MODELS[name])}
    missed = texts - set(TABLES[name].searched)
    require(
        missed == NOT_SEARCHED.get(name, set()),
        f"{name}: {sorted(missed ^ NOT_SEARCHED.get(name, set()))} must be in `searched` of its"
        " table, or in NOT_SEARCHED of this test",
    )


@pytest.mark.parametrize("name", MODELS)
def test_every_reference_is_described(name: str) -> None:
    """A plain `str` is an id: text that people write is a Line, a Name or a Text."""
    ids = {field for field, hint in hints(MODELS[name]).items() if hint is str}
    require(
        ids == set(TABLES[name].refers),
        f"{name}: {sorted(ids ^ set(TABLES[name].refers))} must be in `refers` if and only if the"
        " field is an id, which has the type `str`",
    )


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if table.refers])
def test_every_reference_is_checked(name: str, tmp_path: Path) -> None:
    model, references = MODELS[name], TABLES[name].refers
    sound = filled(model, "x", optional=False)
    dangling = {f: filled(model, "x", optional=False, **{f: "404"}) for f in references}
    library = Library(tmp_path / "library", FixedClock(START))
    library.create(a_meeting("Ada").with_table(name, (sound, *dangling.values())))
    found = {problem.record for problem in check_library(library).problems}
    for field, record in dangling.items():
        require(f"{name}/{record.id}" in found, f"{name}: check does not find a dangling `{field}`")
    assert f"{name}/{sound.id}" not in found


@pytest.mark.parametrize("name", MODELS)
def test_a_renamed_person_is_renamed_everywhere(name: str) -> None:
    record = filled(MODELS[name], "Ada Quill")
    ada = record if isinstance(record, Person) else person("Ada Quill")
    before = a_meeting(ada).put(record)
    after = rename(before, START, ada.id, "Ada Lind").get(MODELS[name], record.id)
    paths = set(text_paths(MODELS[name]))
    assert all(holds(record, path, "Ada Quill") for path in paths)
    kept = {path for path in paths if holds(after, path, "Ada Quill")}
    require(
        kept == NO_PERSON.get(name, set()),
        f"{name}: {sorted(kept ^ NO_PERSON.get(name, set()))} must be in `people` of its table, or"
        " in NO_PERSON of this test if the field never holds a person's name",
    )
    assert all(holds(after, path, "Ada Lind") for path in paths - kept)


@pytest.mark.parametrize("name", MODELS)
def test_every_table_is_carried_over_or_not_on_purpose(name: str) -> None:
    require(
        (TABLES[name].carry_over is None) == (name in NOT_CARRIED_OVER),
        f"{name}: it has `carry_over`, or is in NOT_CARRIED_OVER of this test",
    )


@pytest.mark.parametrize("name", MODELS)
def test_every_table_is_in_the_minutes(name: str) -> None:
    meeting = a_meeting("Ada").put(filled(MODELS[name], f"marker{name}"))
    minutes = render(meeting, START, Format.MARKDOWN)
    require(
        (f"marker{name}" in minutes) == (name not in NOT_IN_MINUTES),
        f"{name}: its text is in the minutes, or it is in NOT_IN_MINUTES of this test",
    )

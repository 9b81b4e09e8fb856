"""The minutes that the program writes are read back."""

from __future__ import annotations

import pytest

from data.importing.agenda import parse_agenda
from data.importing.own_minutes import read_own_minutes
from data.importing.people import parse_people
from data.minutes.render import Format, render
from data.records.models import PersonState
from data.rules import agenda, people
from tests.unit.minutes.lifelike import END, lifelike_meeting

READ = (Format.MARKDOWN, Format.TEXT, Format.JSON)


@pytest.mark.parametrize("kind", READ)
def test_people_and_items_are_those_of_the_meeting(kind: Format) -> None:
    meeting = lifelike_meeting()
    text = render(meeting, END, kind)
    states = {PersonState.LEFT: PersonState.PRESENT}
    assert {(p.name, p.organisation, p.also_for, p.state) for p in parse_people(text)} == {
        (
            p.name,
            p.organisation,
            p.also_for if states.get(p.state, p.state) == "present" else (),
            states.get(p.state, p.state),
        )
        for p in people.sorted_people(meeting)
    }
    assert [(i.title, i.kind, i.presenter, i.minutes) for i in parse_agenda(text)] == [
        (i.title, i.kind, i.presenter, i.minutes) for i in agenda.sorted_items(meeting)
    ]


@pytest.mark.parametrize("text", ["", "{", '{"format": 1}', '{"a": []}', "# Agenda\n\n1. Rents\n"])
def test_other_texts_are_not_own_minutes(text: str) -> None:
    assert read_own_minutes(text) is None

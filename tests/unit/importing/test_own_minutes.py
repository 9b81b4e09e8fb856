"""The minutes that the program writes are read back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importing.agenda import parse_agenda
from data.importing.own_minutes import read_own_minutes
from data.importing.people import parse_people
from data.minutes.note_blocks import note_blocks
from data.minutes.render import Format, render
from data.planning.new_meeting import new_meeting
from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import (
    AgendaItem,
    ItemKind,
    ItemState,
    MeetingState,
    Person,
    PersonState,
    Turn,
    Win,
)
from data.rules import agenda, people
from data.text.cleaning import clean_line, clean_text
from data.text.comparison import fold
from tests.builders import START, a_meeting
from tests.unit.minutes.lifelike import END, lifelike_meeting

READ = tuple(Format)


@pytest.mark.parametrize("kind", READ)
def test_people_and_items_are_those_of_the_meeting(kind: Format) -> None:
    check(lifelike_meeting(), kind)


def check(meeting: Meeting, kind: Format) -> None:
    """The minutes name the people and the items of the meeting, in one format."""
    text = render(meeting, END, kind)
    attended = ("present", "left")
    assert {tuple(vars(person).values()) for person in parse_people(text)} == {
        (
            p.name,
            p.organisation,
            p.also_for if p.state in attended else (),
            "",
            p.role if p.state in attended else "",
            p.state,
        )
        for p in people.sorted_people(meeting)
    }
    items = parse_agenda(text)
    assert [(i.title, i.kind, i.presenter, i.minutes) for i in items] == [
        (i.title, i.kind, i.presenter, i.minutes) for i in agenda.sorted_items(meeting)
    ]
    parents = agenda_tree(meeting).parents
    for read, item in zip(items, agenda.sorted_items(meeting), strict=True):
        assert read.is_sub == (item.id in parents)
        blocks = note_blocks(read.notes), note_blocks(item.notes)
        if kind is Format.TEXT:  # it joins and splits lines
            assert read.notes.split() == words(item.notes)
        else:
            assert blocks[0] == blocks[1]


def words(notes: str) -> list[str]:
    """The words of some notes as plain text has them, with its sign for a list item."""
    return [
        word
        for block in note_blocks(notes)
        for word in ["-"] * (block.depth > 0) + " ".join(block.lines).split()
    ]


PARTS = st.sampled_from(
    ("Ada", "名前", "O'Neil", "_x_", "*b*", "[c]", "<d>", "`e`", "f_g", "&amp;", "~h~", "No. 4",
     "x; y", "i|j", "https://a.example/k_l", "www.m.example", "n@o.example", "· p", "\\q", "# r",
     "- s", "3.")
)  # fmt: skip
LINES = st.lists(PARTS, min_size=1, max_size=3).map(" ".join).map(clean_line)
NAMES = st.lists(
    st.sampled_from(
        ("Ada", "Núñez", "名前", "O'Neil", "(she/her)", "de_la", "*Bo*", "4", "A.", "Ben-Ami")
    ),
    min_size=1, max_size=4,
).map(lambda parts: " ".join(["Z", *parts]))  # fmt: skip
ORGANISATIONS = st.sampled_from(
    ("", "Tenants", "Parents, Teachers & Co", "Roofs (East)", "a_b_ *c*", "IG Metall: Berlin")
)
NOTES = st.lists(
    st.tuples(st.sampled_from(("", "- ", "  - ", "  ", "\n")), LINES).map("".join), max_size=5
).map("\n".join).map(clean_text)  # fmt: skip


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    """A closed meeting with people in each state, and items with notes."""
    ended = START + timedelta(hours=2)
    here = []
    for name in draw(st.lists(NAMES, unique_by=fold, max_size=5)):
        state = draw(st.sampled_from(PersonState))
        here.append(
            Person(
                name=name,
                organisation=draw(ORGANISATIONS),
                also_for=draw(st.sampled_from(((), ("Trees",), ("Trees", "Food (North)")))),
                role=draw(st.sampled_from(("", "guest", "chair; press"))),
                state=state,
                arrived=draw(st.sampled_from((None, START, START + timedelta(minutes=20)))),
                left=draw(st.sampled_from((None, START, ended - timedelta(minutes=5))))
                if state is PersonState.LEFT
                else None,
            )
        )
    items = [
        AgendaItem(
            title=draw(LINES),
            kind=draw(st.sampled_from(ItemKind)),
            presenter=draw(st.just("") | NAMES),
            minutes=draw(st.none() | st.integers(0, 90)),
            extensions=draw(st.sampled_from(((), (300,)))),
            state=draw(st.sampled_from((ItemState.DONE, ItemState.WAITING, ItemState.DEFERRED))),
            notes=draw(NOTES),
            conclusion=draw(NOTES),
            position=float(number),
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    closed = {"state": MeetingState.CLOSED, "ended": ended}
    meeting = a_meeting(*here, items=tuple(items), **closed)
    spoken = [Turn(who="Ada", about="rents", item=item.id, asked=START) for item in items[:1]]
    return meeting.put(*spoken, *(Win(text="Won", item=item.id, at=START) for item in items[:1]))


@given(meetings())
def test_the_minutes_of_any_meeting_are_read_back(meeting: Meeting) -> None:
    for kind in READ:
        check(meeting, kind)


@pytest.mark.parametrize("text", ["", "{", '{"format": 1}', '{"a": []}', "# Agenda\n\n1. Rents\n"])
def test_other_texts_are_not_own_minutes(text: str) -> None:
    assert read_own_minutes(text) is None


@pytest.mark.parametrize("kind", list(Format))
@pytest.mark.parametrize("typed", ["a\nb", "a\n- b\n  - c\nd", "- a\n- b\n  still b", "a\n\nb"])
def test_notes_are_read_back_as_they_were_typed(typed: str, kind: Format) -> None:
    meeting = new_meeting("Call", START.date(), items=[AgendaItem(title="Rents", notes=typed)])
    (item,) = parse_agenda(render(meeting, START, kind))
    assert item.notes == (typed.replace("\n\n", "\n") if kind is Format.TEXT else typed)

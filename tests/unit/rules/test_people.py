"""Roll call, adding and renaming people, and finding them by name."""

from __future__ import annotations

import json

import pytest

from data.errors import MeetingError
from data.limits import PEOPLE_LIMIT
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    Dissent,
    MeetingState,
    Person,
    PersonState,
    QueueEntry,
    Turn,
    Win,
)
from data.records.tables import TABLES
from data.records.values import Party
from data.rules import people
from data.rules.people import Attendance
from tests.builders import START, Room, a_meeting, after, person

PRESENT, EXPECTED, LEFT, APOLOGIES = (
    PersonState.PRESENT,
    PersonState.EXPECTED,
    PersonState.LEFT,
    PersonState.APOLOGIES,
)


def named(room: Room, name: str) -> Person:
    found = people.person_named(room.meeting, name)
    assert found is not None
    return found


# Finding people


def test_people_are_sorted_by_organisation_and_name_those_without_one_last() -> None:
    meeting = a_meeting(
        person("Zed", "alpha"), person("Ann"), person("Élan", "Beta"), person("eda", "Beta")
    )
    assert [p.name for p in people.sorted_people(meeting)] == ["Zed", "eda", "Élan", "Ann"]


def test_organisations_are_listed_once_including_also_for() -> None:
    meeting = a_meeting(person("Ada", "Beta", also_for=("alpha",)), person("Bo", "Beta"))
    assert people.organisations(meeting.people) == ("alpha", "Beta")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ann", ["Ann Lee", "Lou Ann"]),
        ("l", ["Ann Lee", "Lou Ann"]),
        ("ZOE", ["Zoë O’Brien"]),
        ("o'b", ["Zoë O’Brien"]),
        ("zoe o'brien", ["Zoë O’Brien"]),
        ("@river", ["Lou Ann"]),
        ("river", ["Lou Ann"]),
        ("nn", []),
        ("_", []),
        ("\u0301", []),
    ],
)
def test_a_name_matches_by_the_beginning_of_any_of_its_words(
    typed: str, expected: list[str]
) -> None:
    meeting = a_meeting("Ann Lee", person("Lou Ann", handle="@Riverrat"), "Zoë O’Brien")
    assert [p.name for p in people.matching_people(meeting, typed)] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("van der Berg", ["Jan van der Berg"]),
        ("der berg", ["Jan van der Berg"]),
        ("Jan Berg", ["Jan van der Berg"]),
        ("J. Berg", ["Jan van der Berg"]),
        ("mary ann", ["Mary-Ann O'Neill"]),
        ("Mary Ann O’Neill", ["Mary-Ann O'Neill"]),
        ("JR Smith", ["J. R. Smith"]),
        ("J.R. Smith", ["J. R. Smith"]),
        ("J.R.", ["J. R. Smith"]),
        ("Ines Koch", ["Dr. Ines Koch"]),
        ("Dr Koch", ["Dr. Ines Koch"]),
        ("Frau Koch", ["Dr. Ines Koch"]),
        ("Mr. Smith", ["J. R. Smith"]),
        ("Ines Koch PhD", ["Dr. Ines Koch"]),
        ("Jan be", []),
        ("K. S.", []),
        ("Berg Jan", []),
    ],
)
def test_a_name_matches_in_another_spelling(typed: str, expected: list[str]) -> None:
    meeting = a_meeting("Jan van der Berg", "Mary-Ann O'Neill", "J. R. Smith", "Dr. Ines Koch")
    assert [p.name for p in people.matching_people(meeting, typed)] == expected


def test_an_exact_name_is_the_only_match() -> None:
    meeting = a_meeting("Ann", "Anna", "Annabel")
    assert [p.name for p in people.matching_people(meeting, "ANN")] == ["Ann"]
    assert [p.name for p in people.matching_people(meeting, "anna")] == ["Anna"]


def test_present_people_match_first() -> None:
    meeting = a_meeting(person("Anna", state=EXPECTED), person("Annie"))
    assert [p.name for p in people.matching_people(meeting, "ann")] == ["Annie", "Anna"]


def test_an_unknown_name_returns_none() -> None:
    assert people.person_named(a_meeting("Ada"), "Bo") is None


# The roll


def test_attendance_counts_every_state() -> None:
    meeting = a_meeting("A", "B", person("C", state=EXPECTED), person("D", state=LEFT))
    assert people.attendance(meeting) == Attendance(present=2, expected=1, apologies=0, left=1)
    assert [p.name for p in people.present_people(meeting)] == ["A", "B"]


def test_arriving_and_leaving_are_timed_and_the_first_arrival_stays() -> None:
    room = Room(a_meeting(person("Ada", state=EXPECTED)))
    ada = room.meeting.people[0].id
    room.wait(10).act(people.set_state, ada, PRESENT).wait(10).act(people.set_state, ada, LEFT)
    assert (named(room, "Ada").arrived, named(room, "Ada").left) == (after(10), after(20))
    room.wait(10).act(people.set_state, ada, PRESENT)
    assert (named(room, "Ada").arrived, named(room, "Ada").left) == (after(10), None)
    assert [entry.act for entry in room.meeting.log] == ["arrived", "left", "arrived"]


@pytest.mark.parametrize("state", [EXPECTED, APOLOGIES])
def test_a_person_who_did_not_come_has_no_times(state: PersonState) -> None:
    room = Room(a_meeting(person("Ada", arrived=START)))
    room.act(people.set_state, room.meeting.people[0].id, state)
    assert (named(room, "Ada").arrived, named(room, "Ada").state) == (None, state)


def test_setting_the_same_state_changes_nothing() -> None:
    room = Room(a_meeting("Ada"))
    before = room.meeting
    assert room.act(people.set_state, before.people[0].id, PRESENT).meeting is before


def test_in_a_draft_nobody_has_arrived() -> None:
    room = Room(a_meeting(person("Ada", state=EXPECTED), state=MeetingState.DRAFT))
    room.act(people.add_people, (person("Bo"),)).act(people.mark_all_present)
    assert [(p.state, p.arrived) for p in room.meeting.people] == [(PRESENT, None)] * 2


def test_all_present_marks_the_expected_of_one_organisation_or_of_all() -> None:
    room = Room(
        a_meeting(
            person("Ada", "X", EXPECTED),
            person("Bo", "Y", EXPECTED),
            person("Cy", "X", APOLOGIES),
        )
    )
    room.wait(5).act(people.mark_all_present, "X")
    assert [p.state for p in room.meeting.people] == [PRESENT, EXPECTED, APOLOGIES]
    assert named(room, "Ada").arrived == after(5)
    room.act(people.mark_all_present)
    assert [p.state for p in room.meeting.people] == [PRESENT, PRESENT, APOLOGIES]
    with pytest.raises(MeetingError, match="Nobody else is expected"):
        room.act(people.mark_all_present)


def test_a_removed_person_cannot_arrive() -> None:
    with pytest.raises(MeetingError, match="That person was removed"):
        Room().act(people.set_state, "404", PRESENT)


# Joining


def test_adding_no_people_changes_nothing() -> None:
    room = Room()
    before = room.meeting
    assert room.act(people.add_people, ()).meeting is before


def test_adding_a_known_person_fills_in_missing_values() -> None:
    room = Room(a_meeting(person("Zoë", state=EXPECTED)))
    known = room.meeting.people[0].id
    more = person("zoe", "Riverside", EXPECTED, handle="@z", role="chair", also_for=("Valley",))
    room.act(people.add_people, (more,))
    (zoe,) = room.meeting.people
    assert (zoe.id, zoe.name, zoe.organisation) == (known, "Zoë", "Riverside")
    assert (zoe.handle, zoe.role, zoe.also_for) == ("@z", "chair", ("Valley",))


def test_a_second_organisation_is_added_to_also_for() -> None:
    room = Room().act(people.add_people, (person("Ada", "X"), person("Ada", "Y")))
    room.act(people.add_people, (person("ADA", "x"),))
    (ada,) = room.meeting.people
    assert (ada.organisation, ada.also_for) == ("X", ("Y",))


def test_adding_people_never_replaces_present() -> None:
    room = Room(a_meeting(person("Ada", arrived=START)))
    room.act(people.add_people, (person("Ada", state=EXPECTED), person("Ada", state=APOLOGIES)))
    assert (named(room, "Ada").state, named(room, "Ada").arrived) == (PRESENT, START)


def test_a_person_who_left_comes_back() -> None:
    room = Room(a_meeting(person("Ada", state=LEFT, arrived=START, left=after(10)))).wait(20)
    room.act(people.mark_present, Person(name="ada"))
    ada = named(room, "Ada")
    assert (ada.state, ada.arrived, ada.left) == (PRESENT, START, None)


def test_marking_present_twice_changes_nothing_except_for_another_organisation() -> None:
    room = Room(a_meeting(person("Ada", "X")))
    before = room.meeting
    assert room.act(people.mark_present, Person(name="Ada", organisation="X")).meeting is before
    room.act(people.mark_present, Person(name="Ada", organisation="Y"))
    assert named(room, "Ada").also_for == ("Y",)


def test_the_limit_of_people_counts_new_people_only() -> None:
    crowd = tuple(person(f"P{n}", state=EXPECTED) for n in range(PEOPLE_LIMIT))
    room = Room(a_meeting(*crowd))
    with pytest.raises(MeetingError, match="at most 2,000 people"):
        room.act(people.add_people, (person("One more"),))
    room.act(people.mark_present, Person(name="P7"))
    assert named(room, "P7").state is PRESENT


# Renaming


def test_a_renamed_person_is_renamed_in_turns_queue_and_actions() -> None:
    meeting = a_meeting("Ada", "Bo", facilitator="Ada", note_taker="Bo").put(
        QueueEntry(who="Ada", asked=START),
        Turn(who="Ada"),
        Turn(who="Bo"),
        AgendaItem(title="One", presenter="Ada"),
        Action(text="Ring", owner="Ada", at=START),
        ConflictNote(about="Rents", owner="Ada", at=START),
        Win(text="A room", thanks=("Bo", "Ada"), at=START),
    )
    after_it = people.rename(meeting, START, meeting.people[0].id, " Adela ")
    assert "Ada'" not in repr([after_it.table(t) for t in ("people", "queue", "turns", "agenda")])
    assert [p.name for p in after_it.people] == ["Adela", "Bo"]
    assert [t.who for t in after_it.turns] == ["Adela", "Bo"]
    assert after_it.queue[0].who == after_it.agenda[0].presenter == "Adela"
    assert after_it.actions[0].owner == after_it.conflicts[0].owner == "Adela"
    assert after_it.wins[0].thanks == ("Bo", "Adela")
    assert (after_it.info.facilitator, after_it.info.note_taker) == ("Adela", "Bo")
    assert after_it.log[-1].subject == "Ada to Adela"


def test_the_name_of_another_person_is_refused_and_another_case_of_the_same_name_is_not() -> None:
    room = Room(a_meeting("Zoe", "Bo"))
    zoe = room.meeting.people[0].id
    with pytest.raises(MeetingError, match="There is already a person called “Bo”"):
        room.act(people.rename, zoe, "BO")
    assert room.act(people.rename, zoe, "Zoë").meeting.people[0].name == "Zoë"
    before = room.meeting
    assert room.act(people.rename, zoe, "Zoë").meeting is before


def test_a_rename_reaches_every_field_that_holds_a_name() -> None:
    name, other = "Ada Quill", "Ada Stone"
    decision = Decision(text="We share", dissent=(Dissent(who=name, why="cost"),), at=START)
    meeting = a_meeting(person(name, "Riverside")).put(
        AgendaItem(title="Rents", presenter=name),
        QueueEntry(who=name, asked=START),
        Turn(who=name),
        ConflictNote(about="Noise", owner=name, at=START),
        Win(text="Permit", thanks=("Bo", name), at=START),
        decision,
        Action(text="Call", owner=name, at=START),
    )
    meeting = meeting.put(meeting.info.replace(facilitator=name, note_taker=name))
    renamed = people.rename(meeting, START, meeting.people[0].id, other)
    documents = [r.document() for table in TABLES if table != "log" for r in renamed.table(table)]
    assert name not in json.dumps(documents)
    assert json.dumps(documents).count(other) == 10
    assert renamed.decisions[0].dissent[0].why == "cost"
    assert "Bo" in renamed.wins[0].thanks


def test_a_rename_reaches_one_of_several_names_in_a_text_and_a_party() -> None:
    meeting = a_meeting("Ada Quill", "Ben Osei", "Ada Quill and Sons").put(
        AgendaItem(title="Rents", presenter="Ben Osei, Ada Quill and Eve"),
        Action(text="Call", owner="Ada Quill and Ben Osei", at=START),
        Action(text="Write", owner="Ada Quill and Sons", at=START),
        ConflictNote(
            about="Noise", parties=(Party(name="Ada Quill"), Party(name="Mada Quill")), at=START
        ),
    )
    meeting = people.rename(meeting, START, meeting.people[0].id, "Ada Stone")
    assert meeting.agenda[0].presenter == "Ben Osei, Ada Stone and Eve"
    assert [action.owner for action in meeting.actions] == [
        "Ada Stone and Ben Osei",
        "Ada Quill and Sons",
    ]
    assert [party.name for party in meeting.conflicts[0].parties] == ["Ada Stone", "Mada Quill"]


def test_a_few_letters_stand_for_the_person_in_every_field_of_a_table() -> None:
    meeting = a_meeting("Ben Osei", "Ada Quill", "Ada Lind")
    named = people.known_names(meeting, "actions", {"owner": "ben", "text": "ben"})
    assert named == {"owner": "Ben Osei", "text": "ben"}
    assert people.known_names(meeting, "wins", {"thanks": ("ben", "ada")}) == {
        "thanks": ("Ben Osei", "ada")
    }
    assert people.known_names(meeting, "conflicts", {"owner": ""}) == {"owner": ""}


def test_a_first_name_comes_before_letters_of_another_word_in_every_field() -> None:
    meeting = a_meeting("Cleo Bent", "Ben Osei", "Benno Ride")
    named = people.known_names(meeting, "agenda", {"presenter": "ben", "agreed": ("Ben", "be")})
    assert named == {"presenter": "Ben Osei", "agreed": ("Ben Osei", "be")}
    several = people.known_names(meeting, "actions", {"owner": "ben, Cleo and benno"})
    assert several == {"owner": "Ben Osei, Cleo Bent and Benno Ride"}

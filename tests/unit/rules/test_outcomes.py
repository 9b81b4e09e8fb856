"""Decisions and their dissent, actions, the parking lot, and the parties of a conflict."""

from __future__ import annotations

import pytest

from data.errors import EditConflictError, MeetingError
from data.records.models import (
    Action,
    ActionState,
    ConflictNote,
    Decision,
    Dissent,
    DissentKind,
    Parked,
    Party,
)
from data.rules import conflicts, outcomes
from tests.builders import START, Room, a_meeting


def test_an_action_is_marked_done_dropped_and_open_again() -> None:
    action = Action(text="Ring", at=START)
    room = Room(a_meeting().put(action))
    for state in (ActionState.DONE, ActionState.DROPPED, ActionState.OPEN):
        room.act(outcomes.set_action_state, action.id, state)
        assert room.meeting.actions[0].state is state
        assert room.meeting.log[-1].act == f"action {state}"


def test_a_block_changes_the_result_and_standing_aside_does_not() -> None:
    decision = Decision(text="We march", at=START)
    room = Room(a_meeting().put(decision))
    room.act(outcomes.record_dissent, decision.id, Dissent(who="Ada", why="too early"))
    assert room.meeting.decisions[0].result == "agreed"
    for why in ("", " "):
        block = Dissent(who="Bo", kind=DissentKind.BLOCK, why=why)
        with pytest.raises(MeetingError, match="A block needs a reason"):
            room.act(outcomes.record_dissent, decision.id, block)
    block = Dissent(who="Bo", kind=DissentKind.BLOCK, why="the cost")
    room.act(outcomes.record_dissent, decision.id, block)
    assert room.meeting.decisions[0].result == "blocked"
    assert [d.who for d in room.meeting.decisions[0].dissent] == ["Ada", "Bo"]


def test_a_second_dissent_of_a_person_replaces_the_first() -> None:
    decision = Decision(at=START)
    room = Room(a_meeting().put(decision))
    for who, why in (("Zoë", "first"), ("zoe", "second")):
        room.act(outcomes.record_dissent, decision.id, Dissent(who=who, why=why))
    assert [d.why for d in room.meeting.decisions[0].dissent] == ["second"]


def test_a_parked_point_becomes_an_action() -> None:
    parked = Parked(text="Ask the council", at=START)
    room = Room(a_meeting().put(parked))
    action = Action(text="Ask the council", owner="Ada", at=START)
    room.act(outcomes.park_becomes_action, parked.id, action)
    assert room.meeting.parked[0].becomes == "action"
    assert room.meeting.actions == (action,)


def test_a_parked_point_is_edited_or_added_as_an_action() -> None:
    known, new = Parked(text="Ask", at=START), Parked(text="Call", at=START)
    room = Room(a_meeting().put(known))
    for parked, changes in ((known, {"text": "Ask the council"}), (new, {})):
        room.act(outcomes.edit_parked_into_action, parked, Action(text="x", at=START), **changes)
    assert [p.text for p in room.meeting.parked] == ["Ask the council", "Call"]
    assert {p.becomes for p in room.meeting.parked} == {"action"}
    assert len(room.meeting.actions) == 2


def test_acts_on_removed_records_are_refused() -> None:
    room = Room()
    with pytest.raises(MeetingError, match="That action was removed"):
        room.act(outcomes.set_action_state, "404", ActionState.DONE)
    with pytest.raises(MeetingError, match="That decision was removed"):
        room.act(outcomes.record_dissent, "404", Dissent(who="Ada"))
    with pytest.raises(MeetingError, match="That parked point was removed"):
        room.act(outcomes.park_becomes_action, "404", Action(text="x", at=START))
    with pytest.raises(MeetingError, match="That conflict note was removed"):
        room.act(conflicts.toggle_heard, "404", 0)


# Parties


@pytest.fixture
def conflict() -> ConflictNote:
    return ConflictNote(
        about="Rents", parties=conflicts.parse_parties("Tenants / Landlords"), at=START
    )


@pytest.fixture
def room(conflict: ConflictNote) -> Room:
    return Room(a_meeting().put(conflict))


def names(room: Room) -> list[str]:
    return [party.name for party in room.meeting.conflicts[0].parties]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tenants / Landlords", ["Tenants", "Landlords"]),
        ("A/B/ C ", ["A", "B", "C"]),
        ("Desk 24/7 / Owners", ["Desk 24/7", "Owners"]),
        ("/ Alone //", ["Alone"]),
        (" ", []),
    ],
)
def test_parties_are_read_from_names_with_slashes(text: str, expected: list[str]) -> None:
    assert [party.name for party in conflicts.parse_parties(text)] == expected


def test_heard_is_toggled(room: Room, conflict: ConflictNote) -> None:
    room.act(conflicts.toggle_heard, conflict.id, "landlords")
    assert [p.heard for p in room.meeting.conflicts[0].parties] == [False, True]
    assert (room.meeting.log[-1].act, room.meeting.log[-1].subject) == ("feels heard", "Landlords")
    room.act(conflicts.toggle_heard, conflict.id, "landlords")
    assert [p.heard for p in room.meeting.conflicts[0].parties] == [False, False]


def test_a_party_is_added_and_edited_in_place(room: Room, conflict: ConflictNote) -> None:
    room.act(conflicts.add_party, conflict.id, Party(name="The city"))
    assert names(room) == ["Tenants", "Landlords", "The city"]
    heard = Party(name="tenants", position="No rise", interest="To stay", heard=True)
    room.act(conflicts.edit_party, conflict.id, conflict.parties[0], heard)
    assert room.meeting.conflicts[0].parties[0] == heard


def test_two_parties_with_the_same_name_are_refused(room: Room, conflict: ConflictNote) -> None:
    again = Party(name="TENANTS")
    with pytest.raises(MeetingError, match="There is already a party called “TENANTS”"):
        room.act(conflicts.add_party, conflict.id, again)
    with pytest.raises(MeetingError, match="There is already a party called “TENANTS”"):
        room.act(conflicts.edit_party, conflict.id, conflict.parties[1], again)


def test_a_party_that_another_process_has_changed_is_not_overwritten(
    room: Room, conflict: ConflictNote
) -> None:
    known = conflict.parties[0]
    theirs = known.model_copy(update={"interest": "To stay"})
    room.act(conflicts.edit_party, conflict.id, known, theirs)
    with pytest.raises(EditConflictError):
        room.act(
            conflicts.edit_party, conflict.id, known, known.model_copy(update={"position": "No"})
        )
    before = room.meeting.conflicts
    room.act(conflicts.edit_party, conflict.id, known, theirs)  # the same change is accepted
    assert room.meeting.conflicts == before


def test_a_party_is_removed(room: Room, conflict: ConflictNote) -> None:
    assert names(room.act(conflicts.remove_party, conflict.id, "Tenants")) == ["Landlords"]
    assert room.meeting.log[-1].subject == "Tenants"


def test_acts_on_a_removed_party_are_refused(room: Room, conflict: ConflictNote) -> None:
    room.act(conflicts.remove_party, conflict.id, "Tenants")
    for rule, arguments in (
        (conflicts.toggle_heard, ("Tenants",)),
        (conflicts.remove_party, ("Tenants",)),
        (conflicts.edit_party, (conflict.parties[0], Party(name="New"))),
    ):
        with pytest.raises(MeetingError, match="“Tenants” was removed"):
            room.act(rule, conflict.id, *arguments)

"""People who leave: out of all queues, the go-round and the floor."""

from __future__ import annotations

import pytest

from data.records.models import PersonState
from data.rules import go_round, leaving, people, turns
from data.rules.agenda import PendingRequests
from tests.builders import ORDER, QUESTION, Room, a_meeting, person


def test_a_person_who_leaves_loses_all_requests_and_the_floor() -> None:
    here = person("Ada"), person("Bo"), person("Cy")
    room = Room(a_meeting(*here, items=("One", "Two"))).take("One").ask("Ada").ask("Cy")
    room.take("Two", pending=PendingRequests.KEEP).ask("Ada", QUESTION).ask("Bo").ask("Ada").next()
    assert room.floor == "Ada"
    room.wait(5).act(leaving.leave_meeting, room.meeting.people[0].id).wait(5)
    assert (room.floor, room.line) == ("", ["Bo"])
    assert turns.speaking_seconds(room.turn("Ada"), room.now) == 5
    assert room.take("One").line == ["Cy", "Bo"]
    assert room.meeting.people[0].state is PersonState.LEFT


def test_a_list_that_marks_somebody_as_away_takes_their_requests_away() -> None:
    expected = person("Ada", state=PersonState.EXPECTED), person("Bo", state=PersonState.EXPECTED)
    room = Room(a_meeting(person("Cy"), *expected, items=("One", "Two")))
    room.take("One").ask("Ada").ask("Bo").ask("Cy")
    before = room.meeting.people
    waiting = room.meeting.put(*(p.replace(state=PersonState.EXPECTED) for p in before))
    listed = tuple(person(name, state=PersonState.APOLOGIES) for name in ("Ada", "Dee"))
    after = leaving.add_people(waiting, room.now, listed)
    assert [entry.who for entry in after.queue] == ["Bo", "Cy"]


def test_removing_the_requests_of_a_person_marked_as_left_is_logged() -> None:
    room = Room(a_meeting(person("Ada"))).ask("Ada")
    ada = room.meeting.people[0].id
    before = room.act(people.set_state, ada, PersonState.LEFT).meeting
    assert room.act(leaving.leave_meeting, ada).line == []
    assert len(room.meeting.log) == len(before.log) + 1
    gone = room.meeting
    assert room.act(leaving.leave_meeting, ada).meeting is gone, "there is nothing more to do"


def test_a_turn_interrupted_by_a_person_who_leaves_continues() -> None:
    room = Room(a_meeting(person("Ada"), person("Bo"))).ask("Ada").next().ask("Bo", ORDER).next()
    assert room.act(leaving.leave_meeting, room.meeting.people[1].id).floor == "Ada"


def test_an_interrupted_speaker_who_leaves_does_not_get_the_floor_back() -> None:
    here = person("Ada"), person("Bo"), person("Cy")
    room = Room(a_meeting(*here)).speak("Cy", 1).ask("Ada").next().act(turns.bring_back)
    room.ask("Bo", ORDER).next()
    assert room.floor == "Bo"
    room.act(leaving.leave_meeting, room.meeting.people[2].id)
    assert room.floor == "Bo"
    assert room.act(turns.end_turn).floor == "Ada"


def test_when_the_middle_of_three_interrupting_speakers_leaves_the_others_keep_their_turns() -> (
    None
):
    here = person("Ada"), person("Bo"), person("Cy")
    room = Room(a_meeting(*here)).speak("Cy", 2).ask("Ada").next().wait(1)
    room.ask("Bo", ORDER).next().wait(1).act(turns.bring_back).wait(1)
    assert (room.floor, room.turn("Cy").interrupts) == ("Cy", room.turn("Bo").id)
    room.act(leaving.leave_meeting, room.meeting.people[1].id)
    assert (room.floor, room.turn("Cy").interrupts) == ("Cy", room.turn("Ada").id)
    assert not room.turn("Ada").interrupts
    assert room.wait(2).act(turns.end_turn).wait(4).floor == "Ada"
    assert (room.held("Ada"), room.held("Bo"), room.held("Cy")) == (5, 1, 5)


def test_a_person_who_left_is_not_called_in_a_go_round() -> None:
    room = Room(a_meeting(person("Ada"), person("Bo"))).act(go_round.begin, go_round.PERSON)
    assert room.act(leaving.leave_meeting, room.meeting.people[0].id).meeting.info.go_round == (
        "Bo",
    )
    assert room.act(leaving.leave_meeting, room.meeting.people[1].id).meeting.info.go_round_by == ""


@pytest.mark.parametrize("by", [go_round.ORGANISATION, go_round.PERSON])
@pytest.mark.parametrize("how", ["leaves", "is removed"])
def test_a_person_without_an_organisation_who_leaves_is_not_called(by: str, how: str) -> None:
    room = Room(a_meeting(person("Ada"), person("Bo", "Riverside"))).act(go_round.begin, by)
    ada = room.meeting.people[0]
    if how == "leaves":
        room.act(leaving.leave_meeting, ada.id)
    else:
        room.act(leaving.remove_person, ada)
    assert "Ada" not in room.meeting.info.go_round
    assert room.next().floor == "Bo"


@pytest.mark.parametrize("state", [PersonState.LEFT, PersonState.APOLOGIES])
def test_one_who_is_expected_and_waits_since_the_last_meeting_leaves_in_the_form(
    state: PersonState,
) -> None:
    room = Room(a_meeting(person("Ada"), person("Bo"))).ask("Ada").ask("Bo")
    room.act(people.set_state, room.meeting.people[0].id, PersonState.EXPECTED)
    ada = room.meeting.people[0]
    entries = len(room.meeting.log)
    room.act(leaving.edit_person, ada, name="Ada Quill", state=state)
    assert (room.line, room.meeting.people[0].name) == (["Bo"], "Ada Quill")
    assert room.meeting.people[0].state is state
    assert len(room.meeting.log) > entries


def test_another_organisation_or_name_does_not_take_the_floor_from_a_speaker() -> None:
    room = Room(a_meeting(person("Ada", "Riverside"))).ask("Ada").next().ask("Ada")
    ada = room.meeting.people[0]
    room.act(leaving.edit_person, ada, name="Ada Quill", organisation="Valley")
    assert (room.floor, room.line) == ("Ada Quill", ["Ada Quill"])
    room.act(leaving.remove_person, room.meeting.people[0])
    assert (room.floor, room.line, room.meeting.people) == ("", [], ())

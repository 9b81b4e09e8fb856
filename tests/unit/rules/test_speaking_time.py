"""Speaking time, people who have not been heard, and the go-round."""

from __future__ import annotations

import pytest

from data.errors import MeetingError
from data.records.models import MeetingState, PersonState
from data.rules import go_round, people, turns
from data.rules.speaking_time import (
    SpeakingShare,
    heard_text,
    not_heard,
    speaker_key,
    speaking_shares,
    turn_counts,
)
from tests.builders import QUESTION, Room, a_meeting, after, entry, person


@pytest.fixture
def room() -> Room:
    """Two people of Riverside, one of Hilltop, one without organisation, one who is absent."""
    return Room(
        a_meeting(
            person("Ada", "Riverside", arrived=after(0)),
            person("Bo", "Riverside", arrived=after(10)),
            person("Cy", "Hilltop", arrived=after(20)),
            person("Di", arrived=after(5)),
            person("Ed", "Valley", PersonState.EXPECTED),
        )
    )


def test_shares_are_seconds_and_fractions_by_organisation(room: Room) -> None:
    room.speak("Ada", 30).speak("Bo", 30).speak("Di", 20)
    assert speaking_shares(room.meeting, room.now) == (
        SpeakingShare("Riverside", 60, 0.75),
        SpeakingShare("Di", 20, 0.25),
        SpeakingShare("Hilltop", 0, 0),
    )


def test_shares_by_person(room: Room) -> None:
    room.speak("Ada", 30).speak("Ada", 30)
    found = speaking_shares(room.meeting, room.now, by_person=True)
    assert found[0] == SpeakingShare("Ada", 60, 1)
    assert [share.name for share in found[1:]] == ["Bo", "Cy", "Di"]


def test_shares_of_no_time_are_zero(room: Room) -> None:
    assert {share.fraction for share in speaking_shares(room.meeting, room.now)} == {0}
    assert speaking_shares(a_meeting(), room.now) == ()


def test_shares_of_one_item() -> None:
    room = Room(a_meeting(items=("One", "Two"))).take("One").speak("Ada", 30)
    room.take("Two").speak("Bo", 10)
    found = speaking_shares(room.meeting, room.now, room.item("Two").id)
    assert [(s.name, s.seconds) for s in found] == [("Bo", 10), ("Ada", 0)]


def test_turns_are_counted_by_speaker_whatever_they_took(room: Room) -> None:
    room.speak("Ada", 30).speak("Ada", 0).ask("Bo").next()
    counts = turn_counts(room.meeting)
    assert [counts[speaker_key(entry(who))] for who in ("ada", "Bo", "Cy")] == [2, 1, 0]


def test_the_current_turn_counts_until_now(room: Room) -> None:
    room.ask("Ada").next().wait(40)
    assert speaking_shares(room.meeting, room.now)[0] == SpeakingShare("Riverside", 40, 1)


def test_not_heard_lists_those_present_by_organisation_then_by_arrival(room: Room) -> None:
    assert [p.name for p in not_heard(room.meeting, room.now)] == ["Ada", "Di", "Bo", "Cy"]
    room.speak("Ada", 30)
    # Bo's organisation has been heard, so those of others come first.
    assert [p.name for p in not_heard(room.meeting, room.now)] == ["Di", "Cy", "Bo"]


# The go-round


def test_a_go_round_of_organisations_calls_each_once_the_least_heard_first(room: Room) -> None:
    room.speak("Ada", 30).act(go_round.begin, go_round.ORGANISATION)
    assert room.meeting.info.go_round == ("Di", "Hilltop", "Riverside")
    called: list[str] = []
    for _ in range(3):
        called.append(room.wait(5).next().floor)
    assert called == ["Di", "Cy", "Someone from Riverside"]
    assert not room.meeting.info.go_round_by


def test_in_a_go_round_of_organisations_people_without_one_are_called_by_name(room: Room) -> None:
    room.speak("Di", 30).speak("Cy", 10).act(go_round.begin, go_round.ORGANISATION)
    assert room.meeting.info.go_round == ("Riverside", "Hilltop", "Di")


def test_a_go_round_of_persons_calls_those_present(room: Room) -> None:
    room.act(go_round.begin, go_round.PERSON)
    assert room.meeting.info.go_round == ("Ada", "Bo", "Cy", "Di")
    room.next().wait(5)
    assert (room.turn("Ada").organisation, room.turn("Ada").about) == ("Riverside", "go-round")


def test_passing_is_allowed_and_recorded(room: Room) -> None:
    room.act(go_round.begin, go_round.PERSON).act(go_round.pass_over)
    assert (room.meeting.info.go_round, room.meeting.info.passed) == (("Bo", "Cy", "Di"), ("Ada",))
    assert room.meeting.log[-1].act == "passed"


def test_a_go_round_comes_before_the_queue_except_for_interruptions(room: Room) -> None:
    room.ask("Di").ask("Cy", QUESTION).act(go_round.begin, go_round.PERSON)
    assert room.next().floor == "Cy"
    assert room.next().floor == "Ada"
    room.act(go_round.stop)
    assert room.next().floor == "Di"


def test_a_question_in_a_go_round_gives_the_floor_back(room: Room) -> None:
    room.act(go_round.begin, go_round.PERSON).next().wait(5).ask("Cy", QUESTION).next().wait(2)
    assert room.floor == "Cy"
    assert room.next().floor == "Ada"
    assert room.meeting.info.go_round == ("Bo", "Cy", "Di")


def test_an_organisation_in_also_for_is_called_by_its_delegate() -> None:
    room = Room(a_meeting(person("Ada", "Riverside", also_for=("Valley",))))
    room.act(go_round.begin, go_round.ORGANISATION)
    assert room.meeting.info.go_round == ("Riverside", "Valley")
    room.next().next()
    assert [(t.who, t.organisation) for t in room.meeting.turns] == [
        ("Ada", "Riverside"),
        ("Ada", "Valley"),
    ]


def test_an_organisation_without_delegates_is_not_taken_for_a_person(room: Room) -> None:
    room.act(go_round.begin, go_round.ORGANISATION)
    cy = next(p for p in room.meeting.people if p.name == "Cy")
    room.act(people.set_state, cy.id, PersonState.LEFT)
    room.next().next()
    assert (room.meeting.turns[1].who, room.meeting.turns[1].organisation) == ("", "Hilltop")


def test_a_renamed_person_is_called_by_the_new_name(room: Room) -> None:
    room.act(go_round.begin, go_round.PERSON).act(go_round.pass_over)
    for old, new in (("Ada", "Adela"), ("Bo", "Bob")):
        found = people.person_named(room.meeting, old)
        assert found is not None
        room.act(people.rename, found.id, new)
    assert room.meeting.info.go_round == ("Bob", "Cy", "Di")
    assert room.meeting.info.passed == ("Adela",)


def test_acts_without_a_go_round_are_refused(room: Room) -> None:
    with pytest.raises(MeetingError, match="There is no go-round"):
        room.act(go_round.stop)
    with pytest.raises(MeetingError, match="Nobody is left in the go-round"):
        room.act(go_round.pass_over)
    with pytest.raises(MeetingError, match="Nobody is present"):
        Room().act(go_round.begin, go_round.PERSON)


def test_a_new_go_round_resets_who_passed(room: Room) -> None:
    room.act(go_round.begin, go_round.PERSON).act(go_round.pass_over).act(go_round.stop)
    room.act(go_round.begin, go_round.PERSON)
    assert room.meeting.info.passed == ()
    assert room.next().floor == "Ada"
    assert room.act(turns.end_turn).floor == ""


def test_not_heard_works_before_the_start() -> None:
    here = person("Ada"), person("Bo", arrived=after(-60))
    room = Room(a_meeting(*here, state=MeetingState.DRAFT, started=None))
    assert [p.name for p in not_heard(room.meeting, room.now)] == ["Bo", "Ada"]


def test_who_has_been_heard_in_words() -> None:
    room = Room(a_meeting(person("Ada", state=PersonState.EXPECTED)))
    assert heard_text(room.meeting, room.now) == "Nobody is here yet"
    room.ask("Ada")
    assert heard_text(room.meeting, room.now) == "Not heard yet: 1"
    assert heard_text(room.next().meeting, room.now) == "Everyone here has been heard"

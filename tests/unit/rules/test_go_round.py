"""A go-round by organisation: who speaks is named, and who was called counts."""

from __future__ import annotations

import pytest

from data.errors import MeetingError
from data.rules import go_round, speaker_queue, turns
from data.rules.speaking_time import not_heard
from tests.builders import ORDER, Room, a_meeting, entry, person


@pytest.fixture
def room() -> Room:
    return Room(
        a_meeting(
            person("Ada", "Green Streets"),
            person("Cleo", "Green Streets"),
            person("Ben", "Harbour Union", also_for=("Valley",)),
            person("Dov"),
        )
    ).act(go_round.begin, go_round.ORGANISATION)


def silent(room: Room) -> list[str]:
    return [p.name for p in not_heard(room.meeting, room.now)]


def test_a_member_who_is_named_has_the_turn_of_the_organisation(room: Room) -> None:
    room.act(speaker_queue.call_unasked, entry("Dov")).next()
    assert room.floor == "Someone from Green Streets"
    for name in ("Ben", "Dov", "Nobody"):
        assert not turns.names_speaker(room.meeting, name)
        with pytest.raises(MeetingError, match="does not speak now"):
            room.act(turns.name_speaker, name)
    room.wait(20).act(turns.name_speaker, "Cleo").wait(10)
    assert (room.floor, room.held("Cleo"), len(room.meeting.turns)) == ("Cleo", 30, 2)
    assert silent(room) == ["Ben", "Ada"]
    assert not turns.names_speaker(room.meeting, "Ada"), "the speaker has a name"
    assert room.meeting.info.go_round == ("Harbour Union", "Valley")


@pytest.mark.parametrize(
    ("who", "organisation", "rest"),
    [
        ("Cleo", "", ("Dov", "Harbour Union", "Valley")),
        ("", "green streets", ("Dov", "Harbour Union", "Valley")),
        ("Ben", "", ("Dov", "Green Streets", "Valley")),
        ("Ben", "Valley", ("Dov", "Green Streets", "Harbour Union")),
        ("Dov", "", ("Green Streets", "Harbour Union", "Valley")),
    ],
)
def test_who_is_called_by_name_is_no_longer_to_come(
    room: Room, who: str, organisation: str, rest: tuple[str, ...]
) -> None:
    room.act(speaker_queue.call_unasked, entry(who, organisation=organisation))
    assert room.meeting.info.go_round == rest


def test_a_point_of_order_is_not_the_turn_of_the_organisation(room: Room) -> None:
    room.ask("Ada", ORDER).next()
    assert "Green Streets" in room.meeting.info.go_round


def test_after_the_last_one_was_called_by_name_the_go_round_is_over() -> None:
    room = Room(a_meeting("Ada", "Ben")).act(go_round.begin, go_round.PERSON)
    room.act(speaker_queue.call_unasked, entry("Ben"))
    assert go_round.to_come(room.meeting) == "go-round by person, to come: Ada"
    room.ask("Ada").act(speaker_queue.call, room.waiting("Ada").id)
    assert (room.meeting.info.go_round, room.meeting.info.go_round_by) == ((), "")
    assert go_round.to_come(room.meeting) == ""

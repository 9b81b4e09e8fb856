"""The presenter of an item has the floor when the item is taken."""

from __future__ import annotations

import pytest

from data.records.models import AgendaItem, PersonState
from data.rules import agenda, people, speaker_queue, turns
from tests.builders import Room, a_meeting, person


def room_with(presenter: str, **settings: object) -> Room:
    everyone = (
        person("Ada Quill", "Riverside"),
        person("Ben Osei", state=PersonState.EXPECTED),
        person("Cy Bent"),
        person("Cy Roe"),
    )
    items = (
        AgendaItem(title="One", presenter=presenter, position=1.0),
        AgendaItem(title="Two", position=2.0),
    )
    return Room(a_meeting(*everyone, items=items, **settings))


@pytest.mark.parametrize("presenter", ["Ada Quill", "ada", "ADA QUILL"])
def test_the_presenter_has_the_floor_with_a_clock_without_a_limit(presenter: str) -> None:
    room = room_with(presenter, speech_limit=60).take("One").wait(90)
    assert (room.floor, room.held("Ada Quill")) == ("Ada Quill", 90)
    turn = room.turn("Ada Quill")
    assert (turn.presents, turn.organisation, turn.item) == (
        True,
        "Riverside",
        room.item("One").id,
    )
    assert turns.speech_limit(room.meeting, turn) is None
    assert turns.presenter_note(room.meeting, room.item("One")) == ""
    room.ask("Cy Roe").next()
    assert (room.floor, room.turn("Ada Quill").ended) == ("Cy Roe", True)


@pytest.mark.parametrize(
    ("presenter", "note"),
    [
        ("Ben Osei", "Ben Osei is to present it, but is not here"),
        ("Zed", "Zed is to present it, but is not among the people"),
        ("Cy", "Cy is to present it, but is not among the people"),
        ("", ""),
    ],
)
def test_without_the_presenter_the_floor_is_free_and_that_is_said(
    presenter: str, note: str
) -> None:
    room = room_with(presenter).take("One")
    assert room.floor == ""
    assert len(room.meeting.people) == 4
    assert turns.presenter_note(room.meeting, room.item("One")) == note


@pytest.mark.parametrize(
    ("presenter", "floor"),
    [
        ("Ben Osei and Ada Quill", "Ada Quill"),
        ("Ada Quill, Ben Osei and Cy Roe", "Ada Quill"),
        ("Ada Quill and Zed", ""),
        ("be", "Ben Osei"),
    ],
)
def test_the_first_of_several_presenters_who_is_here_has_the_floor(
    presenter: str, floor: str
) -> None:
    room = room_with(presenter)
    if floor == "Ben Osei":  # whose name begins so, unlike that of Cy Bent
        room.act(people.set_state, room.meeting.people[1].id, PersonState.PRESENT)
    assert room.take("One").floor == floor


def test_a_setting_leaves_the_floor_free() -> None:
    room = room_with("Ada Quill", presenters_speak=False).act(agenda.next_item)
    assert room.floor == ""
    assert turns.presenter_note(room.meeting, room.item("One")) == ""


def test_an_item_is_presented_once_and_its_queue_is_kept() -> None:
    room = room_with("Ada Quill").take("One").wait(5)
    room.ask("Ada Quill", about="more").take("Two", pending=agenda.PendingRequests.KEEP)
    assert room.floor == ""
    room.take("One")
    assert (room.floor, room.line) == ("", ["Ada Quill"])
    assert room.act(speaker_queue.next_turn).floor == "Ada Quill"
    assert not turns.presenter_note(room.meeting, room.item("One"))

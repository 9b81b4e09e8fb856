"""The floor: the current turn, its clock, interruptions, bringing back and removing turns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.errors import MeanwhileError, MeetingError
from data.records.meeting import Meeting
from data.records.models import QueueMode, SpeechKind
from data.rules import agenda, speaker_queue, turns
from tests.builders import (
    ORDER,
    POINT,
    QUESTION,
    REPLY,
    START,
    Room,
    a_meeting,
    after,
    entry,
)

# The floor


def test_next_gives_the_floor_to_the_front_and_ends_the_turn_before() -> None:
    room = Room().ask("Ada", about="rents").ask("Bo").wait(10).next().wait(30).next().wait(20)
    assert (room.floor, room.line) == ("Bo", [])
    ada = room.turn("Ada")
    assert (ada.ended, ada.about, ada.asked) == (True, "rents", START)
    assert ada.spans == ((after(10), after(40)),)
    assert (room.held("Ada"), room.held("Bo")) == (30, 20)


def test_next_with_an_empty_queue_is_refused_and_keeps_the_speaker() -> None:
    room = Room()
    with pytest.raises(MeetingError, match="Nobody is waiting to speak"):
        room.next()
    room.ask("Ada").next()
    with pytest.raises(MeetingError, match="Nobody is waiting to speak"):
        room.next()
    assert room.floor == "Ada"


def test_ending_pausing_and_bringing_back_need_a_turn() -> None:
    for rule in (turns.end_turn, turns.toggle_pause):
        with pytest.raises(MeetingError, match="Nobody has the floor"):
            Room().act(rule)
    with pytest.raises(MeetingError, match="Nobody has spoken before"):
        Room().act(turns.bring_back)
    with pytest.raises(MeetingError, match="Nobody has spoken before"):
        Room().ask("Ada").next().act(turns.bring_back)


def test_a_pause_does_not_count_and_the_floor_is_kept() -> None:
    room = Room().ask("Ada").next().wait(10).act(turns.toggle_pause).wait(100)
    assert (room.floor, room.held("Ada")) == ("Ada", 10)
    room.act(turns.toggle_pause).wait(5)
    assert room.held("Ada") == 15
    room.act(turns.toggle_pause).wait(100).act(turns.end_turn).wait(100)
    assert (room.floor, room.held("Ada")) == ("", 15)


@pytest.mark.parametrize("kind", [ORDER, QUESTION])
def test_an_interruption_pauses_the_speaker_and_gives_the_floor_back(
    kind: SpeechKind,
) -> None:
    room = Room().ask("Ada").next().wait(10).ask("Bo", kind).next().wait(7)
    assert (room.floor, room.held("Ada"), room.held("Bo")) == ("Bo", 10, 7)
    assert not room.turn("Ada").ended
    room.act(turns.end_turn).wait(3)
    assert (room.floor, room.held("Ada"), room.held("Bo")) == ("Ada", 13, 7)
    assert len(room.turn("Ada").spans) == 2


def test_next_during_an_interruption_gives_the_floor_back_first() -> None:
    room = Room().ask("Ada").next().ask("Bo", QUESTION).ask("Cy").next().next()
    assert (room.floor, room.line) == ("Ada", ["Cy"])
    assert room.next().floor == "Cy"


def test_a_second_interruption_keeps_the_interrupted_speaker() -> None:
    room = Room().ask("Ada").next().wait(5).ask("Bo", QUESTION).next().wait(2)
    room.ask("Cy", ORDER).next().wait(2)
    assert (room.floor, room.turn("Bo").ended, room.turn("Ada").ended) == ("Cy", True, False)
    room.next().wait(1)
    assert (room.floor, room.held("Ada")) == ("Ada", 6)


def test_an_interruption_of_a_free_floor_interrupts_nobody() -> None:
    room = Room().ask("Ada", ORDER).next()
    assert room.turn("Ada").interrupts == ""
    assert room.act(turns.end_turn).floor == ""


@pytest.mark.parametrize("kind", [POINT, REPLY])
def test_a_new_point_and_a_direct_response_do_not_interrupt(kind: SpeechKind) -> None:
    room = Room().ask("Ada").next().wait(1).ask("Bo", kind).next()
    assert room.turn("Ada").ended
    assert room.act(turns.end_turn).floor == ""


def test_a_call_during_an_interruption_ends_both_turns() -> None:
    room = Room().ask("Ada").next().wait(5).ask("Bo", QUESTION).next().wait(5).ask("Cy")
    room.act(speaker_queue.call, room.waiting("Cy").id).wait(5)
    assert room.floor == "Cy"
    assert room.turn("Ada").ended
    assert room.turn("Bo").ended
    assert (room.held("Ada"), room.held("Bo"), room.held("Cy")) == (5, 5, 5)


def test_a_call_out_of_order_is_recorded_and_keeps_the_other_positions() -> None:
    room = Room().ask("Ada").ask("Bo").ask("Cy").ask("Di")
    room.act(speaker_queue.call, room.waiting("Cy").id)
    assert (room.floor, room.line) == ("Cy", ["Ada", "Bo", "Di"])
    assert room.turn("Cy").out_of_order
    assert room.meeting.log[-1].act == "called out of order"


def test_calling_the_front_is_in_order() -> None:
    room = Room().ask("Ada").ask("Bo")
    room.act(speaker_queue.call, room.waiting("Ada").id)
    assert not room.turn("Ada").out_of_order
    assert room.meeting.log[-1].act == "has the floor"


def test_a_person_who_did_not_ask_can_be_called_with_a_closed_queue() -> None:
    room = Room(a_meeting(queue_open=False)).act(speaker_queue.call_unasked, entry("Ada"))
    assert (room.floor, room.meeting.info.queue_open) == ("Ada", False)
    assert [p.name for p in room.meeting.people] == ["Ada"]


def test_calling_a_person_who_did_not_ask_keeps_the_other_positions() -> None:
    room = (
        Room(a_meeting(order=QueueMode.FIRST_VOICES_FIRST))
        .speak("Ada", 5)
        .ask("Ada")
        .ask("Cy", ORDER)
    )
    room.act(speaker_queue.move, room.waiting("Cy").id, 1)
    assert room.line == ["Ada", "Cy"]
    assert room.act(speaker_queue.call_unasked, entry("Bo")).line == ["Ada", "Cy"]


def test_calling_or_moving_a_request_on_another_item_is_refused() -> None:
    room = Room(a_meeting(items=("One", "Two"))).take("One").ask("Ada")
    room.take("Two", pending=agenda.PendingRequests.KEEP)
    ada = room.waiting("Ada").id
    with pytest.raises(MeetingError, match="Ada waits on another agenda item"):
        room.act(speaker_queue.call, ada)
    room.ask("Bo")
    with pytest.raises(MeetingError, match="Ada waits on another agenda item"):
        room.act(speaker_queue.move, ada, 1)
    room.act(speaker_queue.withdraw, ada)
    assert [e.who for e in room.meeting.queue] == ["Bo"]


def test_the_last_word_gives_the_floor_and_closes_the_queue() -> None:
    room = Room().ask("Ada").ask("Bo")
    room.act(speaker_queue.last_word, room.waiting("Bo").id)
    assert (room.floor, room.line, room.meeting.info.queue_open) == ("Bo", ["Ada"], False)
    with pytest.raises(MeetingError, match="The queue is closed"):
        room.ask("Cy")


# Bringing back and removing turns


def test_the_last_speaker_comes_back_with_their_clock() -> None:
    room = Room().ask("Ada").next().wait(10).act(turns.end_turn).wait(60)
    room.act(turns.bring_back).wait(5)
    assert (room.floor, room.held("Ada"), len(room.meeting.turns)) == ("Ada", 15, 1)
    assert room.turn("Ada").out_of_order
    assert room.meeting.log[-1].act == "brought back"


def test_bringing_back_interrupts_the_current_turn() -> None:
    room = Room().ask("Ada").ask("Bo").next().wait(10).next().wait(3)
    room.act(turns.bring_back).wait(4)
    assert (room.floor, room.held("Ada"), room.held("Bo")) == ("Ada", 14, 3)
    room.next().wait(2)
    assert (room.floor, room.held("Ada"), room.held("Bo")) == ("Bo", 14, 5)


def test_of_turns_that_ended_at_the_same_instant_the_later_one_is_brought_back() -> None:
    room = Room().ask("Ada").ask("Bo").next().next().act(turns.end_turn)
    assert room.act(turns.bring_back).floor == "Bo"


def test_a_turn_that_was_brought_back_continues_after_an_interruption() -> None:
    room = Room().speak("Ada", 10).wait(1).ask("Bo").next().wait(5).ask("Cy", ORDER).next().wait(1)
    assert room.act(turns.bring_back).floor == "Ada"
    assert room.wait(1).act(turns.end_turn).floor == "Cy"
    assert room.wait(1).act(turns.end_turn).floor == "Bo"
    assert room.wait(1).act(turns.end_turn).floor == ""
    assert (room.held("Ada"), room.held("Cy"), room.held("Bo")) == (11, 2, 6)


def test_removing_the_current_turn_stops_the_clock() -> None:
    room = Room().speak("Ada", 10).ask("Bo").next().wait(5)
    room.act(turns.remove_turn, room.turn("Bo").id).wait(100)
    assert room.floor == ""
    assert (room.held("Ada"), room.held("Bo")) == (10, 0)


def test_removing_an_interruption_gives_the_floor_back() -> None:
    room = Room().ask("Ada").next().wait(5).ask("Bo", QUESTION).next().wait(5)
    room.act(turns.remove_turn, room.turn("Bo").id).wait(2)
    assert (room.floor, room.held("Ada")) == ("Ada", 7)


def test_removing_the_interrupted_turn_keeps_the_current_one() -> None:
    room = Room().ask("Ada").next().wait(5).ask("Bo", QUESTION).next().wait(5)
    room.act(turns.remove_turn, room.turn("Ada").id).wait(2)
    assert (room.floor, room.held("Bo")) == ("Bo", 7)
    assert room.act(turns.end_turn).floor == ""


def test_removing_the_middle_of_three_turns_links_the_other_two() -> None:
    room = Room().speak("Zoe", 10).wait(1).ask("Ada").next().wait(1).ask("Bo", ORDER).next().wait(1)
    room.act(turns.bring_back).act(turns.remove_turn, room.turn("Bo").id)
    assert room.floor == "Zoe"
    assert room.wait(3).held("Ada") == 1, "the clock of an interrupted turn stands still"
    assert room.turn("Zoe").interrupts == room.turn("Ada").id
    assert room.act(turns.end_turn).wait(5).floor == "Ada"
    assert room.held("Ada") == 6


def test_removing_an_ended_interruption_keeps_the_interrupted_speaker_on_the_floor() -> None:
    room = Room().ask("Ada").next().wait(1).ask("Bo", QUESTION).next().wait(1)
    room.ask("Cy", ORDER).next().wait(1).act(turns.end_turn)
    room.act(turns.remove_turn, room.turn("Cy").id)
    assert (room.wait(4).floor, room.held("Ada")) == ("Ada", 5)


def test_removing_a_past_turn_does_not_touch_the_floor() -> None:
    room = Room().speak("Ada", 10).ask("Bo").next()
    bo = room.turn("Bo")
    room.act(turns.remove_turn, room.turn("Ada").id)
    assert room.meeting.turns == (bo,)


def test_a_removed_turn_cannot_be_removed_again() -> None:
    with pytest.raises(MeetingError, match="That turn was removed"):
        Room().act(turns.remove_turn, "7")


# What an act of one key relies on


@pytest.mark.parametrize(
    ("meanwhile", "title"),
    [
        (speaker_queue.next_turn, "Bo already has the floor"),
        (turns.end_turn, "The floor is free already"),
        (turns.toggle_pause, "Ada is paused already"),
        (agenda.next_item, "The floor is free already"),
    ],
)
def test_an_act_is_refused_where_the_floor_has_changed_since_it_was_shown(
    meanwhile: Callable[..., Meeting], title: str
) -> None:
    room = Room(a_meeting(items=("One",))).ask("Ada").ask("Bo").next()
    shown = room.meeting
    turns.require_same_floor(room.ask("Cy").meeting, shown)
    room.act(meanwhile)
    with pytest.raises(MeanwhileError, match=title):
        turns.require_same_floor(room.meeting, shown)
    with pytest.raises(MeanwhileError, match=title):
        speaker_queue.require_same_next(room.meeting, shown, room.now)


def test_an_act_is_refused_where_another_speaker_is_next_than_was_shown() -> None:
    room = Room().ask("Ada").ask("Bo").next()
    shown = room.meeting
    speaker_queue.require_same_next(room.ask("Cy").meeting, shown, room.now)
    with pytest.raises(MeanwhileError, match="Cy is next now"):
        speaker_queue.require_same_next(room.ask("Cy", ORDER).meeting, shown, room.now)
    room.act(speaker_queue.withdraw, room.waiting("Cy", ORDER).id)
    with pytest.raises(MeanwhileError, match="The queue has changed"):
        speaker_queue.require_same_queue(room.meeting, shown, room.now)
    with pytest.raises(MeanwhileError, match="Cy is waiting already"):
        speaker_queue.require_not_invited(room.meeting, shown, "Cy")

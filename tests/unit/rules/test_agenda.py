"""The agenda: the current item, its time box, and the requests to speak on it."""

from __future__ import annotations

import pytest

from data.errors import MeetingError
from data.limits import ITEM_LIMIT
from data.records.agenda_tree import agenda_tree
from data.records.models import AgendaItem, ItemState, MeetingState
from data.rules import agenda, edits, speaker_queue
from data.rules.agenda import PendingRequests
from tests.builders import POINT, QUESTION, Room, a_meeting, after


@pytest.fixture
def room() -> Room:
    """A running meeting with three items, none of them taken."""
    return Room(a_meeting(items=("One", "Two", "Three")))


def titles(room: Room) -> list[str]:
    return [item.title for item in agenda.sorted_items(room.meeting)]


def states(room: Room) -> list[str]:
    return [item.state.value for item in agenda.sorted_items(room.meeting)]


# Making the agenda


def test_items_are_appended_in_their_order(room: Room) -> None:
    room.act(agenda.add_items, (AgendaItem(title="Four"), AgendaItem(title="Five", position=-9)))
    assert titles(room) == ["One", "Two", "Three", "Four", "Five"]
    assert room.meeting.log[-1].subject == "2 items"


def test_adding_no_items_changes_nothing(room: Room) -> None:
    before = room.meeting
    assert room.act(agenda.add_items, ()).meeting is before


def test_an_agenda_with_too_many_items_is_refused(room: Room) -> None:
    many = tuple(AgendaItem(title="x") for _ in range(ITEM_LIMIT - 3))
    room.act(agenda.add_items, many)
    with pytest.raises(MeetingError, match="at most 1,000 items"):
        room.act(agenda.add_items, (AgendaItem(title="One more"),))
    assert len(room.meeting.agenda) == ITEM_LIMIT


@pytest.mark.parametrize(
    ("title", "steps", "expected"),
    [
        ("Three", -1, ["One", "Three", "Two"]),
        ("Three", -99, ["Three", "One", "Two"]),
        ("One", 1, ["Two", "One", "Three"]),
        ("One", 99, ["Two", "Three", "One"]),
        ("One", -1, ["One", "Two", "Three"]),
    ],
)
def test_an_item_moves_up_and_down(room: Room, title: str, steps: int, expected: list[str]) -> None:
    assert titles(room.act(agenda.move_item, room.item(title).id, steps)) == expected


def test_a_move_beyond_the_end_changes_nothing(room: Room) -> None:
    before = room.meeting
    assert room.act(agenda.move_item, room.item("Three").id, 1).meeting is before


def test_items_are_numbered_from_one(room: Room) -> None:
    assert agenda.item_number(room.meeting, room.item("Three").id) == 3
    assert agenda.item_number(room.meeting, "404") == 0


def test_the_current_item_cannot_be_removed_but_others_can(room: Room) -> None:
    room.take("One")
    with pytest.raises(MeetingError, match="“One” is the current item"):
        room.act(edits.remove, room.item("One"))
    assert titles(room.act(edits.remove, room.item("Two"))) == ["One", "Three"]


def test_removing_an_item_removes_the_requests_kept_for_it(room: Room) -> None:
    room.take("One").ask("Ada").take("Two", pending=PendingRequests.KEEP).ask("Bo")
    room.act(edits.remove, room.item("One"))
    assert [e.who for e in room.meeting.queue] == ["Bo"]


# Taking items


def test_an_item_cannot_be_taken_before_the_meeting_starts() -> None:
    room = Room(a_meeting(items=("One",), state=MeetingState.DRAFT))
    with pytest.raises(MeetingError, match="The meeting has not started"):
        room.take("One")


def test_next_takes_the_items_one_by_one_and_ends_the_last(room: Room) -> None:
    for expected in (
        ["current", "waiting", "waiting"],
        ["done", "current", "waiting"],
        ["done", "done", "current"],
        ["done", "done", "done"],
    ):
        room.wait(60).act(agenda.next_item)
        assert states(room) == expected
    assert room.meeting.log[-1].act == "agenda item ended"
    assert [item.spans for item in agenda.sorted_items(room.meeting)] == [
        ((after(60), after(120)),),
        ((after(120), after(180)),),
        ((after(180), after(240)),),
    ]
    with pytest.raises(MeetingError, match="No item is waiting"):
        room.act(agenda.next_item)


def test_the_conclusion_goes_to_the_item_that_ends(room: Room) -> None:
    room.take("One").act(agenda.next_item, "agreed to meet again")
    assert room.item("One").conclusion == "agreed to meet again"
    assert room.item("Two").conclusion == ""


def test_without_a_new_conclusion_the_earlier_one_is_kept(room: Room) -> None:
    room.take("One")
    room.act(edits.change, room.item("One"), conclusion="noted early")
    room.act(agenda.next_item)
    assert room.item("One").conclusion == "noted early"


def test_the_current_item_cannot_be_taken_again(room: Room) -> None:
    room.take("One")
    with pytest.raises(MeetingError, match="“One” is already the current item"):
        room.take("One")


def test_out_of_order_the_next_one_is_the_first_waiting_after_it(room: Room) -> None:
    room.take("Two")
    assert agenda.next_waiting(room.meeting) == room.item("Three")
    room.act(agenda.next_item)
    assert agenda.next_waiting(room.meeting) == room.item("One")
    room.act(agenda.next_item)
    assert states(room) == ["current", "done", "done"]


def test_the_clock_of_an_item_that_is_taken_again_continues(room: Room) -> None:
    room.take("One").wait(60).take("Two").wait(30).take("One").wait(5)
    assert agenda.elapsed(room.item("One"), room.now) == 65
    assert agenda.elapsed(room.item("Two"), room.now) == 30


def test_skipping_and_deferring_a_waiting_item(room: Room) -> None:
    room.act(agenda.skip_item, room.item("One").id).act(agenda.defer_item, room.item("Two").id)
    assert states(room) == ["done", "deferred", "waiting"]
    assert (room.item("One").skipped, room.item("Two").skipped) == (True, False)


@pytest.mark.parametrize("rule", [agenda.skip_item, agenda.defer_item])
def test_skipping_or_deferring_the_current_item_stops_its_clock_and_the_turn(
    room: Room, rule: object
) -> None:
    room.take("One").ask("Ada").ask("Bo").next().wait(10)
    room.act(rule, room.item("One").id).wait(60)  # type: ignore[arg-type]
    assert agenda.elapsed(room.item("One"), room.now) == 10
    assert (room.floor, room.held("Ada"), room.line) == ("", 10, [])
    assert room.take("One").line == ["Bo"]
    assert not room.item("One").skipped


def test_a_reopened_item_is_waiting(room: Room) -> None:
    room.take("One").wait(60).act(agenda.skip_item, room.item("One").id)
    room.act(agenda.reopen_item, room.item("One").id)
    assert states(room) == ["waiting"] * 3
    assert not room.item("One").skipped
    assert agenda.elapsed(room.item("One"), room.now) == 60
    with pytest.raises(MeetingError, match="“One” is already waiting"):
        room.act(agenda.reopen_item, room.item("One").id)


# Those who wait when the item ends


def test_carried_requests_wait_on_the_next_item_in_the_same_order(room: Room) -> None:
    room.take("One").ask("Ada").ask("Bo").ask("Cy")
    room.act(speaker_queue.move, room.waiting("Cy").id, -2).act(
        agenda.next_item, None, PendingRequests.CARRY
    )
    assert room.line == ["Cy", "Ada", "Bo"]
    assert {e.item for e in room.meeting.queue} == {room.item("Two").id}


def test_kept_requests_return_with_their_item(room: Room) -> None:
    room.take("One").ask("Ada").act(agenda.next_item, None, PendingRequests.KEEP).ask("Bo")
    assert room.line == ["Bo"]
    assert room.act(agenda.take_item, room.item("One").id, None, PendingRequests.KEEP).line == [
        "Ada"
    ]
    assert room.take("Two", pending=PendingRequests.KEEP).line == ["Bo"]


def test_a_pinned_request_keeps_its_position_when_others_leave_in_the_meantime(room: Room) -> None:
    room.take("One").ask("Ada").ask("Bo").ask("Cy").ask("Di")
    room.act(speaker_queue.move, room.waiting("Cy").id, 1)
    assert room.line == ["Ada", "Bo", "Di", "Cy"]
    room.take("Two", pending=PendingRequests.KEEP).act(
        speaker_queue.withdraw, room.waiting("Ada").id
    )
    room.take("One")
    assert room.line == ["Bo", "Di", "Cy"]
    assert room.ask("Ed").line == ["Bo", "Di", "Cy", "Ed"]


def test_dropped_requests_are_removed_and_others_are_not(room: Room) -> None:
    room.take("One").ask("Ada").act(agenda.next_item, None, PendingRequests.KEEP).ask("Bo")
    room.act(agenda.next_item, None, PendingRequests.DROP)
    assert [e.who for e in room.meeting.queue] == ["Ada"]


def test_nobody_waits_twice_with_one_kind_after_being_carried(room: Room) -> None:
    room.take("One").ask("Ada", about="rents").act(agenda.next_item, None, PendingRequests.KEEP)
    room.ask("Ada", about="heating").ask("Ada", QUESTION).ask("Bo")
    room.take("One", pending=PendingRequests.CARRY)
    assert [e.kind for e in speaker_queue.waiting_requests(room.meeting) if e.who == "Ada"] == [
        POINT,
        QUESTION,
    ]
    assert room.line == ["Ada", "Ada", "Bo"]
    assert len(room.meeting.queue) == 4
    assert [e.about for e in room.meeting.queue if e.item == room.item("Two").id] == ["heating"]


def test_requests_made_before_the_first_item_are_carried(room: Room) -> None:
    room.ask("Ada")
    assert room.take("One").line == ["Ada"]


def test_a_new_item_ends_the_turn_and_the_interrupted_one(room: Room) -> None:
    room.take("One").ask("Ada").next().wait(5).ask("Bo", QUESTION).next().wait(5).take("Two")
    assert room.wait(99).floor == ""
    assert (room.held("Ada"), room.held("Bo")) == (5, 5)


# The time box


def test_the_time_box_is_the_planned_minutes_plus_extensions(room: Room) -> None:
    room.act(edits.change, room.item("One"), minutes=5).take("One")
    room.act(agenda.extend_time_box, 120).act(agenda.extend_time_box, -60).wait(400)
    item = room.item("One")
    assert agenda_tree(room.meeting).time_box(item, room.now) == 360
    assert agenda_tree(room.meeting).time_left(item, room.now) == -40


def test_an_item_without_minutes_has_no_time_box_until_it_is_extended(room: Room) -> None:
    room.take("One")
    assert agenda_tree(room.meeting).time_box(room.item("One"), room.now) is None
    assert agenda_tree(room.meeting).time_left(room.item("One"), room.now) is None
    room.act(agenda.extend_time_box, 300)
    assert agenda_tree(room.meeting).time_box(room.item("One"), room.now) == 300


@pytest.mark.parametrize("seconds", [0, -1, 24 * 3600 + 1, -(24 * 3600)])
def test_an_extension_by_zero_or_to_an_impossible_time_box_is_refused(
    room: Room, seconds: int
) -> None:
    with pytest.raises(MeetingError, match="For example: 5m"):
        room.act(agenda.extend_time_box, seconds, room.item("One").id)


def test_extending_and_noting_without_a_current_item_is_refused(room: Room) -> None:
    for rule, argument in ((agenda.extend_time_box, 60), (agenda.add_note, "a word")):
        with pytest.raises(MeetingError, match="No agenda item is open"):
            room.act(rule, argument)


def test_notes_are_added_line_by_line(room: Room) -> None:
    room.take("One").act(agenda.add_note, "first").act(agenda.add_note, "second")
    room.act(agenda.add_note, "elsewhere", room.item("Two").id)
    assert room.item("One").notes == "first\nsecond"
    assert room.item("Two").notes == "elsewhere"


def test_a_clock_set_back_makes_no_elapsed_time_negative(room: Room) -> None:
    room.take("One").wait(-60)
    assert agenda.elapsed(room.item("One"), room.now) == 0
    room.take("Two")
    assert agenda.elapsed(room.item("One"), room.now) == 0
    assert room.item("One").state is ItemState.DONE


@pytest.mark.parametrize(
    ("extensions", "text"),
    [
        ((), ""),
        ((300, -300), ""),
        ((300,), "extended by 5:00"),
        ((-300,), "shortened by 5:00"),
        ((300, -60), "extended by 4:00"),
    ],
)
def test_a_change_of_the_time_box_in_words(extensions: tuple[int, ...], text: str) -> None:
    assert agenda.extension_text(AgendaItem(title="One", extensions=extensions)) == text


def test_items_that_are_deferred_or_skipped_are_no_longer_to_come(room: Room) -> None:
    assert agenda.handled_items(room.meeting) == 0
    room.take("One").act(agenda.defer_item, room.item("One").id)
    assert agenda.handled_items(room.meeting) == 1
    room.act(agenda.skip_item, room.item("Two").id).take("Three")
    assert agenda.handled_items(room.meeting) == 3

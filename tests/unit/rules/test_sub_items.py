"""Sub-items: they follow their item, go where it goes, and their minutes are part of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MeetingError
from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState
from data.rules import agenda, edits, schedule
from tests.builders import Room, a_meeting, after

Shape = list[tuple[int | None, list[int | None]]]
MINUTES = st.none() | st.integers(0, 60)
SHAPES = st.lists(st.tuples(MINUTES, st.lists(MINUTES, max_size=4)), min_size=1, max_size=5)


def agenda_of(shape: Shape) -> tuple[AgendaItem, ...]:
    """Return items "1", "2" … with these minutes, and sub-items "1.1" … with theirs."""
    items: list[AgendaItem] = []
    for n, (minutes, subs) in enumerate(shape, start=1):
        top = AgendaItem(title=f"{n}", minutes=minutes, position=len(items) + 1)
        items.append(top)
        for m, own in enumerate(subs, start=1):
            sub = AgendaItem(title=f"{n}.{m}", minutes=own, parent=top.id, position=len(items) + 1)
            items.append(sub)
    return tuple(items)


def room_of(shape: Shape) -> Room:
    return Room(a_meeting(items=agenda_of(shape)))


@pytest.fixture
def room() -> Room:
    """A running meeting: 1; 2 of 20 minutes with 2.1 (5) and 2.2 (10); 3."""
    return room_of([(5, []), (20, [5, 10]), (10, [])])


def titles(room: Room) -> str:
    return " ".join(item.title for item in agenda.sorted_items(room.meeting))


def states(room: Room) -> str:
    """Return the first letter of the state of each item."""
    return "".join(item.state.value[:2] + " " for item in agenda.sorted_items(room.meeting)).strip()


def minutes_of(room: Room) -> dict[str, float]:
    times = schedule.start_times(room.meeting, room.now)
    return {i.title: (times[i.id] - after(0)).total_seconds() / 60 for i in room.meeting.agenda}


# Order


def test_a_sub_item_follows_its_item_and_is_numbered_below_it(room: Room) -> None:
    sub = AgendaItem(title="new", parent=room.item("1").id)
    room.act(agenda.add_items, (sub,))
    assert titles(room) == "1 new 2 2.1 2.2 3"
    labels = [agenda.item_label(room.meeting, i.id) for i in agenda.sorted_items(room.meeting)]
    assert labels == ["1", "1.1", "2", "2.1", "2.2", "3"]
    assert agenda.item_count(room.meeting) == 3
    positions = [item.position for item in agenda.sorted_items(room.meeting)]
    assert positions == sorted(positions), "earlier versions show this order too"


def test_there_is_one_level(room: Room) -> None:
    with pytest.raises(MeetingError, match="is a sub-item"):
        room.act(agenda.add_items, (AgendaItem(title="x", parent=room.item("2.1").id),))
    with pytest.raises(MeetingError, match="has sub-items itself"):
        room.act(agenda.change_level, room.item("2").id)
    with pytest.raises(MeetingError, match="first item"):
        room.act(agenda.change_level, room.item("1").id)


def test_the_level_changes_to_and_fro(room: Room) -> None:
    room.act(agenda.change_level, room.item("3").id)
    assert agenda_tree(room.meeting).parents[room.item("3").id] == room.item("2")
    room.act(agenda.change_level, room.item("2.1").id)
    assert titles(room) == "1 2 2.2 3 2.1"
    assert agenda.item_label(room.meeting, room.item("2.1").id) == "3"


def test_an_item_moves_with_its_sub_items_and_a_sub_item_among_them(room: Room) -> None:
    assert titles(room.act(agenda.move_item, room.item("2").id, -1)) == "2 2.1 2.2 1 3"
    assert titles(room.act(agenda.move_item, room.item("1").id, 1)) == "2 2.1 2.2 3 1"
    assert titles(room.act(agenda.move_item, room.item("2.2").id, -5)) == "2 2.2 2.1 3 1"
    before = room.meeting
    assert room.act(agenda.move_item, room.item("2.1").id, 1).meeting is before


def test_strange_parents_do_no_harm() -> None:
    one, two, three = (AgendaItem(title=title) for title in "abc")
    meeting = a_meeting(
        items=(one.replace(parent=two.id), two.replace(parent=one.id), three.replace(parent="9"))
    )
    assert len(agenda.sorted_items(meeting)) == agenda.item_count(meeting) == 3


# Acts


def test_next_walks_through_item_and_sub_items(room: Room) -> None:
    walked = []
    for _ in range(5):
        room.act(agenda.next_item)
        current = edits.current_item(room.meeting)
        walked.append(current.title if current else "")
    assert " ".join(walked) == "1 2 2.1 2.2 3"


def test_the_item_of_a_sub_item_that_is_taken_waits_no_longer(room: Room) -> None:
    room.take("1").take("2.1")
    assert states(room) == "do do cu wa wa"
    following = agenda.next_waiting(room.meeting)
    assert following is not None
    assert following.title == "2.2"


def test_deferring_skipping_and_reopening_take_the_sub_items_along(room: Room) -> None:
    room.take("2.1")
    room.act(agenda.reopen_item, room.item("2").id)
    room.act(agenda.next_item)  # 2.1 is done
    room.act(agenda.defer_item, room.item("2").id)
    assert states(room) == "wa de do de wa"
    room.act(agenda.reopen_item, room.item("2").id)
    assert states(room) == "wa wa do wa wa"
    room.act(agenda.skip_item, room.item("2").id)
    assert [i.title for i in room.meeting.agenda if i.skipped] == ["2", "2.2"]


def test_removing_takes_the_sub_items_along_but_not_the_current_one(room: Room) -> None:
    room.take("2.1")
    with pytest.raises(MeetingError, match=r"“2\.1” is the current item"):
        room.act(edits.remove, room.item("2"))
    room.take("3").act(edits.remove, room.item("2"))
    assert titles(room) == "1 3"


def test_items_not_reached_are_parked_and_moved_with_their_sub_items(room: Room) -> None:
    room.take("1").wait(11 * 60)  # six minutes over: only item 3 would be late, by one minute
    room.wait(5 * 60)
    assert [i.title for i in schedule.not_reached(room.meeting, room.now)] == ["3"]
    room.wait(11 * 60)
    assert [i.title for i in schedule.not_reached(room.meeting, room.now)] == ["2.2", "3"]
    first = Room(room.meeting, room.now).act(schedule.not_reached_first)
    assert titles(first) == "1 3 2 2.2 2.1"
    room.act(schedule.park_not_reached)
    assert titles(room) == "1 2 2.1"
    assert [point.text for point in room.meeting.parked] == ["2: 2.2", "3"]


# Minutes


def test_each_minute_counts_once(room: Room) -> None:
    assert schedule.planned_end(room.meeting) == after(35 * 60)
    assert minutes_of(room) == {"1": 0, "2": 5, "2.1": 10, "2.2": 15, "3": 25}
    tree = agenda_tree(room.meeting)
    assert tree.time_box(room.item("2"), room.now) == 5 * 60  # what its sub-items leave to it
    assert tree.whole_time_box(room.item("2")) == 20 * 60


def test_sub_items_without_minutes_share_what_their_item_has_left() -> None:
    room = room_of([(20, [None, None]), (10, [])])
    assert minutes_of(room) == {"1": 0, "1.1": 0, "1.2": 0, "2": 20}
    room.take("1").wait(180).take("1.1").wait(60)
    tree = agenda_tree(room.meeting)
    assert tree.time_left(room.item("1.1"), room.now) == 16 * 60
    assert schedule.forecast(room.meeting, room.now) == schedule.Forecast(after(30 * 60), 0)


def test_an_item_whose_sub_items_have_all_the_time_has_no_time_box_of_its_own() -> None:
    room = room_of([(None, [5, 10])]).take("1")
    tree = agenda_tree(room.meeting)
    assert tree.time_left(room.item("1"), room.now) is None
    assert schedule.forecast(room.meeting, room.now) == schedule.Forecast(after(15 * 60), 0)
    room.act(agenda.extend_time_box, 120)
    tree = agenda_tree(room.meeting)
    assert (tree.time_left(room.item("1"), room.now), tree.whole_time_box(tree.tops[0])) == (
        120,
        17 * 60,
    )


@given(SHAPES)
def test_an_item_has_at_least_the_minutes_of_its_sub_items(shape: Shape) -> None:
    room = room_of(shape)
    tree = agenda_tree(room.meeting)
    for top in tree.tops:
        parts = sum(sub.minutes or 0 for sub in tree.subs.get(top.id, ()))
        assert (tree.planned_minutes(top) or 0) == max(parts, top.minutes or 0)
    ends = schedule.forecast(room.meeting, room.now).ends
    assert ends == after(tree.total_minutes * 60)
    times = schedule.start_times(room.meeting, room.now)
    begins = [times[item.id] for item in tree.items]
    assert begins == sorted(begins)
    assert not begins or begins[-1] <= ends


ACTS = st.sampled_from(["move", "level", "defer", "skip", "reopen", "remove", "take", "next"])
STEPS = st.lists(st.tuples(ACTS, st.integers(0, 30), st.integers(-3, 3)), max_size=8)


def _act(meeting: Meeting, name: str, number: int, steps: int) -> Meeting:
    items = agenda.sorted_items(meeting)
    item = items[number % len(items)]
    if name == "move":
        return agenda.move_item(meeting, after(0), item.id, steps)
    if name == "next":
        return agenda.next_item(meeting, after(0))
    if name == "remove":
        return edits.remove(meeting, after(0), item)
    rules = {
        "level": agenda.change_level,
        "defer": agenda.defer_item,
        "skip": agenda.skip_item,
        "reopen": agenda.reopen_item,
        "take": agenda.take_item,
    }
    return rules[name](meeting, after(0), item.id)


@given(SHAPES, STEPS)
def test_whatever_is_done_sub_items_follow_their_item(
    shape: Shape, steps: list[tuple[str, int, int]]
) -> None:
    meeting = room_of(shape).meeting
    for name, number, by in steps:
        if not meeting.agenda:
            break
        try:
            meeting = _act(meeting, name, number, by)
        except MeetingError:
            continue
        tree = agenda_tree(meeting)
        assert sorted(i.id for i in tree.items) == sorted(i.id for i in meeting.agenda)
        assert all(not i.parent or i.id in tree.parents for i in meeting.agenda)
        assert sum(i.state is ItemState.CURRENT for i in meeting.agenda) <= 1
        positions = [item.position for item in tree.items]
        assert positions == sorted(positions)
        now = after(0) + timedelta(minutes=7)
        coming = tree.remaining(now)
        unfinished = (ItemState.CURRENT, ItemState.WAITING)
        assert coming.keys() == {i.id for i in meeting.agenda if i.state in unfinished}


# Extensions


def test_an_extension_shows_what_it_takes_from_which_item(room: Room) -> None:
    room.take("1")
    effect = schedule.extension_effect(room.meeting, room.now, 15 * 60)
    assert effect.ends == after(50 * 60)
    assert effect.planned == after(35 * 60)
    assert [(i.title, s / 60) for i, s in effect.taken] == [("2.2", 5), ("3", 10)]
    assert schedule.extension_effect(room.meeting, room.now, -60).taken == ()


def test_those_who_agreed_are_kept_with_the_item_and_in_the_log(room: Room) -> None:
    room.take("1").act(agenda.extend_time_box, 300, agreed=("Ada", "Jon"))
    room.act(agenda.extend_time_box, 300, agreed=("Jon",))
    assert room.item("1").agreed == ("Ada", "Jon")
    assert [entry.subject for entry in room.meeting.log[-2:]] == [
        "1, agreed by Ada, Jon",
        "1, agreed by Jon",
    ]

"""When items begin, and which are not reached before the planned end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MeetingState
from data.rules import agenda, schedule
from tests.builders import START, Room, a_meeting, after, entry


def item(title: str, minutes: int | None, position: int) -> AgendaItem:
    return AgendaItem(title=title, minutes=minutes, position=position)


def three_items() -> Meeting:
    items = (item("Welcome", 5, 1), item("Rents", 30, 2), item("News", 10, 3))
    return a_meeting("Ada", items=items)


def begins(room: Room) -> dict[str, int]:
    """Return in which minute of the meeting each item begins, by its title."""
    times = schedule.start_times(room.meeting, room.now)
    return {i.title: round((times[i.id] - START).total_seconds() / 60) for i in room.meeting.agenda}


def test_items_begin_one_after_the_other() -> None:
    room = Room(three_items())
    assert begins(room) == {"Welcome": 0, "Rents": 5, "News": 35}
    room.take("Welcome").wait(120)
    assert begins(room) == {"Welcome": 0, "Rents": 5, "News": 35}
    room.wait(6 * 60)  # three minutes over: all that follows is later
    assert begins(room) == {"Welcome": 0, "Rents": 8, "News": 38}
    room.take("News").wait(60)
    assert begins(room) == {"Welcome": 0, "News": 8, "Rents": 9}


def test_a_draft_begins_at_its_planned_time() -> None:
    later = after(3600)
    meeting = a_meeting(
        items=(item("Welcome", 5, 1), item("Rents", 30, 2)),
        state=MeetingState.DRAFT,
        started=None,
        planned_start=later,
    )
    times = schedule.start_times(meeting, START)
    assert sorted(times.values()) == [later, later + timedelta(minutes=5)]
    assert schedule.planned_end(meeting) == later + timedelta(minutes=35)


def test_deferred_items_have_no_time() -> None:
    room = Room(three_items())
    room.act(agenda.defer_item, room.item("Rents").id)
    times = schedule.start_times(room.meeting, room.now)
    assert room.item("Rents").state is ItemState.DEFERRED
    assert room.item("Rents").id not in times


def test_the_planned_end_counts_the_minutes_as_planned() -> None:
    room = Room(three_items()).take("Welcome")
    room.act(agenda.extend_time_box, 600)
    assert schedule.planned_end(room.meeting) == after(45 * 60)
    assert schedule.planned_end(a_meeting(items=("Open end",))) is None


def test_items_that_would_begin_after_the_planned_end_are_not_reached() -> None:
    room = Room(three_items()).take("Welcome").wait(14 * 60)
    assert schedule.not_reached(room.meeting, room.now) == ()  # News would begin at 44 of 45
    room.wait(60)
    assert [i.title for i in schedule.not_reached(room.meeting, room.now)] == ["News"]
    room.wait(40 * 60)
    assert [i.title for i in schedule.not_reached(room.meeting, room.now)] == ["Rents", "News"]
    assert schedule.not_reached(a_meeting(items=("Open end",)), room.now) == ()


@pytest.fixture
def late_room() -> Room:
    """A room in which two items are not reached."""
    return Room(three_items()).take("Welcome").wait(45 * 60)


def test_what_is_not_reached_is_deferred_in_one_act(late_room: Room) -> None:
    before = len(late_room.meeting.log)
    late_room.act(schedule.defer_not_reached)
    states = {item.title: item.state for item in late_room.meeting.agenda}
    assert states["Rents"] is states["News"] is ItemState.DEFERRED
    assert len(late_room.meeting.log) == before + 1
    with pytest.raises(MeetingError, match="Every item is reached"):
        late_room.act(schedule.defer_not_reached)


def test_what_is_not_reached_is_parked_with_its_requests_removed(late_room: Room) -> None:
    meeting = late_room.meeting
    waiting = entry("Ada").replace(item=late_room.item("Rents").id)
    late_room.meeting = meeting.put(waiting)
    late_room.act(schedule.park_not_reached)
    assert [item.title for item in late_room.meeting.agenda] == ["Welcome"]
    assert [parked.text for parked in late_room.meeting.parked] == ["Rents", "News"]
    assert late_room.meeting.queue == ()


def test_what_is_not_reached_is_brought_forward() -> None:
    room = Room(three_items()).take("Welcome").wait(16 * 60)
    room.act(schedule.not_reached_first)
    titles = [item.title for item in agenda.sorted_items(room.meeting)]
    assert titles == ["Welcome", "News", "Rents"]


def test_the_forecast_adds_the_time_left_and_counts_unplanned_items() -> None:
    items = tuple(
        AgendaItem(title=t, minutes=m, position=float(n))
        for n, (t, m) in enumerate((("One", 10), ("Two", 5), ("Three", None)))
    )
    room = Room(a_meeting(items=items)).take("One").wait(240)
    assert schedule.forecast(room.meeting, room.now) == schedule.Forecast(after(900), unplanned=1)
    room.wait(600)  # the box of the open item is over: it counts nothing more
    assert schedule.forecast(room.meeting, room.now) == schedule.Forecast(after(840 + 300), 1)
    room.act(agenda.skip_item, room.item("Two").id).act(agenda.skip_item, room.item("Three").id)
    assert schedule.forecast(room.meeting, room.now) == schedule.Forecast(room.now, 0)


def test_the_forecast_of_an_empty_agenda_is_now() -> None:
    assert schedule.forecast(a_meeting(), START) == schedule.Forecast(START, 0)

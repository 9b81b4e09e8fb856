"""The states of a meeting, and what its minutes still lack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    ActionState,
    ConflictNote,
    ConflictStatus,
    Decision,
    ItemState,
    MeetingState,
    Parked,
    PersonState,
)
from data.rules import agenda, go_round, lifecycle
from tests.builders import QUESTION, START, Room, a_meeting, after, person

DRAFT, RUNNING = MeetingState.DRAFT, MeetingState.RUNNING
CLOSED, APPROVED = MeetingState.CLOSED, MeetingState.APPROVED

STEPS: dict[Callable[..., Meeting], tuple[MeetingState, MeetingState]] = {
    lifecycle.start: (DRAFT, RUNNING),
    lifecycle.end: (RUNNING, CLOSED),
    lifecycle.reopen: (CLOSED, RUNNING),
    lifecycle.approve: (CLOSED, APPROVED),
}


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("rule", STEPS)
def test_each_change_of_state_needs_one_earlier_state(
    rule: Callable[..., Meeting], state: MeetingState
) -> None:
    room = Room(a_meeting(state=state))
    beginning, result = STEPS[rule]
    if state is beginning:
        assert room.act(rule).meeting.info.state is result
        assert len(room.meeting.log) == 1
    else:
        with pytest.raises(MeetingError):
            room.act(rule)


def test_people_marked_present_before_the_start_arrive_at_the_start() -> None:
    room = Room(
        a_meeting(
            person("Ada"), person("Bo", state=PersonState.EXPECTED), state=DRAFT, started=None
        )
    )
    room.wait(30).act(lifecycle.start)
    assert room.meeting.info.started == after(30)
    assert [p.arrived for p in room.meeting.people] == [after(30), None]


def test_the_end_stops_every_clock_and_empties_the_queue() -> None:
    room = Room(a_meeting("Ada", "Bo", items=("One", "Two"))).take("One")
    room.act(go_round.begin, go_round.PERSON).ask("Cy").ask("Ada").next().wait(5)
    room.ask("Bo", QUESTION).next().wait(5).act(lifecycle.end).wait(999)
    assert (room.floor, room.meeting.queue) == ("", ())
    assert (room.held("Ada"), room.held("Bo")) == (5, 5)
    assert room.item("One").state is ItemState.DONE
    assert agenda.elapsed(room.item("One"), room.now) == 10
    assert room.item("Two").state is ItemState.WAITING
    info = room.meeting.info
    assert (info.ended, info.go_round, info.go_round_by) == (after(10), (), "")


def test_a_reopened_meeting_has_not_ended() -> None:
    room = Room().act(lifecycle.end).act(lifecycle.reopen)
    assert (room.meeting.info.ended, room.meeting.info.started) == (None, START)


def test_approval_records_its_time() -> None:
    assert Room().act(lifecycle.end).wait(60).act(lifecycle.approve).meeting.info.approved == after(
        60
    )


def test_nothing_is_missing_from_complete_minutes() -> None:
    meeting = a_meeting().put(
        Action(text="Ring", owner="Ada", due=date(2026, 12, 1), at=START),
        Action(text="Dropped", state=ActionState.DROPPED, at=START),
        Decision(text="We march", at=START),
        Parked(text="Later", becomes="action", at=START),
        ConflictNote(about="Rents", next_step="Meet", at=START),
        ConflictNote(about="Noise", status=ConflictStatus.SETTLED, at=START),
    )
    assert lifecycle.missing_from_minutes(meeting) == ()


def test_waiting_requests_are_listed_first() -> None:
    room = Room(a_meeting(items=("One",))).take("One").ask("Ada").ask("Bo")
    assert lifecycle.missing_from_minutes(room.meeting) == ("2 people wait to speak: Ada, Bo",)
    room.ask("Cy").ask("", organisation="Hilltop")
    assert lifecycle.missing_from_minutes(room.meeting) == (
        "4 people wait to speak: Ada, Bo, Cy …",
    )


def test_everything_missing_is_listed_as_one_sentence_each() -> None:
    meeting = a_meeting(items=("One",)).put(
        Action(text="Ring", at=START),
        Action(text="Write", owner="Ada", at=START),
        Decision(text="We march", at=START),
        Decision(at=START),
        Parked(text="Later", at=START),
        ConflictNote(about="Rents", status=ConflictStatus.NARROWING, at=START),
    )
    assert lifecycle.missing_from_minutes(meeting) == (
        "Action “Ring” has no owner",
        "Action “Write” has no due date",
        "Decision 2 has no text",
        "Parked point “Later” is unresolved",
        "Conflict “Rents” is unresolved and has no next step",
        "Agenda item “One” was not taken",
    )


def test_those_who_were_not_reached_are_kept_and_wait_again_after_reopening() -> None:
    room = Room(a_meeting("Ada", "Bo", items=("One",))).ask("Bo").take("One")
    room.meeting = room.meeting.put(room.waiting("Bo").replace(item=""))
    room.ask("Ada", QUESTION, about="rents").act(lifecycle.end)
    assert not room.meeting.queue
    (request,) = room.item("One").not_reached
    assert (request.who, request.kind, request.about) == ("Ada", QUESTION, "rents")
    assert [r.who for r in room.meeting.info.not_reached] == ["Bo"]
    room.act(lifecycle.reopen)
    assert [entry.item for entry in room.meeting.queue] == ["", room.item("One").id]
    assert (room.item("One").not_reached, room.meeting.info.not_reached) == ((), ())


def test_a_blocked_decision_without_a_next_step_is_missing() -> None:
    blocked = Decision(text="We march", result="blocked", at=START)
    reviewed = Decision(text="We strike", result="blocked", review=date(2027, 1, 1), at=START)
    meeting = a_meeting().put(blocked, reviewed)
    assert lifecycle.missing_from_minutes(meeting) == (
        "Decision 1 is blocked and has no next step",
    )
    action = Action(text="Ask Ben", owner="Ada", due=date(2026, 12, 1), at=after(5))
    assert lifecycle.missing_from_minutes(meeting.put(action)) == ()

"""The speaker queue: asking, moving, inviting, withdrawing and leaving."""

from __future__ import annotations

import pytest

from data.errors import MeetingError
from data.records.models import PersonState, QueueMode, Turn
from data.rules import agenda, go_round, speaker_queue, turns
from data.rules.queue_order import speaking_order
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
    person,
)

# Asking


def test_requests_wait_in_the_order_in_which_they_were_made() -> None:
    room = Room().ask("Ada").ask("Bo").ask("Cy")
    assert room.line == ["Ada", "Bo", "Cy"]
    assert [e.who for e in speaker_queue.waiting_requests(room.meeting)] == ["Ada", "Bo", "Cy"]


def test_kinds_rank_from_point_of_order_to_new_point() -> None:
    room = Room().speak("Zoe", 1)
    room.ask("Point", POINT).ask("Reply", REPLY).ask("Question", QUESTION).ask("Order", ORDER)
    assert room.line == ["Order", "Question", "Reply", "Point"]


def test_an_unknown_name_is_added_to_the_people_as_present() -> None:
    room = Room().wait(5).ask("Ada", organisation="Riverside")
    (ada,) = room.meeting.people
    assert (ada.name, ada.organisation) == ("Ada", "Riverside")
    assert (ada.state, ada.arrived) == (PersonState.PRESENT, after(5))


def test_a_known_name_is_found_without_case_and_accents_with_its_organisation() -> None:
    room = Room(a_meeting(person("Zoë Ng", "Riverside"))).ask("zoe ng")
    assert len(room.meeting.people) == 1
    (waiting,) = room.meeting.queue
    assert (waiting.who, waiting.organisation) == ("Zoë Ng", "Riverside")


@pytest.mark.parametrize("state", [s for s in PersonState if s is not PersonState.PRESENT])
def test_a_person_who_asks_is_marked_present(state: PersonState) -> None:
    room = Room(a_meeting(person("Ada", state=state))).ask("Ada")
    (ada,) = room.meeting.people
    assert ada.state is PersonState.PRESENT
    assert ada.left is None


def test_an_organisation_can_wait_without_a_name() -> None:
    room = Room().ask("", organisation="Riverside").next()
    assert room.floor == "Someone from Riverside"
    assert room.meeting.people == ()


def test_a_request_without_name_and_organisation_is_refused() -> None:
    with pytest.raises(MeetingError, match="No name was given"):
        Room().ask("")


def test_asking_twice_with_the_same_kind_is_refused() -> None:
    room = Room().ask("Ada")
    with pytest.raises(MeetingError, match="Ada is already waiting, with a new point"):
        room.ask("ADA")
    with pytest.raises(MeetingError, match="Someone from Riverside is already waiting"):
        room.ask("", organisation="Riverside").ask("", organisation="riverside")
    assert room.line == ["Ada", "Riverside"]


def test_one_person_may_wait_once_with_each_kind() -> None:
    room = Room().ask("Ada").ask("Ada", QUESTION).ask("Ada", ORDER)
    assert [e.kind for e in room.meeting.queue] == [POINT, QUESTION, ORDER]


def test_two_organisations_may_wait_without_names() -> None:
    room = Room().ask("", organisation="Riverside").ask("", organisation="Hilltop")
    assert room.line == ["Riverside", "Hilltop"]


def test_asking_again_with_another_topic_changes_the_topic_and_keeps_the_place() -> None:
    room = Room().ask("Ada", about="rents").wait(1).ask("Bo").wait(1).ask("Ada", about="heating")
    assert room.line == ["Ada", "Bo"]
    ada = room.waiting("Ada")
    assert (ada.about, ada.asked) == ("heating", START)
    with pytest.raises(MeetingError, match="already waiting"):
        room.ask("Ada", about="heating")


def test_a_closed_queue_takes_only_points_of_order() -> None:
    room = Room().speak("Zoe", 1).ask("Ada").act(speaker_queue.set_queue_open, is_open=False)
    for kind in (POINT, REPLY, QUESTION):
        with pytest.raises(MeetingError, match="The queue is closed"):
            room.ask("Bo", kind)
    room.ask("Bo", ORDER)
    assert room.line == ["Bo", "Ada"]
    room.act(speaker_queue.set_queue_open, is_open=True).ask("Cy")
    assert room.line == ["Bo", "Ada", "Cy"]


@pytest.mark.parametrize("is_open", [True, False])
def test_opening_an_open_queue_and_closing_a_closed_one_is_refused(is_open: bool) -> None:
    room = Room(a_meeting(queue_open=is_open))
    with pytest.raises(MeetingError, match="already"):
        room.act(speaker_queue.set_queue_open, is_open=is_open)


def test_a_new_item_reopens_the_queue() -> None:
    room = Room(a_meeting(items=("One", "Two"), queue_open=False)).take("One")
    assert room.meeting.info.queue_open
    room.act(speaker_queue.set_queue_open, is_open=False).act(agenda.next_item)
    assert room.meeting.info.queue_open


# Direct responses


def test_a_direct_response_without_a_turn_to_respond_to_is_a_new_point() -> None:
    room = Room().ask("Ada", REPLY, about="rents").ask("Bo", ORDER)
    ada = room.waiting("Ada")
    assert (ada.kind, ada.answers, ada.about) == (POINT, "", "rents")
    with pytest.raises(MeetingError, match="Ada is already waiting, with a new point"):
        room.ask("Ada", REPLY)
    room.ask("Ada", REPLY, about="heating")
    assert [(e.who, e.about) for e in room.meeting.queue] == [("Ada", "heating"), ("Bo", "")]


def test_a_direct_response_whose_turn_was_removed_keeps_its_kind() -> None:
    room = Room().speak("Zoe", 1).ask("Ada", REPLY)
    room.act(turns.remove_turn, room.turn("Zoe").id).ask("Ada", REPLY, about="rents")
    assert [(e.kind, e.about) for e in room.meeting.queue] == [(REPLY, "rents")]


def test_a_request_changes_its_kind_as_if_it_was_asked_with_it() -> None:
    room = Room().ask("Ada").ask("Ada", ORDER)
    ada = room.waiting("Ada", POINT)
    room.act(speaker_queue.change_request, ada, kind=REPLY, about="rents")
    assert [(e.kind, e.about) for e in room.meeting.queue] == [(POINT, "rents"), (ORDER, "")]
    with pytest.raises(MeetingError, match="Ada is already waiting, with a point of order"):
        room.act(speaker_queue.change_request, room.waiting("Ada", POINT), kind=ORDER)
    room.speak("Zoe", 1)
    room.act(speaker_queue.change_request, room.waiting("Ada", POINT), kind=REPLY)
    assert room.waiting("Ada", REPLY).answers == room.turn("Zoe").id
    room.act(speaker_queue.change_request, room.waiting("Ada", REPLY), kind=QUESTION)
    assert room.waiting("Ada", QUESTION).answers == ""


def test_a_direct_response_answers_the_current_turn() -> None:
    room = Room().ask("Ada").ask("Bo").next().next().ask("Cy", REPLY)
    assert room.waiting("Cy").answers == room.turn("Bo").id
    room.next()
    assert room.turn("Cy").answers == room.turn("Bo").id


def test_a_direct_response_with_a_free_floor_answers_the_last_turn() -> None:
    room = Room().speak("Ada", 5).wait(1).speak("Bo", 5).ask("Cy", REPLY)
    assert room.waiting("Cy").answers == room.turn("Bo").id


def test_a_direct_response_after_turns_of_the_same_instant_answers_the_later_one() -> None:
    room = Room().speak("Ada", 0).speak("Bo", 0).ask("Cy", REPLY)
    assert room.waiting("Cy").answers == room.turn("Bo").id


def test_a_direct_response_does_not_answer_a_turn_on_another_item() -> None:
    room = Room(a_meeting(items=("One", "Two"))).take("One").speak("Ada", 5).take("Two")
    assert room.ask("Bo", REPLY).waiting("Bo").kind is POINT
    room.take("One").ask("Cy", REPLY)
    assert room.waiting("Cy").answers == room.turn("Ada").id


# Places


def test_a_pinned_request_keeps_its_place_while_others_come_and_go() -> None:
    room = Room().ask("Ada").ask("Bo").ask("Cy").ask("Di")
    room.act(speaker_queue.move, room.waiting("Di").id, -2)
    assert room.line == ["Ada", "Di", "Bo", "Cy"]
    assert room.ask("Ed", ORDER).line == ["Ed", "Di", "Ada", "Bo", "Cy"]
    assert room.act(speaker_queue.withdraw, room.waiting("Bo").id).line == ["Ed", "Di", "Ada", "Cy"]
    assert room.act(speaker_queue.withdraw, room.waiting("Ed").id).line == ["Di", "Ada", "Cy"]
    assert room.next().line == ["Ada", "Cy"]


def test_the_request_pinned_last_gets_the_place() -> None:
    room = Room().ask("Ada").ask("Bo").ask("Cy").ask("Di")
    room.act(speaker_queue.move, room.waiting("Di").id, -2)
    room.act(speaker_queue.move, room.waiting("Bo").id, -1)
    assert room.line == ["Ada", "Bo", "Di", "Cy"]
    room.act(speaker_queue.move, room.waiting("Ada").id, 3)
    assert room.line == ["Bo", "Di", "Cy", "Ada"]


@pytest.mark.parametrize(("steps", "expected"), [(-99, "DABC"), (99, "ABCD"), (-1, "ABDC")])
def test_a_move_stops_at_the_ends_of_the_queue(steps: int, expected: str) -> None:
    room = Room().ask("A").ask("B").ask("C").ask("D")
    assert "".join(room.act(speaker_queue.move, room.waiting("D").id, steps).line) == expected


def test_a_move_to_the_same_place_changes_nothing() -> None:
    room = Room().ask("Ada")
    before = room.meeting
    assert room.act(speaker_queue.move, room.waiting("Ada").id, -1).meeting is before


def test_the_reason_of_a_pinned_request_is_by_hand() -> None:
    room = Room().ask("Ada").ask("Bo")
    room.act(speaker_queue.move, room.waiting("Bo").id, -1)
    assert [place.reason for place in speaking_order(room.meeting, room.now)] == [
        "put here by hand",
        "as asked",
    ]
    assert room.meeting.log[-1].act == "moved by hand"


def test_an_invitation_puts_a_person_at_the_front() -> None:
    room = Room().ask("Ada").ask("Bo").act(speaker_queue.invite, entry("Cy"))
    assert room.line == ["Cy", "Ada", "Bo"]
    room.act(speaker_queue.invite, entry("Di"))
    assert room.line == ["Di", "Cy", "Ada", "Bo"]


def test_an_invitation_keeps_the_order_of_pinned_requests() -> None:
    room = Room().ask("Ada").ask("Bo").ask("Cy")
    room.act(speaker_queue.move, room.waiting("Cy").id, -2).act(
        speaker_queue.move, room.waiting("Bo").id, -1
    )
    assert room.line == ["Cy", "Bo", "Ada"]
    assert room.act(speaker_queue.invite, entry("Di")).line == ["Di", "Cy", "Bo", "Ada"]


def test_an_invitation_keeps_the_order_of_the_others_in_every_mode() -> None:
    room = (
        Room(a_meeting(order=QueueMode.FIRST_VOICES_FIRST))
        .speak("Ada", 5)
        .ask("Ada")
        .ask("Cy", ORDER)
    )
    room.act(speaker_queue.move, room.waiting("Cy").id, 1)
    assert room.act(speaker_queue.invite, entry("Bo")).line == ["Bo", "Ada", "Cy"]


def test_an_invited_person_who_waits_moves_to_the_front_and_keeps_their_topic() -> None:
    room = Room().ask("Ada").ask("Bo", about="rents")
    room.act(speaker_queue.invite, entry("Bo", about="invited to speak"))
    assert (room.line, room.waiting("Bo").about) == (["Bo", "Ada"], "rents")


def test_withdrawing_a_removed_request_is_refused() -> None:
    room = Room().ask("Ada")
    ada = room.waiting("Ada").id
    room.act(speaker_queue.withdraw, ada)
    assert room.line == []
    with pytest.raises(MeetingError, match="That request to speak was removed"):
        room.act(speaker_queue.withdraw, ada)


# Limits, words, the clock


def test_a_speech_limit_is_of_the_kind_then_of_the_item_then_of_the_meeting() -> None:
    room = Room(a_meeting(items=("One",), speech_limit=180, kind_limits={QUESTION: 30}))
    room.take("One").ask("Ada").next().ask("Bo", QUESTION).next()
    ada, bo = room.turn("Ada"), room.turn("Bo")
    assert turns.speech_limit(room.meeting, ada) == 180
    assert turns.speech_limit(room.meeting, bo) == 30
    limited = room.meeting.put(room.item("One").replace(speech_limit=60))
    assert turns.speech_limit(limited, ada) == 60
    assert turns.speech_limit(limited, bo) == 30
    assert turns.speech_limit(a_meeting(), Turn(who="Ada")) is None


def test_each_kind_has_its_name() -> None:
    names = [turns.kind_name(kind) for kind in (ORDER, QUESTION, REPLY, POINT)]
    assert names == ["point of order", "clarifying question", "direct response", "new point"]


def test_the_queue_mode_is_recorded_and_setting_it_again_is_refused() -> None:
    room = Room().act(speaker_queue.set_queue_mode, QueueMode.BALANCED)
    assert room.meeting.info.order is QueueMode.BALANCED
    assert (room.meeting.log[-1].act, room.meeting.log[-1].subject) == (
        "order changed to",
        "balanced",
    )
    with pytest.raises(MeetingError, match="The speaking order is already “balanced”"):
        room.act(speaker_queue.set_queue_mode, QueueMode.BALANCED)


def test_a_clock_set_back_makes_no_speaking_time_negative() -> None:
    room = Room().ask("Ada").ask("Bo").next().wait(10).wait(-60)
    assert room.held("Ada") == 0
    room.next()
    assert (room.held("Ada"), room.held("Bo")) == (0, 0)
    assert all(end is None or end >= start for t in room.meeting.turns for start, end in t.spans)


def test_a_refusal_changes_nothing() -> None:
    room = Room(a_meeting("Ada", queue_open=False))
    before = repr(room.meeting)
    with pytest.raises(MeetingError):
        room.ask("Somebody new")
    assert repr(room.meeting) == before


@pytest.mark.parametrize(("is_open", "act"), [(False, "queue closed"), (True, "queue opened")])
def test_the_log_says_whether_the_queue_was_opened_or_closed(is_open: bool, act: str) -> None:
    room = Room(a_meeting(queue_open=not is_open)).act(
        speaker_queue.set_queue_open, is_open=is_open
    )
    assert room.meeting.log[-1].act == act
    assert room.meeting.info.queue_open is is_open


# Who is next, as the bar says it


def test_the_interrupted_speaker_is_next_and_not_the_front_of_the_queue() -> None:
    room = Room().ask("Ada").ask("Bo").next()
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Bo"
    room.ask("Cy", QUESTION)
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Cy"
    room.next()
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Ada" == room.next().floor
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Bo" == room.next().floor
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == ""


def test_a_removed_interrupted_turn_is_not_next() -> None:
    room = Room().ask("Ada").next().ask("Cy", QUESTION).next().ask("Bo")
    room.act(turns.remove_turn, room.turn("Ada").id)
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Bo" == room.next().floor


def test_the_next_organisation_of_a_go_round_is_named_as_it_will_be_called() -> None:
    delegates = person("Ada", "Riverside"), person("Bo", "Riverside")
    room = Room(a_meeting(*delegates)).act(go_round.begin, go_round.ORGANISATION)
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Someone from Riverside"
    assert room.next().floor == "Someone from Riverside"

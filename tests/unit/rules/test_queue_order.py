"""The speaking order and its reasons in the three queue modes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.records.models import QueueMode, SpeechKind
from data.rules import agenda, leaving, speaker_queue
from data.rules.queue_order import speaking_order
from data.rules.speaking_time import speaking_time
from data.text.comparison import fold
from tests.builders import ORDER, POINT, Room, a_meeting, person


def reasons(room: Room) -> dict[str, str]:
    return {p.entry.who: p.reason for p in speaking_order(room.meeting, room.now)}


def test_an_empty_queue_has_no_positions() -> None:
    assert speaking_order(a_meeting(), Room().now) == ()


def test_as_asked_keeps_the_order_of_requests_of_the_same_instant() -> None:
    names = [f"Person {n}" for n in range(30)]
    room = Room()
    for name in names:
        room.ask(name)
    assert room.line == names
    assert set(reasons(room).values()) == {"as asked"}


def test_a_clock_set_back_does_not_change_the_order() -> None:
    assert Room().ask("Ada").wait(-3600).ask("Bo").line == ["Ada", "Bo"]


def test_first_voices_first_counts_only_the_current_item() -> None:
    room = Room(a_meeting(items=("One", "Two"), order=QueueMode.FIRST_VOICES_FIRST)).take("One")
    room.speak("Ada", 60).ask("Ada").wait(1).ask("Bo")
    assert room.line == ["Bo", "Ada"]
    assert reasons(room) == {"Ada": "has spoken on this item", "Bo": "first on this item"}
    room.act(agenda.next_item)
    assert room.line == ["Ada", "Bo"]


def test_first_voices_first_counts_the_current_speaker() -> None:
    room = (
        Room(a_meeting(order=QueueMode.FIRST_VOICES_FIRST)).ask("Ada").next().ask("ADA").ask("Bo")
    )
    assert room.line == ["Bo", "Ada"]


def test_balanced_puts_least_time_first_person_and_organisation_together() -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED))
    room.speak("Ada", 10, organisation="Riverside").speak("Bo", 300, organisation="Riverside")
    room.speak("Cy", 60, organisation="Hilltop")
    room.ask("Ada").ask("Bo").ask("Cy")
    # Ada: 10 + 310 of Riverside; Cy: 60 + 60 of Hilltop; Bo: 300 + 310.
    assert room.line == ["Cy", "Ada", "Bo"]


def test_balanced_has_short_reasons() -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED))
    room.speak("Ada", 40, organisation="Riverside").speak("Bo", 1820)
    room.ask("Di", organisation="Riverside").ask("Ada").ask("Bo")
    assert reasons(room) == {
        "Di": "first time today; Riverside 0:40 of 31:00",
        "Ada": "0:40 so far; Riverside 0:40 of 31:00",
        "Bo": "30:20 so far",
    }


def test_balanced_puts_first_time_speakers_of_large_members_before_those_who_have_spoken() -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED))
    room.speak("Ada", 3000, organisation="Riverside").speak("Cy", 1, organisation="Hilltop")
    room.ask("Cy").ask("Di", organisation="Riverside")
    assert room.line == ["Di", "Cy"]


def test_balanced_counts_the_current_speaker_as_having_spoken() -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED)).ask("Ada").next().wait(600)
    assert room.ask("Ada").ask("Bo").line == ["Bo", "Ada"]
    assert reasons(room)["Ada"] == "10:00 so far"


def test_three_delegates_of_one_large_member_do_not_crowd_out_three_small_ones() -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED))
    room.speak("Ada", 600, organisation="Large")
    for name, organisation in (
        ("Large 1", "Large"),
        ("Large 2", "Large"),
        ("Large 3", "Large"),
        ("Small 1", "A"),
        ("Small 2", "B"),
        ("Small 3", "C"),
    ):
        room.ask(name, organisation=organisation)
    assert room.line == ["Small 1", "Small 2", "Small 3", "Large 1", "Large 2", "Large 3"]


def test_kinds_rank_in_every_mode() -> None:
    for order in QueueMode:
        room = Room(a_meeting(order=order)).speak("Ada", 600)
        assert room.ask("Bo", POINT).ask("Ada", ORDER).line == ["Ada", "Bo"], order


def test_the_reason_begins_with_the_kind_except_for_a_new_point() -> None:
    room = Room(a_meeting(order=QueueMode.FIRST_VOICES_FIRST)).ask("Ada").ask("Bo", ORDER)
    assert reasons(room) == {
        "Bo": "point of order; first on this item",
        "Ada": "first on this item",
    }


def test_the_mode_can_change_at_any_time_and_back() -> None:
    room = Room().speak("Ada", 10).ask("Ada").ask("Bo")
    assert room.line == ["Ada", "Bo"]
    assert room.act(speaker_queue.set_queue_mode, QueueMode.BALANCED).line == ["Bo", "Ada"]
    assert room.act(speaker_queue.set_queue_mode, QueueMode.FIRST_VOICES_FIRST).line == [
        "Bo",
        "Ada",
    ]
    assert room.act(speaker_queue.set_queue_mode, QueueMode.AS_ASKED).line == ["Ada", "Bo"]


def test_the_current_turn_counts_until_now() -> None:
    people = person("Ada", "Riverside"), person("Bo", "Riverside"), person("Cy", "Hilltop")
    room = Room(a_meeting(*people, order=QueueMode.BALANCED)).speak("Bo", 10).speak("Cy", 30)
    room.ask("Ada").next().ask("Bo").ask("Cy").wait(30)
    assert room.line == ["Bo", "Cy"]
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Bo"
    room.wait(30)
    assert room.line == ["Cy", "Bo"]
    assert speaker_queue.next_speaker_name(room.meeting, room.now) == "Cy"
    assert reasons(room)["Bo"] == "0:10 so far; Riverside 1:10 of 1:40"
    assert room.next().floor == "Cy"


def test_the_speaking_order_does_not_change_within_a_second() -> None:
    people = person("Ada", "Riverside"), person("Bo", "Riverside"), person("Cy", "Hilltop")
    room = Room(a_meeting(*people, order=QueueMode.BALANCED)).speak("Bo", 10).speak("Cy", 15)
    room.ask("Ada").next().ask("Bo").ask("Cy").wait(10)
    assert speaking_order(room.meeting, room.now) == speaking_order(
        room.meeting, room.wait(0.9).now
    )
    assert speaking_order(room.meeting, room.now) != speaking_order(
        room.meeting, room.wait(0.1).now
    )


def test_speaking_time_counts_by_person_and_organisation_in_the_meeting_and_on_an_item() -> None:
    room = Room(a_meeting(items=("One", "Two"))).take("One")
    room.speak("Ada", 10, organisation="Riverside").speak("Bo", 20, organisation="riverside")
    room.take("Two").speak("Ada", 5).ask("", organisation="Hilltop").next().wait(7)
    heard = speaking_time(room.meeting, room.now)
    assert (heard.people["ada"], heard.people["bo"], heard.total) == (15, 20, 42)
    assert dict(heard.organisations) == {"riverside": 35, "hilltop": 7}
    on_two = speaking_time(room.meeting, room.now, room.item("Two").id)
    assert (on_two.people["ada"], on_two.total) == (5, 12)


people_who_speak = st.lists(
    st.tuples(st.sampled_from("ABCDEF"), st.sampled_from(("", "X", "Y")), st.integers(0, 300)),
    max_size=8,
)


@given(
    spoken=people_who_speak,
    asking=st.lists(
        st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from(SpeechKind)),
        unique=True,
        max_size=10,
    ),
    on_the_floor=st.sampled_from("ABCDEFGH"),
    more=st.integers(0, 600),
)
def test_balanced_never_puts_a_first_time_speaker_behind_one_who_has_spoken(
    spoken: list[tuple[str, str, int]],
    asking: list[tuple[str, SpeechKind]],
    on_the_floor: str,
    more: int,
) -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED))
    for who, organisation, seconds in spoken:
        room.speak(who, seconds, organisation=organisation)
    room.ask(on_the_floor).next().wait(more)
    for who, kind in asking:
        room.ask(who, kind)
    have_spoken = {fold(turn.who) for turn in room.meeting.turns}
    for now in (room.now, room.now + timedelta(hours=1)):
        entries = [place.entry for place in speaking_order(room.meeting, now)]
        assert len(entries) == len(asking)
        for kind in SpeechKind:
            spoke = [fold(e.who) in have_spoken for e in entries if e.kind is kind]
            assert spoke == sorted(spoke)


# Who was announced as next


@pytest.mark.parametrize("order", [QueueMode.BALANCED, QueueMode.FIRST_VOICES_FIRST])
@pytest.mark.parametrize("keep", [True, False])
def test_who_was_announced_as_next_stays_next(order: QueueMode, keep: bool) -> None:
    room = Room(a_meeting(order=order, keep_next=keep)).speak("Dov", 60).ask("Dov").ask("Ben")
    assert room.line == (["Dov", "Ben"] if keep else ["Ben", "Dov"])
    assert ("was next" in reasons(room)["Dov"]) == keep
    room.ask("Cy").ask("Eve", ORDER)
    rest = ["Dov", "Ben", "Cy"] if keep else ["Ben", "Cy", "Dov"]
    assert room.line == ["Eve", *rest], "a point of order comes first in any case"
    assert room.next().next().floor == rest[0]
    assert room.line[0] == rest[1]
    room.act(speaker_queue.invite, room.waiting("Cy"))
    assert room.line[0] == "Cy", "by hand, the next can be another one"


def test_time_that_passes_does_not_change_who_was_announced_as_next() -> None:
    people = person("Ada", "Riverside"), person("Bo", "Riverside"), person("Cy", "Hilltop")
    room = Room(a_meeting(*people, order=QueueMode.BALANCED, keep_next=True))
    room.speak("Bo", 10).speak("Cy", 30).ask("Ada").next().ask("Bo").ask("Cy").wait(30)
    assert room.wait(300).line == ["Bo", "Cy"]
    assert room.next().floor == "Bo"


@pytest.mark.parametrize("leaves", ["withdraw", "leave", "call"])
def test_after_the_next_one_has_gone_the_new_next_one_stays(leaves: str) -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED, keep_next=True)).speak("Dov", 60).ask("Eve")
    room.ask("Dov")
    if leaves == "withdraw":
        room.act(speaker_queue.withdraw, room.waiting("Eve").id)
    elif leaves == "call":
        room.act(speaker_queue.call, room.waiting("Eve").id)
    else:
        eve = next(p for p in room.meeting.people if p.name == "Eve")
        room.act(leaving.leave_meeting, eve.id)
    assert room.line == ["Dov"]
    assert room.ask("Ben").line == ["Dov", "Ben"]


def test_another_order_announces_again() -> None:
    room = Room(a_meeting(order=QueueMode.BALANCED, keep_next=True)).speak("Dov", 60)
    room.ask("Dov").ask("Ben")
    room.act(speaker_queue.set_queue_mode, QueueMode.FIRST_VOICES_FIRST)
    assert room.line == ["Ben", "Dov"]
    room.act(speaker_queue.set_queue_mode, QueueMode.AS_ASKED)
    assert room.line == ["Dov", "Ben"]
    entries = {(e.who, e.announced) for e in room.meeting.queue}
    assert entries == {("Dov", False), ("Ben", False)}

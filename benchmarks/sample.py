"""Invented meetings for measurements, the same in every run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from data.clock import FixedClock
from data.library.library import Library
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    AgendaItem,
    ItemState,
    MeetingInfo,
    MeetingState,
    Person,
    PersonState,
    QueueEntry,
    SpeechKind,
    Turn,
    Win,
)
from data.rules import agenda as agenda_rules
from data.rules import lifecycle, speaker_queue

BEGIN = datetime(2026, 1, 5, 17, 0, tzinfo=UTC)
ORGANISATIONS = ("Tenants' Union", "Harbour Clinic", "Night School", "Seed Library", "Bus Riders")
FIRST = ("Ada", "Bram", "Chidi", "Dolores", "Esra", "Finn", "Greta", "Hamid", "Ines", "Jun")
LAST = ("Quill", "Okoye", "Varga", "Lindqvist", "Moreau", "Tanaka", "Ferreira", "Novak")


def people(count: int) -> tuple[Person, ...]:
    """Return so many people of five organisations, all present; up to 80 have unique names."""
    return tuple(
        Person(
            name=f"{FIRST[number % 10]} {LAST[number // 10 % 8]}",
            organisation=ORGANISATIONS[number % 5],
            state=PersonState.PRESENT,
            arrived=BEGIN,
        )
        for number in range(count)
    )


def agenda(count: int) -> tuple[AgendaItem, ...]:
    """Return so many agenda items of ten minutes."""
    return tuple(
        AgendaItem(title=f"Item {number + 1}: what the clinic needs", minutes=10, position=number)
        for number in range(count)
    )


def running_meeting(begin: datetime = BEGIN) -> Meeting:
    """Return a running meeting of 111 records, with a current speaker and ten requests.

    Args:
        begin: when it was started.
    """
    info = MeetingInfo(
        title="Monthly coalition call",
        date=begin.date(),
        state=MeetingState.RUNNING,
        started=begin,
    )
    items = list(agenda(10))
    items[2] = items[2].replace(state=ItemState.CURRENT, minutes=45, spans=((begin, None),))
    current = items[2].id
    members = people(50)
    turns = tuple(
        Turn(
            who=members[number].name,
            organisation=members[number].organisation,
            about="the lease",
            spans=((begin + timedelta(minutes=number), begin + timedelta(minutes=number + 1)),),
            item=current,
            ended=True,
        )
        for number in range(20)
    )
    speaking = Turn(
        who=members[20].name, item=current, spans=((begin + timedelta(minutes=20), None),)
    )
    queue = tuple(
        QueueEntry(
            who=member.name,
            organisation=member.organisation,
            item=current,
            asked=begin + timedelta(minutes=20, seconds=place),
        )
        for place, member in enumerate(members[21:31])
    )
    wins = tuple(
        Win(text=f"Heat is back in house {number}", thanks=(members[number].name,), at=begin)
        for number in range(9)
    )
    actions = tuple(
        Action(text=f"Write to landlord {number}", owner=members[number].name, at=begin)
        for number in range(10)
    )
    return Meeting(
        info=info,
        people=members,
        agenda=tuple(items),
        queue=queue,
        turns=(*turns, speaking),
        wins=wins,
        actions=actions,
    )


def large_meeting(library: Library) -> str:
    """Create a meeting of 200 people of 20 organisations, with 300 turns taken and 70 requests.

    It is built by applying rules, so that its log is as long as that of a real meeting.

    Args:
        library: the library in which it is created.

    Returns:
        Its id.
    """
    clock = FixedClock(datetime.now(UTC) - timedelta(hours=5))
    suffixes = ("", "-Bay", "-Hill")
    members = tuple(
        Person(
            name=f"{FIRST[number % 10]} {LAST[number // 10 % 8]}{suffixes[number // 80]}",
            organisation=f"{ORGANISATIONS[number % 5]} {number % 4 + 1}",
            state=PersonState.PRESENT,
            arrived=clock.now(),
        )
        for number in range(200)
    )
    info = MeetingInfo(title="Assembly of the coalition", date=clock.now().date())
    meeting_id = library.create(Meeting(info=info, people=members, agenda=agenda(12)))
    file = library.open(meeting_id)

    def act(rule: Callable[[Meeting, datetime], Meeting]) -> None:
        file.apply(lambda meeting: rule(meeting, clock.now()))

    def ask(number: int, kind: SpeechKind) -> None:
        who, about = members[number].name, f"what house {number} needs"
        entry = QueueEntry(who=who, kind=kind, about=about, asked=clock.now())
        act(lambda meeting, now: speaker_queue.ask(meeting, now, entry))

    act(lifecycle.start)
    for number in range(300):
        if number % 25 == 0:
            act(agenda_rules.next_item)
        ask(number * 7 % 160, SpeechKind.NEW_POINT)  # the other 40 people do not speak
        act(speaker_queue.next_turn)
        clock.advance(20 + number % 50)
    kinds = (
        SpeechKind.NEW_POINT,
        SpeechKind.NEW_POINT,
        SpeechKind.DIRECT_RESPONSE,
        SpeechKind.CLARIFYING_QUESTION,
    )
    for number in range(70):
        ask(number, kinds[number % 4])
        clock.advance(3)
    file.close()
    return meeting_id

"""Words about the queue and the floor."""

from __future__ import annotations

from datetime import datetime

from data.dates import read_seconds
from data.errors import MeetingError
from data.meeting import Meeting
from data.meeting_file import MeetingFile
from data.models import QueueEntry, QueueOrder, SpeechKind
from data.prompt.names import find_person, known_person, queued, split_topic
from data.rules import go_round, records, speaking
from data.rules.order import line
from data.rules.spans import is_running
from data.text import fold
from data.wording import duration

_ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


def place_of(meeting: Meeting, entry_id: str) -> str:
    """The place in the line: "3rd in the queue"."""
    ids = [place.entry.id for place in line(meeting)]
    number = ids.index(entry_id) + 1
    return f"{_ORDINALS.get(number, f'{number}th')} in the queue"


def ask(file: MeetingFile, kind: SpeechKind, text: str, now: datetime) -> str:
    """q+, order+, ask+, reply+ NAME to TOPIC."""
    typed, topic = split_topic(file.meeting, text)
    person = find_person(file.meeting, typed)
    who = person.name if person else typed.replace("_", " ")
    if not who.strip():
        raise MeetingError("Nobody was named", hint="Type q+ and a name")
    entry = QueueEntry(who=who, kind=kind, about=topic, asked=now)
    meeting = file.apply(lambda m: speaking.ask(m, now, entry))
    mine = [e for e in speaking.waiting(meeting) if fold(e.who) == fold(who) and e.kind is kind]
    about = f": {mine[0].about}" if mine[0].about else ""
    return f"{mine[0].who} is {place_of(meeting, mine[0].id)} ({speaking.kind_name(kind)}{about})"


def withdraw(file: MeetingFile, text: str, now: datetime) -> str:
    """q- NAME: all that the person waits for."""
    person = known_person(file.meeting, text, queued(file.meeting))
    mine = [e for e in speaking.waiting(file.meeting) if e.who == person.name]
    if not mine:
        raise MeetingError(f"{person.name} is not in the queue", "nothing was changed")

    def rule(meeting: Meeting) -> Meeting:
        for entry in mine:
            meeting = speaking.withdraw(meeting, now, entry.id)
        return meeting

    file.apply(rule)
    return f"{person.name} is out of the queue"


def acknowledge(file: MeetingFile, text: str, now: datetime) -> str:
    """Ack NAME: the floor, in or out of order; somebody who did not ask is called all the same."""
    typed, topic = split_topic(file.meeting, text)
    person = find_person(file.meeting, typed, queued(file.meeting))
    name = person.name if person else typed.replace("_", " ")
    turn = speaking.floor(file.meeting)
    if turn is not None and fold(turn.who) == fold(name):
        raise MeetingError(f"{turn.who} has the floor already", "nothing was changed")
    in_line = [place.entry for place in line(file.meeting)]
    entry = next((e for e in in_line if fold(e.who) == fold(name)), None)
    if entry is not None:
        called = entry
        file.apply(lambda m: speaking.call(m, now, called.id))
        return _has_floor(file.meeting)
    new = QueueEntry(who=name, about=topic, asked=now)
    file.apply(lambda m: speaking.call_unasked(m, now, new))
    return f"{_has_floor(file.meeting)}, without having asked"


def last_word(file: MeetingFile, text: str, now: datetime) -> str:
    """Last NAME: the floor, and the queue is closed."""
    person = known_person(file.meeting, text, queued(file.meeting))
    entry = next((e for e in speaking.waiting(file.meeting) if e.who == person.name), None)
    if entry is None:
        raise MeetingError(f"{person.name} is not in the queue", hint=f"Type q+ {person.name}")
    file.apply(lambda m: speaking.last_word(m, now, entry.id))
    return f"{_has_floor(file.meeting)}; the queue is closed"


def invite(file: MeetingFile, text: str, now: datetime) -> str:
    """Invite NAME: to the front of the queue."""
    person = known_person(file.meeting, text)
    entry = QueueEntry(who=person.name, about="invited to speak", asked=now)
    file.apply(lambda m: speaking.invite(m, now, entry))
    return f"{person.name} is invited: next gives them the floor"


def advance(file: MeetingFile, now: datetime) -> str:
    """next: the floor to the next one."""
    file.apply(lambda m: speaking.next_turn(m, now))
    return _has_floor(file.meeting)


def done(file: MeetingFile, now: datetime) -> str:
    """done: the floor is free."""
    file.apply(lambda m: speaking.end_turn(m, now))
    return _has_floor(file.meeting)


def pause(file: MeetingFile, now: datetime, *, resume: bool) -> str:
    """pause, resume: the clock of the speaker."""
    turn = speaking.floor(file.meeting)
    if turn is not None and is_running(turn.spans) is resume:
        state = "speaking" if resume else "paused"
        raise MeetingError(f"{speaking.speaker(turn)} is {state} already")
    file.apply(lambda m: speaking.pause(m, now))
    return _has_floor(file.meeting)


def back(file: MeetingFile, now: datetime) -> str:
    """back: the last speaker has the floor again."""
    file.apply(lambda m: speaking.bring_back(m, now))
    return _has_floor(file.meeting)


def set_open(file: MeetingFile, now: datetime, *, is_open: bool) -> str:
    """Open queue, close queue."""
    file.apply(lambda m: speaking.set_queue_open(m, now, is_open=is_open))
    return f"The queue is {'open' if is_open else 'closed'}"


def set_order(file: MeetingFile, text: str, now: datetime) -> str:
    """Order as asked, first voices first, balanced."""
    found = [order for order in QueueOrder if order.startswith(text.casefold().strip())]
    if not text.strip() or len(found) != 1:
        raise MeetingError(
            f"“{text}” is no order of the queue", hint=f"Type order {', or '.join(QueueOrder)}"
        )
    file.apply(lambda m: speaking.set_order(m, now, found[0]))
    return f"The order of the queue is: {found[0]}"


def round_of(file: MeetingFile, text: str, now: datetime) -> str:
    """go-round, go-round person, go-round end."""
    by = text.casefold().strip() or go_round.ORGANISATION
    if by in ("end", "stop", "off"):
        file.apply(lambda m: go_round.stop(m, now))
        return "The go-round is over"
    if by not in (go_round.ORGANISATION, go_round.PERSON):
        raise MeetingError(f"“{text}” is no go-round", hint="Type go-round, or go-round person")
    file.apply(lambda m: go_round.begin(m, now, by))
    return f"Go-round by {by}: {', '.join(file.meeting.info.go_round)}"


def pass_over(file: MeetingFile, now: datetime) -> str:
    """pass: the next one of the go-round passes."""
    name = file.meeting.info.go_round[0] if file.meeting.info.go_round else ""
    file.apply(lambda m: go_round.pass_over(m, now))
    return f"{name} passes"


def limit(file: MeetingFile, text: str, now: datetime) -> str:
    """Limit 2m, limit off."""
    seconds = None if text.casefold().strip() in ("off", "none", "") else read_seconds(text)
    if seconds is not None and not 0 < seconds <= 24 * 3600:
        raise MeetingError("A speech limit is longer than nothing", hint="Type limit 2m")
    file.apply(lambda m: records.change(m, now, m.info, speech_limit=seconds))
    return f"Speech limit: {duration(seconds) if seconds else 'none'}"


def say_queue(meeting: Meeting) -> str:
    """q?: who has the floor, and who waits."""
    places = line(meeting)
    names = ", ".join(
        speaking.speaker(p.entry) + (f" ({p.entry.about})" if p.entry.about else "") for p in places
    )
    return f"{_has_floor(meeting)}; {f'waiting: {names}' if names else 'nobody waits'}"


def _has_floor(meeting: Meeting) -> str:
    turn = speaking.floor(meeting)
    if turn is None:
        return "The floor is free"
    paused = "" if is_running(turn.spans) else ", paused"
    return f"{speaking.speaker(turn)} has the floor{paused}"

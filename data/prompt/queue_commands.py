"""Words about the queue and the floor."""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.prompt.arguments import required, shortened
from data.prompt.names import find_person, known_person, organisation_asked, queued, split_topic
from data.records.meeting import Meeting
from data.records.models import QueueEntry, QueueMode, SpeechKind, Turn
from data.rules import edits, go_round, speaker_queue, turns
from data.rules.queue_order import speaking_order
from data.rules.speech_limits import parse_limit
from data.rules.timespans import is_running
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.durations import format_duration

_ITEM = "item"
_LIMITED = (*SpeechKind, _ITEM)


def _ordinal(number: int) -> str:
    """The number as a place: 1st, 2nd, 3rd, 4th, 11th, 21st."""
    shutdown = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 % 10 != 1 else 0, "th")
    return f"{number}{shutdown}"


def queue_place(meeting: Meeting, entry_id: str, now: datetime) -> str:
    """The place in the line: "3rd in the queue"."""
    ids = [place.entry.id for place in speaking_order(meeting, now)]
    return f"{_ordinal(ids.index(entry_id) + 1)} in the queue"


def ask(file: MeetingFile, kind: SpeechKind, text: str, now: datetime) -> str:
    """q+, order+, ask+, reply+ NAME to TOPIC; also "someone from ORGANISATION"."""
    entry = _request(file.meeting, kind, text, now)
    meeting = file.apply(lambda m: speaker_queue.ask(m, now, entry))
    mine = next(
        e for e in speaker_queue.waiting_requests(meeting) if speaker_queue.same_request(e, entry)
    )
    about = f": {mine.about}" if mine.about else ""
    place = queue_place(meeting, mine.id, now)
    return f"{turns.speaker(mine)} is {place} ({turns.kind_name(kind)}{about})"


def _request(
    meeting: Meeting, kind: SpeechKind, text: str, now: datetime, among: tuple[str, ...] = ()
) -> QueueEntry:
    typed, topic = split_topic(meeting, text)
    organisation = organisation_asked(meeting, typed)
    if organisation:
        return QueueEntry(organisation=organisation, kind=kind, about=topic, asked=now)
    person = find_person(meeting, typed, among)
    return QueueEntry(who=person.name if person else typed, kind=kind, about=topic, asked=now)


def withdraw(file: MeetingFile, text: str, now: datetime) -> str:
    """q- NAME: all that the person waits for."""
    organisation = organisation_asked(file.meeting, text)
    if organisation:
        speaker = f"Someone from {organisation}"
    else:
        speaker = known_person(file.meeting, text, queued(file.meeting)).name
    mine = [e for e in speaker_queue.waiting_requests(file.meeting) if turns.speaker(e) == speaker]
    turn = turns.current_turn(file.meeting)
    if not mine and turn is not None and turns.speaker(turn) == speaker:
        raise MeetingError(f"{speaker} has the floor", "nothing was changed", "Type done to end it")
    if not mine:
        raise MeetingError(f"{speaker} is not in the queue", "nothing was changed")

    def rule(meeting: Meeting) -> Meeting:
        for entry in mine:
            meeting = speaker_queue.withdraw(meeting, now, entry.id)
        return meeting

    file.apply(rule)
    return f"{speaker} is out of the queue"


def acknowledge(file: MeetingFile, text: str, now: datetime) -> str:
    """Ack NAME: the floor, in or out of order; somebody who did not ask is called all the same."""
    waiting = tuple(queued(file.meeting))
    new = _request(file.meeting, SpeechKind.NEW_POINT, text, now, waiting)
    turn = turns.current_turn(file.meeting)
    if turn is not None and _same_speaker(turn, new):
        raise MeetingError(f"{turns.speaker(turn)} has the floor already", "nothing was changed")
    in_line = [place.entry for place in speaking_order(file.meeting, now)]
    asked = next((e for e in in_line if _same_speaker(e, new)), None)
    if asked is not None:
        file.apply(lambda m: speaker_queue.call(m, now, asked.id))
        return _has_floor(file.meeting)
    file.apply(lambda m: speaker_queue.call_unasked(m, now, new))
    return f"{_has_floor(file.meeting)}, without having asked"


def _same_speaker(one: QueueEntry | Turn, other: QueueEntry) -> bool:
    return fold(turns.speaker(one)) == fold(turns.speaker(other))


def last_word(file: MeetingFile, text: str, now: datetime) -> str:
    """Last NAME: the floor, and the queue is closed."""
    person = known_person(file.meeting, text, queued(file.meeting))
    entry = next(
        (p.entry for p in speaking_order(file.meeting, now) if p.entry.who == person.name), None
    )
    if entry is None:
        raise MeetingError(
            f"{person.name} is not in the queue",
            "nothing was changed",
            f"Type ack {person.name}, then close queue",
        )
    file.apply(lambda m: speaker_queue.last_word(m, now, entry.id))
    return f"{_has_floor(file.meeting)}; the queue is closed"


def invite(file: MeetingFile, text: str, now: datetime) -> str:
    """Invite NAME: to the front of the queue."""
    person = known_person(file.meeting, text)
    entry = QueueEntry(who=person.name, about="invited to speak", asked=now)
    file.apply(lambda m: speaker_queue.invite(m, now, entry))
    return f"{person.name} is invited: next gives them the floor"


def advance(file: MeetingFile, now: datetime) -> str:
    """next: the floor to the next one."""
    file.apply(lambda m: speaker_queue.next_turn(m, now))
    return _has_floor(file.meeting)


def done(file: MeetingFile, now: datetime) -> str:
    """done: the floor is free."""
    file.apply(lambda m: turns.end_turn(m, now))
    return _has_floor(file.meeting)


def pause(file: MeetingFile, now: datetime, *, resume: bool) -> str:
    """pause, resume: the clock of the speaker."""
    turn = turns.current_turn(file.meeting)
    if turn is not None and is_running(turn.spans) is resume:
        state = "speaking" if resume else "paused"
        raise MeetingError(f"{turns.speaker(turn)} is {state} already")
    file.apply(lambda m: turns.toggle_pause(m, now))
    return _has_floor(file.meeting)


def back(file: MeetingFile, now: datetime) -> str:
    """back: the last speaker has the floor again."""
    file.apply(lambda m: turns.bring_back(m, now))
    return _has_floor(file.meeting)


def set_open(file: MeetingFile, now: datetime, *, is_open: bool) -> str:
    """Open queue, close queue."""
    file.apply(lambda m: speaker_queue.set_queue_open(m, now, is_open=is_open))
    return f"The queue is {'open' if is_open else 'closed'}"


def set_order(file: MeetingFile, text: str, now: datetime) -> str:
    """Order as asked, first voices first, balanced."""
    found = [order for order in QueueMode if order.startswith(text.casefold().strip())]
    if not text.strip() or len(found) != 1:
        raise MeetingError(
            f"“{shortened(text)}” is no order of the queue",
            "nothing was changed",
            f"Type order {', or order '.join(QueueMode)}",
        )
    file.apply(lambda m: speaker_queue.set_queue_mode(m, now, found[0]))
    return f"The order of the queue is: {found[0]}"


def begin_go_round(file: MeetingFile, text: str, now: datetime) -> str:
    """go-round, go-round person, go-round end."""
    by = text.casefold().strip() or go_round.ORGANISATION
    if by in ("end", "stop", "off"):
        file.apply(lambda m: go_round.stop(m, now))
        return "The go-round is over"
    if by not in (go_round.ORGANISATION, go_round.PERSON):
        raise MeetingError(
            f"“{shortened(text)}” is no go-round", "nothing was changed", "Type go-round person"
        )
    file.apply(lambda m: go_round.begin(m, now, by))
    return f"Go-round by {by}: {', '.join(file.meeting.info.go_round)}"


def pass_over(file: MeetingFile, now: datetime) -> str:
    """pass: the next one of the go-round passes."""
    name = file.meeting.info.go_round[0] if file.meeting.info.go_round else ""
    file.apply(lambda m: go_round.pass_over(m, now))
    return f"{name} passes"


def limit(file: MeetingFile, text: str, now: datetime) -> str:
    """Limit 2m, limit off; limit question 30s for one kind, limit item 3m for the current item."""
    words = required(text, "limit 2m, limit question 30s, limit item 3m, or limit off").casefold()
    first, _, rest = words.partition(" ")
    if rest and first.isalpha() and first not in _LIMITED:
        raise MeetingError(
            f"“{shortened(first)}” has no limit",
            "nothing was changed",
            f"Type {', '.join(_LIMITED)}",
        )
    seconds = parse_limit(required(rest, f"limit {first} 2m") if first in _LIMITED else words)
    told = format_duration(seconds) if seconds else "none"
    if first == _ITEM:
        item = edits.current_item(file.meeting)
        if item is None:
            raise MeetingError("No agenda item is open", "nothing was changed", "Type next item")
        file.apply(lambda m: edits.change(m, now, item, speech_limit=seconds))
        return f"Speech limit on “{item.title}”: {told}"
    if first in _LIMITED:
        kind = SpeechKind(first)

        def rule(meeting: Meeting) -> Meeting:
            limits = {k: v for k, v in meeting.info.kind_limits.items() if k is not kind}
            if seconds is not None:
                limits[kind] = seconds
            return edits.change(meeting, now, meeting.info, kind_limits=limits)

        file.apply(rule)
        return f"Speech limit of a {turns.kind_name(kind)}: {told}"
    file.apply(lambda m: edits.change(m, now, m.info, speech_limit=seconds))
    return f"Speech limit: {told}"


def say_queue(meeting: Meeting, now: datetime) -> str:
    """q?: who has the floor, and who waits."""
    places = speaking_order(meeting, now)
    names = ", ".join(
        turns.speaker(p.entry) + (f" ({p.entry.about})" if p.entry.about else "") for p in places
    )
    return f"{_has_floor(meeting)}; {f'waiting: {names}' if names else 'nobody waits'}"


def _has_floor(meeting: Meeting) -> str:
    turn = turns.current_turn(meeting)
    if turn is None:
        return "The floor is free"
    paused = "" if is_running(turn.spans) else ", paused"
    return f"{turns.speaker(turn)} has the floor{paused}"

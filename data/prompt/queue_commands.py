"""Commands of the prompt about the speaker queue and the floor.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.errors import MeetingError
from data.prompt.arguments import required, shortened
from data.prompt.names import known_person, queued, unknown_name
from data.prompt.speak_request import Reading, parse
from data.prompt.speaker import Speaker, choose_speaker
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
    """A number as 1st, 2nd, 3rd, 4th, 11th, 21st."""
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 % 10 != 1 else 0, "th")
    return f"{number}{suffix}"


def queue_place(meeting: Meeting, entry_id: str, now: datetime) -> str:
    """Return the place of an entry in the speaking order: "3rd in the queue"."""
    ids = [place.entry.id for place in speaking_order(meeting, now)]
    return f"{_ordinal(ids.index(entry_id) + 1)} in the queue"


def ask(file: MeetingFile, kind: SpeechKind, text: str, now: datetime) -> str:
    """Queue a person, or someone from an organisation: q+, order+, ask+, reply+ NAME to TOPIC."""
    speaker = choose_speaker(file.meeting, text)
    entry = _entry(speaker, kind, now)
    meeting = file.apply(lambda m: speaker_queue.ask(m, now, entry))
    mine = next(
        e for e in speaker_queue.waiting_requests(meeting) if speaker_queue.same_request(e, entry)
    )
    about = f": {mine.about}" if mine.about else ""
    place = queue_place(meeting, mine.id, now)
    return f"{turns.speaker(mine)} is {place} ({turns.kind_name(kind)}{about}){_joined(speaker)}"


def _entry(speaker: Speaker, kind: SpeechKind, now: datetime) -> QueueEntry:
    return QueueEntry(
        who=speaker.who,
        organisation=speaker.organisation,
        kind=kind,
        about=speaker.topic,
        asked=now,
    )


def _joined(speaker: Speaker) -> str:
    """A new person is never added without saying so: the name may be a typing error."""
    return "; added to the people" if speaker.is_new else ""


def withdraw(file: MeetingFile, text: str, now: datetime) -> str:
    """Remove all requests of a speaker from the queue: q- NAME.

    Raises:
        MeetingError: the speaker is unknown, has the floor, or is not in the queue.
    """
    speaker = _waiting_speaker(file.meeting, text)
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


def _waiting_speaker(meeting: Meeting, text: str) -> str:
    """The speaker as the queue shows it: a person's name, or "Someone from ORGANISATION"."""
    request = parse(meeting, text)
    if request.reading is Reading.KNOWN and not request.candidates and not request.topic:
        return turns.someone_from(choose_speaker(meeting, text).organisation)
    return known_person(meeting, text, queued(meeting)).name


def acknowledge(file: MeetingFile, text: str, now: datetime) -> str:
    """Give the floor, in or out of order, even to someone who has not asked: ack NAME.

    Raises:
        MeetingError: the speaker is unclear, or has the floor already.
    """
    speaker = choose_speaker(file.meeting, text, queued(file.meeting))
    new = _entry(speaker, SpeechKind.NEW_POINT, now)
    turn = turns.current_turn(file.meeting)
    if turn is not None and _same_speaker(turn, new):
        raise MeetingError(f"{turns.speaker(turn)} has the floor already", "nothing was changed")
    in_line = [place.entry for place in speaking_order(file.meeting, now)]
    asked = next((e for e in in_line if _same_speaker(e, new)), None)
    if asked is not None:
        file.apply(lambda m: speaker_queue.call(m, now, asked.id))
        return _has_floor(file.meeting)
    file.apply(lambda m: speaker_queue.call_unasked(m, now, new))
    return f"{_has_floor(file.meeting)}, without having asked{_joined(speaker)}"


def _same_speaker(one: QueueEntry | Turn, other: QueueEntry) -> bool:
    return fold(turns.speaker(one)) == fold(turns.speaker(other))


def last_word(file: MeetingFile, text: str, now: datetime) -> str:
    """Give the floor and close the queue: last NAME.

    Raises:
        MeetingError: the speaker is unknown, or is not in the queue.
    """
    speaker = _waiting_speaker(file.meeting, text)
    entry = next(
        (
            place.entry
            for place in speaking_order(file.meeting, now)
            if turns.speaker(place.entry) == speaker
        ),
        None,
    )
    if entry is None:
        raise MeetingError(
            f"{speaker} is not in the queue",
            "nothing was changed",
            f"Type ack {speaker}, then close queue",
        )
    file.apply(lambda m: speaker_queue.last_word(m, now, entry.id))
    return f"{_has_floor(file.meeting)}; the queue is closed"


def invite(file: MeetingFile, text: str, now: datetime) -> str:
    """Put a known speaker at the front of the queue: invite NAME to TOPIC.

    Raises:
        MeetingError: the speaker is unknown or unclear.
    """
    speaker = choose_speaker(file.meeting, text)
    if speaker.is_new:
        raise unknown_name(file.meeting, speaker.who)
    topic = speaker.topic or "invited to speak"
    entry = _entry(replace(speaker, topic=topic), SpeechKind.NEW_POINT, now)
    file.apply(lambda m: speaker_queue.invite(m, now, entry))
    return f"{turns.speaker(entry)} is invited: next gives them the floor"


def advance(file: MeetingFile, now: datetime) -> str:
    """Give the floor to the next in the queue: next."""
    file.apply(lambda m: speaker_queue.next_turn(m, now))
    return _has_floor(file.meeting)


def done(file: MeetingFile, now: datetime) -> str:
    """End the turn on the floor: done."""
    file.apply(lambda m: turns.end_turn(m, now))
    return _has_floor(file.meeting)


def pause(file: MeetingFile, now: datetime, *, resume: bool) -> str:
    """Stop the clock of the speaker, or let it run again: pause, resume.

    Raises:
        MeetingError: the clock is stopped, or running, already; or nobody has the floor.
    """
    turn = turns.current_turn(file.meeting)
    if turn is not None and is_running(turn.spans) is resume:
        state = "speaking" if resume else "paused"
        raise MeetingError(f"{turns.speaker(turn)} is {state} already")
    file.apply(lambda m: turns.toggle_pause(m, now))
    return _has_floor(file.meeting)


def back(file: MeetingFile, now: datetime) -> str:
    """Give the floor back to the last speaker: back."""
    file.apply(lambda m: turns.bring_back(m, now))
    return _has_floor(file.meeting)


def set_open(file: MeetingFile, now: datetime, *, is_open: bool) -> str:
    """Accept new requests, or only points of order: open queue, close queue."""
    file.apply(lambda m: speaker_queue.set_queue_open(m, now, is_open=is_open))
    return f"The queue is {'open' if is_open else 'closed'}"


def set_order(file: MeetingFile, text: str, now: datetime) -> str:
    """Set the order among requests of the same kind: order balanced.

    Raises:
        MeetingError: there is no such order, or it is set already.
    """
    found = [order for order in QueueMode if order.startswith(text.casefold().strip())]
    if not text.strip() or len(found) != 1:
        raise MeetingError(
            f"“{shortened(text)}” is not an order of the queue",
            "nothing was changed",
            f"Type order {', or order '.join(QueueMode)}",
        )
    file.apply(lambda m: speaker_queue.set_queue_mode(m, now, found[0]))
    return f"The order of the queue is: {found[0]}"


def begin_go_round(file: MeetingFile, text: str, now: datetime) -> str:
    """Start or end a go-round: go-round, go-round person, go-round end.

    Raises:
        MeetingError: there is no such go-round, or nobody to call.
    """
    by = text.casefold().strip() or go_round.ORGANISATION
    if by in ("end", "stop", "off"):
        file.apply(lambda m: go_round.stop(m, now))
        return "The go-round is over"
    if by not in (go_round.ORGANISATION, go_round.PERSON):
        raise MeetingError(
            f"“{shortened(text)}” is not a go-round",
            "nothing was changed",
            "Type go-round or go-round person",
        )
    file.apply(lambda m: go_round.begin(m, now, by))
    return f"Go-round by {by}: {', '.join(file.meeting.info.go_round)}"


def pass_over(file: MeetingFile, now: datetime) -> str:
    """Let the next in the go-round pass: pass."""
    name = file.meeting.info.go_round[0] if file.meeting.info.go_round else ""
    file.apply(lambda m: go_round.pass_over(m, now))
    return f"{name} passes"


def limit(file: MeetingFile, text: str, now: datetime) -> str:
    """Set a speech limit, or remove it with "off": limit TIME, limit KIND TIME, limit item TIME.

    Raises:
        MeetingError: the time or the kind of speech is not understood, or no item is open.
    """
    usage = "limit 2m, limit question 30s, limit item 3m, or limit off"
    words = required(text, "limit", "a time", usage).casefold()
    first, _, rest = words.partition(" ")
    if rest and first.isalpha() and first not in _LIMITED:
        raise MeetingError(
            f"“{shortened(first)}” is not a kind of speech",
            "nothing was changed",
            f"Type limit and a time, or first one of: {', '.join(_LIMITED)}",
        )
    if first in _LIMITED:
        words = required(rest, f"limit {first}", "a time", f"limit {first} 2m")
    seconds = parse_limit(words)
    shown = format_duration(seconds) if seconds else "none"
    if first == _ITEM:
        item = edits.current_item(file.meeting)
        if item is None:
            raise MeetingError("No agenda item is open", "nothing was changed", "Type next item")
        file.apply(lambda m: edits.change(m, now, item, speech_limit=seconds))
        return f"Speech limit on “{item.title}”: {shown}"
    if first in _LIMITED:
        kind = SpeechKind(first)

        def rule(meeting: Meeting) -> Meeting:
            limits = {k: v for k, v in meeting.info.kind_limits.items() if k is not kind}
            if seconds is not None:
                limits[kind] = seconds
            return edits.change(meeting, now, meeting.info, kind_limits=limits)

        file.apply(rule)
        return f"Speech limit of a {turns.kind_name(kind)}: {shown}"
    file.apply(lambda m: edits.change(m, now, m.info, speech_limit=seconds))
    return f"Speech limit: {shown}"


def show_queue(meeting: Meeting, now: datetime) -> str:
    """Show who has the floor and who is waiting: q?."""
    places = speaking_order(meeting, now)
    names = ", ".join(
        turns.speaker(p.entry) + (f" ({p.entry.about})" if p.entry.about else "") for p in places
    )
    return f"{_has_floor(meeting)}; {f'waiting: {names}' if names else 'nobody is waiting'}"


def _has_floor(meeting: Meeting) -> str:
    turn = turns.current_turn(meeting)
    if turn is None:
        return "The floor is free"
    paused = "" if is_running(turn.spans) else ", paused"
    return f"{turns.speaker(turn)} has the floor{paused}"

"""Commands of the prompt about the speaker queue and the floor.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from data.errors import MeetingError
from data.prompt.command import Act, Completes, PromptCommand, without_arguments
from data.prompt.name_list import several_known
from data.prompt.name_split import split_after, split_words, words_before_separator
from data.prompt.names import known_person, queued, unknown_name
from data.prompt.speak_request import Reading, parse
from data.prompt.speaker import Speaker, choose_speaker
from data.records.meeting import Meeting
from data.records.models import QueueEntry, SpeechKind, Turn
from data.records.spans import is_running
from data.rules import speaker_queue, turns
from data.rules.people import matching_people
from data.rules.queue_order import speaking_order
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.formatting import joined

_NEXT = re.compile(
    r"(?:the )?next(?: (?:one|person|speaker|in (?:the )?queue|in line))?(?:,? please)?",
    re.IGNORECASE,
)


def _ordinal(number: int) -> str:
    """A number as 1st, 2nd, 3rd, 4th, 11th, 21st."""
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 % 10 != 1 else 0, "th")
    return f"{number}{suffix}"


def queue_place(meeting: Meeting, entry_id: str, now: datetime) -> str:
    """Return the place of an entry in the speaking order: "3rd in the queue"."""
    ids = [place.entry.id for place in speaking_order(meeting, now)]
    return f"{_ordinal(ids.index(entry_id) + 1)} in the queue"


def _ask(kind: SpeechKind) -> Act:
    return lambda file, text, now: ask(file, kind, text, now)


def ask(file: MeetingFile, kind: SpeechKind, text: str, now: datetime) -> str:
    """Queue people, or someone from an organisation: q+, order+, ask+, reply+ NAME to TOPIC."""
    names, topic = several_known(file.meeting, text)
    if names:
        return _ask_several(file, kind, names, topic, now)
    speaker = choose_speaker(file.meeting, text)
    entry = _entry(speaker, kind, now)
    meeting = file.apply(lambda m: speaker_queue.ask(m, now, entry))
    mine = speaker_queue.request_of(meeting, entry)
    about = f": {mine.about}" if mine.about else ""
    place = queue_place(meeting, mine.id, now)
    asked = f"{turns.speaker(mine)} is {place} ({turns.kind_name(mine.kind)}{about})"
    note = speaker_queue.as_point_note(entry, mine)
    return f"{asked}{f'; {note}' if note else ''}{_joined(speaker)}"


def _ask_several(
    file: MeetingFile, kind: SpeechKind, names: Sequence[str], topic: str, now: datetime
) -> str:
    """Queue several known people with the same topic, in one act."""
    entries = [_entry(Speaker(name, topic=topic), kind, now) for name in names]

    def rule(meeting: Meeting) -> Meeting:
        for entry in entries:
            meeting = speaker_queue.ask(meeting, now, entry)
        return meeting

    file.apply(rule)
    about = f": {topic}" if topic else ""
    return f"{joined(names)} are in the queue ({turns.kind_name(kind)}{about})"


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
    """Remove all requests of speakers from the queue: q- NAME, q- NAME and NAME.

    Raises:
        MeetingError: a speaker is unknown, has the floor, or is not in the queue.
    """
    several, _ = several_known(file.meeting, text)
    speakers = several or (_waiting_speaker(file.meeting, text),)
    mine = [entry for speaker in speakers for entry in _requests(file.meeting, speaker)]

    def rule(meeting: Meeting) -> Meeting:
        for entry in mine:
            meeting = speaker_queue.withdraw(meeting, now, entry.id)
        return meeting

    file.apply(rule)
    return f"{joined(speakers)} {'are' if several else 'is'} out of the queue"


def _requests(meeting: Meeting, speaker: str) -> list[QueueEntry]:
    mine = [e for e in speaker_queue.waiting_requests(meeting) if turns.speaker(e) == speaker]
    turn = turns.current_turn(meeting)
    if not mine and turn is not None and turns.speaker(turn) == speaker:
        raise MeetingError(f"{speaker} has the floor", "nothing was changed", "Type done to end it")
    if not mine:
        raise MeetingError(f"{speaker} is not in the queue", "nothing was changed")
    return mine


def _waiting_speaker(meeting: Meeting, text: str) -> str:
    """The speaker as the queue shows it: a person's name, or "Someone from ORGANISATION"."""
    request = parse(meeting, text)
    if request.reading is Reading.KNOWN and not request.candidates and not request.topic:
        return turns.someone_from(choose_speaker(meeting, text).organisation)
    if not matching_people(meeting, text):
        words = split_words(meeting, text)
        text = split_after(words, words_before_separator(words)).name
    return known_person(meeting, text, queued(meeting)).name


def acknowledge(file: MeetingFile, text: str, now: datetime) -> str:
    """Give the floor, in or out of order, even to someone who has not asked: ack NAME, ack next.

    Raises:
        MeetingError: the speaker is unclear, or has the floor already and has not asked again.
    """
    if is_next(file.meeting, text):
        return advance(file, now)
    several, _ = several_known(file.meeting, text)
    if several:
        raise MeetingError(
            f"{joined(several)} cannot speak at once",
            "nothing was changed",
            f"Type ack {several[0]}",
        )
    speaker = choose_speaker(file.meeting, text, queued(file.meeting))
    new = _entry(speaker, SpeechKind.NEW_POINT, now)
    in_line = [place.entry for place in speaking_order(file.meeting, now)]
    asked = next((e for e in in_line if _same_speaker(e, new)), None)
    if asked is not None:
        # Also one who speaks and has asked again: that is a new turn.
        file.apply(lambda m: speaker_queue.call(m, now, asked.id))
        return _has_floor(file.meeting)
    turn = turns.current_turn(file.meeting)
    if turn is not None and _same_speaker(turn, new):
        raise MeetingError(f"{turns.speaker(turn)} has the floor already", "nothing was changed")
    file.apply(lambda m: speaker_queue.call_unasked(m, now, new))
    return f"{_has_floor(file.meeting)}, without having asked{_joined(speaker)}"


def is_next(meeting: Meeting, text: str) -> bool:
    """Return whether a text means the next in the queue, whom nobody here is called like."""
    return _NEXT.fullmatch(text.strip(" .,:;!")) is not None and not matching_people(meeting, text)


def _same_speaker(one: QueueEntry | Turn, other: QueueEntry) -> bool:
    return fold(turns.speaker(one)) == fold(turns.speaker(other))


def last_word(file: MeetingFile, text: str, now: datetime) -> str:
    """Give the floor and close the queue: last NAME.

    Raises:
        MeetingError: the speaker is unknown, or is not in the queue.
    """
    order = [place.entry for place in speaking_order(file.meeting, now)]
    if order and is_next(file.meeting, text):
        speaker = turns.speaker(order[0])
    else:
        speaker = _waiting_speaker(file.meeting, text)
    entry = next((e for e in order if turns.speaker(e) == speaker), None)
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


COMMANDS = (
    PromptCommand(
        "q+",
        "NAME to TOPIC",
        "Add a person to the queue; the topic is optional.",
        "q+ Ada to rents",
        _ask(SpeechKind.NEW_POINT),
        Completes.PRESENT,
        also=("queue+",),
    ),
    PromptCommand(
        "order+",
        "NAME to TOPIC",
        "Queue a point of order.",
        "order+ Ben",
        _ask(SpeechKind.POINT_OF_ORDER),
        Completes.PRESENT,
    ),
    PromptCommand(
        "ask+",
        "NAME to TOPIC",
        "Queue a clarifying question.",
        "ask+ Cleo about the date",
        _ask(SpeechKind.CLARIFYING_QUESTION),
        Completes.PRESENT,
    ),
    PromptCommand(
        "reply+",
        "NAME to TOPIC",
        "Queue a direct response.",
        "reply+ Dov",
        _ask(SpeechKind.DIRECT_RESPONSE),
        Completes.PRESENT,
    ),
    PromptCommand(
        "q-",
        "NAME",
        "Remove a person from the queue.",
        "q- Ada",
        withdraw,
        Completes.WAITING,
        also=("queue-",),
    ),
    PromptCommand(
        "q?",
        "",
        "Show who has the floor and who is waiting.",
        "q?",
        without_arguments(lambda file, now: show_queue(file.meeting, now)),
        also=("queue?",),
    ),
    PromptCommand(
        "ack",
        "NAME",
        "Give a person the floor, even out of order or without a request.",
        "ack Ben",
        acknowledge,
        Completes.WAITING,
    ),
    PromptCommand(
        "next",
        "",
        "Give the floor to the next in the queue.",
        "next",
        without_arguments(advance),
    ),
    PromptCommand("done", "", "End the turn on the floor.", "done", without_arguments(done)),
    PromptCommand(
        "pause",
        "",
        "Stop the speaker's clock.",
        "pause",
        without_arguments(lambda file, now: pause(file, now, resume=False)),
    ),
    PromptCommand(
        "resume",
        "",
        "Let the speaker's clock run again.",
        "resume",
        without_arguments(lambda file, now: pause(file, now, resume=True)),
    ),
    PromptCommand(
        "back",
        "",
        "Give the floor back to the last speaker.",
        "back",
        without_arguments(back),
    ),
    PromptCommand(
        "last",
        "NAME",
        "Give a person the floor and close the queue.",
        "last Ada",
        last_word,
        Completes.WAITING,
    ),
    PromptCommand(
        "invite",
        "NAME to TOPIC",
        "Put a person at the front of the queue; the topic is optional.",
        "invite Dov",
        invite,
        Completes.PRESENT,
    ),
)

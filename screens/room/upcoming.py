"""Who speaks next; before the meeting what is on the agenda, after it what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import MeetingState, QueueEntry, SpeechKind, Turn
from data.rules import agenda, go_round, people, turns
from data.rules.queue_order import speaking_order
from screens.room.font import Size
from screens.room.large_text import large_text
from screens.signs import DECISION, marked
from screens.widgets.content import plain
from screens.widgets.header_text import KIND_SYMBOLS

_SHOWN = 3
_NAME_CELLS, _ORGANISATION_CELLS = 30, 26  # at most
_LEAST_CELLS = 12  # for the topic
_GAP = 3  # cells between columns
_LABEL_CELLS = 7  # of "next" or "then" before a row, and of the gap behind it


@dataclass(frozen=True)
class Upcoming:
    """Somebody who speaks soon.

    Args:
        name: whom to call.
        organisation: for whom they speak; "" if that is not known, or is their name.
        about: their topic, or why they are next.
        kind: the kind of speech.
    """

    name: str
    organisation: str = ""
    about: str = ""
    kind: SpeechKind = SpeechKind.NEW_POINT


def next_speakers(meeting: Meeting, now: datetime) -> list[Upcoming]:
    """Return the next three speakers.

    Points of order and clarifying questions come first, then the speaker who was interrupted, then
    a go-round, then all others who wait: see `speaker_queue.next_speaker_name`.
    """
    waiting = [position.entry for position in speaking_order(meeting, now)]
    first = [entry for entry in waiting if entry.kind in turns.INTERRUPTING]
    found = [_request(entry) for entry in first]
    turn = turns.current_turn(meeting)
    interrupted = meeting.find(Turn, turn.interrupts) if turn is not None else None
    if interrupted is not None and not interrupted.ended:
        who = turns.speaker(interrupted)
        found.append(Upcoming(who, _organisation(interrupted), "continues"))
    found += _go_round(meeting)
    found += [_request(entry) for entry in waiting if entry not in first]
    return found[:_SHOWN]


def _request(entry: QueueEntry) -> Upcoming:
    return Upcoming(turns.speaker(entry), _organisation(entry), entry.about, entry.kind)


def _organisation(record: QueueEntry | Turn) -> str:
    return record.organisation if record.who else ""


def _go_round(meeting: Meeting) -> list[Upcoming]:
    if not meeting.info.go_round:
        return []
    who, organisation = go_round.next_speaker(meeting)
    called = Upcoming(
        who or turns.someone_from(organisation), organisation if who else "", "go-round"
    )
    later = [
        Upcoming(name, person.organisation if person else "", "go-round")
        for name in meeting.info.go_round[1:_SHOWN]
        for person in [people.person_named(meeting, name)]
    ]
    return [called, *later]


def following(
    meeting: Meeting, now: datetime, width: int, *, shown: int = _SHOWN, in_letters: bool = False
) -> Content:
    """Return a few aligned rows about what comes next.

    Args:
        meeting: the meeting.
        now: the present instant.
        width: of a row at most, in cells.
        shown: how many speakers, items or decisions, up to three.
        in_letters: whether the name of the next speaker is in block letters.
    """
    if meeting.info.state is MeetingState.RUNNING:
        return _speakers(meeting, next_speakers(meeting, now)[:shown], width, in_letters)
    if meeting.info.state is MeetingState.DRAFT:
        items = agenda.sorted_items(meeting)[:shown]
        return _rows("on the agenda", [plain((item.title, "bold")) for item in items], width)
    decided = [
        plain(marked(DECISION), decision.text.partition("\n")[0])
        for decision in meeting.decisions
        if decision.result == "agreed"
    ]
    return _rows("decided", decided[-shown:], width)


def _rows(label: str, texts: list[Content], width: int) -> Content:
    """Return rows of which the first has a label before it."""
    indent = " " * len(label)
    return Content("\n").join(
        plain((f"{label if n == 0 else indent}   ", "$text-muted"), text).truncate(
            width, ellipsis=True
        )
        for n, text in enumerate(texts)
    )


def _speakers(meeting: Meeting, speakers: list[Upcoming], width: int, in_letters: bool) -> Content:
    if not speakers:
        if meeting.info.queue_open:
            return plain(("Nobody waits to speak", "$text-muted"))
        return plain(("The queue is closed", "$text-warning"))
    rows: list[Content] = []
    labels = ["next", *["then"] * (len(speakers) - 1)]
    if in_letters:
        first = speakers[0]
        letters = large_text(first.name, width - _LABEL_CELLS, Size.SMALL + 1, Size.SMALL)
        rows += [plain((letter_row, "$text-muted")) for letter_row in letters]
        rows.append(_about(first))
        labels[1:1] = [""] * len(letters)
        speakers = speakers[1:]
    rows += _in_columns(speakers, width - _LABEL_CELLS)
    return Content("\n").join(
        plain(
            (label.ljust(_LABEL_CELLS), "$text-muted"),
            row.truncate(width - _LABEL_CELLS, ellipsis=True),
        )
        for label, row in zip(labels, rows, strict=True)
    )


def _about(speaker: Upcoming) -> Content:
    """Return the organisation, the kind of speech and the topic of a speaker, in one line."""
    special = speaker.kind is not SpeechKind.NEW_POINT
    kind = turns.kind_name(speaker.kind) if special else ""
    parts = [
        plain((speaker.organisation, "$text-muted")),
        plain((kind, KIND_SYMBOLS[speaker.kind][1])),
        Content(speaker.about),
    ]
    return Content("   ").join(part for part in parts if part.plain)


def _in_columns(speakers: list[Upcoming], width: int) -> list[Content]:
    """Return a row for each speaker: name, organisation and topic below one another.

    Topics are left out where there is no room for more than a few letters of them.
    """
    if not speakers:
        return []
    names = [
        plain((speaker.name, "bold"), " " if _sign(speaker)[0] else "", _sign(speaker))
        for speaker in speakers
    ]
    organisations = [plain((speaker.organisation, "$text-muted")) for speaker in speakers]
    columns = [_column(names, _NAME_CELLS), _column(organisations, _ORGANISATION_CELLS)]
    used = sum(column[0].cell_length + _GAP for column in columns)
    if width - used >= _LEAST_CELLS:
        columns.append([Content(speaker.about) for speaker in speakers])
    gap = " " * _GAP
    return [
        Content(gap).join(part for part in row if part.plain) for row in zip(*columns, strict=True)
    ]


def _sign(speaker: Upcoming) -> tuple[str, str]:
    sign, style = KIND_SYMBOLS[speaker.kind]
    return sign.strip(), style


def _column(texts: list[Content], limit: int) -> list[Content]:
    """Return texts of one width; no wider than the widest needs, nor than the limit."""
    width = min(limit, max(text.cell_length for text in texts))
    cut = [text.truncate(width, ellipsis=True) for text in texts]
    return [text.pad_right(width - text.cell_length) for text in cut]

"""Turns on the floor, and their clocks.

A turn that a point of order or a clarifying question interrupts waits below it, and has the floor
again afterwards (Robert's Rules of Order, 12th ed., §23, §33).
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import AgendaItem, QueueEntry, SpeechKind, Turn
from data.rules.timespans import close_spans, is_running, total_seconds
from data.text.comparison import fold

INTERRUPTING = (SpeechKind.POINT_OF_ORDER, SpeechKind.CLARIFYING_QUESTION)
_KIND_NAMES = {
    SpeechKind.POINT_OF_ORDER: "point of order",
    SpeechKind.CLARIFYING_QUESTION: "clarifying question",
    SpeechKind.DIRECT_RESPONSE: "direct response",
    SpeechKind.NEW_POINT: "new point",
}

WARNING_SECONDS = 20
"""So long before the end of a speech limit the speaker is warned."""


def kind_name(kind: SpeechKind) -> str:
    """The kind in the words of a chair."""
    return _KIND_NAMES[kind]


def speaker(record: QueueEntry | Turn) -> str:
    """Whom to call: the name, or the organisation that sends somebody."""
    return record.who or someone_from(record.organisation)


def someone_from(organisation: str) -> str:
    """Whom to call where an organisation sends somebody without a name."""
    return f"Someone from {organisation}"


def current_turn(meeting: Meeting) -> Turn | None:
    """The turn that has the floor, speaking or paused; None while the floor is free.

    A turn that another one interrupts is not it.
    """
    return meeting.cached(_current_turn)


def _current_turn(meeting: Meeting) -> Turn | None:
    open_turns = [turn for turn in meeting.turns if not turn.ended]
    interrupted = {turn.interrupts for turn in open_turns}
    return next((turn for turn in open_turns if turn.id not in interrupted), None)


def speaking_seconds(turn: Turn, now: datetime) -> float:
    """Seconds that the turn has had the floor."""
    return total_seconds(turn.spans, now)


def speech_limit(meeting: Meeting, turn: Turn) -> int | None:
    """The speech limit of a turn in seconds: its kind's, its item's, or the meeting's."""
    info = meeting.info
    item = meeting.find(AgendaItem, turn.item)
    of_item = item.speech_limit if item else None
    return info.kind_limits.get(turn.kind) or of_item or info.speech_limit


def last_spoken(meeting: Meeting, item_id: str | None = None) -> Turn | None:
    """The ended turn that spoke last, of the meeting or of one item; None if there is none."""
    ended = (t for t in meeting.turns if t.ended and item_id in (None, t.item) and t.spans)
    return max(ended, key=_when_stopped, default=None)


def _when_stopped(turn: Turn) -> tuple[int, datetime, datetime]:
    """For comparing: by count, since a clock can be set back; by time in files without counts."""
    start, end = turn.spans[-1]
    return turn.stopped, end or start, start


def stop_clock(meeting: Meeting, turn: Turn, at: datetime) -> Turn:
    """The turn with its clock stopped, counted as the last one that did so."""
    if not is_running(turn.spans):
        return turn
    number = 1 + max((t.stopped for t in meeting.turns), default=0)
    return turn.replace(spans=close_spans(turn.spans, at), stopped=number)


def ended(meeting: Meeting, turn: Turn, at: datetime) -> Turn:
    """The turn when it is over."""
    return stop_clock(meeting, turn, at).replace(ended=True)


def clear_floor(meeting: Meeting, at: datetime) -> Meeting:
    """End every turn that is not ended, interrupted ones too; a step inside other rules."""
    return meeting.put(*(ended(meeting, turn, at) for turn in meeting.turns if not turn.ended))


def end_turn(meeting: Meeting, at: datetime) -> Meeting:
    """End the turn on the floor. Whoever it interrupted has the floor again."""
    turn = _require_current_turn(meeting)
    meeting = meeting.put(ended(meeting, turn, at))
    meeting = _resume_interrupted(meeting, at, turn)
    return meeting.logged(at, "turn ended", speaker(turn))


def leave_floor(meeting: Meeting, at: datetime, name: str) -> Meeting:
    """End the turns of somebody who goes; a step inside other rules.

    Whoever they have interrupted goes on, as soon as nobody else interrupts.
    """
    turn = current_turn(meeting)
    while turn is not None and fold(turn.who) == fold(name):
        meeting = end_turn(meeting, at)
        turn = current_turn(meeting)
    for below in meeting.turns:
        if not below.ended and fold(below.who) == fold(name):
            above = (t for t in meeting.turns if t.interrupts == below.id and not t.ended)
            meeting = meeting.put(*(t.replace(interrupts=below.interrupts) for t in above))
            meeting = meeting.put(ended(meeting, below, at))
    return meeting


def _resume_interrupted(meeting: Meeting, at: datetime, turn: Turn) -> Meeting:
    interrupted = meeting.find(Turn, turn.interrupts) if turn.interrupts else None
    if interrupted is None or interrupted.ended:
        return meeting
    return meeting.put(interrupted.replace(spans=(*interrupted.spans, (at, None))))


def toggle_pause(meeting: Meeting, at: datetime) -> Meeting:
    """Stop the clock of the speaker, or let it go on."""
    turn = _require_current_turn(meeting)
    if is_running(turn.spans):
        return meeting.put(stop_clock(meeting, turn, at)).logged(at, "paused", speaker(turn))
    resumed = turn.replace(spans=(*turn.spans, (at, None)))
    return meeting.put(resumed).logged(at, "resumed", speaker(turn))


def bring_back(meeting: Meeting, at: datetime) -> Meeting:
    """Give the floor back to the last speaker, with their clock.

    Whoever has the floor now is interrupted, and has it again afterwards.
    """
    holder = current_turn(meeting)
    last = last_spoken(meeting)
    if last is None:
        raise MeetingError("Nobody has spoken before")
    if holder is not None:
        meeting = meeting.put(stop_clock(meeting, holder, at))
    again = last.replace(
        ended=False,
        spans=(*last.spans, (at, None)),
        interrupts=holder.id if holder else "",
        out_of_order=True,
    )
    return meeting.put(again).logged(at, "brought back", speaker(again))


def remove_turn(meeting: Meeting, at: datetime, turn_id: str) -> Meeting:
    """Take a turn out of the record; if it had the floor, whoever it interrupted goes on."""
    turn = meeting.get(Turn, turn_id)
    above = next((t for t in meeting.turns if t.interrupts == turn_id and not t.ended), None)
    meeting = meeting.without(turn)
    if above is not None:
        meeting = meeting.put(above.replace(interrupts=turn.interrupts))
    elif not turn.ended:
        meeting = _resume_interrupted(meeting, at, turn)
    return meeting.logged(at, "turn removed", speaker(turn))


def _require_current_turn(meeting: Meeting) -> Turn:
    turn = current_turn(meeting)
    if turn is None:
        raise MeetingError("Nobody has the floor")
    return turn

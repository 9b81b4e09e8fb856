"""Turns on the floor, and their clocks.

A point of order or a clarifying question may interrupt a turn. The interrupted turn continues when
the interruption ends (Robert's Rules of Order, 12th ed., §23, §33).
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeanwhileError, MeetingError
from data.records.meeting import Meeting
from data.records.models import AgendaItem, Person, PersonState, QueueEntry, SpeechKind, Turn
from data.records.spans import close_spans, is_running, total_seconds
from data.rules.people import likely_people, mark_present, person_named
from data.text.comparison import fold

INTERRUPTING = (SpeechKind.POINT_OF_ORDER, SpeechKind.CLARIFYING_QUESTION)
"""The kinds of speech that interrupt the current turn."""

_KIND_NAMES = {
    SpeechKind.POINT_OF_ORDER: "point of order",
    SpeechKind.CLARIFYING_QUESTION: "clarifying question",
    SpeechKind.DIRECT_RESPONSE: "direct response",
    SpeechKind.NEW_POINT: "new point",
}

WARNING_SECONDS = 20
"""How many seconds before the end of a speech limit the speaker is warned."""


def kind_name(kind: SpeechKind) -> str:
    """Return the name of a kind of speech, for example "point of order"."""
    return _KIND_NAMES[kind]


def speaker(record: QueueEntry | Turn) -> str:
    """Return whom to call: the name, or "Someone from" the organisation if there is no name."""
    return record.who or someone_from(record.organisation)


def someone_from(organisation: str) -> str:
    """Return whom to call if an organisation asks to speak without a name."""
    return f"Someone from {organisation}"


def current_turn(meeting: Meeting) -> Turn | None:
    """Return the turn that has the floor, running or paused; None if the floor is free.

    An interrupted turn does not have the floor.
    """
    return meeting.cached(_current_turn)


def _current_turn(meeting: Meeting) -> Turn | None:
    open_turns = [turn for turn in meeting.turns if not turn.ended]
    interrupted = {turn.interrupts for turn in open_turns}
    return next((turn for turn in open_turns if turn.id not in interrupted), None)


def require_same_floor(meeting: Meeting, seen: Meeting) -> None:
    """Check that the floor is still as it was shown when a key was pressed.

    Raises:
        MeanwhileError: another turn has the floor, or its clock was paused or resumed.
    """
    turn, shown = current_turn(meeting), current_turn(seen)
    if turn is None:
        if shown is not None:
            raise MeanwhileError("The floor is free already")
    elif shown is None or shown.id != turn.id:
        raise MeanwhileError(f"{speaker(turn)} already has the floor")
    elif is_running(turn.spans) is not is_running(shown.spans):
        state = "speaking" if is_running(turn.spans) else "paused"
        raise MeanwhileError(f"{speaker(turn)} is {state} already")


def speaking_seconds(turn: Turn, now: datetime) -> float:
    """Return the seconds of speaking time of a turn until now."""
    return total_seconds(turn.spans, now)


def speech_limit(meeting: Meeting, turn: Turn) -> int | None:
    """Return the speech limit of a turn in seconds: of its kind, its item, or the meeting.

    A presenter has none: the time box of the item is theirs.
    """
    if turn.presents:
        return None
    info = meeting.info
    item = meeting.find(AgendaItem, turn.item)
    of_item = item.speech_limit if item else None
    return info.kind_limits.get(turn.kind) or of_item or info.speech_limit


def last_spoken(meeting: Meeting, item_id: str | None = None) -> Turn | None:
    """Return the turn that ended last, of the meeting or of one item; None if there is none."""
    ended = (t for t in meeting.turns if t.ended and item_id in (None, t.item) and t.spans)
    return max(ended, key=_when_stopped, default=None)


def _when_stopped(turn: Turn) -> tuple[int, datetime, datetime]:
    """Return a sort key: by the count, since a clock can be set back; by time in old files."""
    start, end = turn.spans[-1]
    return turn.stopped, end or start, start


def stop_clock(meeting: Meeting, turn: Turn, at: datetime) -> Turn:
    """Return the turn with its clock stopped, counted as the last clock that stopped."""
    if not is_running(turn.spans):
        return turn
    number = 1 + max((t.stopped for t in meeting.turns), default=0)
    return turn.replace(spans=close_spans(turn.spans, at), stopped=number)


def ended(meeting: Meeting, turn: Turn, at: datetime) -> Turn:
    """Return the turn with its clock stopped, marked as ended."""
    return stop_clock(meeting, turn, at).replace(ended=True)


def clear_floor(meeting: Meeting, at: datetime) -> Meeting:
    """End every turn that has not ended, interrupted ones too; a step inside other rules."""
    return meeting.put(*(ended(meeting, turn, at) for turn in meeting.turns if not turn.ended))


def _presenter(meeting: Meeting, item: AgendaItem) -> Person | None:
    """Return the person who presents an item, or None if no person of the meeting is meant.

    Of several, it is the first who is here.
    """
    found = likely_people(meeting, item.presenter)
    return next((p for p in found if p.state is PersonState.PRESENT), *found[:1] or (None,))


def begin_presentation(meeting: Meeting, at: datetime, item: AgendaItem) -> Meeting:
    """Give the floor to the presenter of an item that is taken; a step inside other rules.

    Returns:
        The meeting with their turn; the same object if the meeting does not want this, the item has
        no presenter, they are not here, or they have presented the item before.
    """
    person = _presenter(meeting, item)
    if (
        not meeting.info.presenters_speak
        or person is None
        or person.state is not PersonState.PRESENT
        or any(turn.presents and turn.item == item.id for turn in meeting.turns)
    ):
        return meeting
    turn = Turn(
        who=person.name,
        organisation=person.organisation,
        item=item.id,
        spans=((at, None),),
        presents=True,
    )
    return meeting.put(turn)


def presenter_note(meeting: Meeting, item: AgendaItem | None) -> str:
    """Return a sentence if the floor is free because the presenter of an item is not here.

    Args:
        meeting: the meeting.
        item: the item that was just taken; None for none.
    """
    if item is None or not item.presenter or not meeting.info.presenters_speak:
        return ""
    if any(turn.item == item.id for turn in meeting.turns):
        return ""
    person = _presenter(meeting, item)
    if person is None:
        return f"{item.presenter} is to present it, but is not among the people"
    return f"{person.name} is to present it, but is not here"


def end_turn(meeting: Meeting, at: datetime) -> Meeting:
    """End the current turn. If it interrupted another one, that one continues.

    Raises:
        MeetingError: nobody has the floor.
    """
    turn = _require_current_turn(meeting)
    meeting = meeting.put(ended(meeting, turn, at))
    meeting = _resume_interrupted(meeting, at, turn)
    return meeting.logged(at, "turn ended", speaker(turn))


def leave_floor(meeting: Meeting, at: datetime, name: str) -> Meeting:
    """End the turns of a person who leaves; a step inside other rules.

    A turn that they interrupted continues, as soon as no other turn interrupts it.
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
    """Start the clock of the turn that this one interrupted, if there is one."""
    interrupted = meeting.find(Turn, turn.interrupts) if turn.interrupts else None
    if interrupted is None or interrupted.ended:
        return meeting
    return meeting.put(interrupted.replace(spans=(*interrupted.spans, (at, None))))


def names_speaker(meeting: Meeting, name: str) -> bool:
    """Return whether a person can be the one who speaks now, named only by their organisation."""
    turn, person = current_turn(meeting), person_named(meeting, name)
    if turn is None or turn.who or person is None:
        return False
    own = (person.organisation, *person.also_for)
    return fold(turn.organisation) in (fold(organisation) for organisation in own if organisation)


def name_speaker(meeting: Meeting, at: datetime, name: str) -> Meeting:
    """Record who speaks now, where the turn has only the name of an organisation.

    Args:
        meeting: the meeting.
        at: the instant of the act.
        name: the full name of a member of that organisation, who is present from now on.

    Raises:
        MeetingError: nobody has the floor, the speaker has a name, or is of another organisation.
    """
    turn = _require_current_turn(meeting)
    person = person_named(meeting, name)
    if person is None or not names_speaker(meeting, name):
        raise MeetingError(f"{name} does not speak now", f"{speaker(turn)} has the floor")
    meeting = mark_present(meeting, at, person)
    return meeting.put(turn.replace(who=person.name)).logged(at, "speaks", person.name)


def toggle_pause(meeting: Meeting, at: datetime) -> Meeting:
    """Pause the clock of the current turn, or resume it.

    Raises:
        MeetingError: nobody has the floor.
    """
    turn = _require_current_turn(meeting)
    if is_running(turn.spans):
        return meeting.put(stop_clock(meeting, turn, at)).logged(at, "paused", speaker(turn))
    resumed = turn.replace(spans=(*turn.spans, (at, None)))
    return meeting.put(resumed).logged(at, "resumed", speaker(turn))


def bring_back(meeting: Meeting, at: datetime) -> Meeting:
    """Give the floor back to the last speaker. Their clock continues.

    The current turn is interrupted, and continues afterwards.

    Raises:
        MeetingError: no turn has ended yet.
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
    """Remove a turn. If it had the floor, the turn that it interrupted continues.

    Raises:
        MeetingError: the turn was removed before.
    """
    turn = meeting.get(Turn, turn_id)
    above = next((t for t in meeting.turns if t.interrupts == turn_id and not t.ended), None)
    meeting = meeting.without(turn)
    if above is not None:
        meeting = meeting.put(above.replace(interrupts=turn.interrupts))
    elif not turn.ended:
        meeting = _resume_interrupted(meeting, at, turn)
    return meeting.logged(at, "turn removed", speaker(turn))


def _require_current_turn(meeting: Meeting) -> Turn:
    """Return the current turn; raise MeetingError if nobody has the floor."""
    turn = current_turn(meeting)
    if turn is None:
        raise MeetingError("Nobody has the floor")
    return turn

"""Commands of the prompt about the meeting and its agenda.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.prompt.arguments import quoted, required
from data.prompt.command import Capture, PromptCommand, without_arguments
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MinutesApproval
from data.rules import agenda, edits, lifecycle, turns
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.durations import format_duration, parse_duration
from data.text.formatting import count, local_day


def start(file: MeetingFile, now: datetime) -> str:
    """Start the meeting: start."""
    file.apply(lambda m: lifecycle.start(m, now))
    return "The meeting has started"


def end(file: MeetingFile, now: datetime) -> str:
    """End the meeting and list what its record still lacks: end."""
    gaps = lifecycle.missing_from_minutes(file.meeting)
    file.apply(lambda m: lifecycle.end(m, now))
    missing = f"; missing: {'; '.join(gaps)}" if gaps else ""
    return f"The meeting has ended{missing}"


def approve_last(file: MeetingFile, text: str, now: datetime) -> str:
    """Approve the minutes of the last meeting of the series: approve last, approve last: TEXT.

    Raises:
        MeetingError: there are no such minutes, or the meeting is not running.
    """
    due = file.approvals.find(file.meeting) if file.approvals is not None else None
    if due is None:
        raise MeetingError(
            "There are no minutes to approve", "the last meeting of this series has none that wait"
        )
    text = text or due.corrections
    earlier = MinutesApproval(**{**dict(due), "corrections": text})
    file.apply(lambda m: lifecycle.approve_earlier(m, now, earlier))
    corrected = f", with the corrections: {text}" if text else ""
    return f"Approved: the minutes of {due.title} of {local_day(due.date)}{corrected}"


def topic(file: MeetingFile, text: str, now: datetime) -> str:
    """Take an item, or a new one if the text fits none: topic NUMBER, topic TEXT.

    Raises:
        MeetingError: there is no item of that number, or it is the current one.
    """
    text = required(text, "topic", "a number or a title", "topic 3 or topic TITLE")
    item = _find_item(file.meeting, text) or AgendaItem(title=text)

    def rule(meeting: Meeting) -> Meeting:
        if meeting.find(AgendaItem, item.id) is None:
            meeting = agenda.add_items(meeting, now, (item,))
        return agenda.take_item(meeting, now, item.id)

    current = edits.current_item(file.meeting)
    if current is not None and current.id == item.id:
        raise MeetingError(f"“{item.title}” is the current item already")
    file.apply(rule)
    return _current_item_answer(file.meeting)


def _find_item(meeting: Meeting, text: str) -> AgendaItem | None:
    """The item of that number or title, or the only one that begins so; waiting ones first."""
    items = agenda.sorted_items(meeting)
    if text.isascii() and text.isdigit() and len(text) < 4:
        if not 1 <= int(text) <= len(items):
            raise MeetingError(
                f"There is no item {text}", f"the agenda has {count(len(items), 'item')}"
            )
        return items[int(text) - 1]
    exact = [item for item in items if fold(item.title) == fold(text)]
    if exact:
        return next((i for i in exact if i.state is ItemState.WAITING), exact[0])
    found = [item for item in items if fold(text) and fold(item.title).startswith(fold(text))]
    waiting = [item for item in found if item.state is ItemState.WAITING]
    return waiting[0] if len(waiting) == 1 else found[0] if len(found) == 1 else None


def next_item(file: MeetingFile, now: datetime) -> str:
    """Take the next item that is waiting: next item."""
    file.apply(lambda m: agenda.next_item(m, now))
    return _current_item_answer(file.meeting)


def _current_item_answer(meeting: Meeting) -> str:
    item = edits.current_item(meeting)
    if item is None:
        return "No item is open"
    number = agenda.item_number(meeting, item.id)
    turn, note = turns.current_turn(meeting), turns.presenter_note(meeting, item)
    more = f"; {turns.speaker(turn)} presents it" if turn is not None and turn.presents else ""
    return f"Item {number} of {len(meeting.agenda)}: {item.title}{f'; {note}' if note else more}"


def conclude(file: MeetingFile, text: str, now: datetime) -> str:
    """Record the conclusion of the current item: conclude TEXT."""
    item = _current(file.meeting)
    conclusion = required(text, "conclude")
    file.apply(lambda m: edits.change(m, now, item, conclusion=conclusion))
    return f"Conclusion of “{item.title}”: {conclusion}"


def skip(file: MeetingFile, text: str, now: datetime) -> str:
    """Skip an item, by default the current one: skip, skip item, skip NUMBER|TEXT."""
    item = _item_or_current(file.meeting, text)
    file.apply(lambda m: agenda.skip_item(m, now, item.id))
    return _with_waiting(file, item, f"“{item.title}” is skipped")


def defer(file: MeetingFile, text: str, now: datetime) -> str:
    """Leave an item for the next meeting: defer, defer item, defer NUMBER|TEXT."""
    item = _item_or_current(file.meeting, text)
    file.apply(lambda m: agenda.defer_item(m, now, item.id))
    return _with_waiting(file, item, f"“{item.title}” is deferred to the next meeting")


def _with_waiting(file: MeetingFile, item: AgendaItem, answer: str) -> str:
    """The answer, and who is still waiting to speak on that item."""
    waiting = agenda.waiting_note(file.meeting, item.id)
    return f"{answer}; {waiting}" if waiting else answer


def _item_or_current(meeting: Meeting, text: str) -> AgendaItem:
    text = text.strip()
    if fold(text) in ("", "item"):
        return _current(meeting)
    item = _find_item(meeting, text)
    if item is None:
        raise MeetingError(
            f"{quoted(text)} is not an agenda item",
            "nothing was changed",
            "Type its number, or more of its title",
        )
    return item


def extend(file: MeetingFile, text: str, now: datetime) -> str:
    """Give the current item more time, or less with a minus: extend TIME."""
    seconds = parse_duration(required(text, "extend", "a time", "extend 5m"))
    file.apply(lambda m: agenda.extend_time_box(m, now, seconds))
    item = _current(file.meeting)
    return f"“{item.title}” now has {format_duration(agenda.time_box(item) or 0)}"


def note(file: MeetingFile, text: str, now: datetime) -> str:
    """Add a note to the current item: note TEXT."""
    note_text = required(text, "note")
    file.apply(lambda m: agenda.add_note(m, now, note_text))
    return f"Noted on “{_current(file.meeting).title}”"


def _current(meeting: Meeting) -> AgendaItem:
    item = edits.current_item(meeting)
    if item is None:
        raise MeetingError("No agenda item is open", hint="Type next item")
    return item


COMMANDS = (
    PromptCommand(
        "start",
        "",
        "Start the meeting.",
        "start",
        without_arguments(start),
        also=("start the meeting", "start meeting"),
    ),
    PromptCommand(
        "end",
        "",
        "End the meeting.",
        "end",
        without_arguments(end),
        also=("end the meeting", "end meeting"),
    ),
    PromptCommand(
        "approve last",
        "CORRECTIONS",
        "Approve the minutes of the last meeting of the series; corrections are optional.",
        "approve last",
        approve_last,
        also=("approve the last minutes", "approve last minutes", "approve minutes"),
    ),
    PromptCommand(
        "topic",
        "TEXT|NUMBER",
        "Take an agenda item; a text that fits none becomes a new item.",
        "topic 3",
        topic,
    ),
    PromptCommand(
        "next item",
        "",
        "Take the next agenda item.",
        "next item",
        without_arguments(next_item),
        also=("next topic", "next agenda item"),
    ),
    PromptCommand(
        "conclude",
        "TEXT",
        "Record the conclusion of the current item.",
        "conclude We ask the owner",
        conclude,
    ),
    PromptCommand(
        "skip",
        "[NUMBER|TEXT]",
        "Skip an item, by default the current one.",
        "skip",
        skip,
    ),
    PromptCommand(
        "defer",
        "[NUMBER|TEXT]",
        "Leave an item, by default the current one, for the next meeting.",
        "defer 4",
        defer,
    ),
    PromptCommand(
        "extend",
        "TIME",
        "Give the current item more time, or less with a minus.",
        "extend 5m",
        extend,
        choices=("5m", "10m"),
    ),
    PromptCommand(
        "note",
        "TEXT",
        "Add a note to the current item.",
        "note The owner has not answered",
        note,
        capture=Capture("Note on the current item", "what was said"),
    ),
)

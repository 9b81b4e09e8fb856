"""Words about the meeting and its agenda."""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.prompt.arguments import required, shortened
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState
from data.rules import agenda, edits, lifecycle
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.durations import format_duration, parse_duration
from data.text.formatting import count


def start(file: MeetingFile, now: datetime) -> str:
    """start: the meeting."""
    file.apply(lambda m: lifecycle.start(m, now))
    return "The meeting has started"


def end(file: MeetingFile, now: datetime) -> str:
    """end: the meeting; tells what is missing."""
    gaps = lifecycle.missing_from_minutes(file.meeting)
    file.apply(lambda m: lifecycle.end(m, now))
    missing = f"; missing: {'; '.join(gaps)}" if gaps else ""
    return f"The meeting has ended{missing}"


def topic(file: MeetingFile, text: str, now: datetime) -> str:
    """Topic NUMBER takes that item; topic TEXT the one that it fits, or a new one."""
    text = required(text, "topic 3, or topic and its words")
    item = _item_meant(file.meeting, text) or AgendaItem(title=text)

    def rule(meeting: Meeting) -> Meeting:
        if meeting.find(AgendaItem, item.id) is None:
            meeting = agenda.add_items(meeting, now, (item,))
        return agenda.take_item(meeting, now, item.id)

    current = edits.current_item(file.meeting)
    if current is not None and current.id == item.id:
        raise MeetingError(f"“{item.title}” is the current item already")
    file.apply(rule)
    return _says_item(file.meeting)


def _item_meant(meeting: Meeting, text: str) -> AgendaItem | None:
    """The item of that number, of that title, or alone beginning so; waiting ones first."""
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
    """Next item: the next one that waits."""
    file.apply(lambda m: agenda.next_item(m, now))
    return _says_item(file.meeting)


def _says_item(meeting: Meeting) -> str:
    item = edits.current_item(meeting)
    if item is None:
        return "No item is open"
    number = agenda.item_number(meeting, item.id)
    return f"Item {number} of {len(meeting.agenda)}: {item.title}"


def conclude(file: MeetingFile, text: str, now: datetime) -> str:
    """Conclude TEXT: of the current item."""
    item = _current(file.meeting)
    conclusion = required(text, "conclude and what came out of it")
    file.apply(lambda m: edits.change(m, now, item, conclusion=conclusion))
    return f"Conclusion of “{item.title}”: {conclusion}"


def skip(file: MeetingFile, text: str, now: datetime) -> str:
    """Skip, skip item, skip NUMBER|TEXT: that item, the current one by default."""
    item = _item_or_current(file.meeting, text)
    file.apply(lambda m: agenda.skip_item(m, now, item.id))
    return _with_those_staying(file, item, f"“{item.title}” is skipped")


def defer(file: MeetingFile, text: str, now: datetime) -> str:
    """Defer, defer item, defer NUMBER|TEXT: that item, to the next meeting."""
    item = _item_or_current(file.meeting, text)
    file.apply(lambda m: agenda.defer_item(m, now, item.id))
    return _with_those_staying(file, item, f"“{item.title}” is put off to the next meeting")


def _with_those_staying(file: MeetingFile, item: AgendaItem, said: str) -> str:
    staying = agenda.waiting_note(file.meeting, item.id)
    return f"{said}; {staying}" if staying else said


def _item_or_current(meeting: Meeting, text: str) -> AgendaItem:
    words = text.strip()
    if fold(words) in ("", "item"):
        return _current(meeting)
    item = _item_meant(meeting, words)
    if item is None:
        raise MeetingError(
            f"“{shortened(words)}” is no item of the agenda",
            "nothing was changed",
            "Type its number, or more of its title",
        )
    return item


def extend(file: MeetingFile, text: str, now: datetime) -> str:
    """Extend 5m: the current item."""
    seconds = parse_duration(required(text, "extend 5m"))
    file.apply(lambda m: agenda.extend_time_box(m, now, seconds))
    item = _current(file.meeting)
    return f"“{item.title}” has {format_duration(agenda.time_box(item) or 0)} now"


def note(file: MeetingFile, text: str, now: datetime) -> str:
    """Note TEXT: on the current item."""
    words = required(text, "note and what was said")
    file.apply(lambda m: agenda.add_note(m, now, words))
    return f"Noted on “{_current(file.meeting).title}”"


def _current(meeting: Meeting) -> AgendaItem:
    item = edits.current_item(meeting)
    if item is None:
        raise MeetingError("No agenda item is open", hint="Take one first: next item")
    return item

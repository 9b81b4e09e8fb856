"""Commands of the prompt about the meeting and its agenda.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from data.errors import MeetingError
from data.importing.records import item_from
from data.prompt.arguments import quoted, required
from data.prompt.command import Capture, PromptCommand, without_arguments
from data.prompt.name_list import full_names, split_names
from data.prompt.names import find_person, require_letters, whole_name
from data.records.agenda_tree import agenda_tree
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState, MinutesApproval, PersonState
from data.rules import agenda, edits, lifecycle, turns
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.durations import format_duration, leading_duration
from data.text.formatting import count, local_day

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})?", re.ASCII)
_NUMBERED = re.compile(
    rf"(?:(?:agenda\s+)?(?:item|topic|number|no\.?)\s*)?#?\s*({_NUMBER.pattern})(?:[.):]*\s+(\D.*)|[.):]*)",
    re.ASCII | re.IGNORECASE,
)
_AROUND_TITLE = re.compile(r"^(?:the|our)\s+|[\s.:;,!?]+$", re.IGNORECASE)
_BELOW = re.compile(rf"({_NUMBER.pattern})?\s*>\s*", re.ASCII)
_AGREED = re.compile(
    r"^[:;,—–(-]*\s*(?:agreed(?::\s*|\s+))?(?:(?:by|with|for)(?::\s*|\s+))?", re.IGNORECASE
)
_IN_BRACKETS = re.compile(
    r"\s*\((?:(?P<before>\d{1,3})[,;]\s*)?(?P<name>[^\W\d_][^(),;\d]*)(?:[,;]\s*(?P<after>\d{1,3}))?\)$"
)
_LAST_NAME = re.compile(r"(\S.*[,;]\s*|\S.*\s(?:and|&|by)\s+|\S+\s+)([^\s\d,;].*)$")


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
    """Take an item, or a new one if the text fits none: topic NUMBER, topic 3.1, topic TEXT.

    Raises:
        MeetingError: there is no item of that number, or it is the current one.
    """
    text = required(text, "topic", "a number or a title", "topic 3 or topic TITLE")
    if fold(text) in ("next", "next item") and not _titled(agenda.sorted_items(file.meeting), text):
        return next_item(file, now)
    item = _find_item(file.meeting, text) or _new_item(file.meeting, text)

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
    """The item of that number or title, or the only one that begins so; waiting ones first.

    "item 3", "#3", "3." and "3. Hall" are read as the number if that item has such a title.

    Raises:
        MeetingError: there is no item of that number.
    """
    items = agenda.sorted_items(meeting)
    words = _AROUND_TITLE.sub("", text) or text
    numbered = _NUMBERED.fullmatch(words)
    if numbered is not None and (_NUMBER.fullmatch(text) or not _titled(items, text)):
        label = ".".join(part.lstrip("0") for part in numbered[1].split("."))
        found = next((i for i in items if agenda.item_label(meeting, i.id) == label), None)
        if found is not None and fold(found.title).startswith(fold(numbered[2] or "")):
            return found
        if found is None and not numbered[2]:
            items_there = count(agenda.item_count(meeting), "item")
            raise MeetingError(f"There is no item {numbered[1]}", f"the agenda has {items_there}")
    return _titled(items, text) or _titled(items, words)


def _titled(items: Sequence[AgendaItem], text: str) -> AgendaItem | None:
    """The item of that title, or the only one that begins so."""
    exact = [item for item in items if fold(item.title) == fold(text)]
    if exact:
        return next((i for i in exact if i.state is ItemState.WAITING), exact[0])
    begun = [item for item in items if fold(text) and fold(item.title).startswith(fold(text))]
    waiting = [item for item in begun if item.state is ItemState.WAITING]
    return waiting[0] if len(waiting) == 1 else begun[0] if len(begun) == 1 else None


def item(file: MeetingFile, text: str, now: datetime) -> str:
    """Add an item, or a sub-item: item TITLE (TIME, NAME), item > TITLE, item NUMBER > TITLE.

    Without a number it is a sub-item of the current item, or else of the last one.

    Raises:
        MeetingError: there is no item of that number, or it is a sub-item.
    """
    text = required(text, "item", "a title", "item TITLE (TIME, NAME)")
    found = _BELOW.match(text)
    title = text[found.end() :] if found else text
    if _NUMBER.fullmatch(title):
        raise MeetingError(f"{quoted(title)} is not a title", hint=f"Type topic {title} to take it")
    new = _new_item(file.meeting, required(title, "item", "a title", "item > TITLE"))
    if found:
        new = new.replace(parent=_parent(file.meeting, found[1] or "").id)
    file.apply(lambda m: agenda.add_items(m, now, (new,)))
    minutes = f"{new.minutes} min" if new.minutes is not None else ""
    details = ", ".join(part for part in (minutes, new.presenter) if part)
    label = agenda.item_label(file.meeting, new.id)
    return f"Item {label}: {new.title}{f' ({details})' if details else ''}"


def _new_item(meeting: Meeting, line: str) -> AgendaItem:
    """Return the item that one line describes, with the full name of its presenter.

    In brackets, the time may lack its unit and a known name its time: "(5, Ada)", "(Ada)".

    Raises:
        MeetingError: the name is ambiguous.
    """
    found = _IN_BRACKETS.search(line)
    if found is not None and line[: found.start()].strip():
        minutes, person = found["before"] or found["after"], whole_name(meeting, found["name"])
        if person is not None and (minutes or found["name"][0].isupper()):
            line = f"{line[: found.start()]}{f' ({minutes} min)' if minutes else ''}"
            return item_from(line).replace(presenter=person.name)
    new = item_from(line)
    return new.replace(presenter=full_names(meeting, new.presenter))


def _parent(meeting: Meeting, number: str) -> AgendaItem:
    """Return the item that gets a sub-item: that of the number, else the current or last one."""
    if number:
        found = _find_item(meeting, number)
        assert found is not None
        return found
    tree, current = agenda_tree(meeting), edits.current_item(meeting)
    if current is not None:
        return tree.parents.get(current.id, current)
    if not tree.tops:
        raise MeetingError("The agenda is empty", hint="Add an item first")
    return tree.tops[-1]


def next_item(file: MeetingFile, now: datetime) -> str:
    """Take the next item that is waiting: next item."""
    file.apply(lambda m: agenda.next_item(m, now))
    return _current_item_answer(file.meeting)


def _current_item_answer(meeting: Meeting) -> str:
    item = edits.current_item(meeting)
    if item is None:
        return "No item is open"
    number = agenda.item_label(meeting, item.id)
    turn, note = turns.current_turn(meeting), turns.presenter_note(meeting, item)
    more = f"; {turns.speaker(turn)} presents it" if turn is not None and turn.presents else ""
    of = agenda.item_count(meeting)
    return f"Item {number} of {of}: {item.title}{f'; {note}' if note else more}"


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
    """Give the current item more time, or less with a minus: extend TIME, extend TIME NAMES.

    The names are those of the people who agreed to it.
    """
    text = required(text, "extend", "a time", "extend 5m")
    seconds, names = typed_extension(file.meeting, text)
    file.apply(lambda m: agenda.extend_time_box(m, now, seconds, agreed=names))
    item = _current(file.meeting)
    box = agenda_tree(file.meeting).whole_time_box(item)
    agreed = f"; agreed by {', '.join(names)}" if names else ""
    return f"“{item.title}” now has {format_duration(box or 0)}{agreed}"


def typed_extension(meeting: Meeting, text: str) -> tuple[int, tuple[str, ...]]:
    """Return the seconds of an extension, and the full names of those who agreed to it.

    Args:
        meeting: the meeting as it is now.
        text: a duration, and after it names if need be: "5 Ada, Jon".

    Raises:
        MeetingError: the text does not begin with a duration, or a name is ambiguous.
    """
    seconds, rest = leading_duration(text)
    return seconds, _names_of(meeting, rest)


def complete_extension(meeting: Meeting, text: str) -> tuple[str, ...]:
    """Return texts with the last name completed, those of people who are here first."""
    found = _LAST_NAME.match(text)
    if found is None:
        return ()
    present = sorted(meeting.people, key=lambda p: p.state is not PersonState.PRESENT)
    names = [person.name for person in present if fold(person.name).startswith(fold(found[2]))]
    return tuple(f"{found[1]}{name}" for name in names)


def _names_of(meeting: Meeting, text: str) -> tuple[str, ...]:
    """Return the full names in a list; a name that fits nobody stays as it is."""
    listed = _AGREED.sub("", text)
    if listed.count(")") > listed.count("("):
        listed = listed.removesuffix(")")  # "(Ada, Ben)"
    names = []
    for one in split_names(meeting, listed):
        person = find_person(meeting, one.name) if one.name else None
        names.append(person.name if person else require_letters(one.name or one.organisation))
    return tuple(dict.fromkeys(names))


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
        "item",
        "[[NUMBER] >] TITLE (TIME, NAME)",
        "Add an agenda item; after > a sub-item of the current item, or of that number.",
        "item 3 > Quotes for the roof (10 min, Ada)",
        item,
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
        "TIME [NAMES]",
        "Give the current item more time, or less with a minus; after it, who agreed.",
        "extend 5m Ada, Ben",
        extend,
        choices=("5m", "10m"),
        also=("+",),
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

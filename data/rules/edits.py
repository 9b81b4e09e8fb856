"""What may happen to any record: add it, change it, take it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from data.errors import EditConflictError, MeetingError
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState
from data.records.tables import TABLES

R = TypeVar("R", bound=Record)


def record_subject(record: Record) -> str:
    """What a record is about, for the log and for messages."""
    for field in ("title", "name", "about", "text", "who", "organisation"):
        value = getattr(record, field, "")
        if value:
            return str(value).splitlines()[0]
    return ""


def current_item(meeting: Meeting) -> AgendaItem | None:
    """The agenda item that is open, or None."""
    return next((item for item in meeting.agenda if item.state is ItemState.CURRENT), None)


def current_item_id(meeting: Meeting) -> str:
    """The id of the agenda item that is open, or ""."""
    item = current_item(meeting)
    return item.id if item else ""


def add(meeting: Meeting, at: datetime, record: Record) -> Meeting:
    """Put a new record at the end of its table; refused when one with its id is there."""
    if meeting.find(type(record), record.id) is not None:
        raise MeetingError("That is recorded already")
    noun = TABLES[record.TABLE].noun
    return meeting.put(record).logged(at, f"{noun} added", record_subject(record))


def change(meeting: Meeting, at: datetime, record: R, /, **changes: object) -> Meeting:
    """Give fields of a record other values; refused when the record is gone.

    Only the fields named change, so that what another process wrote in the others stays.
    """
    present = meeting.get(type(record), record.id)
    changed = present.replace(**changes)
    if changed == present:
        return meeting
    noun = TABLES[record.TABLE].noun
    return meeting.put(changed).logged(at, f"{noun} changed", record_subject(changed))


def edit(meeting: Meeting, at: datetime, known: R, /, **changes: object) -> Meeting:
    """As `change`, but refused where somebody has changed one of the fields since.

    Args:
        meeting: the meeting.
        at: now.
        known: the record as it was when the editing began.
        changes: the new values.

    Raises ChangedMeanwhile, so that the person who edits can say what is to hold.
    """
    require_unchanged(meeting, known, changes)
    return change(meeting, at, known, **changes)


def require_unchanged(meeting: Meeting, known: Record, changes: Mapping[str, object]) -> None:
    """Raise ChangedMeanwhile where a field to be changed is not any more what it was.

    Somebody else who has given it the same new value is no hindrance.
    """
    present = meeting.get(type(known), known.id)
    wanted = present.replace(**changes)
    for field in changes:
        now = getattr(present, field)
        if now not in (getattr(known, field), getattr(wanted, field)):
            raise EditConflictError(record_subject(present))


def remove(meeting: Meeting, at: datetime, record: Record) -> Meeting:
    """Take a record out; refused when it is gone already.

    An agenda item that is open stays, since its clock and its queue are going on; another one
    takes those along who were kept waiting on it.
    """
    present = meeting.get(type(record), record.id)
    noun = TABLES[record.TABLE].noun
    if isinstance(present, AgendaItem):
        if present.state is ItemState.CURRENT:
            raise MeetingError(
                f"“{present.title}” is the current item", hint="Take another item, or skip it first"
            )
        kept = tuple(entry for entry in meeting.queue if entry.item != present.id)
        meeting = meeting.with_table("queue", kept)
    return meeting.without(present).logged(at, f"{noun} removed", record_subject(present))

"""Acts on records of any table: add, change, edit and remove."""

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
    """Return the first line of what a record is about, for the log and messages; may be ""."""
    for field in ("title", "name", "about", "text", "who", "organisation"):
        value = getattr(record, field, "")
        if value:
            return str(value).splitlines()[0]
    return ""


def current_item(meeting: Meeting) -> AgendaItem | None:
    """Return the current agenda item, or None."""
    return next((item for item in meeting.agenda if item.state is ItemState.CURRENT), None)


def current_item_id(meeting: Meeting) -> str:
    """Return the id of the current agenda item, or ""."""
    item = current_item(meeting)
    return item.id if item else ""


def add(meeting: Meeting, at: datetime, record: Record) -> Meeting:
    """Append a new record to its table.

    Raises:
        MeetingError: the table has a record with the same id.
    """
    if meeting.find(type(record), record.id) is not None:
        raise MeetingError(f"That {TABLES[record.TABLE].noun} has been added already")
    noun = TABLES[record.TABLE].noun
    return meeting.put(record).logged(at, f"{noun} added", record_subject(record))


def change(meeting: Meeting, at: datetime, record: R, /, **changes: object) -> Meeting:
    """Change fields of a record.

    Args:
        record: any version of the record; only its id matters.
        changes: the new values by field. Other fields keep what another process has written.

    Returns:
        The meeting after the act; the same object if the record has these values already.

    Raises:
        MeetingError: the record was removed.
    """
    present = meeting.get(type(record), record.id)
    changed = present.replace(**changes)
    if changed == present:
        return meeting
    noun = TABLES[record.TABLE].noun
    return meeting.put(changed).logged(at, f"{noun} changed", record_subject(changed))


def edit(meeting: Meeting, at: datetime, known: R, /, **changes: object) -> Meeting:
    """Change fields of a record, unless another process has changed them since.

    Args:
        known: the record as it was when editing began.
        changes: the new values by field.

    Raises:
        EditConflictError: another process has changed one of these fields, so that the person who
            edits can decide which value is kept.
        MeetingError: the record was removed.
    """
    require_unchanged(meeting, known, changes)
    return change(meeting, at, known, **changes)


def require_unchanged(meeting: Meeting, known: Record, changes: Mapping[str, object]) -> None:
    """Check that no other process has changed the fields of a record that are to be changed.

    A field that another process has given the same new value is accepted.

    Args:
        meeting: the meeting as it is.
        known: the record as it was when editing began.
        changes: the new values by field.

    Raises:
        EditConflictError: one of these fields has changed.
        MeetingError: the record was removed.
    """
    present = meeting.get(type(known), known.id)
    wanted = present.replace(**changes)
    for field in changes:
        now = getattr(present, field)
        if now not in (getattr(known, field), getattr(wanted, field)):
            raise EditConflictError(record_subject(present))


def remove(meeting: Meeting, at: datetime, record: Record) -> Meeting:
    """Remove a record.

    The current agenda item cannot be removed, because its clock and queue are in use. With any
    other agenda item, the requests to speak that were kept for it are removed too.

    Raises:
        MeetingError: the record was removed before, or is the current agenda item.
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

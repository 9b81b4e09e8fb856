"""Acts on records of any table: add, change, edit and remove."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from data.errors import EditConflictError, MeanwhileError, MeetingError
from data.records.agenda_tree import agenda_tree
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ConflictNote, ItemState, Visibility
from data.records.tables import TABLES

R = TypeVar("R", bound=Record)


def record_subject(record: Record) -> str:
    """Return the first line of what a record is about, for the log and messages; may be "".

    Of a private conflict note nothing is said, since others may see the screen.
    """
    if isinstance(record, ConflictNote) and record.visibility is Visibility.PRIVATE:
        return "a private note"
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


Guard = Callable[[Meeting, Meeting], None]
"""Takes the meeting as it is and as it was shown when a key was pressed.

Raises MeanwhileError if another program has changed what the act relies on since.
"""


def nothing_else(_: Meeting, __: Meeting) -> None:
    """Guard an act that relies on nothing but its record."""


def same_record(seen: Record, *fields: str) -> Guard:
    """Return a guard: these fields of a record must be as they were shown.

    Args:
        seen: the record as it was shown.
        fields: the fields that the act relies on.
    """

    def guard(meeting: Meeting, _: Meeting) -> None:
        present = meeting.get(type(seen), seen.id)
        if any(getattr(present, field) != getattr(seen, field) for field in fields):
            raise MeanwhileError(f"“{record_subject(present)}” has changed")

    return guard


def require_same_item(meeting: Meeting, seen: Meeting) -> None:
    """Check that the current agenda item is still the one that was shown.

    Raises:
        MeanwhileError: it is another one.
    """
    item = current_item(meeting)
    if current_item_id(seen) == (item.id if item else ""):
        return
    raise MeanwhileError(
        f"“{item.title}” is the current item already" if item else "No agenda item is open any more"
    )


def remove(meeting: Meeting, at: datetime, record: Record) -> Meeting:
    """Remove a record.

    The current agenda item cannot be removed, because its clock and queue are in use. With any
    other agenda item, its sub-items and the requests to speak that were kept for it are removed
    too.

    Raises:
        MeetingError: the record was removed before, or is the current agenda item or its parent.
    """
    present = meeting.get(type(record), record.id)
    noun = TABLES[record.TABLE].noun
    if isinstance(present, AgendaItem):
        for item in agenda_tree(meeting).family(present):
            if item.state is ItemState.CURRENT:
                raise MeetingError(
                    f"“{item.title}” is the current item",
                    hint="Take another item, or skip it first",
                )
            kept = tuple(entry for entry in meeting.queue if entry.item != item.id)
            meeting = meeting.with_table("queue", kept).without(item)
        return meeting.logged(at, f"{noun} removed", record_subject(present))
    return meeting.without(present).logged(at, f"{noun} removed", record_subject(present))

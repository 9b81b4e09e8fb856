"""Meeting: everything that is known of one meeting, as values that never change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from data.errors import MeetingError
from data.records.base import Record
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    LogEntry,
    MeetingInfo,
    Parked,
    Person,
    QueueEntry,
    Turn,
    Win,
)
from data.records.tables import TABLES

R = TypeVar("R", bound=Record)
T = TypeVar("T")

MODELS: dict[str, type[Record]] = {
    model.TABLE: model
    for model in (
        MeetingInfo,
        Person,
        AgendaItem,
        QueueEntry,
        Turn,
        ConflictNote,
        Win,
        Decision,
        Action,
        Parked,
        LogEntry,
    )
}
"""The model of each table, in the order in which the file holds them."""


@dataclass(frozen=True)
class Meeting:
    """One meeting: its own record, and a tuple of records for each other table."""

    info: MeetingInfo
    people: tuple[Person, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    queue: tuple[QueueEntry, ...] = ()
    turns: tuple[Turn, ...] = ()
    conflicts: tuple[ConflictNote, ...] = ()
    wins: tuple[Win, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    parked: tuple[Parked, ...] = ()
    log: tuple[LogEntry, ...] = ()
    _found: dict[Callable[..., Any], tuple[tuple[object, ...], Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def cached(self, find: Callable[..., T], *args: object) -> T:
        """What a function finds in this meeting; asked the same again, it does not look again.

        A screen asks several times for the line of those who wait, and a meeting never changes.
        """
        known = self._found.get(find)
        if known is None or known[0] != args:
            known = self._found[find] = (args, find(self, *args))
        found: T = known[1]
        return found

    def table(self, name: str) -> tuple[Record, ...]:
        """The records of a table of the file."""
        if name == MeetingInfo.TABLE:
            return (self.info,)
        records: tuple[Record, ...] = getattr(self, name)
        return records

    def records(self, kind: type[R]) -> tuple[R, ...]:
        """The records of one kind."""
        return self.table(kind.TABLE)  # type: ignore[return-value]

    def find(self, kind: type[R], record_id: str) -> R | None:
        """The record with that id, or None."""
        return next((r for r in self.records(kind) if r.id == record_id), None)

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with that id; a MeetingError where somebody has removed it."""
        record = self.find(kind, record_id)
        if record is None:
            raise MeetingError(f"That {TABLES[kind.TABLE].noun} was removed")
        return record

    def find_anywhere(self, record_id: str) -> Record | None:
        """The record with that id in any table but the log, or None."""
        tables = (self.table(name) for name in TABLES if name not in ("meeting", "log"))
        return next((r for table in tables for r in table if r.id == record_id), None)

    def put(self, *records: Record) -> Meeting:
        """The meeting with these records: in the place of the one with that id, or at the end."""
        meeting = self
        for record in records:
            if isinstance(record, MeetingInfo):
                meeting = replace(meeting, info=record)
                continue
            rows = meeting.table(record.TABLE)
            for index, row in enumerate(rows):
                if row.id == record.id:
                    rows = (*rows[:index], record, *rows[index + 1 :])
                    break
            else:
                rows = (*rows, record)
            meeting = meeting.with_table(record.TABLE, rows)
        return meeting

    def without(self, record: Record) -> Meeting:
        """The meeting without the record of that id."""
        rows = self.table(record.TABLE)
        return self.with_table(record.TABLE, tuple(row for row in rows if row.id != record.id))

    def with_table(self, name: str, rows: tuple[Record, ...]) -> Meeting:
        """The meeting with other rows in one table."""
        return replace(self, **{name: rows})  # type: ignore[arg-type]

    def logged(self, at: datetime, act: str, subject: str = "") -> Meeting:
        """The meeting with one more line in its log: every rule ends with this."""
        entry = LogEntry(at=at, act=act, subject=subject[:200])
        return replace(self, log=(*self.log, entry))

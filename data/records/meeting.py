"""Meeting: all records of one meeting, as one immutable value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from data.errors import MeetingError
from data.records.base import Record
from data.records.models import LogEntry, MeetingInfo, MeetingRecords
from data.records.tables import TABLES

R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True)
class Meeting(MeetingRecords):
    """One meeting: all its records, which never change, and ways to find and replace them."""

    _found: dict[Callable[..., Any], tuple[tuple[object, ...], Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def cached(self, find: Callable[..., T], *args: object) -> T:
        """Return `find(self, *args)`, computed once for the same arguments.

        Screens ask for the speaking order several times per update, and a meeting never changes.
        Only the result of the last arguments of each function is kept.
        """
        known = self._found.get(find)
        if known is None or known[0] != args:
            known = self._found[find] = (args, find(self, *args))
        found: T = known[1]
        return found

    def table(self, name: str) -> tuple[Record, ...]:
        """Return the records of a table, by the name of the table."""
        if name == MeetingInfo.TABLE:
            return (self.info,)
        records: tuple[Record, ...] = getattr(self, name)
        return records

    def records(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of one model."""
        return self.table(kind.TABLE)  # type: ignore[return-value]

    def find(self, kind: type[R], record_id: str) -> R | None:
        """Return the record with this id, or None."""
        return next((r for r in self.records(kind) if r.id == record_id), None)

    def get(self, kind: type[R], record_id: str) -> R:
        """Return the record with this id.

        Raises:
            MeetingError: there is none, since it was removed in the meantime.
        """
        record = self.find(kind, record_id)
        if record is None:
            raise MeetingError(f"That {TABLES[kind.TABLE].noun} was removed")
        return record

    def find_anywhere(self, record_id: str) -> Record | None:
        """Return the record with this id from any table except the log, or None."""
        tables = (self.table(name) for name in TABLES if name not in ("meeting", "log"))
        return next((r for table in tables for r in table if r.id == record_id), None)

    def put(self, *records: Record) -> Meeting:
        """Return the meeting with these records.

        Each replaces the record with the same id, or is appended to its table.
        """
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
        """Return the meeting without the record that has the id of this one."""
        rows = self.table(record.TABLE)
        return self.with_table(record.TABLE, tuple(row for row in rows if row.id != record.id))

    def with_table(self, name: str, rows: tuple[Record, ...]) -> Meeting:
        """Return the meeting with other records in one table."""
        return replace(self, **{name: rows})  # type: ignore[arg-type]

    def logged(self, at: datetime, act: str, subject: str = "") -> Meeting:
        """Return the meeting with one more log entry. Every rule that is an act ends with this.

        Args:
            at: the instant of the act.
            act: what was done, as stored in the file.
            subject: what or whom it was about; shortened to 200 characters.
        """
        entry = LogEntry(at=at, act=act, subject=subject[:200])
        return replace(self, log=(*self.log, entry))

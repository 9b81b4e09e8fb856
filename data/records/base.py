"""The base classes of all records."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Instant = Annotated[
    AwareDatetime,
    Field(ge=datetime(1000, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC)),
]
"""A point in time, so far from the ends of the calendar that it can be converted to any time zone,
and that durations can be added to it."""

Span = tuple[Instant, Instant | None]
"""A span of time: start and end. The end is None while the span is open."""


def new_id() -> str:
    """Return a new record id that is unique without coordination between processes.

    It is a random number in decimal digits: stock TinyDB reads every id as an integer, and its own
    counters would give two processes the same id.
    """
    return str(secrets.randbelow(9 * 10**15) + 10**15)


class Value(BaseModel):
    """A frozen model: a record, or a structured part of one. Unknown fields are kept."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Record(Value):
    """One row of a table. It never changes; `replace` returns a changed copy."""

    TABLE: ClassVar[str]
    """Name of the table that holds the records of this model."""

    id: str = Field(default_factory=new_id, pattern=r"^[0-9]{1,20}$")
    """Id of the record: the key of its row in the table, not a field of the row."""

    def replace(self, **changes: Any) -> Self:
        """Return a copy of the record with other values, validated like a new record.

        A name that is not a field of the model is kept as an unknown field.

        Args:
            changes: the new values by field name.

        Raises:
            ValidationError: a value does not fit its field.
        """
        return type(self).model_validate({**self.__dict__, **(self.model_extra or {}), **changes})

    def document(self) -> dict[str, Any]:
        """Return the record as JSON values, without its id (the key of the row in the file)."""
        return self.model_dump(mode="json", exclude={"id"})

    @classmethod
    def from_document(cls, record_id: str, document: Mapping[str, Any]) -> Self:
        """Return the record for a row of a file.

        Args:
            record_id: the key of the row.
            document: the row, as JSON values.

        Raises:
            ValidationError: a value does not fit its field.
        """
        return cls.model_validate({**document, "id": record_id})

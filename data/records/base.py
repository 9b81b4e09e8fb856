"""What all records have in common."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Span = tuple[AwareDatetime, AwareDatetime | None]
"""From one instant to another; None while it is still going on."""


def new_id() -> str:
    """An id that is unique without asking anyone.

    It is a number in digits, because stock TinyDB reads every id as an integer, and random,
    because TinyDB's own counters collide between two processes.
    """
    return str(secrets.randbelow(9 * 10**15) + 10**15)


class Value(BaseModel):
    """A part of a record."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Record(Value):
    """One row of a table. Made once, never changed: `replace` gives another one."""

    TABLE: ClassVar[str]

    id: str = Field(default_factory=new_id, pattern=r"^[0-9]{1,20}$")

    def replace(self, **changes: Any) -> Self:
        """The same record with other values, checked like a new one."""
        return type(self).model_validate({**self.__dict__, **(self.model_extra or {}), **changes})

    def document(self) -> dict[str, Any]:
        """The record as JSON values, without its id (which is the key in the file)."""
        return self.model_dump(mode="json", exclude={"id"})

    @classmethod
    def from_document(cls, record_id: str, document: Mapping[str, Any]) -> Self:
        """The record that a file holds under that id; ValidationError where it does not fit."""
        return cls.model_validate({**document, "id": record_id})

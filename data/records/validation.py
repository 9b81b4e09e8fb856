"""Turns a pydantic error about a record into an error that a person can act on."""

from __future__ import annotations

from pydantic import ValidationError

from data.errors import MeetingError, capitalised


def validation_error(error: ValidationError) -> MeetingError:
    """Return a MeetingError that names the first field that does not fit, and why."""
    first = error.errors()[0]
    field = " ".join(str(part).replace("_", " ") for part in first["loc"] if isinstance(part, str))
    reason = str(first["msg"]).removeprefix("Value error, ")
    return MeetingError(capitalised(f"{field or 'that'}: {reason}"), "nothing was changed")

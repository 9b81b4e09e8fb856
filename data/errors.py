"""The one error that a person can act on."""

from __future__ import annotations


class MeetingError(Exception):
    """A refusal: what happened, why, and what to do about it.

    Args:
        title: what happened, as a short sentence without a full stop.
        message: why, or what is safe; may be empty.
        hint: what the person can do now; may be empty.

    The command line prints it as one line, a screen as a toast or beside the field.
    """

    def __init__(self, title: str, message: str = "", hint: str = "") -> None:
        super().__init__(title, message, hint)
        self.title = title
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """All that is known, in one line."""
        given = (part.strip().rstrip(".") for part in (self.title, self.message, self.hint))
        parts = [part for part in given if part]
        return ". ".join(part[0].upper() + part[1:] for part in parts)

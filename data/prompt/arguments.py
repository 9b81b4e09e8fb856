"""Typed text, as acts and refusals use it."""

from __future__ import annotations

from data.errors import MeetingError
from data.text import formatting

_QUOTED = 60  # characters of the input that an error message quotes


def shortened(text: str) -> str:
    """Return input in the length in which error messages quote it."""
    return formatting.shortened(text, _QUOTED)


def required(text: str, form: str) -> str:
    """What follows a word; refused where that is nothing, with the form that it should have."""
    if not text.strip():
        raise MeetingError("There is nothing after the word", "nothing was changed", f"Type {form}")
    return text.strip()

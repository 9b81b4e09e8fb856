"""Typed text, as acts and refusals use it."""

from __future__ import annotations

from data.errors import MeetingError


def shortened(text: str) -> str:
    """Typed text as a refusal quotes it: short."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def required(text: str, form: str) -> str:
    """What follows a word; refused where that is nothing, with the form that it should have."""
    if not text.strip():
        raise MeetingError("There is nothing after the word", "nothing was changed", f"Type {form}")
    return text.strip()

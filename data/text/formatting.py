"""Format counts, times, days and long texts for people to read.

Imports nothing else of `data`: the list of meetings must start fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun: "1 person", "3 people".

    Args:
        number: how many.
        noun: the singular.
        plural: the plural, if it is not the singular with an "s".
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def joined(names: Sequence[str], word: str = "and") -> str:
    """Return names as a list: "Ada, Ben and Cleo", or with another word before the last one."""
    return f" {word} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def shortened(text: str, limit: int) -> str:
    """Return a text cut to at most `limit` characters, with an ellipsis where it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def local_time(instant: datetime, zone: tzinfo | None = None) -> str:
    """Return the time of day of an instant: "18:27".

    Args:
        instant: the instant.
        zone: its time zone; None for that of this machine.
    """
    return f"{instant.astimezone(zone):%H:%M}"


def short_day(day: date, today: date) -> str:
    """Return a day in few letters: "23 Nov", with the year where it is not that of today."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b %Y}"


def local_day(day: date) -> str:
    """Return a day in full: "Mon 23 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"

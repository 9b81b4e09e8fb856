"""Numbers and times in words. Loads nothing, so that lists start at once."""

from __future__ import annotations

from datetime import date, datetime


def count(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 person", "3 people"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def local_time(instant: datetime) -> str:
    """The time of day where the meeting is: "18:27"."""
    return f"{instant.astimezone():%H:%M}"


def local_day(day: date) -> str:
    """A day as people say it: "Mon 23 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"

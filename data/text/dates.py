"""Parse dates and times of day."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from data.errors import MeetingError, PastDateError
from data.text.formatting import shortened

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def parse_date(text: str, today: date, *, past: bool = False) -> date:
    """Parse a date: 2026-12-12, today, tomorrow, friday, next friday, in 2 weeks, 12 dec.

    Args:
        text: the date.
        today: the present day. A weekday is the next one after it; a day without a year is the
            next such day.
        past: whether a day before today is accepted.

    Raises:
        MeetingError: the text is not a date, or is one that can be read in two ways (3/4).
        PastDateError: the day is before today, and `past` is false.
    """
    words = text.casefold().strip().rstrip(".").replace(",", " ").split()
    found = _relative(words, today) or _calendar(words, today)
    if found is None:
        raise MeetingError(
            f"“{shortened(text.strip(), 40)}” is not a date",
            hint="Type friday, in 2 weeks, 12 dec or 2026-12-12",
        )
    if found < today and not past:
        raise PastDateError(f"{found.isoformat()} is in the past", hint="Type today or a later day")
    return found


def _relative(words: list[str], today: date) -> date | None:
    match words:
        case ["today"] | ["tonight"]:
            return today
        case ["yesterday"]:
            return today - timedelta(days=1)
        case ["tomorrow"]:
            return today + timedelta(days=1)
        case ["next", "week"]:
            return today + timedelta(days=7)
        case ["next", "month"]:
            return _month_later(today)
        case ["in", number, unit] if number.isascii() and number.isdigit() and len(number) < 4:
            days = {"day": 1, "week": 7}.get(unit.removesuffix("s"))
            if days is not None:
                return today + timedelta(days=days * int(number))
            if unit.removesuffix("s") == "month":
                later = today
                for _ in range(min(int(number), 120)):
                    later = _month_later(later)
                return later
            return None
        case ["next", day] | ["this", day] | ["on", day] | [day]:
            weekday = _index(_DAYS, day)
            if weekday is None:
                return None
            ahead = (weekday - today.weekday() - 1) % 7 + 1
            week = 7 if words[0] == "next" and ahead < 7 - today.weekday() else 0
            return today + timedelta(days=ahead + week)
    return None


def _month_later(day: date) -> date:
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _index(names: tuple[str, ...], letters: str) -> int | None:
    """The index of the name that begins with these letters, of which three are needed."""
    if len(letters) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(letters)), None)


def _calendar(words: list[str], today: date) -> date | None:
    text = " ".join(words)
    whole = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if whole:
        return _day(int(whole[1]), int(whole[2]), int(whole[3]))
    dotted = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4})?", text)
    if dotted:
        return _next_such(int(dotted[1]), int(dotted[2]), dotted[3], today)
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?", text)
    if slashed:
        first, second = int(slashed[1]), int(slashed[2])
        if first <= 12 and second <= 12 and first != second:
            raise MeetingError(
                f"“{text}” can mean two days", hint="Type the name of the month, as in 12 dec"
            )
        day, month = (first, second) if second <= 12 else (second, first)
        return _next_such(day, month, slashed[3], today)
    named = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? ([^\W\d]+)|([^\W\d]+) (\d{1,2}))"
                         r"(?:st|nd|rd|th)?(?: (\d{4}))?", text)  # fmt: skip
    if named:
        month_index = _index(_MONTHS, named[2] or named[3])
        if month_index is not None:
            return _next_such(int(named[1] or named[4]), month_index + 1, named[5], today)
    return None


def _next_such(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    for candidate in range(today.year, today.year + 9):  # 29 February may be years away
        found = _day(candidate, month, day)
        if found is not None and found >= today:
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_time(text: str) -> time:
    """Parse a time of day: 18:30, 18.30, 1830 h, 18h, 6pm, 6:30 pm.

    A bare hour (6) is refused, since it can mean morning or evening.

    Raises:
        MeetingError: the text is not a time of day.
    """
    plain = text.casefold().strip()
    found = re.fullmatch(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(h|am|pm|a\.m\.|p\.m\.)?", plain)
    bare = found is not None and not found[2] and not found[3]
    if found is not None and not bare:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
        if half in ("am", "pm"):
            hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 99
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise MeetingError(
        f"“{shortened(text.strip(), 40)}” is not a time of day", hint="Type it as 18:30 or 6pm"
    )

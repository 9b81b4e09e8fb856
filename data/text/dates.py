"""Parse dates and times of day."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from data.errors import MeetingError, PastDateError
from data.text.formatting import local_day, shortened
from data.text.name_words import is_near

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORT_MONTHS = {month[:3] for month in _MONTHS[1:]} | {"sept"}  # Jan is a person
_NUMBERS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_LONGEST_TEXT = 60
_BEFORE = re.compile(r"(?:by|on|until|till|before|due|no later than)\s+")
_CLOCK = re.compile(r"\s*\b(?:at )?(?:\d{1,2}:\d{2}(?: ?[ap]m)?|\d{1,2} ?(?:[ap]m|h))(?!\w)")
_PART_OF_DAY = re.compile(
    r"\s*\b(?:at |in )?(?:eod|cob|end of day|close of business|morning|noon|midday|afternoon"
    r"|evening|night|midnight|at latest)\b"
)
_END_OF_DAY = re.compile(r"(?:at )?(?:eod|cob|midnight|end of day|close of business)")
_SHORT = {
    "eow": "end of week", "eom": "end of month", "eoy": "end of year", "weds": "wednesday",
    "(?:a )?fortnight": "2 weeks", "tonight": "today night",
    "last day of": "end of", "first of": "1 ", "day after tomorrow": "in 2 days",
}  # fmt: skip
_PLACE = r"(end|start|beginning|middle)(?: of)?"
_MOST_WORDS = 4  # of a text that looks like a date


def parse_date(text: str, today: date, *, past: bool = False) -> date:
    """Parse a date: 2026-12-12, friday, next friday, in 2 weeks, Fri 12 Dec, end of month, EOD.

    Args:
        text: the date; a word such as "by" may stand before it, and a time of day after it.
        today: the present day. A weekday is the next one after it; a day without a year is the
            next such day. A week ends on Sunday.
        past: whether a day before today is accepted.

    Raises:
        MeetingError: the text is not a date, is one that can be read in two ways (3/4), or names a
            weekday that it is not.
        PastDateError: the day is before today, and `past` is false.
    """
    plain = _normalised(text) if len(text) <= _LONGEST_TEXT else ""
    found = _relative(plain.split(), today) or _part(plain, today) or _calendar(plain, today)
    found = found or _weekday_and_day(plain, today)
    if found is None:
        raise MeetingError(
            f"“{shortened(text.strip(), 40)}” is not a date",
            hint="Type friday, in 2 weeks, end of month, 12 dec or 2026-12-12",
        )
    if found < today and not past:
        raise PastDateError(f"{found.isoformat()} is in the past", hint="Type today or a later day")
    return found


def looks_like_date(text: str) -> bool:
    """Return whether a text that is not a date was probably meant as one: "31 feb", "tusday".

    It is short, and has a digit, the name of a month, "end of" or a mistyped day.
    """
    words = _normalised(text).split()
    return 0 < len(words) <= _MOST_WORDS and (
        any(character.isdigit() for character in text)
        or re.match(rf"{_PLACE} of\b|end of", " ".join(words)) is not None
        or any(word in _MONTHS or word.rstrip(".") in _SHORT_MONTHS for word in words[:2])
        or any(is_near(word, name) for word in words[:2] for name in (*_DAYS, "tomorrow"))
    )


def _normalised(text: str) -> str:
    """A date in small letters, without commas, a word such as "by" before it, or a time of day."""
    plain = " ".join(text.casefold().replace(",", " ").split()).removesuffix(" please")
    plain = re.sub(r"\b(?:the|coming) ", "", _BEFORE.sub("", plain, count=1))
    for short, long in _SHORT.items():
        plain = re.sub(rf"\b{short}\b", long, plain)
    plain = " ".join(re.sub(r"(?<=\d)t(?=\d\d:)", " ", plain).split())
    bare = _PART_OF_DAY.sub("", plain).strip()
    if not bare:
        return "today" if _END_OF_DAY.fullmatch(plain) else plain
    return (_CLOCK.sub("", bare).strip() or bare).rstrip(".!")


def _relative(words: list[str], today: date) -> date | None:
    match words:
        case ["today"]:
            return today
        case ["yesterday"]:
            return today - timedelta(days=1)
        case ["tomorrow"]:
            return today + timedelta(days=1)
        case ["in" | "within", number, unit] | ["in", number, unit, "time"]:
            return _later(number, unit, today)
        case [number, unit] | [number, unit, "from", "now" | "today"]:
            return _later(number, unit, today) or _weekday(words, today)
    return _weekday(words, today)


def _later(number: str, unit: str, today: date) -> date | None:
    """The day that is so many days, weeks, months or years after today; "next week" is one."""
    if number in ("a", "an", "next"):
        count = 1
    elif number in _NUMBERS:
        count = _NUMBERS.index(number)
    elif number.isascii() and number.isdigit() and len(number) < 4:
        count = int(number)
    else:
        return None
    unit = unit.rstrip("'’").removesuffix("s").removesuffix("'").removesuffix("’")
    if number == "next" and unit == "day":
        return today + timedelta(days=1)
    days = {"day": 1, "week": 7}.get(unit)
    if days is not None:
        return today + timedelta(days=days * count)
    if unit in ("month", "year"):
        return _months_later(today, min(count * (12 if unit == "year" else 1), 1200))
    return None


def _weekday(words: list[str], today: date) -> date | None:
    """The next such weekday; "next friday" and "friday next week" are in the week after this."""
    week = 0
    match words:
        case [day, "week"] if day != "next":
            found = _weekday([day], today)
            return found + timedelta(days=7) if found else None
        case [day, "next", "week"] | ["next", "week", day]:
            week = 1
        case ["next" | "this" | "on", day] | [day]:
            pass
        case _:
            return None
    index = _index(_DAYS, day)
    if index is None:
        return None
    if week:
        return today + timedelta(days=7 - today.weekday() + index)
    ahead = (index - today.weekday() - 1) % 7 + 1
    later = 7 if words[0] == "next" and ahead < 7 - today.weekday() else 0
    return today + timedelta(days=ahead + later)


def _part(text: str, today: date) -> date | None:
    """The day of "end of month", "end of next week", "end of november", "this week", "mid dec"."""
    text = re.sub(r"^(?:this) (week|month|year)$", r"end of \1", text)
    text = re.sub(r"^mid[ -]", "middle of ", text)
    text = re.sub(r"of (20\d\d)$", r"of year \1", text)
    found = re.fullmatch(rf"{_PLACE} (?:(this|next) )?([^\W\d]+)(?: (20\d\d))?", text)
    if found is None:
        return None
    place, which, unit, year = found[1], found[2], found[3], found[4]
    steps = 1 if which == "next" else 0
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * steps)
        return monday + timedelta(days={"end": 6, "middle": 2}.get(place, 0))
    month = _index(_MONTHS, unit)
    if unit == "year":
        chosen = int(year) if year else today.year + steps
        first, last = date(chosen, 1, 1), date(chosen, 12, 31)
    elif unit == "month" and not year:
        first = _months_later(today.replace(day=1), steps)
        last = _months_later(first, 1) - timedelta(days=1)
    elif month is not None and not which:
        passed = not year and month + 1 < today.month
        first = date(int(year) if year else today.year + passed, month + 1, 1)
        last = _months_later(first, 1) - timedelta(days=1)
    else:
        return None
    middle = first.replace(day=15) if unit != "year" else first.replace(month=7)
    return {"end": last, "middle": middle}.get(place, first)


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = day.replace(year=day.year + years, month=month + 1, day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _index(names: tuple[str, ...], letters: str) -> int | None:
    """The index of the name that begins with these letters, of which three are needed."""
    letters = letters.rstrip(".")
    if len(letters) < 3:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(letters)), None)


def _weekday_and_day(text: str, today: date) -> date | None:
    """The day of "fri 27 nov".

    Raises:
        MeetingError: that day is another weekday.
    """
    first, _, rest = text.partition(" ")
    index = _index(_DAYS, first)
    found = _calendar(rest, today) if index is not None and rest else None
    if found is not None and found.weekday() != index:
        raise MeetingError(
            f"“{shortened(text, 40)}” is not a day: that is {local_day(found)}",
            hint="Type the weekday or the date alone",
        )
    return found


def _calendar(text: str, today: date) -> date | None:
    whole = re.fullmatch(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", text)
    if whole:
        return _day(int(whole[1]), int(whole[3]), int(whole[4]))
    dotted = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4}|\d{2})?)?", text)
    if dotted:
        return _next_such(int(dotted[1]), int(dotted[2]), dotted[3], today)
    text = re.sub(r"^(\d{1,2})-(\d{1,2})-(\d{4})$", r"\1/\2/\3", text)
    slashed = re.fullmatch(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?", text)
    if slashed:
        first, second = int(slashed[1]), int(slashed[2])
        if first <= 12 and second <= 12 and first != second:
            raise MeetingError(
                f"“{text}” can mean two days", hint="Type the name of the month, as in 12 dec"
            )
        day, month = (first, second) if second <= 12 else (second, first)
        return _next_such(day, month, slashed[3], today)
    named = re.fullmatch(
        r"(?:(\d{1,2})(?:st|nd|rd|th)?\.?[ -]?(?:of )?([^\W\d]+)|([^\W\d]+)\.?[ -]?(\d{1,2}))"
        r"\.?(?:st|nd|rd|th)?(?:[ -]'?(\d{4}|\d{2}))?",
        text,
    )
    if named:
        month_index = _index(_MONTHS, named[2] or named[3])
        if month_index is not None:
            return _next_such(int(named[1] or named[4]), month_index + 1, named[5], today)
    ordinal = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)", text)
    return _next_day_of_month(int(ordinal[1]), today) if ordinal else None


def _next_such(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for candidate in range(today.year, today.year + 9):  # 29 February may be years away
        found = _day(candidate, month, day)
        if found is not None and found >= today:
            return found
    return None


def _next_day_of_month(day: int, today: date) -> date | None:
    """The next 27th."""
    months = (_months_later(today.replace(day=1), n) for n in range(13))
    days = (_day(first.year, first.month, day) for first in months)
    return next((found for found in days if found is not None and found >= today), None)


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

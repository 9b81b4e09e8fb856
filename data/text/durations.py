"""Parse and format durations."""

from __future__ import annotations

import re
from fractions import Fraction

from data.errors import MeetingError
from data.text.formatting import shortened

_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", '"', "″"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "'", "′", "’"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
}
_NUMBER = r"\d{1,5}(?:[.,]\d{1,3})?"
_UNIT = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
_PART = re.compile(rf"({_NUMBER})\s*({_UNIT}(?![a-z])\.?)?\s*(?:(?:and|,)\s*)?")

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\s*(h|hours?|m|min|minutes?)?")
_WORDS = (
    (re.compile(r"half an? |\b(?:an? )?half[ -]|½\s*(?:an? )?"), "0.5 "),
    (re.compile(r"(?:a )?quarter of an? |¼\s*"), "0.25 "),
    (re.compile(r"(?:three quarters of an? |¾\s*)"), "0.75 "),
    (re.compile(r"\b(?:an?|one) (?=hour|minute|second)"), "1 "),
)
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED_NUMBERS = {
    **{word: number for number, word in enumerate(_ONES, start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{tens}{between}{one}": 10 * number + of_ten
        for number, tens in enumerate(_TENS, start=2)
        for of_ten, one in enumerate(_ONES[:9], start=1)
        for between in "- "
    },
}
_SPELLED = re.compile(
    rf"\b(?:{'|'.join(sorted(_SPELLED_NUMBERS, key=len, reverse=True))})\b"
    r"(?= (?:more )?[hms]| and )"
)
_MIXED = re.compile(r"(\d+|\bone)(?:\s*([½¼¾])| 1/2| and a half) ?(?=[a-z])")
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
_LONGEST_TEXT = 40
_MOST_WORDS = 6  # as of "1 hour and a half more"


def parse_duration(text: str, *, clock_in_minutes: bool = False) -> int:
    """Parse a duration and return its seconds: "5m", "90s", "1h 30m", "1.5h", "1:30", "-5m".

    A bare number is minutes, or the next smaller unit after another one ("1h30").

    Args:
        text: the duration.
        clock_in_minutes: whether "1:30" is minutes and seconds, as for the time of a speaker;
            else it is hours and minutes. "0:01:30" is the same in both.

    Raises:
        MeetingError: the text is not a duration.
    """
    plain = " ".join(text.casefold().split()).replace("−", "-").rstrip(".")
    sign = -1 if plain.startswith("-") else 1
    total = None
    if len(plain) <= _LONGEST_TEXT:
        plain = re.sub(r"^[+-]\s*|^(?:for|by|about) ", "", plain)
        total = _clock(plain, in_minutes=clock_in_minutes)
        total = _parts(_numbers(plain)) if total is None else total
    if total is None:
        raise MeetingError(
            f"“{shortened(text.strip(), _LONGEST_TEXT)}” is not a duration",
            hint="Type 5m, 90s, 1h 30m or 1:30",
        )
    return sign * total


def _clock(plain: str, *, in_minutes: bool) -> int | None:
    """The seconds of "1:30" or "1:05:00"."""
    found = _CLOCK.fullmatch(plain)
    if found is None:
        return None
    first, second, third, unit = int(found[1]), int(found[2]), found[3], found[4] or ""
    if third is not None:
        return first * 3600 + second * 60 + int(third)
    if unit.startswith("m") or (in_minutes and not unit):
        return first * 60 + second
    return first * 3600 + second * 60


def _numbers(plain: str) -> str:
    """A duration with numbers in place of words and fractions."""

    def mixed(found: re.Match[str]) -> str:
        return f"{found[1].replace('one', '1')}{_FRACTIONS.get(found[2], '.5')} "

    plain = _SPELLED.sub(lambda found: str(_SPELLED_NUMBERS[found[0]]), plain)
    plain = _MIXED.sub(mixed, plain)
    plain = plain.replace(" more ", " ")
    for pattern, number in _WORDS:
        plain = pattern.sub(number, plain)
    return plain.strip()


def _parts(plain: str) -> int | None:
    """The seconds of numbers with units, the largest unit first; None for anything else."""
    total, end, before, unit = Fraction(0), 0, 0, "none"
    while end < len(plain):
        found = _PART.match(plain, end)
        if found is None or not unit:
            return None  # nothing follows a number without a unit
        unit = (found[2] or "").removesuffix(".")
        size = _UNITS[unit] if unit else before // 60 if before else 60
        if not size or (before and size >= before):
            return None
        total += Fraction(found[1].replace(",", ".")) * size
        end, before = found.end(), size
    return round(total) if end else None


def leading_duration(text: str) -> tuple[int, str]:
    """Return the seconds of the duration that a text begins with, and the rest of the text.

    Raises:
        MeetingError: the text does not begin with a duration.
    """
    words = text.split()
    for end in range(min(len(words), _MOST_WORDS), 0, -1):
        try:
            return parse_duration(" ".join(words[:end]).rstrip(",;:")), " ".join(words[end:])
        except MeetingError:
            continue
    return parse_duration(text), ""


def format_duration(seconds: float) -> str:
    """Return seconds as "0:40", "31:00" or "1:05:00"; negative ones as "0:00"."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"

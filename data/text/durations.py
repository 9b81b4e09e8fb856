"""Parse and format durations."""

from __future__ import annotations

import re

from data.errors import MeetingError
from data.text.formatting import shortened

_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
    **dict.fromkeys(("", "m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
}


def parse_duration(text: str) -> int:
    """Parse a duration and return its seconds: "5m", "90s", "1h", "1h 30m", "-5m".

    A bare number is minutes.

    Raises:
        MeetingError: the text is not a duration.
    """
    plain = text.casefold().strip()
    signed = re.fullmatch(r"([+-]?)\s*((?:\d{1,5}\s*[a-z]*\s*)+)", plain[:40])
    parts = re.findall(r"(\d+)\s*([a-z]*)", signed[2]) if signed and len(plain) <= 40 else []
    if not parts or any(unit not in _UNITS for _, unit in parts):
        raise MeetingError(
            f"“{shortened(text.strip(), 40)}” is not a duration", hint="Type 5m, 90s or 1h"
        )
    total = sum(int(number) * _UNITS[unit] for number, unit in parts)
    return -total if signed and signed[1] == "-" else total


def format_duration(seconds: float) -> str:
    """Return seconds as "0:40", "31:00" or "1:05:00"; negative ones as "0:00"."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"

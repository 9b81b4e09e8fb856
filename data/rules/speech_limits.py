"""Reads and formats speech limits: "2m", "90s"; by kind: "order 1m, question 30s"."""

from __future__ import annotations

from collections.abc import Mapping

from data.errors import MeetingError
from data.records.models import SpeechKind
from data.text.durations import parse_duration

LONGEST = 24 * 3600
"""The longest speech limit, in seconds."""
_NONE = ("", "off", "none")


def parse_limit(text: str) -> int | None:
    """Return a speech limit in seconds; None for an empty text, "off" or "none".

    "1:30" is one minute and a half.

    Raises:
        MeetingError: the text is not a duration, or not between one second and a day.
    """
    if text.casefold().strip() in _NONE:
        return None
    seconds = parse_duration(text, clock_in_minutes=True)
    if not 0 < seconds <= LONGEST:
        raise MeetingError("A speech limit must be between one second and a day")
    return seconds


def parse_kind_limits(text: str) -> dict[SpeechKind, int]:
    """Return speech limits in seconds by kind, from a text such as "order 1m, question 30s".

    Raises:
        MeetingError: a part does not begin with a kind, or its limit is not valid.
    """
    limits: dict[SpeechKind, int] = {}
    for part in text.split(","):
        if not part.strip():
            continue
        kind, _, time = part.strip().partition(" ")
        if kind.casefold() not in list(SpeechKind):
            kinds = ", ".join(SpeechKind)
            raise MeetingError(f"“{kind}” is not a kind of speech", hint=f"Use one of {kinds}")
        seconds = parse_limit(time)
        if seconds is not None:
            limits[SpeechKind(kind.casefold())] = seconds
    return limits


def format_limit(seconds: int | None) -> str:
    """Return a limit in seconds as `parse_limit` reads it: "2m", "1m 30s"; "" for none."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (left, "s"))
    return " ".join(f"{number}{unit}" for number, unit in parts if number)


def format_kind_limits(limits: Mapping[SpeechKind, int]) -> str:
    """Return limits in seconds as `parse_kind_limits` reads them, in order of priority."""
    return ", ".join(
        f"{kind} {format_limit(limits[kind])}" for kind in SpeechKind if kind in limits
    )

"""Speech limits as they are typed and shown: "2m", "90s"; for kinds "order 1m, question 30s"."""

from __future__ import annotations

from collections.abc import Mapping

from data.errors import MeetingError
from data.records.models import SpeechKind
from data.text.durations import parse_duration

LONGEST = 24 * 3600
_NONE = ("", "off", "none")


def parse_limit(text: str) -> int | None:
    """A speech limit in seconds; None for an empty text, "off" or "none".

    Raises MeetingError for what is no length of time, or none that a turn can have.
    """
    if text.casefold().strip() in _NONE:
        return None
    seconds = parse_duration(text)
    if not 0 < seconds <= LONGEST:
        raise MeetingError("A speech limit is longer than nothing, and at most a day")
    return seconds


def parse_kind_limits(text: str) -> dict[SpeechKind, int]:
    """Limits of single kinds, with commas between them: "order 1m, question 30s".

    Raises MeetingError that names the part that is not understood.
    """
    limits: dict[SpeechKind, int] = {}
    for part in text.split(","):
        if not part.strip():
            continue
        kind, _, time = part.strip().partition(" ")
        if kind.casefold() not in list(SpeechKind):
            kinds = ", ".join(SpeechKind)
            raise MeetingError(f"“{kind}” is no kind of speech", hint=f"Type one of {kinds}")
        seconds = parse_limit(time)
        if seconds is not None:
            limits[SpeechKind(kind.casefold())] = seconds
    return limits


def format_limit(seconds: int | None) -> str:
    """As it is typed: "2m", "1m 30s"; "" for no limit."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (left, "s"))
    return " ".join(f"{number}{unit}" for number, unit in parts if number)


def format_kind_limits(limits: Mapping[SpeechKind, int]) -> str:
    """As they are typed, in order of priority."""
    return ", ".join(
        f"{kind} {format_limit(limits[kind])}" for kind in SpeechKind if kind in limits
    )

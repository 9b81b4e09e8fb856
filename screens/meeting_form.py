"""The form for a meeting itself: title, date, place, roles, goals, speech limit."""

from __future__ import annotations

from datetime import date, datetime

from data.errors import MeetingError
from data.limits import read_kind_limits, read_limit, shown_kind_limits, shown_limit
from data.models import MeetingInfo, QueueOrder
from screens.dialogs.form import Field, Values

_LIMIT = "of each turn, as 2m or 90s; may stay empty"
_KINDS = "as order 1m, question 30s; these come first"


def fields(info: MeetingInfo) -> list[Field]:
    """The fields, filled with what the meeting is now."""
    start = f"{info.planned_start.astimezone():%H:%M}" if info.planned_start else ""
    return [
        Field("title", "Title", info.title),
        Field("date", "Date", info.date.isoformat(), hint="as 2026-11-23"),
        Field("planned_start", "Begins at", start, hint="as 18:30; may stay empty"),
        Field("place", "Place", info.place),
        Field("facilitator", "Facilitator", info.facilitator),
        Field("note_taker", "Note taker", info.note_taker),
        Field("goals", "Shared goals", "\n".join(info.goals), lines=3),
        Field("speech_limit", "Speech limit", shown_limit(info.speech_limit), hint=_LIMIT),
        Field("kind_limits", "… by kind", shown_kind_limits(info.kind_limits), hint=_KINDS),
        Field("order", "Queue order", info.order, choices=list(QueueOrder)),
        Field(
            "voices",
            "Speaking times",
            "in the minutes" if info.voices_in_minutes else "private",
            choices=["private", "in the minutes"],
        ),
    ]


def changes(info: MeetingInfo, values: Values) -> dict[str, object]:
    """The values as a record has them; MeetingError for what they cannot be."""
    day = read_date(values["date"])
    if not values["title"].strip():
        raise MeetingError("The meeting has no title", hint="Type one")
    return {
        "title": values["title"],
        "date": day,
        "planned_start": _instant(day, values["planned_start"]),
        "place": values["place"],
        "facilitator": values["facilitator"],
        "note_taker": values["note_taker"],
        "goals": tuple(line.strip() for line in values["goals"].splitlines() if line.strip()),
        "speech_limit": read_limit(values["speech_limit"]),
        "kind_limits": read_kind_limits(values["kind_limits"]),
        "order": QueueOrder(values["order"]),
        "voices_in_minutes": values["voices"] != "private",
    }


def read_date(text: str) -> date:
    """A date as 2026-11-23; MeetingError for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise MeetingError(f"“{text}” is no date", hint="Type it as 2026-11-23") from error


def _instant(day: date, text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        hour, minute = (int(part) for part in text.strip().split(":"))
        return datetime(day.year, day.month, day.day, hour, minute).astimezone()
    except ValueError as error:
        raise MeetingError(f"“{text}” is no time of day", hint="Type it as 18:30") from error

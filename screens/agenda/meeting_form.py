"""The form for a meeting itself: title, date, place, roles, goals, speech limit."""

from __future__ import annotations

from datetime import date, datetime

from data.records.models import MeetingInfo, QueueMode
from data.rules.speech_limits import (
    format_kind_limits,
    format_limit,
    parse_kind_limits,
    parse_limit,
)
from data.text.dates import parse_date, parse_time
from screens.dialogs.form_fields import Field, Values, field_errors, required_text

_LIMIT = "of each turn, as 2m or 90s; may stay empty"
_KINDS = "as order 1m, question 30s; these come first"


def fields(info: MeetingInfo) -> list[Field]:
    """The fields, filled with what the meeting is now."""
    start = f"{info.planned_start.astimezone():%H:%M}" if info.planned_start else ""
    return [
        Field("title", "Title", info.title),
        Field("date", "Date", info.date.isoformat(), hint="today, friday, 12 dec, 2026-12-12"),
        Field("planned_start", "Begins at", start, hint="as 18:30 or 6pm; may stay empty"),
        Field("place", "Place", info.place),
        Field("facilitator", "Facilitator", info.facilitator),
        Field("note_taker", "Note taker", info.note_taker),
        Field("goals", "Shared goals", "\n".join(info.goals), lines=3),
        Field("speech_limit", "Speech limit", format_limit(info.speech_limit), hint=_LIMIT),
        Field("kind_limits", "… by kind", format_kind_limits(info.kind_limits), hint=_KINDS),
        Field("order", "Queue order", info.order, choices=list(QueueMode)),
        Field(
            "voices",
            "Speaking times",
            "in the minutes" if info.voices_in_minutes else "private",
            choices=["private", "in the minutes"],
        ),
    ]


def changes(info: MeetingInfo, values: Values, today: date) -> dict[str, object]:
    """The values as a record has them; WrongValue for what they cannot be."""
    title = required_text(values, "title", "The meeting has no title")
    with field_errors("date"):
        day = parse_date(values["date"], today, past=True)
    with field_errors("planned_start"):
        start = _instant(day, values["planned_start"])
    with field_errors("speech_limit"):
        limit = parse_limit(values["speech_limit"])
    with field_errors("kind_limits"):
        kind_limits = parse_kind_limits(values["kind_limits"])
    return {
        "title": title,
        "date": day,
        "planned_start": start,
        "place": values["place"],
        "facilitator": values["facilitator"],
        "note_taker": values["note_taker"],
        "goals": tuple(line.strip() for line in values["goals"].splitlines() if line.strip()),
        "speech_limit": limit,
        "kind_limits": kind_limits,
        "order": QueueMode(values["order"]),
        "voices_in_minutes": values["voices"] != "private",
    }


def _instant(day: date, text: str) -> datetime | None:
    if not text.strip():
        return None
    return datetime.combine(day, parse_time(text)).astimezone()

"""The form of a meeting itself: title, date, place, roles, goals, speech limits."""

from __future__ import annotations

from datetime import date, datetime

from data.errors import MeetingError
from data.records.models import MeetingInfo, QueueMode
from data.rules.speech_limits import (
    format_kind_limits,
    format_limit,
    parse_kind_limits,
    parse_limit,
)
from data.text.dates import parse_date, parse_time
from data.text.formatting import local_time
from screens.dialogs.form_fields import Field, Values, field_errors, required_text

_LIMIT_HINT = "of each turn, as 2m or 90s; may stay empty"
_KIND_LIMITS_HINT = "as order 1m, question 30s; these come first"
_STAYS, _OVERTAKEN = "stays next", "by the order"
_SPEAK, _ASK = "have the floor first", "ask to speak"
_PRIVATE, _PUBLIC = "private", "in the minutes"


def meeting_fields(info: MeetingInfo) -> list[Field]:
    """Return the fields of the form, with the present values of the meeting."""
    start = local_time(info.planned_start) if info.planned_start else ""
    speaking_times = _PUBLIC if info.voices_in_minutes else _PRIVATE
    kind_limits = format_kind_limits(info.kind_limits)
    upcoming = _STAYS if info.keep_next else _OVERTAKEN
    presenters = _SPEAK if info.presenters_speak else _ASK
    return [
        Field("title", "Title", info.title),
        Field("date", "Date", info.date.isoformat(), hint="today, friday, 12 dec, 2026-12-12"),
        Field("planned_start", "Begins at", start, hint="as 18:30 or 6pm; may stay empty"),
        Field("place", "Place", info.place),
        Field("facilitator", "Facilitator", info.facilitator),
        Field("note_taker", "Note taker", info.note_taker),
        Field("goals", "Shared goals", "\n".join(info.goals), height=3),
        Field("speech_limit", "Speech limit", format_limit(info.speech_limit), hint=_LIMIT_HINT),
        Field("kind_limits", "… by kind", kind_limits, hint=_KIND_LIMITS_HINT),
        Field("order", "Queue order", info.order, choices=list(QueueMode)),
        Field("next", "Next speaker", upcoming, choices=[_STAYS, _OVERTAKEN]),
        Field("presenters", "Presenters", presenters, choices=[_SPEAK, _ASK]),
        Field("voices", "Speaking times", speaking_times, choices=[_PRIVATE, _PUBLIC]),
    ]


def meeting_values(values: Values, today: date) -> dict[str, object]:
    """Return the fields of the record from the values of the form.

    Args:
        values: the values of the form.
        today: the day that "tomorrow" and the like are relative to.

    Raises:
        FieldError: a value is invalid.
    """
    title = required_text(values, "title", "The meeting has no title")
    with field_errors("date"):
        day = parse_date(values["date"], today, past=True)
    with field_errors("planned_start"):
        start = _parse_start(day, values["planned_start"])
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
        "keep_next": values["next"] == _STAYS,
        "presenters_speak": values["presenters"] == _SPEAK,
        "voices_in_minutes": values["voices"] == _PUBLIC,
    }


def _parse_start(day: date, text: str) -> datetime | None:
    """Return a time of day on a day, in the local time zone; None for an empty text.

    Raises:
        MeetingError: the text is not a time of day, or the day is so far away that clocks of other
            time zones have no date for it.
    """
    if not text.strip():
        return None
    if not date(1000, 1, 2) <= day < date(8999, 12, 31):
        raise MeetingError(f"There is no time of day in the year {day.year}", hint="Type another")
    return datetime.combine(day, parse_time(text)).astimezone()

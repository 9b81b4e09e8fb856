"""The form for a new meeting: from scratch, from a template, or from the last meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from data.clock import local_date
from data.errors import MeetingError
from data.index.summaries import Summary
from data.library.library import Library
from data.planning import carry_over, new_meeting, templates
from data.records.validation import validation_error
from data.text.dates import parse_date
from screens.dialogs.form_fields import Field, Values, field_errors, required_text

_CONTINUE = "continue"


def new_meeting_fields(library: Library, highlighted: str = "") -> list[Field]:
    """Return the fields of the form, which begins with continuing the last meeting.

    Args:
        library: the library.
        highlighted: the id of the meeting whose series is continued; "" for no certain one.
    """
    continued = meeting_to_continue(library, highlighted)
    ways = [templates.FROM_SCRATCH, *(template.name for template in templates.TEMPLATES)]
    if continued is not None and continued.is_past:
        ways.insert(0, _way(continued))
        hint = f"{continued.title}, if it stays empty"
    else:
        hint = "needed only from scratch"
        ways += [_way(continued)] if continued is not None else []
    today = local_date(library.clock.now())
    return [
        Field("title", "Title", hint=hint),
        Field("date", "Date", today.isoformat(), hint="today, friday, 12 dec, 2026-12-12"),
        Field("place", "Place", hint="a room, a link; may stay empty"),
        Field("way", "Begin", ways[0], ways),
    ]


def create(
    library: Library, values: Values, defaults: Mapping[str, Any], highlighted: str = ""
) -> str:
    """Write a new meeting to the library.

    Args:
        library: the library.
        values: the values of the form.
        defaults: what a meeting begins with that continues no other, by fields of `MeetingInfo`.
        highlighted: as for `new_meeting_fields`.

    Returns:
        The id of the meeting.

    Raises:
        FieldError: the date or the title is invalid.
        MeetingError: the last meeting cannot be read, or the new one cannot be written.
    """
    with field_errors("date"):
        day = parse_date(values["date"], local_date(library.clock.now()), past=True)
    title, place, way = values["title"].strip(), values["place"], values["way"]
    try:
        if way.startswith(_CONTINUE):
            last = meeting_to_continue(library, highlighted)
            if last is None or _way(last) != way:
                raise MeetingError("The meeting to continue has changed", "nothing was created")
            file = library.open(last.id)
            file.close()
            meeting = carry_over.continue_meeting(
                file.meeting, last.id, title or last.title, day, place
            )
        else:
            template = templates.template_named(way)
            title = title or (template.title if template else "")
            title = title or required_text(values, "title", "The meeting has no title")
            items = template.agenda() if template else ()
            meeting = new_meeting.new_meeting(
                title, day, place=place, items=items, defaults=defaults
            )
    except ValidationError as error:
        raise validation_error(error) from error
    return library.create(meeting)


def _way(summary: Summary) -> str:
    """How the form calls the way to continue a meeting."""
    day = date.fromisoformat(summary.date)
    return f"{_CONTINUE} {summary.title} of {day.day} {day:%b %Y}"


def meeting_to_continue(library: Library, highlighted: str = "") -> Summary | None:
    """Return the meeting that a new one most likely continues; None if none can be read.

    It is the last one of the highlighted meeting's series that has ended, or the last one that has
    ended, or else the newest.
    """
    readable = [s for s in library.summaries() if not s.damaged]
    past = [s for s in readable if s.is_past]
    chosen = next((s for s in readable if s.id == highlighted), None)
    series = [s for s in past if chosen is not None and s.same_series(chosen)]
    return max(series or past or readable, key=lambda s: (s.date, s.started), default=None)

"""The form for a new meeting: from scratch, from a template, or from the last meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from data.clock import local_date
from data.index.summaries import Summary
from data.library.library import Library
from data.planning import carry_over, new_meeting, templates
from data.records.validation import validation_error
from data.text.dates import parse_date
from screens.dialogs.form_fields import Field, Values, field_errors, required_text

_CONTINUE = "continue"


def new_meeting_fields(library: Library) -> list[Field]:
    """Return the fields of the form; one way to begin is to continue the newest meeting."""
    ways = [templates.FROM_SCRATCH, *(template.name for template in templates.TEMPLATES)]
    newest = _newest_meeting(library)
    if newest is not None:
        ways.append(f"{_CONTINUE} {newest.title}")
    today = local_date(library.clock.now())
    return [
        Field("title", "Title", hint="needed only from scratch"),
        Field("date", "Date", today.isoformat(), hint="today, friday, 12 dec, 2026-12-12"),
        Field("place", "Place", hint="a room, a link; may stay empty"),
        Field("way", "Begin", templates.FROM_SCRATCH, ways),
    ]


def create(library: Library, values: Values, defaults: Mapping[str, Any]) -> str:
    """Write a new meeting to the library.

    Args:
        library: the library.
        values: the values of the form.
        defaults: what a meeting begins with that continues no other, by fields of `MeetingInfo`.

    Returns:
        The id of the meeting.

    Raises:
        FieldError: the date or the title is invalid.
        MeetingError: the last meeting cannot be read, or the new one cannot be written.
    """
    with field_errors("date"):
        day = parse_date(values["date"], local_date(library.clock.now()), past=True)
    newest = _newest_meeting(library)
    title, place, way = values["title"].strip(), values["place"], values["way"]
    try:
        if way.startswith(_CONTINUE) and newest is not None:
            file = library.open(newest.id)
            file.close()
            meeting = carry_over.continue_meeting(
                file.meeting, newest.id, title or newest.title, day, place
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


def _newest_meeting(library: Library) -> Summary | None:
    """Return the newest meeting that can be read, or None."""
    readable = [s for s in library.summaries() if not s.damaged]
    return max(readable, key=lambda s: (s.date, s.started), default=None)

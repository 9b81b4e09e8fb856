"""What the app does with meetings: open, make, search. Loaded when first needed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from pydantic import ValidationError

from data.clock import local_date
from data.index.summaries import Summary
from data.library.library import Library
from data.minutes.render import render
from data.planning import carry_over, new_meeting, templates
from data.records.validation import validation_error
from data.storage.unsaved_input import UnsavedInputStore
from data.text.dates import parse_date
from screens.dialogs.form_fields import Field, Values, field_errors, required_text
from screens.meeting.session import Copied, Session

_CONTINUE = "continue"


def open_session(
    library: Library,
    meeting_id: str,
    copy: Callable[[str], Awaitable[Copied]],
    unsaved: UnsavedInputStore,
) -> Session:
    """An open meeting for the screens; MeetingError says why it cannot be opened."""
    return Session(library, library.open(meeting_id), copy, unsaved)


def render_minutes(library: Library, meeting_id: str) -> str:
    """The minutes of a meeting as Markdown."""
    file = library.open(meeting_id)
    try:
        return render(file.meeting, library.clock.now())
    finally:
        file.close()


def new_meeting_fields(library: Library) -> list[Field]:
    """The fields of the form for a new meeting."""
    ways = [templates.FROM_SCRATCH, *(template.name for template in templates.TEMPLATES)]
    last = _last(library)
    if last is not None:
        ways.append(f"{_CONTINUE} {last.title}")
    today = local_date(library.clock.now())
    return [
        Field("title", "Title", hint="empty: the name of what it begins with"),
        Field("date", "Date", today.isoformat(), hint="today, friday, 12 dec, 2026-12-12"),
        Field("place", "Place", hint="a room, a link; may stay empty"),
        Field("way", "Begin", templates.FROM_SCRATCH, ways),
    ]


def create(library: Library, values: Values) -> str:
    """Write a new meeting as the form says; tells its id."""
    with field_errors("date"):
        day = parse_date(values["date"], local_date(library.clock.now()), past=True)
    place, way = values["place"], values["way"]
    title = values["title"].strip()
    template = templates.template_named(way)
    last = _last(library)
    try:
        if way.startswith(_CONTINUE) and last is not None:
            file = library.open(last.id)
            file.close()
            meeting = carry_over.continue_meeting(
                file.meeting, last.id, title or last.title, day, place
            )
        else:
            title = title or (template.title if template else "")
            title = title or required_text(values, "title", "The meeting has no title")
            items = template.agenda() if template else ()
            meeting = new_meeting.new_meeting(title, day, place=place, items=items)
    except ValidationError as error:
        raise validation_error(error) from error
    return library.create(meeting)


def _last(library: Library) -> Summary | None:
    """The newest meeting that can be read."""
    readable = [s for s in library.summaries() if not s.damaged]
    return max(readable, key=lambda s: (s.date, s.started), default=None)

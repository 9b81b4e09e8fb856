"""Reads meetings for the app. Loaded when the first one is opened: the models take a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from data.index.search import Hit
from data.library.library import Library
from data.records.tables import table_of
from data.storage.unsaved_input import UnsavedInputStore
from screens import tabs
from screens.copy_result import CopyResult
from screens.meeting.session import Session

if TYPE_CHECKING:
    from data.minutes.render import Format


def open_session(
    library: Library,
    meeting_id: str,
    copy: Callable[[str], Awaitable[CopyResult]],
    unsaved: UnsavedInputStore,
    copied_format: Format,
) -> Session:
    """Open a meeting for the screens.

    Args:
        library: the library.
        meeting_id: the id of the meeting.
        copy: copies a text to the clipboard.
        unsaved: the unsaved input of the meeting.
        copied_format: the format of the minutes that are copied.

    Raises:
        MeetingError: the meeting cannot be opened.
    """
    return Session(library, library.open(meeting_id), copy, unsaved, copied_format)


def first_place(session: Session, hit: Hit | None) -> tuple[str, str]:
    """Return the tab that an open meeting shows first, and the id of the row to highlight, or "".

    Args:
        session: the open meeting.
        hit: the record that a search found; None where the meeting was opened without one.
    """
    tab = row = ""
    if hit is not None:
        tab, row = tabs.place_of(session.file.meeting, table_of(hit.kind), hit.record)
    return tab or tabs.first_tab(session), row


def render_minutes(library: Library, meeting_id: str, form: Format) -> str:
    """Return the minutes of a meeting in a format.

    Raises:
        MeetingError: the meeting cannot be opened.
    """
    from data.minutes.render import render

    file = library.open(meeting_id)
    try:
        return render(file.meeting, library.clock.now(), form)
    finally:
        file.close()

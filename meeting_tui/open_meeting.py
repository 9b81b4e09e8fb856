"""Reads meetings for the app. Loaded when the first one is opened: the models take a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from data.index.search import Hit
from data.library.library import Library
from data.minutes.render import render
from data.records.tables import table_of
from data.storage.unsaved_input import UnsavedInputStore
from screens import tabs
from screens.copy_result import CopyResult
from screens.meeting.session import Session


def open_session(
    library: Library,
    meeting_id: str,
    copy: Callable[[str], Awaitable[CopyResult]],
    unsaved: UnsavedInputStore,
) -> Session:
    """Open a meeting for the screens.

    Args:
        library: the library.
        meeting_id: the id of the meeting.
        copy: copies a text to the clipboard.
        unsaved: the unsaved input of the meeting.

    Raises:
        MeetingError: the meeting cannot be opened.
    """
    return Session(library, library.open(meeting_id), copy, unsaved)


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


def render_minutes(library: Library, meeting_id: str) -> str:
    """Return the minutes of a meeting as Markdown.

    Raises:
        MeetingError: the meeting cannot be opened.
    """
    file = library.open(meeting_id)
    try:
        return render(file.meeting, library.clock.now())
    finally:
        file.close()

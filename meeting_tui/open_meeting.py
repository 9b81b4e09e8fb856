"""Reads meetings for the app. Loaded when the first one is opened: the models take a while."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from data.library.library import Library
from data.storage.unsaved_input import UnsavedInputStore
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


def render_minutes(library: Library, meeting_id: str) -> str:
    """Return the minutes of a meeting as Markdown.

    Raises:
        MeetingError: the meeting cannot be opened.
    """
    from data.minutes.render import render

    file = library.open(meeting_id)
    try:
        return render(file.meeting, library.clock.now())
    finally:
        file.close()

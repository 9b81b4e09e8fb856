"""EndingApp: an app that ends cleanly: on request, by a signal, and when its terminal is gone."""

from __future__ import annotations

import asyncio
import contextlib
import select
import sys
from typing import TYPE_CHECKING

from data.errors import MeetingError
from data.library.library import Library
from meeting_tui.waiting_app import WaitingApp

if TYPE_CHECKING:
    from data.storage.unsaved_input import UnsavedInput, UnsavedInputStore
    from screens.meeting.session import Session

_CHECK_SECONDS = 1.0  # between two checks that the terminal is still there
_DRAIN_SECONDS = 0.3  # for keys that have arrived, before the program ends


class EndingApp(WaitingApp):
    """An app that writes or keeps the text in its fields before it ends.

    Args:
        library: the meetings.
    """

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._creating_screens = True
        self._end_task: asyncio.Task[None] | None = None
        self._session: Session | None = None  # the open meeting
        # By the id of each meeting that was open; "" for the list of meetings.
        self._unsaved: dict[str, UnsavedInputStore] = {}

    def watch_terminal(self) -> None:
        """Check regularly that the terminal is still there; not on Windows, nor in tests."""
        if not self.is_headless and hasattr(select, "poll"):
            self.set_interval(_CHECK_SECONDS, self._check_terminal)

    def _check_terminal(self) -> None:
        """End when the terminal is gone: where SIGHUP is ignored, nothing else reports it."""
        terminal = select.poll()
        terminal.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        if any(event & (select.POLLHUP | select.POLLNVAL) for _, event in terminal.poll(0)):
            self.end()

    def end(self) -> None:
        """End the program, because of a signal or because the terminal is gone."""
        self.library.shutdown.request()
        # A screen that is being created cannot be left; `_screens_created` calls this again.
        if not self._creating_screens and self._end_task is None:
            self._end_task = asyncio.create_task(self._end_cleanly())

    def _screens_created(self) -> None:
        """Go on, or end if a signal arrived while screens were created."""
        self._creating_screens = False
        if self.library.shutdown.requested:
            self.call_after_refresh(self.end)

    async def _end_cleanly(self) -> None:
        await self.drain(_DRAIN_SECONDS)
        try:
            self._leave_fields()
        finally:
            self.exit(0)

    async def action_quit(self) -> None:
        """Quit: write notes that are being edited, and keep any other unsaved input."""
        self._leave_fields()
        self.exit(0)

    def _leave_fields(self) -> None:
        """Write or remember the text in all open fields."""
        if self._session is None and len(self.screen_stack) == 1:
            return  # the list of meetings has no field
        self.library.shutdown.request()
        self.library.shutdown.patience = None  # the end limits all waiting
        from screens.dialogs.base import TextDialog
        from screens.meeting.live_screen import LiveScreen

        for screen in self.screen_stack:
            if not screen.is_mounted:
                continue  # its fields are empty
            if isinstance(screen, LiveScreen):
                screen.flush()
            elif isinstance(screen, TextDialog):
                screen.remember()

    def keep_unsaved_input(self) -> tuple[UnsavedInput, ...]:
        """Write the text in open fields to disk, so that the next start offers it.

        No widget is queried, so that it works after a crash as well.

        Returns:
            The input that could not be written.
        """
        for store in self._unsaved.values():
            with contextlib.suppress(MeetingError):
                store.save_open_fields()
        return tuple(unsaved for store in self._unsaved.values() for unsaved in store.pending)

    def _unsaved_input(self, meeting_id: str = "") -> UnsavedInputStore:
        """Return the unsaved input of a meeting, or of the list of meetings.

        It is the same object each time, since it may hold what the disk refused.
        """
        if meeting_id not in self._unsaved:
            self._unsaved[meeting_id] = self.library.unsaved(meeting_id)
        return self._unsaved[meeting_id]

"""DisplayApp: shows a meeting to the room, in a second terminal or on a projector."""

from __future__ import annotations

from collections.abc import Callable

from data.library.library import Library
from data.records.meeting import Meeting
from data.settings.settings import UserSettings
from meeting_tui.preload import resume_collection
from meeting_tui.themed_app import ThemedApp
from screens.room.screen import RoomScreen


class DisplayApp(ThemedApp):
    """The room view alone. It follows a meeting, and changes nothing.

    Args:
        library: the meetings; its clock gives the time.
        read: returns the meeting as it is now; see `RoomScreen`.
        settings: the settings of the user; by default there are none.
    """

    CSS_PATH = ["app.tcss"]
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, library: Library, read: Callable[[], Meeting], settings: UserSettings | None = None
    ) -> None:
        super().__init__(library, settings or UserSettings())
        self._read = read

    async def on_mount(self) -> None:
        """Show the view, and end when it is left; watch the terminal."""
        self.watch_terminal()
        view = RoomScreen(self._read, self.library.clock.now, "ends the display")
        await self.push_screen(view, lambda _: self.exit(0))
        self._screens_created()
        resume_collection()

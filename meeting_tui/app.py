"""MeetingApp: connects the screens with the library, the clipboard and the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import select
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.screen import Screen

from data.errors import MeetingError, Remedy
from data.library.library import Library
from meeting_tui.preload import start_preloading
from meeting_tui.terminal.key_queue import KeyQueue
from meeting_tui.terminal.output import repaint
from screens.commands import key_name
from screens.copy_result import CopyResult, show_copy_result
from screens.errors import advice, error_details, show_error
from screens.home.screen import HomeScreen
from screens.keymap import GROUPS
from screens.messages import (
    CopyMinutes,
    Finish,
    GoHome,
    NewMeeting,
    OpenMeeting,
    SearchMeetings,
)
from screens.themes import DEFAULT_THEME, THEMES, meaning_colours

if TYPE_CHECKING:
    from data.storage.unsaved_input import UnsavedInput, UnsavedInputStore
    from screens.meeting.session import Session

_CHECK_SECONDS = 1.0  # between two checks that the terminal is still there
_DRAIN_SECONDS = 0.3  # for keys that have arrived, before the program ends
_PRELOAD_DELAY = 0.5  # seconds after the start until modules are loaded that it did not need
_WARNING_SECONDS = 20  # that a notification about lost input or the disk is shown


class MeetingApp(KeyQueue):
    """The program: opens and leaves meetings, ends cleanly, and answers the screens' messages.

    What only an open meeting needs is imported in the methods that need it, so that the list of
    meetings shows at once.

    Args:
        library: the meetings.
        open_id: the meeting to open at once; None for the list of meetings.
    """

    TITLE = "meeting-tui"
    # Textual loads the styles of a screen when it is pushed; the first one never is.
    CSS_PATH = ["app.tcss", "../screens/home/style.tcss"]
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (76, "-narrow"), (100, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+l", "repaint", "Repaint", show=False, priority=True),
    ]

    def __init__(self, library: Library, open_id: str | None = None) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT_THEME
        self.library = library
        self._open_id = open_id
        self._creating_screens = True
        self._end_task: asyncio.Task[None] | None = None
        self._session: Session | None = None
        # By the id of each meeting that was open; "" for the list of meetings.
        self._unsaved: dict[str, UnsavedInputStore] = {}

    def get_default_screen(self) -> Screen[None]:
        """Return the list of meetings, which is always at the bottom of the stack."""
        return HomeScreen(self.library, covered=self._open_id is not None)

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """Return a screen, as Textual does; one of the meeting is created when first asked for."""
        if isinstance(screen, str) and self._session and not self.is_screen_installed(screen):
            from screens.tabs import create_tab

            self.install_screen(create_tab(screen, self._session), screen)
        return super().get_screen(screen, screen_class)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return the colours with a meaning, for themes that do not define them."""
        return meaning_colours(self.current_theme)

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that Textual chooses, on Linux and macOS behind a filter of reports."""
        chosen = super().get_driver_class()
        if sys.platform == "win32":
            return chosen
        from meeting_tui.terminal.driver import FilteredDriver

        return FilteredDriver if issubclass(FilteredDriver, chosen) else chosen

    async def on_mount(self) -> None:
        """Open the meeting that was asked for; watch the terminal, and check the disk."""
        if not self.is_headless and hasattr(select, "poll"):  # not on Windows
            self.set_interval(_CHECK_SECONDS, self._check_terminal)
        self.run_worker(self._warn_about_disk())
        if self._open_id is not None:
            await self.open_meeting(self._open_id)
            home = self.screen_stack[0]
            if isinstance(home, HomeScreen):
                home.uncover()
        self._screens_created()
        self.set_timer(_PRELOAD_DELAY, start_preloading)

    def on_resize(self) -> None:
        """Paint everything again: a terminal may change what it shows when its size changes."""
        repaint()

    def action_repaint(self) -> None:
        """Paint everything again, where another program has written over the screen."""
        repaint()
        self.refresh(layout=True)

    async def _warn_about_disk(self) -> None:
        """Show what the disk of the library cannot do. Runs beside the start."""
        for warning in await asyncio.to_thread(self.library.disk_warnings):
            self.notify(
                f"{warning} {advice(Remedy.CHOOSE_LIBRARY)}",
                title="The disk of this library",
                severity="warning",
                timeout=_WARNING_SECONDS,
                markup=False,
            )

    # -- the end ---------------------------------------------------------------------------

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

    # -- open and leave a meeting ------------------------------------------------------------

    @on(OpenMeeting)
    async def _open_requested(self, message: OpenMeeting) -> None:
        await self.open_meeting(message.meeting_id)

    async def open_meeting(self, meeting_id: str) -> None:
        """Open a meeting in place of the one that is open, or show why that is not possible."""
        from meeting_tui.open_meeting import open_session
        from screens.tabs import first_tab

        try:
            session = open_session(
                self.library, meeting_id, self._copy, self._unsaved_input(meeting_id)
            )
        except MeetingError as error:
            await self._show_open_error(meeting_id, error)
            return
        self._creating_screens = True
        await self._leave_meeting()
        self._session = session
        await self.push_screen(first_tab(session))
        self._offer_unsaved_input(session)
        self._screens_created()
        # The records stay until the meeting is left: collecting garbage among them delays keys.
        self.call_after_refresh(gc.freeze)

    def _offer_unsaved_input(self, session: Session) -> None:
        """Show which input was not recorded when the program last ended."""
        interrupted = session.unsaved.take_interrupted()
        if interrupted:
            lines = "\n".join(f"{unsaved.title}: “{unsaved.preview}”" for unsaved in interrupted)
            self.notify(
                f"{lines}\nOpen the same field again: ctrl+r brings it back.",
                title="Not recorded when the program ended",
                timeout=_WARNING_SECONDS,
                markup=False,
            )

    async def _show_open_error(self, meeting_id: str, error: MeetingError) -> None:
        """Show why a meeting cannot be opened; offer its newest backup where that helps."""
        from data.errors import DamagedFileError, MissingFileError, NewerVersionError
        from data.text.formatting import count
        from screens.dialogs.choice import ChoiceDialog

        copies = self.library.backups.list(meeting_id)
        restorable = (DamagedFileError, MissingFileError, NewerVersionError)
        if not isinstance(error, restorable) or not copies:
            show_error(self, error)
            return

        async def answered(answer: str | None) -> None:
            if answer == "restore":
                await self._restore_backup(meeting_id)

        made = f"{copies[0].made.astimezone():%Y-%m-%d %H:%M:%S}"
        text = (
            f"{error_details(error).capitalize()}.\n"
            f"Of {count(len(copies), 'copy', 'copies')} the newest is of {made}."
        )
        if not isinstance(error, MissingFileError):
            text += " If it is brought back, the file that is there now goes to the bin."
        # To restore comes first, since it loses nothing either: the damaged file is kept.
        answers = [("restore", "Bring the newest copy back"), ("no", "Leave it as it is")]
        await self.push_screen(ChoiceDialog(error.title, text, answers), answered)

    async def _restore_backup(self, meeting_id: str) -> None:
        try:
            self.library.restore_backup(meeting_id)
        except MeetingError as error:
            show_error(self, error)
        else:
            await self.open_meeting(meeting_id)

    @on(GoHome)
    async def _leave_meeting(self) -> None:
        """Close the meeting, and show the list of meetings."""
        from screens.widgets.tab_bar import TABS

        if self._session is None:
            return
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for name in TABS:
            if self.is_screen_installed(name):
                screen = self.get_screen(name)
                self.uninstall_screen(name)
                if screen.is_running:
                    await screen.remove()
        self._session.file.close()
        self._session = None
        gc.unfreeze()

    # -- other requests of the screens -------------------------------------------------------

    @on(Finish)
    async def _show_final_minutes(self) -> None:
        from screens.minutes.screen import MinutesScreen

        if not isinstance(self.screen, MinutesScreen):
            await self.switch_screen(MinutesScreen.TAB)
        screen = self.screen
        if isinstance(screen, MinutesScreen):
            await screen.action_copy()

    @on(NewMeeting)
    async def _ask_new_meeting(self) -> None:
        from screens.dialogs.form import FormDialog
        from screens.dialogs.form_fields import Values
        from screens.home.new_meeting_form import create, new_meeting_fields

        created: list[str] = []

        def submit(values: Values) -> None:
            created.append(create(self.library, values))

        async def left(values: Values | None) -> None:
            if values is not None:
                await self.open_meeting(created[-1])

        fields = new_meeting_fields(self.library)
        unsaved = self._unsaved_input().field("new", "New meeting")
        await self.push_screen(FormDialog("New meeting", fields, submit, unsaved=unsaved), left)

    @on(SearchMeetings)
    async def _ask_search(self) -> None:
        from screens.home.search_dialog import SearchDialog

        async def chosen(meeting_id: str | None) -> None:
            if meeting_id is not None:
                await self.open_meeting(meeting_id)

        await self.push_screen(SearchDialog(self.library.find, self.library.update_search), chosen)

    @on(CopyMinutes)
    async def _copy_minutes(self, message: CopyMinutes) -> None:
        from meeting_tui.open_meeting import render_minutes

        try:
            text = render_minutes(self.library, message.meeting_id)
        except MeetingError as error:
            show_error(self, error)
            return
        show_copy_result(self, await self._copy(text), f"Minutes of {message.meeting_id}")

    async def _copy(self, text: str) -> CopyResult:
        """Copy a text to the clipboard, by the terminal where there is no other way."""
        from meeting_tui.clipboard import copy

        result = await asyncio.to_thread(copy, text, self.library.shutdown)
        if result.osc52:
            self.copy_to_clipboard(text)
        self.action_repaint()  # a clipboard program may have written over the screen
        return CopyResult(result.verified, result.message)

    # -- palette ---------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return every command that has an effect on the screen, then those of Textual."""
        bound = {binding.binding.id for binding in screen.active_bindings.values()}
        for group in GROUPS:
            for command in group.commands:
                if command.id in bound and command.id != "palette":
                    yield SystemCommand(
                        command.label,
                        f"{command.help} ({' '.join(map(key_name, command.keys))})",
                        lambda action=command.action: self.call_later(screen.run_action, action),
                    )
        yield from super().get_system_commands(screen)

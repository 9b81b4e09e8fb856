"""MeetingApp: connects the screens with the library, the clipboard and the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import select
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from data.errors import MeetingError, Remedy
from data.library.library import Library
from meeting_tui.terminal.key_queue import KeyQueue
from screens.errors import advice, error_details, show_error
from screens.home.screen import HomeScreen
from screens.keymap import GROUPS

if TYPE_CHECKING:
    from data.storage.unsaved_input import UnsavedInput, UnsavedInputStore
    from screens.meeting.session import Copied, Session

_LOOK = 1.0  # seconds between two looks whether the terminal is still there
_PATIENCE = 0.3  # seconds for keys that have arrived, before the program ends


class MeetingApp(KeyQueue):
    """The program.

    Args:
        library: the meetings.
        open_id: the meeting to open at once; None for the home screen.
    """

    TITLE = "meeting-tui"
    # The first screen is there before Textual looks for the styles of screens.
    CSS_PATH = ["app.tcss", "../screens/home/style.tcss"]
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
    ]

    def __init__(self, library: Library, open_id: str | None = None) -> None:
        super().__init__()
        self.library = library
        self._open_id = open_id
        self._opening = True  # screens are being made
        self._end_task: asyncio.Task[None] | None = None
        self._session: Session | None = None
        self._unsaved: dict[
            str, UnsavedInputStore
        ] = {}  # of each meeting that was open; "" for their list

    def get_default_screen(self) -> Screen[None]:
        """The list of meetings is always below everything else."""
        return HomeScreen(self.library)

    async def on_mount(self) -> None:
        """End cleanly when the terminal goes; open the meeting that was asked for."""
        if not self.is_headless and hasattr(select, "poll"):  # not on Windows
            self.set_interval(_LOOK, self._look_for_terminal)
        self.run_worker(self._warn_about_disk())
        if self._open_id is not None:
            await self.action_open_meeting(self._open_id)
        self._opened()

    def _opened(self) -> None:
        """All screens are made: end, if a signal has come meanwhile."""
        self._opening = False
        if self.library.shutdown.requested:
            self.call_after_refresh(self.end)

    async def _warn_about_disk(self) -> None:
        """Say what the disk of the library cannot do; beside the start, which does not wait."""
        for warning in await asyncio.to_thread(self.library.disk_warnings):
            self.notify(
                f"{warning} {advice(Remedy.CHOOSE_LIBRARY)}",
                title="The disk of this library",
                severity="warning",
                timeout=20,
                markup=False,
            )

    def _look_for_terminal(self) -> None:
        """End when the terminal has gone: where hang-ups are ignored, no signal tells."""
        terminal = select.poll()
        terminal.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        if any(event & (select.POLLHUP | select.POLLNVAL) for _, event in terminal.poll(0)):
            self.end()

    def end(self) -> None:
        """The terminal was closed, or the system asks the program to end: once is enough."""
        self.library.shutdown.request()
        # A screen that is being made cannot be left; `_opened` comes here again.
        if not self._opening and self._end_task is None:
            self._end_task = asyncio.create_task(self._end_cleanly())

    async def _end_cleanly(self) -> None:
        await self.drain(_PATIENCE)
        try:
            self._leave_fields()
        finally:
            self.exit(0)

    async def action_quit(self) -> None:
        """Leave. Notes are written first; what stands in any other field is kept as a draft."""
        self._leave_fields()
        self.exit(0)

    def _leave_fields(self) -> None:
        if self._session is None and len(self.screen_stack) == 1:
            return  # nobody can have typed anything
        self.library.shutdown.request()
        from screens.dialogs.base import TextDialog
        from screens.meeting.live_screen import LiveScreen

        for screen in self.screen_stack:
            if not screen.is_mounted:
                continue  # nobody has seen it yet
            if isinstance(screen, LiveScreen):
                screen.flush()
            elif isinstance(screen, TextDialog):
                screen.remember()

    def keep_unsaved_input(self) -> tuple[UnsavedInput, ...]:
        """Write down what stands in open fields; what could not be written comes back.

        It asks no widget, so that it works after a crash as well.
        """
        for unsaved in self._unsaved.values():
            with contextlib.suppress(MeetingError):
                unsaved.save_open_fields()
        return tuple(draft for unsaved in self._unsaved.values() for draft in unsaved.pending)

    def _unsaved_input(self, meeting_id: str = "") -> UnsavedInputStore:
        """The same ones each time: they may hold what the disk would not take."""
        if meeting_id not in self._unsaved:
            self._unsaved[meeting_id] = self.library.unsaved(meeting_id)
        return self._unsaved[meeting_id]

    # -- meetings --------------------------------------------------------------------------

    async def action_open_meeting(self, meeting_id: str) -> None:
        """Open a meeting: a past one shows its minutes, any other its agenda."""
        # Only now: the models and seven screens take a while to load, a list of meetings does not.
        from meeting_tui.open_meeting import open_session
        from screens import tabs

        try:
            session = open_session(
                self.library, meeting_id, self._copy, self._unsaved_input(meeting_id)
            )
        except MeetingError as error:
            await self._offer_backup(meeting_id, error)
            return
        self._opening = True
        await self._leave_meeting()
        self._session = session
        for name, screen in tabs.screens(session).items():
            self.install_screen(screen, name)
        await self.push_screen(tabs.first(session))
        self._offer_unsaved_input(session)
        self._opened()
        # What a meeting is made of stays: not to be searched for garbage while a key waits.
        self.call_after_refresh(gc.freeze)

    def _offer_unsaved_input(self, session: Session) -> None:
        """Say what was being typed when the program last ended."""
        cut_off = session.unsaved.take_interrupted()
        if cut_off:
            told = "\n".join(f"{draft.title}: “{draft.preview}”" for draft in cut_off)
            self.notify(
                f"{told}\nOpen the same field again: ctrl+r brings it back.",
                title="Not recorded when the program ended",
                timeout=20,
                markup=False,
            )

    async def _offer_backup(self, meeting_id: str, error: MeetingError) -> None:
        """Offer to bring back the newest copy of a meeting whose file cannot be read."""
        from data.errors import DamagedFileError, NewerVersionError
        from data.text.formatting import count
        from screens.dialogs.choice import ChoiceDialog

        copies = self.library.backups.list(meeting_id)
        if not isinstance(error, DamagedFileError | NewerVersionError) or not copies:
            show_error(self, error)
            return

        async def done(answer: str | None) -> None:
            if answer != "restore":
                return
            try:
                self.library.restore_backup(meeting_id)
            except MeetingError as refused:
                show_error(self, refused)
                return
            await self.action_open_meeting(meeting_id)

        made = f"{copies[0].made.astimezone():%Y-%m-%d %H:%M:%S}"
        await self.push_screen(
            ChoiceDialog(
                error.title,
                f"{error_details(error).capitalize()}.\n"
                f"Of {count(len(copies), 'copy', 'copies')} the newest is of {made}. If it is"
                " brought back, the file that is there now goes to the bin.",
                # First, since it loses nothing either: what was there is kept in the bin.
                [("restore", "Bring the newest copy back"), ("no", "Leave it as it is")],
            ),
            done,
        )

    async def action_home(self) -> None:
        """Back to the list of meetings."""
        await self._leave_meeting()

    async def _leave_meeting(self) -> None:
        from screens import tabs

        if self._session is None:
            return
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for name in tabs.NAMES:
            if self.is_screen_installed(name):
                screen = self.get_screen(name)
                self.uninstall_screen(name)
                if screen.is_running:
                    await screen.remove()
        self._session.file.close()
        self._session = None
        gc.unfreeze()

    async def action_finish(self) -> None:
        """The meeting has ended: show, save and copy its minutes."""
        from screens.minutes.screen import MinutesScreen

        if not isinstance(self.screen, MinutesScreen):
            await self.switch_screen("minutes")
        screen = self.screen
        if isinstance(screen, MinutesScreen):
            await screen.action_copy()

    async def action_new_meeting(self) -> None:
        """Ask for a new meeting, and open it."""
        from meeting_tui.open_meeting import create, new_meeting_fields
        from screens.dialogs.form import FormDialog
        from screens.dialogs.form_fields import Values

        made: list[str] = []

        def submit(values: Values) -> None:
            made.append(create(self.library, values))

        async def done(values: dict[str, str] | None) -> None:
            if values is not None:
                await self.action_open_meeting(made[-1])

        fields = new_meeting_fields(self.library)
        unsaved = self._unsaved_input().field("new", "New meeting")
        await self.push_screen(FormDialog("New meeting", fields, submit, unsaved=unsaved), done)

    async def action_search(self) -> None:
        """Search all meetings, and open the one that is chosen."""
        from screens.home.search_dialog import SearchDialog

        async def done(meeting_id: str | None) -> None:
            if meeting_id:
                await self.action_open_meeting(meeting_id)

        await self.push_screen(SearchDialog(self.library.search), done)

    async def action_copy_minutes(self, meeting_id: str) -> None:
        """Copy the minutes of a meeting from the home screen."""
        from meeting_tui.open_meeting import render_minutes

        try:
            text = render_minutes(self.library, meeting_id)
        except MeetingError as error:
            show_error(self, error)
            return
        copied = await self._copy(text)
        self.notify(
            f"Minutes of {meeting_id}",
            title=copied.words,
            timeout=3,
            severity="warning" if copied.verified is False else "information",
            markup=False,
        )

    async def _copy(self, text: str) -> Copied:
        from meeting_tui.clipboard import copy
        from screens.meeting.session import Copied

        result = await asyncio.to_thread(copy, text, self.library.shutdown)
        if result.verified is None and result.osc52:
            self.copy_to_clipboard(text)
        self.refresh()  # a helper program may have written over the screen
        return Copied(result.verified, result.message)

    # -- palette ---------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every command that has an effect here, by name; then Textual's own."""
        chain = {binding.binding.id for binding in screen.active_bindings.values()}
        for group in GROUPS:
            for command in group.commands:
                if command.id in chain and command.id != "palette":
                    action = f"{command.action}"
                    yield SystemCommand(
                        command.label,
                        f"{command.help} [{', '.join(command.keys)}]",
                        lambda a=action: self.call_later(screen.run_action, a),
                    )
        yield from super().get_system_commands(screen)

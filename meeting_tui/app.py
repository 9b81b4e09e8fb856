"""MeetingApp: connects the screens with the library, the clipboard and the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import SystemCommand
from textual.screen import Screen

from data.errors import MeetingError, Remedy, capitalised
from data.library.library import Library
from data.settings.settings import UserSettings
from meeting_tui.preload import start_preloading
from meeting_tui.terminal.key_queue import text_of
from meeting_tui.themed_app import ThemedApp
from screens.commands import key_name
from screens.copy_result import CopyResult, show_copy_result
from screens.errors import advice, error_details, show_error
from screens.home.screen import HomeScreen
from screens.keymap import GROUPS
from screens.keys import keys_of, with_keys
from screens.messages import (
    BackToSearch,
    CopyMinutes,
    Finish,
    GoHome,
    NewMeeting,
    OpenMeeting,
    SearchMeetings,
)

if TYPE_CHECKING:
    from data.index.search import Hit
    from screens.home.search_dialog import SearchState
    from screens.meeting.session import Session

_SHOWN, _SHOWN_LINES = 70, 5  # characters and lines of a paste
_PRELOAD_DELAY = 0.5  # seconds after the start until modules are loaded that it did not need
_LOOK_UP_DELAY = 0.3  # seconds after a meeting was opened until the last minutes are looked up
_WARNING_SECONDS = 20  # that a notification about lost input or the disk is shown


class MeetingApp(ThemedApp):
    """The program: opens and leaves meetings, ends cleanly, and answers the screens' messages.

    What only an open meeting needs is imported in the methods that need it, so that the list of
    meetings shows at once.

    Args:
        library: the meetings.
        open_id: the meeting to open at once; None for the list of meetings.
        settings: the settings of the user; by default there are none.
    """

    # Textual loads the styles of a screen when it is pushed; the first one never is.
    CSS_PATH = ["app.tcss", "../screens/home/style.tcss"]
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, library: Library, open_id: str | None = None, settings: UserSettings | None = None
    ) -> None:
        super().__init__(library, settings or UserSettings())
        self._open_id = open_id
        self._search: SearchState | None = None  # that found the open meeting

    def get_default_screen(self) -> Screen[None]:
        """Return the list of meetings, which is always at the bottom of the stack."""
        return HomeScreen(self.library, covered=self._open_id is not None)

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """Return a screen, as Textual does; one of the meeting is created when first asked for."""
        if isinstance(screen, str) and self._session and not self.is_screen_installed(screen):
            from screens.tabs import create_tab

            self.install_screen(create_tab(screen, self._session), screen)
        return super().get_screen(screen, screen_class)

    async def on_mount(self) -> None:
        """Open the meeting that was asked for; watch the terminal, and check the disk."""
        self.watch_terminal()
        self.run_worker(self._warn_about_disk())
        self.run_worker(self.applied.warn())
        self.theme_changed_signal.subscribe(self, self.applied.theme_changed)
        if self._open_id is not None:
            await self.open_meeting(self._open_id)
            home = self.screen_stack[0]
            if isinstance(home, HomeScreen):
                home.uncover()
        self._screens_created()
        self.set_timer(_PRELOAD_DELAY, start_preloading)

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

    # -- open and leave a meeting ------------------------------------------------------------

    @on(OpenMeeting)
    async def _open_requested(self, message: OpenMeeting) -> None:
        await self.open_meeting(message.meeting_id)

    async def open_meeting(self, meeting_id: str, hit: Hit | None = None) -> None:
        """Open a meeting in place of the one that is open, or show why that is not possible.

        Args:
            meeting_id: its id.
            hit: the record to show; None for the first tab.
        """
        from meeting_tui.open_meeting import first_place, open_session
        from screens.meeting.list_screen import ListScreen

        try:
            session = open_session(
                self.library,
                meeting_id,
                self._copy,
                self._unsaved_input(meeting_id),
                self.settings.values.minutes.format,
            )
        except MeetingError as error:
            await self._show_open_error(meeting_id, error)
            return
        self._creating_screens = True
        await self._leave_meeting()
        self._session, self._search = session, None
        tab, row = first_place(session, hit)
        await self.push_screen(tab)
        if row:
            self.get_screen(tab, ListScreen).go_to(row)
        self._offer_unsaved_input(session)
        self._screens_created()
        look_up = self._look_up_last_minutes
        self.set_timer(_LOOK_UP_DELAY, lambda: self.run_worker(look_up(session)))
        # The records stay until the meeting is left: collecting garbage among them delays keys.
        self.call_after_refresh(gc.freeze)

    async def _look_up_last_minutes(self, session: Session) -> None:
        """Find out beside the screen whether the minutes of the last meeting wait for approval."""
        from screens.meeting.live_screen import LiveScreen

        with contextlib.suppress(MeetingError):  # a key that needs it looks again, and shows it
            await asyncio.to_thread(session.look_up_last_minutes)
        for screen in self.screen_stack:
            if isinstance(screen, LiveScreen) and screen.session is session and screen.is_running:
                screen.show_minutes_due()

    def _offer_unsaved_input(self, session: Session) -> None:
        """Show which input was not recorded when the program last ended."""
        interrupted = session.unsaved.take_interrupted()
        if interrupted:
            lines = "\n".join(f"{unsaved.title}: “{unsaved.preview}”" for unsaved in interrupted)
            self.notify(
                lines + with_keys("\nOpen the same field again: {field.recall} brings it back."),
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
            f"{capitalised(error_details(error))}.\n"
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

    @on(BackToSearch)
    async def _back_to_search(self) -> None:
        from screens.meeting.live_screen import LiveScreen

        search, self._search = self._search, None
        if search is not None:
            await self._leave_meeting()
            await self._ask_search(search)
        elif isinstance(self.screen, LiveScreen):
            self.screen.show_ways_out()

    @on(GoHome)
    async def _leave_meeting(self) -> None:
        """Close the meeting, and show the list of meetings."""
        from screens.widgets.tab_bar import TABS

        if self._session is None:
            return
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.was_open = self._session.file.id
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

    async def ask_about_lines(self, keys: list[events.Key]) -> None:
        """Ask whether several lines that arrived at once, after enter in a field, are a paste."""
        from data.text.formatting import count, shortened
        from screens.dialogs.choice import ChoiceDialog

        async def answered(answer: str | None) -> None:
            if answer == "keys":
                self.queue_first(keys)
            else:
                self.paste(keys)

        lines = text_of(keys).strip().split("\n")
        text = "\n".join(shortened(line, _SHOWN) for line in lines[:_SHOWN_LINES])
        answers = [
            ("paste", "A paste: put all of it into the field, as one line"),
            ("keys", "Keys: let them act, as if they were typed now"),
        ]
        more = count(len(lines), "more line")
        await self.push_screen(ChoiceDialog(f"{more} arrived at once", text, answers), answered)

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
    async def _ask_new_meeting(self, message: NewMeeting) -> None:
        from screens.dialogs.form import FormDialog
        from screens.dialogs.form_fields import Values
        from screens.home.new_meeting_form import create, new_meeting_fields

        created: list[str] = []

        def submit(values: Values) -> None:
            defaults = self.settings.new_meeting()
            created.append(create(self.library, values, defaults, message.highlighted))

        async def left(values: Values | None) -> None:
            if values is not None:
                await self.open_meeting(created[-1])

        fields = new_meeting_fields(self.library, message.highlighted)
        unsaved = self._unsaved_input().field("new", "New meeting")
        await self.push_screen(FormDialog("New meeting", fields, submit, unsaved=unsaved), left)

    @on(SearchMeetings)
    async def _search_requested(self) -> None:
        from screens.home.search_dialog import SearchState

        await self._ask_search(SearchState())

    async def _ask_search(self, state: SearchState) -> None:
        """Ask what to search for, and open the meeting at the hit that is chosen."""
        from screens.home.search_dialog import SearchDialog

        async def chosen(hit: Hit | None) -> None:
            if hit is not None:
                await self.open_meeting(hit.meeting_id, hit)
                self._search = dialog.state
                if isinstance(self.screen, HomeScreen):  # it could not be opened
                    await self._back_to_search()

        dialog = SearchDialog(self.library.find, self.library.update_search, state)
        await self.push_screen(dialog, chosen)

    @on(CopyMinutes)
    async def _copy_minutes(self, message: CopyMinutes) -> None:
        from meeting_tui.open_meeting import render_minutes

        try:
            form = self.settings.values.minutes.format
            text = render_minutes(self.library, message.meeting_id, form)
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
                    keys = " ".join(map(key_name, keys_of(command)))
                    more = (keys, command.label, with_keys(command.rest_of_help))
                    yield SystemCommand(
                        with_keys(command.full_name),
                        " · ".join(part for part in more if part),
                        lambda action=command.action: self.call_later(screen.run_action, action),
                    )
        yield from super().get_system_commands(screen)

"""LiveScreen: a screen that follows a meeting, changes it, and asks for text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.reactive import var
from textual.screen import Screen

from data.errors import MeetingError
from data.records.base import Record
from data.records.meeting import Meeting
from data.rules import turns
from data.rules.edits import Guard
from data.storage.unsaved_input import UnsavedField
from screens.commands import Group, bindings
from screens.dialogs.base import TextDialog
from screens.dialogs.form import FormDialog
from screens.dialogs.form_fields import Field, Values
from screens.dialogs.help import HelpScreen
from screens.dialogs.line import LineDialog
from screens.dialogs.paste import PasteDialog
from screens.errors import show_error
from screens.footer_keys import footer_commands, phase
from screens.keymap import EVERYWHERE, FIELD, LIST, MEETING, RECORDS, commands
from screens.meeting.session import Session
from screens.messages import GoHome
from screens.widgets.footer import Footer
from screens.widgets.meeting_bar import MeetingBar
from screens.widgets.tab_bar import TabBar
from screens.widgets.too_small import TooSmall
from screens.widgets.win_card import WinCard

P = ParamSpec("P")
R = TypeVar("R", bound=Record)
T = TypeVar("T")

_REFRESH_SECONDS = 0.1  # acts of other programs show within that time


class LiveScreen(Screen[None]):
    """One screen of a meeting: the meeting bar, the tab bar, a body and the footer.

    A subclass sets TAB, GROUP and INTRO, composes its body, and implements `show`. It changes the
    meeting through `apply` and `try_apply`, and therefore never shows what is not on disk.

    Args:
        session: the open meeting.
    """

    TAB = ""
    """The name of the screen, as in the tab bar."""
    GROUP: Group | None = None
    """The commands that only this screen has."""
    INTRO = ""
    """What the help says before the keys."""
    BINDINGS = bindings(EVERYWHERE, MEETING)
    AUTO_FOCUS = "RecordList"

    # A var and not a reactive, which would repaint the whole screen for each change.
    meeting: var[Meeting | None] = var(None)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._mounted = False  # all widgets can be queried
        self._read_error = ""  # the last error of reading the file, so that it is shown only once

    def compose(self) -> ComposeResult:
        """Compose the two bars, the body and the footer."""
        yield MeetingBar().data_bind(LiveScreen.meeting)
        yield TabBar(self.TAB).data_bind(LiveScreen.meeting)
        yield from self.compose_body()
        yield Footer(commands("help")[0])
        yield WinCard()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """Compose what is between the tab bar and the footer; by default nothing."""
        yield from ()

    def _own_groups(self) -> list[Group]:
        return [self.GROUP] if self.GROUP is not None else []

    def show(self, meeting: Meeting) -> None:
        """Show a meeting in the body. Called whenever the meeting has changed."""

    def tick(self) -> None:
        """Show the time that has passed. Called once a second."""

    def flush(self) -> None:
        """Write the text that is being edited in the body. Called before the screen is left."""

    # -- following the file and the clock --------------------------------------------------

    def on_mount(self) -> None:
        """Show the meeting, and follow its file and the clock."""
        self._second = -1
        self._mounted = True
        self.meeting = self.session.file.meeting
        self._timer = self.set_interval(_REFRESH_SECONDS, self._follow)
        self._follow()

    def on_resize(self, event: events.Resize) -> None:
        """Show a notice where the terminal is too small."""
        self.query_one(TooSmall).fit(event.size)

    def on_screen_suspend(self) -> None:
        """Pause below another screen. Below a dialog the clocks go on, as they do in the room."""
        if self not in self.app.screen_stack:
            self._timer.pause()

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was shown."""
        self.meeting = self.session.file.meeting
        self._second = -1
        self._timer.resume()
        self._follow()

    def _follow(self) -> None:
        """Read the file if another program wrote it, and let the clocks go on."""
        try:
            self.session.file.refresh()
            self._read_error = ""
        except MeetingError as error:
            if str(error) != self._read_error:
                self._read_error = str(error)
                self.show_error(error)
        # Compared by identity, since an act that was refused has read the file as well.
        if self.meeting is not self.session.file.meeting:
            self.meeting = self.session.file.meeting
        for warning in self.session.file.take_warnings():
            self.show_error(warning)
        now = self.session.now()
        if int(now.timestamp()) != self._second:
            self._second = int(now.timestamp())
            self.query_one(MeetingBar).now = now
            self._show_footer(now)
            self._ring(now)
            self.tick()

    def _ring(self, now: datetime) -> None:
        """Ring once when a turn reaches its speech limit. The turn goes on."""
        turn = turns.current_turn(self.session.file.meeting)
        if turn is None or turn.id in self.session.rung:
            return
        limit = turns.speech_limit(self.session.file.meeting, turn)
        if limit is not None and turns.speaking_seconds(turn, now) >= limit:
            self.session.rung.add(turn.id)
            self.app.bell()

    def watch_meeting(self, meeting: Meeting | None) -> None:
        """Show another state of the meeting."""
        if meeting is not None and self._mounted:
            now = self.session.now()
            self.session.note_shown(meeting)
            self.query_one(MeetingBar).now = now
            self._show_footer(now)
            self.show(meeting)
            win = self.session.win_to_celebrate()
            if win is not None:
                self.query_one(WinCard).celebrate(win)

    def _show_footer(self, now: datetime) -> None:
        commands = footer_commands(self.TAB, phase(self.session.file.meeting, now))
        self.query_one(Footer).show_commands(commands)

    # -- acts ------------------------------------------------------------------------------

    def apply(
        self,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Apply a rule to the meeting, write the result, and show it.

        Args:
            rule: takes a meeting and the other arguments, and returns the next meeting.
            *args: further arguments of the rule; the first is the time.
            **kwargs: its keyword arguments.

        Raises:
            MeetingError: the rule or the disk refused; nothing was changed.
        """
        before = self.session.file.meeting
        meeting = self.session.file.apply(lambda meeting: rule(meeting, *args, **kwargs))
        self.session.remember_captured()
        self.meeting = meeting
        self.session.last_advance = None  # a next speaker after another act is intended
        self.query_one(Footer).clear()  # its status is about the act before
        if self.session.file.correcting or self.session.minutes_reveal(before):
            self.rewrite_minutes()

    def try_apply(
        self,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Apply a rule as `apply` does, but show a MeetingError as a notification.

        Returns:
            Whether the rule was applied.
        """
        try:
            self.apply(rule, *args, **kwargs)
        except MeetingError as error:
            self.show_error(error)
            return False
        return True

    def seen_record(self, kind: type[R], record_id: str) -> R | None:
        """Return a record as the user has seen it; None if there is none with this id."""
        seen = self.session.seen.find(kind, record_id)
        return seen or self.session.file.meeting.find(kind, record_id)

    def try_as_seen(
        self,
        guard: Guard,
        rule: Callable[Concatenate[Meeting, P], Meeting],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> bool:
        """Apply a rule as `try_apply` does, if what it relies on is still as the user has seen it.

        Args:
            guard: takes the meeting in the file and the meeting that was shown, and raises
                MeanwhileError if another program has changed what the act relies on.
            rule: takes a meeting and the other arguments, and returns the next meeting.
            *args: further arguments of the rule; the first is the time.
            **kwargs: its keyword arguments.

        Returns:
            Whether the rule was applied.
        """
        seen = self.session.seen
        try:
            rule(seen, *args, **kwargs)
        except MeetingError:
            # It could not be meant for that: it is for what was shown a moment ago.
            seen = self.meeting or self.session.file.meeting

        def guarded(meeting: Meeting) -> Meeting:
            guard(meeting, seen)
            return rule(meeting, *args, **kwargs)

        return self.try_apply(guarded)

    def rewrite_minutes(self) -> None:
        """Write the file of the minutes again; name the file that was edited by hand, if any."""
        try:
            saved = self.session.save_minutes()
        except MeetingError as error:
            self.show_error(error)
            return
        if saved.kept is not None:
            self.show_status(saved.message)

    def show_error(self, error: MeetingError) -> None:
        """Show an error as a notification."""
        show_error(self, error)

    def show_status(self, text: str) -> None:
        """Show for a moment, in place of the keys in the footer, what was done."""
        self.query_one(Footer).show_status(text)

    # -- asking for text -------------------------------------------------------------------

    def unsaved_field(self, field: str, title: str) -> UnsavedField:
        """Return the unsaved input of a field of this meeting.

        Args:
            field: the name of the field, the same each time the program runs.
            title: what the user calls it.
        """
        return self.session.unsaved.field(field, title)

    async def ask(self, dialog: TextDialog[T]) -> None:
        """Show a dialog, and afterwards a status if its input was put aside."""

        def left(result: T | None) -> None:
            if result is None and dialog.unsaved is not None and dialog.unsaved.was_set_aside:
                self.show_status("Put aside: ctrl+r brings it back in the same field")

        await self.app.push_screen(dialog, left)

    async def ask_line(
        self, field: str, title: str, submit: Callable[[str], None], hint: str = ""
    ) -> None:
        """Ask for one line.

        Args:
            field: the name under which unsaved input is kept.
            title: the title of the dialog.
            submit: records the line; a MeetingError keeps the dialog open.
            hint: how to write the line.
        """
        unsaved = self.unsaved_field(field, title)
        await self.ask(LineDialog(title, submit, hint=hint, unsaved=unsaved))

    async def ask_text(
        self,
        field: str,
        title: str,
        preview: Callable[[str], str],
        submit: Callable[[str], None],
    ) -> None:
        """Ask for a text of many lines.

        Args:
            field: the name under which unsaved input is kept.
            title: the title of the dialog.
            preview: returns in one line what the text will become; may raise MeetingError.
            submit: records the text; a MeetingError keeps the dialog open.
        """
        await self.ask(PasteDialog(title, preview, submit, self.unsaved_field(field, title)))

    async def ask_new(
        self, table: str, title: str, fields: Sequence[Field], submit: Callable[[Values], None]
    ) -> None:
        """Ask for the values of a new record.

        Args:
            table: where it will belong; unsaved input is kept by this name.
            title: the title of the form.
            fields: the fields of the form.
            submit: records the values; a MeetingError keeps the form open.
        """
        unsaved = self.unsaved_field(f"{table}/new", title)
        await self.ask(FormDialog(title, fields, submit, unsaved=unsaved))

    async def ask_edit(
        self,
        title: str,
        record: R,
        fields: Callable[[R], Sequence[Field]],
        submit: Callable[[R, Values], None],
        *,
        part: str = "",
    ) -> None:
        """Ask for new values of a record.

        Args:
            title: the title of the form.
            record: the record as it is now.
            fields: returns the fields for a state of the record. It is called again when another
                user has changed the record while the form was open.
            submit: records the values. It gets the record as the form last knew it, and raises
                EditConflictError where the meeting has another one by then.
            part: the part of the record that is edited, if it is not the whole.
        """
        known = record

        def reload_fields() -> Sequence[Field]:
            nonlocal known
            known = self.session.file.meeting.get(type(record), record.id)
            return fields(known)

        dialog = FormDialog(
            title,
            fields(record),
            lambda values: submit(known, values),
            unsaved=self.unsaved_field(f"{record.TABLE}/{record.id}/{part}".rstrip("/"), title),
            reload_fields=reload_fields,
        )
        await self.ask(dialog)

    # -- other screens ---------------------------------------------------------------------

    async def action_tab(self, tab: str) -> None:
        """Show another screen of this meeting, as it was left."""
        self.flush()
        if tab != self.TAB:
            await self.app.switch_screen(tab)

    def action_home(self) -> None:
        """Go back to the list of meetings."""
        self.flush()
        self.post_message(GoHome())

    async def action_help(self) -> None:
        """Show the keys."""
        groups = [*self._own_groups(), MEETING, RECORDS, LIST, FIELD, EVERYWHERE]
        now_in = phase(self.session.file.meeting, self.session.now())
        first = footer_commands(self.TAB, now_in)
        await self.app.push_screen(HelpScreen(self.INTRO, groups, first))

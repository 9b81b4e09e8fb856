"""LiveScreen: a screen that follows a meeting, changes it, and asks for text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar, Concatenate, ParamSpec, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.reactive import var
from textual.screen import Screen

from data.errors import MeetingError
from data.records.base import Record
from data.records.meeting import Meeting
from data.rules import turns
from data.rules.edits import Guard
from screens.commands import Command, Group, bindings
from screens.copy_result import show_kept
from screens.cycle import next_in_cycle
from screens.dialog_keymap import FIELD
from screens.dialogs.help import HelpScreen
from screens.errors import show_error
from screens.footer_keys import footer_commands, phase
from screens.keymap import EVERYWHERE, LIST, MEETING, RECORDS, commands
from screens.keys import LEAVING_KEYS, with_keys
from screens.meeting.session import Session
from screens.messages import GoHome
from screens.widgets.footer import Footer
from screens.widgets.meeting_bar import MeetingBar
from screens.widgets.tab_bar import TABS, TabBar
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
    TABLES: ClassVar[tuple[str, ...]] = ()
    """The tables whose records are the rows of the screen."""
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
            self.show_footer()
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
            self.show_footer()
            self.show(meeting)
            win = self.session.win_to_celebrate()
            if win is not None:
                self.query_one(WinCard).celebrate(win)

    def show_footer(self) -> None:
        """Show the commands that matter now in the footer."""
        self.query_one(Footer).show_commands(self._footer_commands())

    def show_minutes_due(self) -> None:
        """Show that the minutes of the last meeting can be approved. Called once that is known."""
        self.show_footer()

    def _footer_commands(self) -> list[Command]:
        now_in = phase(self.session.file.meeting, self.session.now())
        due = self.session.minutes_due
        return footer_commands(self.TAB, now_in, minutes_due=due is not None)

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

        Raises:
            BusyError: another process is writing, and the action can be run again after a wait.
        """
        try:
            self.apply(rule, *args, **kwargs)
        except MeetingError as error:
            if error.can_wait:
                raise
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

    async def attempt(self, act: Callable[[], object]) -> None:
        """Run something that acts, as an action is run: again, if another process is writing.

        Args:
            act: does nothing before it applies a rule.
        """
        self._attempted = act
        await self.run_action("attempt")

    def action_attempt(self) -> None:
        """Run what was given to `attempt`."""
        self._attempted()

    def rewrite_minutes(self) -> None:
        """Write the file of the minutes again; name the file that was edited by hand, if any."""
        try:
            saved = self.session.save_minutes()
        except MeetingError as error:
            self.show_error(error)
            return
        if saved.kept is not None:
            show_kept(self, saved)

    def show_error(self, error: MeetingError) -> None:
        """Show an error as a notification."""
        show_error(self, error)

    def show_status(self, text: str) -> None:
        """Show for a moment, in place of the keys in the footer, what was done."""
        self.query_one(Footer).show_status(text)

    # -- other screens ---------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Say how to leave, where a key was pressed that does so in other programs."""
        if event.key in LEAVING_KEYS and event.key not in self.active_bindings:
            self.show_ways_out()

    def show_ways_out(self) -> None:
        """Show which keys quit, undo, and go to the list of meetings."""
        self.show_status(with_keys("{quit} quits · {undo} undoes · {home} lists the meetings"))

    async def action_step_tab(self, steps: int) -> None:
        """Show the screen beside this one, round and round.

        Args:
            steps: 1 for the next one, -1 for the one before.
        """
        await self.action_tab(next_in_cycle(TABS, self.TAB, steps))

    async def action_tab(self, tab: str) -> None:
        """Show another screen of this meeting, as it was left."""
        self.flush()
        if tab != self.TAB:
            await self.app.switch_screen(tab)

    async def action_room(self) -> None:
        """Show the meeting in large letters; this screen goes on following it below."""
        from screens.room.screen import RoomScreen

        self.flush()
        file = self.session.file
        await self.app.push_screen(RoomScreen(lambda: file.meeting, self.session.now, "returns"))

    def action_home(self) -> None:
        """Go back to the list of meetings."""
        self.flush()
        self.post_message(GoHome())

    async def action_help(self) -> None:
        """Show the keys."""
        groups = [*self._own_groups(), MEETING, RECORDS, LIST, FIELD, EVERYWHERE]
        first = self._footer_commands()
        await self.app.push_screen(HelpScreen(self.INTRO, groups, first))

"""The home screen: the meetings of the library."""

from __future__ import annotations

import asyncio
from itertools import groupby
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from data.clock import local_date
from data.errors import MeetingError, MeetingExistsError, Remedy
from data.index.meeting_index import Files
from data.index.summaries import COPY, OTHER, Summary
from data.library.library import Library
from data.text.formatting import count
from screens.commands import bindings
from screens.dialog_keymap import FIELD
from screens.errors import advice, show_error
from screens.home.presence import has_all
from screens.home.rows import (
    OTHER_FILES,
    damaged_row,
    group,
    heading,
    meeting_row,
    other_file_row,
    sorted_by_group,
    welcome,
)
from screens.home.side_panels import actions_text, preview_text, year_text
from screens.keymap import EVERYWHERE, HOME, LIST, commands
from screens.keys import LEAVING_KEYS, with_keys
from screens.messages import CopyMinutes, NewMeeting, OpenMeeting, SearchMeetings
from screens.widgets.cached_row import LazyText
from screens.widgets.content import join, plain
from screens.widgets.footer import Footer
from screens.widgets.panel import Panel
from screens.widgets.record_list import RecordList, Row
from screens.widgets.status_text import StatusText
from screens.widgets.too_small import TooSmall

if TYPE_CHECKING:
    from data.index.preview import Preview
    from data.index.registers import OpenAction

_REFRESH_SECONDS = 0.45  # acts of other programs show within half a second
_SHOWN = ("home.open", "home.new", "home.copy", "home.find", "home.remove", "home.undo")
"""The commands in the footer."""
_SIDE = ("#preview", "#preview-text", "#actions", "#actions-text", "#year", "#year-text")
_MIN_TITLE_WIDTH = 42  # cells
_PREVIEW_DELAY = 0.12  # seconds without another highlight until a meeting is read


class HomeScreen(Screen[None]):
    """The running meetings, those in preparation and the past ones, newest first.

    Nothing here loads the models, so that the list shows at once. What needs them is asked of the
    app by messages.

    Args:
        library: the meetings.
        covered: whether a meeting is about to be opened above it: nothing is read then until this
            screen is shown.
    """

    BINDINGS = bindings(EVERYWHERE, HOME)
    AUTO_FOCUS = "RecordList"

    def __init__(self, library: Library, *, covered: bool = False) -> None:
        super().__init__()
        self.library = library
        self._covered = covered
        self.was_open = ""  # the id of a meeting that is left, to be highlighted
        self._running_ids: set[str] = set()  # ids
        self._deleted: list[str] = []  # ids in the bin, in the order of deletion
        self._folder_mtime = 0  # of the folder of meetings, when it was last read
        self._files: Files | None = None  # of the list; None before it is read
        self._summaries: tuple[Summary, ...] = ()  # of the meetings that are listed
        self._actions: tuple[OpenAction, ...] = ()
        self._preview: Preview | None = None
        self._preview_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Compose the title, the list or the welcome, and the footer."""
        yield Static(id="title", markup=False)
        with Horizontal(id="body"):
            with Panel(title="Meetings", id="list"):
                yield RecordList(id="meetings")
            with Vertical(id="side"):
                with Panel(id="preview"):
                    yield StatusText(id="preview-text")
                with Panel(title="Open actions", id="actions"):
                    yield StatusText(id="actions-text")
                with Panel(id="year"):
                    yield StatusText(id="year-text")
        yield Static(welcome(), id="empty", markup=False)
        yield Footer(commands("help")[0], commands(*_SHOWN))
        yield TooSmall()

    def on_mount(self) -> None:
        """Show the library, and follow what other programs do to it."""
        if not self._covered:
            self.reload()
        self.set_interval(_REFRESH_SECONDS, self._follow)

    def _follow(self) -> None:
        """Look at the library again after any act: each one replaces a file, hence this test."""
        if self._is_on_top and self._read_folder_mtime() != self._folder_mtime:
            self._reload_if_changed()

    @property
    def _is_on_top(self) -> bool:
        """Whether this screen is shown; `is_current` also holds for the one below that."""
        return not self._covered and self.app.screen is self

    def _reload_if_changed(self) -> None:
        """Read the library again if a meeting has changed."""
        self._folder_mtime = self._read_folder_mtime()
        if self._files is None or self.library.list_changed(self._files):
            self.reload()

    def _read_folder_mtime(self) -> int:
        try:
            return self.library.meetings_path.stat().st_mtime_ns
        except OSError:
            return 0

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was shown, and highlight what was open."""
        if not self._covered:
            self._reload_if_changed()
            if self.was_open and has_all(self, RecordList):
                self.query_one(RecordList).highlight(self.was_open)
                self.was_open = ""

    def uncover(self) -> None:
        """Read the library when this screen is next shown; at once, if it is shown now."""
        self._covered = False
        if self._is_on_top:
            self._reload_if_changed()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the title to the new width; the rows fit themselves."""
        self.query_one(TooSmall).fit(event.size)
        self._show_title()
        self.call_after_refresh(self._show_side)

    def reload(self) -> None:
        """Read the library, and show it."""
        if not self.query(RecordList):
            return  # the program ends while this screen is being created
        self._folder_mtime = self._read_folder_mtime()
        summaries, self._files = self.library.listing()
        meetings = [summary for summary in summaries if summary.state not in (COPY, OTHER)]
        others = [summary for summary in summaries if summary.state in (COPY, OTHER)]
        rows: list[Row] = []
        for title, members in groupby(sorted_by_group(meetings), key=group):
            rows.append(Row("", heading(title)))
            rows += [Row(summary.id, self._row(summary)) for summary in members]
        if others:
            rows.append(Row("", heading(OTHER_FILES)))
            rows += [Row(summary.id, LazyText(other_file_row, summary)) for summary in others]
        self.query_one(RecordList).show(rows)
        self.set_class(not rows, "-empty")
        self._summaries = tuple(meetings)
        self._running_ids = {summary.id for summary in meetings if summary.state == "running"}
        self._show_title()
        self._show_side()
        self._preview_soon()
        self._read_actions()

    def _show_title(self) -> None:
        width = max(_MIN_TITLE_WIDTH, self.size.width - 2)
        left = plain(("◆ ", "$accent"), ("meeting-tui", "bold"))
        right = plain((count(len(self._summaries), "meeting"), "$text-muted"))
        self.query_one("#title", Static).update(join(left, right, width))

    def _row(self, summary: Summary) -> LazyText:
        if summary.damaged:
            return LazyText(damaged_row, summary, len(self.library.backups.list(summary.id)))
        return LazyText(meeting_row, summary)

    @property
    def highlighted_id(self) -> str:
        """The id of the highlighted meeting, or ""."""
        return self.query_one(RecordList).highlighted_id

    # -- beside the list -------------------------------------------------------------------

    @on(RecordList.RowHighlighted)
    def _preview_soon(self) -> None:
        """Read the highlighted meeting once the highlight has come to rest."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(_PREVIEW_DELAY, self._read_preview)

    @work(exclusive=True, group="preview")
    async def _read_preview(self) -> None:
        if not has_all(self, RecordList):
            return
        meeting_id = self.highlighted_id
        known = {summary.id for summary in self._summaries if not summary.damaged}
        found = None
        if meeting_id in known:
            found = await asyncio.to_thread(self.library.preview, meeting_id)
        self._preview = found
        self._show_side()

    @work(exclusive=True, group="actions")
    async def _read_actions(self) -> None:
        """Read the open actions of all meetings, which takes a while in a large library."""
        try:
            self._actions = await asyncio.to_thread(self.library.open_actions)
        except MeetingError:
            self._actions = ()  # the list says which file is damaged
        self._show_side()

    def _show_side(self) -> None:
        """Show the highlighted meeting, the open actions and the year."""
        if not self.is_mounted or not has_all(self, *_SIDE):
            return
        panel = self.query_one("#preview", Panel)
        size = panel.content_size
        shown = self._preview
        panel.show_titles(shown.title if shown is not None else "")
        text = preview_text(shown, size.width, size.height) if shown is not None else Content("")
        self.query_one("#preview-text", StatusText).show_text(text)
        panel = self.query_one("#actions", Panel)
        today, size = local_date(self.library.clock.now()), panel.content_size
        panel.show_titles("Open actions", str(len(self._actions) or ""))
        self.query_one("#actions-text", StatusText).show_text(
            actions_text(self._actions, today, size.width, max(1, size.height))
        )
        title, year = year_text(self._summaries, today.year)
        self.query_one("#year", Panel).show_titles(title)
        self.query_one("#year-text", StatusText).show_text(year)

    # -- acts ------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Say how to leave, where a key was pressed that does so in other programs."""
        if event.key in LEAVING_KEYS and event.key not in self.active_bindings:
            text = with_keys("{quit} quits · {home.undo} restores a meeting from the bin")
            self.query_one(Footer).show_status(text)

    def action_new(self) -> None:
        """Create a meeting."""
        self.post_message(NewMeeting(self.highlighted_id))

    def action_open(self) -> None:
        """Open the highlighted meeting."""
        if self.highlighted_id:
            self.post_message(OpenMeeting(self.highlighted_id))

    @on(RecordList.OptionSelected)
    def open_row(self) -> None:
        """Open a meeting by enter or a click."""
        self.action_open()

    def action_copy(self) -> None:
        """Copy the minutes of the highlighted meeting."""
        if self.highlighted_id:
            self.post_message(CopyMinutes(self.highlighted_id))

    def action_find(self) -> None:
        """Search all meetings."""
        self.post_message(SearchMeetings())

    def action_remove(self) -> None:
        """Move the highlighted meeting to the bin; ask first if it is running."""
        meeting_id = self.highlighted_id
        if meeting_id in self._running_ids:
            self._ask_to_remove(meeting_id)
        elif meeting_id:
            self._remove(meeting_id)

    def _ask_to_remove(self, meeting_id: str) -> None:
        from screens.dialogs.choice import ChoiceDialog

        def answered(answer: str | None) -> None:
            if answer == "remove":
                self._remove(meeting_id)

        text = f"{meeting_id} is running. It may be open in another program."
        answers = [("keep", "Leave it in the list"), ("remove", "Move it to the bin")]
        dialog = ChoiceDialog("Delete the running meeting?", text, answers)
        self.app.push_screen(dialog, answered)

    def _remove(self, meeting_id: str) -> None:
        """Move a meeting to the bin, and say how to restore it, now and after a restart."""
        try:
            deleted = self.library.delete(meeting_id)
        except MeetingError as error:
            if error.can_wait:
                raise
            show_error(self, error)
            return
        self._deleted.append(deleted)
        self.reload()
        self.notify(
            f"{deleted} is in the bin · {with_keys('{home.undo}')} brings it back"
            f" · after a restart: meeting-tui bin restore {deleted}",
            markup=False,
        )

    def action_restore(self) -> None:
        """Restore the meeting that was deleted last."""
        if not self._deleted:
            earlier = count(len(self.library.deleted()), "meeting")
            self.notify(
                "No meeting was deleted since the program started"
                f" · {earlier} in the bin: {advice(Remedy.LIST_BIN)}",
                markup=False,
            )
            return
        try:
            restored = self._restore(self._deleted[-1])
        except MeetingError as error:
            if error.can_wait:
                raise
            show_error(self, error)
            return
        self._deleted.pop()
        self.reload()
        self.notify(f"{restored} is back", markup=False)

    def _restore(self, deleted: str) -> str:
        """Restore a meeting, under a new id if another meeting has its id by now."""
        try:
            return self.library.restore(deleted)
        except MeetingExistsError:
            return self.library.restore(deleted, self.library.unused_id(deleted))

    async def action_help(self) -> None:
        """Show the keys."""
        from screens.dialogs.help import HelpScreen

        intro = (
            "The meetings of your library. {home.new} makes a new one: enter continues the last"
            " meeting of the highlighted one's series. {home.open} opens or reviews one."
        )
        await self.app.push_screen(HelpScreen(intro, (HOME, LIST, FIELD, EVERYWHERE)))

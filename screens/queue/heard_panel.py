"""HeardPanel: speaking time, and the people who have not been heard yet."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.timer import Timer

from data.records.meeting import Meeting
from data.rules.speaking_time import heard_text, not_heard
from screens.cycle import next_in_cycle
from screens.keys import with_keys
from screens.queue.speaking_time import SCOPES, bars
from screens.widgets.content import plain
from screens.widgets.panel import Panel
from screens.widgets.record_list import RecordList, Row
from screens.widgets.status_text import StatusText

_DELAY = 0.05  # seconds, by which the answer to a key is on its way to the terminal


class HeardPanel(Vertical):
    """Bars of speaking time above the list of people who have not been heard yet."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._scope = SCOPES[0]
        self._meeting: Meeting | None = None
        self._now: datetime | None = None
        self._delayed: Timer | None = None

    def compose(self) -> ComposeResult:
        """Compose the bars, and the list with its title."""
        with Panel(id="shares"):
            yield StatusText(id="speaking-time")
        with Panel(id="silent"):
            yield RecordList(id="not-heard")

    @property
    def highlighted_id(self) -> str:
        """The id of the highlighted person, or ""."""
        return self.query_one(RecordList).highlighted_id

    def show(self, meeting: Meeting, now: datetime) -> None:
        """Show a meeting.

        Args:
            meeting: the meeting.
            now: the end of turns that still run.
        """
        self._meeting, self._now = meeting, now
        self._update()

    def show_soon(self, meeting: Meeting, now: datetime) -> None:
        """Show a meeting after a moment, so that the answer to a key is painted first.

        `call_after_refresh` would not do: what a refresh paints is written by a thread, which
        waits for as long as this panel computes.
        """
        self._meeting, self._now = meeting, now
        if self._delayed is not None:
            self._delayed.stop()
        self._delayed = self.set_timer(_DELAY, self._update)

    def next_scope(self) -> None:
        """Switch to the next scope, for `show`: organisations or people, meeting or item."""
        self._scope = next_in_cycle(SCOPES, self._scope)

    def on_resize(self) -> None:
        """Fit the bars to the new width."""
        self.call_after_refresh(self._update)

    def _update(self) -> None:
        meeting, now = self._meeting, self._now
        if meeting is None or now is None:
            return
        shares = self.query_one("#shares", Panel)
        width, rows = max(20, shares.content_size.width), max(3, self.size.height // 2 - 4)
        if self.size.width > shares.size.width:  # the two panels stand side by side
            rows = max(3, self.size.height - 2)
        title, equal, content = bars(meeting, now, self._scope, width, rows)
        key, short = with_keys("{queue.speaking_time}"), self._scope.short_title
        shares.show_titles(title, f"{equal}  {key}", shorter=((title, key), (short, key)))
        self.query_one("#speaking-time", StatusText).show_text(content)
        silent = not_heard(meeting, now)
        invites = plain(f"{len(silent)}  ", with_keys("{queue.invite} invites")) if silent else ""
        heading = "Not heard yet" if silent else heard_text(meeting, now)
        self.query_one("#silent", Panel).show_titles(heading, invites)
        self.query_one("#not-heard", RecordList).show(
            [Row(p.id, plain(p.name, (f"  {p.organisation}", "$text-muted"))) for p in silent]
        )

"""SearchDialog: a search in the texts of all meetings."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.index.progress import Progress
from data.text.formatting import count, local_day
from screens.commands import bindings
from screens.dialog_keymap import SEARCH
from screens.dialogs.base import Dialog
from screens.errors import error_text
from screens.home.presence import has_all
from screens.keys import with_keys
from screens.signs import kind_sign, marked
from screens.widgets.cached_row import LazyText
from screens.widgets.content import plain
from screens.widgets.fields import LineInput
from screens.widgets.record_list import RecordList, Row

if TYPE_CHECKING:
    from data.index.search import Hit

_PLACEHOLDER = "words to search for in all meetings · is:private finds private notes"
_SEARCHED = "items, notes, people, wins, decisions, actions"
_MAX_HITS = 200  # rows
_PROGRESS_SECONDS = 0.2  # between two looks at how far the index is
_ENTER_SECONDS = 0.2  # that enter waits for the hits of the words that were typed before it
_POLL_SECONDS = 0.01  # between two looks whether there are any


@dataclass(frozen=True)
class SearchState:
    """What a search shows, to be shown again after a look at a meeting.

    Args:
        words: the text in the field.
        hits: what was found.
        row: the id of the highlighted row; "" for none.
    """

    words: str = ""
    hits: tuple[Hit, ...] = ()
    row: str = ""


class SearchDialog(Dialog["Hit"]):
    """Asks for words; returns the hit that was chosen.

    Both the search and the update of the index run in threads, so that no key waits for them.

    Args:
        find: returns the hits for some words from what is indexed, newest first, up to a limit;
            None if it cannot be read at the moment. Raises MeetingError.
        update: brings the index up to date, and reports how far it is; raises MeetingError.
        state: what to show at first.
    """

    AUTO_FOCUS = "LineInput"
    BINDINGS = bindings(SEARCH)
    DEFAULT_CSS = """
    SearchDialog > .frame { width: 94%; height: 94%; }
    SearchDialog RecordList { height: 1fr; border: none; background: $panel; }
    SearchDialog #hint { height: 1; color: $text-muted; }
    SearchDialog RecordList > .option-list--option-highlighted {
        color: $block-cursor-foreground;
        background: $block-cursor-background;
        text-style: $block-cursor-text-style;
    }
    """

    def __init__(
        self,
        find: Callable[[str, int], tuple[Hit, ...] | None],
        update: Callable[[Progress], None],
        state: SearchState = SearchState(),
    ) -> None:
        super().__init__()
        self._find = find
        self._update = update
        self._progress = Progress()
        self._updating = True
        self._hits: dict[str, Hit] = {}  # by the ids of their rows
        self._error = ""  # of the last search or of the update
        self.state = state  # as it was opened, and then as it was left
        # What the hits are for: the words, and the state of the index, unknown after a look.
        self._searched = (state.words, -1 if state.words else 0)
        self._searching: asyncio.Task[None] | None = None
        self._hint = ""  # as it is shown
        self._open_first = False  # enter was pressed when there was no hit yet
        self._steps = 0  # rows to go down, by arrows that were pressed then
        self._pressed_for = ""  # the words in the field at that time

    def compose(self) -> ComposeResult:
        """Compose the field, the hits and the hint."""
        with Vertical(classes="frame"):
            yield LineInput(self.state.words, placeholder=_PLACEHOLDER)
            yield RecordList()
            yield Static(
                with_keys("enter opens the meeting · ↑↓ · {field.leave} backs out"),
                id="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Keep the focus in the field; the arrows move in the list all the same."""
        records = self.query_one(RecordList)
        records.can_focus = False
        if self.state.hits:
            self._show_hits(self.state.hits, "", new_words=False)
            records.highlight(self.state.row)
        self.run_worker(self._update_index())
        self.set_interval(_PROGRESS_SECONDS, self._show_progress)

    def on_unmount(self) -> None:
        """Leave the rest of the index for another time."""
        self._progress.cancelled = True
        if self._searching is not None:
            self._searching.cancel()

    # -- the index -------------------------------------------------------------------------

    async def _update_index(self) -> None:
        try:
            await asyncio.to_thread(self._update, self._progress)
        except MeetingError as error:
            self._error = error_text(error)
        self._updating = False
        self._show_progress()

    def _show_progress(self) -> None:
        """Show how far the index is, and search again in what was added to it."""
        if not self._is_shown():
            return
        self._start_search()
        self._show_hint()

    # -- the search ------------------------------------------------------------------------

    @on(Input.Changed)
    def search_now(self) -> None:
        """Search for the words in the field."""
        if self._wanted()[0] != self._pressed_for:
            self._open_first, self._steps = False, 0
        self._start_search()

    def _is_shown(self) -> bool:
        return has_all(self, LineInput, RecordList, "#hint")

    def _wanted(self) -> tuple[str, int]:
        """Return the words in the field, and the state of the index."""
        return self.query_one(LineInput).value.strip(), self._progress.batches

    def _start_search(self) -> None:
        """Search, unless a search is going on, which then goes on with the present words."""
        if self._searched != self._wanted() and (self._searching is None or self._searching.done()):
            self._searching = asyncio.create_task(self._search())

    async def _search(self) -> None:
        while self._is_shown() and self._searched != (wanted := self._wanted()):
            words, _ = wanted
            hits: tuple[Hit, ...] | None = ()
            error = ""
            try:
                if words:
                    hits = await asyncio.to_thread(self._find, words, _MAX_HITS)
            except MeetingError as refused:
                error = error_text(refused)
            if hits is None:
                return  # the next look at the index searches again
            if self._is_shown():
                new_words = words != self._searched[0]
                self._searched = wanted
                self._show_hits(hits, error, new_words=new_words)

    def _show_hits(self, hits: tuple[Hit, ...], error: str, *, new_words: bool) -> None:
        words = self._searched[0]
        # A row keeps its id when hits of other meetings are found later.
        self._hits = {f"{h.meeting_id} {h.label} {h.record}": h for h in hits}
        self._error = error
        rows = [
            Row(row_id, LazyText(_hit_row, hit, words, height=2))
            for row_id, hit in self._hits.items()
        ]
        records = self.query_one(RecordList)
        records.show(rows)
        if rows and new_words:
            records.highlighted = 0
        self._show_hint()
        if not rows or not self._is_current():
            return  # the keys that were pressed meanwhile are meant for other hits
        steps, self._steps = self._steps, 0
        self._step(steps)
        if self._open_first:
            self._leave()

    def _show_hint(self) -> None:
        progress, number = self._progress, len(self._hits)
        hits = f"the newest {number} hits" if number == _MAX_HITS else count(number, "hit")
        opens = f"{hits} · enter opens" if self._wanted()[0] else _SEARCHED
        text = self._error or with_keys(f"{opens} · {{field.leave}} backs out")
        if self._updating and progress.total:  # both do not fit a line of 80 columns
            indexed = f"Indexing {progress.done:,} of {progress.total:,}"
            text = f"{indexed} · {self._error or hits}"
        hint = self.query_one("#hint", Static)
        if self._hint != text:
            self._hint = text
            hint.update(Content(text))

    # -- the choice ------------------------------------------------------------------------

    @on(Input.Submitted)
    @on(RecordList.OptionSelected)
    async def open(self) -> None:
        """Leave with the highlighted hit, or with the first one that is found."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_ENTER_SECONDS):
                while not self._is_current() or (self._updating and not self._hits):
                    self._start_search()
                    await asyncio.sleep(_POLL_SECONDS)
        if self._is_current() and self._hits:
            self._leave()
        else:
            self._open_first = True
            self._pressed_for = self._wanted()[0]

    def _is_current(self) -> bool:
        """Return whether the hits are those of the words in the field."""
        return self._searched[0] == self._wanted()[0]

    def _leave(self) -> None:
        row_id = self.query_one(RecordList).highlighted_id
        if row_id:
            words = self.query_one(LineInput).value.strip()
            self.state = SearchState(words, tuple(self._hits.values()), row_id)
            self.dismiss(self._hits[row_id])

    def action_row(self, steps: int) -> None:
        """Highlight the next hit, or the previous one for -1, once there are hits."""
        self._open_first = False
        if self._is_current() and self._hits:
            self._step(steps)
        else:
            self._steps += steps
            self._pressed_for = self._wanted()[0]

    def _step(self, steps: int) -> None:
        hits = self.query_one(RecordList)
        for _ in range(abs(steps)):
            if steps > 0:
                hits.action_cursor_down()
            else:
                hits.action_cursor_up()


def _hit_row(hit: Hit, words: str, _width: int) -> Content:
    """Return the two lines of a hit: what and where it is, and its text with the words in it."""
    day = hit.date
    with contextlib.suppress(ValueError):  # the date in a file of another program may be any text
        day = local_day(date.fromisoformat(hit.date))
    text = Content(hit.text)
    for word in words.split():
        for match in re.finditer(re.escape(word), hit.text, re.IGNORECASE):
            text = text.stylize("bold $text-accent", match.start(), match.end())
    return plain(
        marked(kind_sign(hit.kind)),
        (hit.title, "bold"),
        (f"  {day}", "$text-muted"),
        (f"  {hit.label}\n", "$text-warning" if hit.private else "$text-muted"),
        "  ",
        text,
    )

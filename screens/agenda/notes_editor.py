"""NotesEditor: the notes of one agenda item, written whenever the typing pauses."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from data.errors import BusyError, EditConflictError, MeetingError, StorageError
from data.records.models import AgendaItem
from data.storage.text_merge import merge_text
from data.storage.unsaved_input import UnsavedField
from data.text.cleaning import TEXT_LIMIT
from screens.dialogs.choice import ChoiceDialog
from screens.errors import show_error
from screens.keys import with_keys
from screens.widgets.text_area import PlainArea

_PAUSE = 0.4  # seconds without a key until the text is written
_RETRY = 2.0  # seconds until a write that the disk prevented is tried again
_SHOWN = 400  # characters shown of what the other user wrote


@dataclass(frozen=True)
class _Conflict:
    """The notes of two users who wrote at the same time.

    Args:
        theirs: what the other user wrote.
        mine: what this user wrote.
        merged: both, as they were put together here.
    """

    theirs: str
    mine: str
    merged: str


class NotesEditor(PlainArea):
    """A text area for the notes of an agenda item. There is no "save".

    The text is committed when the typing pauses, and by `flush`. Where another user has written
    meanwhile, both versions are kept, and the user is asked only after leaving the text: a question
    would take the keys of someone who is typing. What cannot be committed is kept as unsaved input.

    The editor does not know the meeting file; the screen does the work through these callables.

    Args:
        find_item: returns the present state of an item by its id; None where it was removed.
        commit: writes notes, and returns the item as it is then. It gets the item with the notes
            that the editing began with, and raises EditConflictError where the meeting has others.
        unsaved_field: returns the unsaved input of a field, by its name and title.
    """

    class Committed(Message):
        """Notes were written: the meeting has changed."""

    class Left(Message):
        """The user has left the text with escape."""

    @dataclass
    class StatusChanged(Message):
        """Something happened that the user should see.

        Args:
            text: what happened.
        """

        text: str

    BINDINGS = [
        Binding("escape", "leave", "Back", show=False, id="field.leave"),
        Binding("shift+tab", "leave", "Back", show=False),
        Binding("ctrl+r", "recall_input", "Bring back", show=False, id="field.recall"),
    ]

    def __init__(
        self,
        find_item: Callable[[str], AgendaItem | None],
        commit: Callable[[AgendaItem, str], AgendaItem],
        unsaved_field: Callable[[str, str], UnsavedField],
    ) -> None:
        super().__init__(
            compact=True, soft_wrap=True, placeholder=with_keys("Notes: {agenda.notes}, and write")
        )
        self._find_item, self._commit, self._unsaved_field = find_item, commit, unsaved_field
        self._item_id = ""  # the item whose notes are shown
        self._base = ""  # its notes as they were last read or written here
        self._unsaved: UnsavedField | None = None
        self._write_timer: Timer | None = None
        self._conflict: _Conflict | None = None
        self._last_error = ""  # shown already, while it lasts
        self._busy_since: float | None = None  # when another writer was first in the way
        # Base and text of other items whose notes the disk refused, by item.
        self._unwritten: dict[str, tuple[str, str]] = {}

    # -- showing ---------------------------------------------------------------------------

    def show_item(self, item: AgendaItem | None) -> None:
        """Show the notes of an item. Text that is being edited is never replaced.

        Args:
            item: the item as it is in the file; None disables the editor.
        """
        self.disabled = item is None
        if item is None:
            self.flush()
            self._item_id = ""
        elif item.id != self._item_id:
            self.flush()
            self._load(item)
        elif item.notes != self._base:
            if self._is_changed:
                self.flush()
            else:
                self._base = item.notes
                self.replace_text(item.notes)

    def _load(self, item: AgendaItem) -> None:
        """Show another item; text of it that could not be written before is shown again."""
        if self._item_id and self._is_changed:
            self._unwritten[self._item_id] = (self._base, self.text)
        self._item_id, self._unsaved, self._conflict = item.id, None, None
        self._base, text = self._unwritten.pop(item.id, (item.notes, item.notes))
        self.replace_text(text)

    @property
    def _is_changed(self) -> bool:
        """Whether the text differs from what is written; blanks at the end do not count."""
        return self.text.rstrip() != self._base.rstrip()

    def _show_text(self, text: str) -> None:
        self.replace_text(text)
        self.move_cursor(self.document.end)

    # -- entering and leaving --------------------------------------------------------------

    def start_editing(self) -> None:
        """Take the focus, with the cursor at the end of the notes."""
        if self._item_id:
            self.move_cursor(self.document.end)
            self.focus()
            offer = self._field().offer
            if offer:
                self.post_message(
                    self.StatusChanged(with_keys("{field.recall} brings back: ") + offer)
                )

    def action_leave(self) -> None:
        """Write the notes, and leave the text."""
        self.flush()
        self.post_message(self.Left())

    def action_recall_input(self) -> None:
        """Bring back unsaved input, below the notes."""
        values = self._field().recall() if self._item_id else {}
        if values:
            self._show_text(merge_text("", self.text, values.get("notes", "")))
        else:
            self.post_message(self.StatusChanged("There is no unsaved input to bring back"))

    # -- writing ---------------------------------------------------------------------------

    def _field(self) -> UnsavedField:
        """Return the unsaved input of the item that is shown."""
        if self._unsaved is None:
            item = self._find_item(self._item_id)
            title = f"Notes on {item.title}" if item is not None else "Notes"
            self._unsaved = self._unsaved_field(f"notes/{self._item_id}", title)
        return self._unsaved

    @on(TextArea.Changed)
    def remember(self, event: TextArea.Changed) -> None:
        """Remember the text in case the program ends, and write it soon."""
        event.stop()
        if self._item_id:
            self._field().update({"notes": self.text if self._is_changed else ""})
            self._write_after(_PAUSE)

    def _write_after(self, seconds: float) -> None:
        if self._write_timer is not None:
            self._write_timer.stop()
        self._write_timer = self.set_timer(seconds, self.flush)

    def flush(self) -> None:
        """Write the notes now, if they have changed."""
        if self._write_timer is not None:
            self._write_timer.stop()
            self._write_timer = None
        if not self._item_id or not self._is_changed:
            return
        text = self.text
        if len(text) > TEXT_LIMIT:
            error = MeetingError(
                f"Notes hold at most {TEXT_LIMIT:,} characters", hint="Shorten them"
            )
            show_error(self, error)
            return
        item = self._find_item(self._item_id)
        if item is None:
            self._set_aside(text)
            show_error(self, MeetingError("This item was removed", "your notes are put aside"))
            return
        try:
            committed = self._commit(item.replace(notes=self._base), text)
        except EditConflictError:
            self._keep_both()
        except BusyError as error:
            self._wait_for(error)
        except StorageError as error:
            self._show_error_once(error)
            self._write_after(_RETRY)
        except MeetingError as error:
            # For example, another user has ended the meeting: there is no point in trying again.
            self._show_error_once(error)
            with contextlib.suppress(MeetingError):
                self._field().set_aside({"notes": text})
        else:
            self._base = committed.notes
            self._last_error, self._busy_since = "", None
            self._field().clear()
            self.post_message(self.Committed())

    def _set_aside(self, text: str) -> None:
        """Keep a text as unsaved input instead of writing it to the item."""
        self._base = text
        try:
            self._field().set_aside({"notes": text})
        except MeetingError as error:
            self._show_error_once(error)

    def _wait_for(self, error: BusyError) -> None:
        """Try again soon, and say once for whom the notes wait."""
        now = time.monotonic()
        if self._busy_since is None:
            self._busy_since = now
        if now - self._busy_since >= _PAUSE:
            self._show_error_once(
                MeetingError(error.title, "your notes are written when it is done", error.hint)
            )
        self._write_after(_PAUSE)

    def _show_error_once(self, error: MeetingError) -> None:
        if str(error) != self._last_error:
            self._last_error = str(error)
            show_error(self, error)

    # -- two users write at once -------------------------------------------------------------

    def _keep_both(self) -> None:
        """Put the other user's notes and these together, and write both."""
        item = self._find_item(self._item_id)
        if item is not None:
            theirs, mine = item.notes, self.text
            merged = merge_text(self._base, theirs, mine)
            self._conflict = _Conflict(theirs, mine, merged)
            self._base = theirs
            self._show_text(merged)
            self.post_message(
                self.StatusChanged(
                    with_keys("Another user wrote here too: both are kept · {field.leave} asks")
                )
            )
        self.flush()

    def resolve_conflict(self) -> None:
        """Ask which notes to keep, if another user has written too since the last time."""
        if self._conflict is None:
            return
        theirs, mine, merged = self._conflict.theirs, self._conflict.mine, self._conflict.merged
        self._conflict = None
        if self.text.startswith(merged):
            mine += self.text[len(merged) :]  # typed since then

        def answered(answer: str | None) -> None:
            if answer == "theirs":
                self._show_text(theirs)
                self.flush()
                self._set_aside(mine)
                self._base, self._unsaved = theirs, None
                self.post_message(
                    self.StatusChanged(
                        with_keys("Yours is put aside: {field.recall} in the notes brings it back")
                    )
                )
            elif answer == "mine":
                self._show_text(mine)
                self.flush()

        answers = [
            ("both", "Both, as they are now"),
            (
                "theirs",
                with_keys(
                    "Theirs: yours is put aside ({field.recall} in the notes brings it back)"
                ),
            ),
            ("mine", with_keys("Mine: theirs is overwritten ({undo} brings it back)")),
        ]
        self.app.push_screen(
            ChoiceDialog(
                "Another user changed these notes while you were writing",
                f"Theirs:\n{theirs[-_SHOWN:]}",
                answers,
            ),
            answered,
        )

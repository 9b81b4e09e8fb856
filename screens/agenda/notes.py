"""NotesScreen: a list beside which the notes of the highlighted item are written."""

from __future__ import annotations

import contextlib

from textual import on
from textual.binding import Binding
from textual.timer import Timer
from textual.widgets import TextArea

from data.errors import EditConflictError, MeetingError, StorageError
from data.records.models import AgendaItem
from data.rules import edits
from data.storage.text_merge import merge_text
from data.storage.unsaved_input import UnsavedField
from data.text.cleaning import TEXT_LIMIT
from screens.dialogs.choice import ChoiceDialog
from screens.meeting.list_screen import ListScreen
from screens.meeting.session import Session
from screens.widgets.record_list import RecordList
from screens.widgets.text_area import PlainArea

_PAUSE = 0.4  # seconds without a key, after which a text being typed is written
_SHOWN = 400  # characters of what somebody else has written
_RETRY = 2.0  # seconds after which a disk that refused, or another writer, is tried again


class NotesArea(PlainArea):
    """The notes of an item; escape and shift+tab go back to the list."""

    BINDINGS = [
        Binding("escape,shift+tab", "screen.list", "Back", show=False),
        Binding("ctrl+r", "screen.recall_input", "Bring back", show=False),
    ]


class NotesScreen(ListScreen):
    """Notes are written whenever the typing pauses; there is nothing to save."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._item = ""  # whose notes stand in the text area
        self._base = ""  # these notes, as they were last read or written here
        self._unsaved: UnsavedField | None = None
        self._writing: Timer | None = None
        self._edit_conflict: tuple[str, str, str] | None = (
            None  # theirs, mine, and both as they were
        )
        self._refused = ""  # why the disk refused, as it was last said
        self._unwritten: dict[str, tuple[str, str]] = {}  # base and text that it refused, by item

    @property
    def area(self) -> NotesArea:
        """The text area."""
        return self.query_one(NotesArea)

    def show_notes(self, item: AgendaItem | None) -> None:
        """Show the notes of an item, or of none; what is being typed is never replaced."""
        area = self.area
        area.disabled = item is None
        if item is None:
            self.flush()
            self._item = ""
        elif item.id != self._item:
            self.flush()
            self._load(item)
        elif item.notes != self._base:
            if area.text.rstrip() == self._base.rstrip():
                self._base = item.notes
                area.replace_text(item.notes)
            else:
                self.flush()

    def _load(self, item: AgendaItem) -> None:
        """Show the notes of another item; what the disk refused of them is there again."""
        if self._item and self.area.text.rstrip() != self._base.rstrip():
            self._unwritten[self._item] = (self._base, self.area.text)
        self._item, self._unsaved, self._edit_conflict = item.id, None, None
        self._base, text = self._unwritten.pop(item.id, (item.notes, item.notes))
        self.area.replace_text(text)

    def action_notes(self) -> None:
        """Write in the notes, from where they end."""
        if self._item:
            area = self.area
            area.move_cursor(area.document.end)
            area.focus()
            offer = self._field().offer
            if offer:
                self.show_status(f"ctrl+r brings back: {offer}")

    def action_list(self) -> None:
        """Back to the list; only now is asked whose notes stand, if somebody else wrote too."""
        self.flush()
        self.query_one("#records", RecordList).focus()
        if self._edit_conflict is not None:
            self._ask_whose(*self._edit_conflict)

    # -- writing ---------------------------------------------------------------------------

    def _field(self) -> UnsavedField:
        if self._unsaved is None:
            item = self.session.file.meeting.find(AgendaItem, self._item)
            title = f"Notes on {item.title}" if item is not None else "Notes"
            self._unsaved = self.unsaved_field(f"notes/{self._item}", title)
        return self._unsaved

    @on(TextArea.Changed)
    def notes_changed(self) -> None:
        """Write the notes soon."""
        if self._item:
            changed = self.area.text.rstrip() != self._base.rstrip()
            self._field().update({"notes": self.area.text if changed else ""})
            self._write_in(_PAUSE)

    def _write_in(self, seconds: float) -> None:
        if self._writing is not None:
            self._writing.stop()
        self._writing = self.set_timer(seconds, self.flush)

    def flush(self) -> None:
        """Write the notes now, if they differ from what is written.

        Where somebody else has written meanwhile, both stay: a question would take the keys of
        somebody who is writing.
        """
        if self._writing is not None:
            self._writing.stop()
            self._writing = None
        text = self.area.text
        if not self._item or text.rstrip() == self._base.rstrip():
            return
        if len(text) > TEXT_LIMIT:
            self.show_error(
                MeetingError(f"Notes hold at most {TEXT_LIMIT:,} characters", hint="Shorten them")
            )
            return
        item = self._present
        if item is None:
            self._put_aside(text)
            self.show_error(MeetingError("This item was removed", "your notes are put aside"))
            return
        try:
            self._commit(item, text)
        except EditConflictError:
            self._keep_both()
        except StorageError as error:
            self._notify_once(error)
            self._write_in(_RETRY)
        except MeetingError as error:
            # As when somebody else has ended the meeting: no later try will be taken.
            self._notify_once(error)
            with contextlib.suppress(MeetingError):
                self._field().set_aside({"notes": text})
        else:
            self._refused = ""
            self._field().clear()

    def _commit(self, item: AgendaItem, text: str) -> None:
        now, known = self.session.now(), item.replace(notes=self._base)
        meeting = self.session.file.apply(
            lambda m: edits.edit(m, now, known, notes=text), typing=True
        )
        # First, since showing the meeting compares the notes with it.
        self._base = meeting.get(AgendaItem, item.id).notes
        self.meeting = meeting

    def _put_aside(self, text: str) -> None:
        self._base = text
        try:
            self._field().set_aside({"notes": text})
        except MeetingError as error:
            self._notify_once(error)

    def _notify_once(self, error: MeetingError) -> None:
        if str(error) != self._refused:
            self._refused = str(error)
            self.show_error(error)

    # -- two write at once -------------------------------------------------------------------

    @property
    def _present(self) -> AgendaItem | None:
        """The item as it is now; None where somebody has removed it."""
        return self.session.file.meeting.find(AgendaItem, self._item)

    def _show_text(self, text: str) -> None:
        self.area.replace_text(text)
        self.area.move_cursor(self.area.document.end)

    def _keep_both(self) -> None:
        item = self._present
        if item is not None:
            theirs, mine = item.notes, self.area.text
            text = merge_text(self._base, theirs, mine)
            self._edit_conflict = (theirs, mine, text)
            self._base = theirs
            self._show_text(text)
            self.show_status("Somebody else wrote here too: both are kept · escape asks")
        self.flush()

    def _ask_whose(self, theirs: str, mine: str, kept: str) -> None:
        """Somebody else has changed these notes too: theirs, mine, or both, as they stand now."""
        self._edit_conflict = None
        written = self.area.text
        if written.startswith(kept):  # what was typed since is mine
            mine += written[len(kept) :]

        def done(answer: str | None) -> None:
            if answer == "theirs":
                self._show_text(theirs)
                self.flush()
                self._put_aside(mine)
                self._base, self._unsaved = theirs, None
                self.show_status("Yours is put aside: ctrl+r in the notes brings it back")
            elif answer == "mine":
                self._show_text(mine)
                self.flush()

        answers = [
            ("both", "Both, as they stand now"),
            ("theirs", "Theirs: yours is put aside (ctrl+r in the notes brings it back)"),
            ("mine", "Mine: theirs is written over (u brings it back)"),
        ]
        self.app.push_screen(
            ChoiceDialog(
                "Somebody else has changed these notes while you wrote",
                f"Theirs:\n{theirs[-_SHOWN:]}",
                answers,
            ),
            done,
        )

    def action_recall_input(self) -> None:
        """Bring back what was put aside here, below what stands here."""
        values = self._field().recall() if self._item else {}
        if not values:
            self.show_status("Nothing was put aside here")
            return
        self._show_text(merge_text("", self.area.text, values.get("notes", "")))

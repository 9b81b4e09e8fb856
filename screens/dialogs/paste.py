"""PasteDialog: a text of many lines, with a preview of what will be read from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from data.errors import MeetingError
from data.storage.unsaved_input import UnsavedField
from screens.commands import bindings
from screens.dialog_keymap import PASTE
from screens.dialogs.base import TextDialog
from screens.errors import error_text
from screens.keys import with_keys

_MAX_PASTE = 500_000  # characters: far more than any agenda, and still shown at once


class PasteArea(TextArea):
    """A text area that inserts a large paste at once, or refuses one that is too large."""

    class TooLarge(Message):
        """A paste was refused.

        Args:
            size: its length in characters.
        """

        def __init__(self, size: int) -> None:
            super().__init__()
            self.size = size

    def on_paste(self, event: events.Paste) -> None:
        """Refuse a paste that is too large; the base class inserts any other."""
        if len(event.text) > _MAX_PASTE:
            event.prevent_default()
            event.stop()
            self.post_message(self.TooLarge(len(event.text)))


class PasteDialog(TextDialog[str]):
    """Asks for a text; ctrl+s submits it.

    Args:
        title: what is asked for.
        preview: returns in one line what will be read from the text; raises MeetingError.
        on_submit: adds what is read from the text; raises MeetingError if nothing was changed.
        unsaved: keeps texts that were not submitted.
    """

    AUTO_FOCUS = "PasteArea"
    BINDINGS = bindings(PASTE)
    DEFAULT_CSS = """
    PasteDialog > .frame { width: 94%; height: 94%; }
    PasteDialog #title { height: 1; }
    PasteDialog PasteArea { height: 1fr; background: $surface; }
    PasteDialog #hint { max-height: 3; }
    """

    def __init__(
        self,
        title: str,
        preview: Callable[[str], str],
        on_submit: Callable[[str], None],
        unsaved: UnsavedField | None = None,
    ) -> None:
        super().__init__(unsaved)
        self._title, self._preview, self._on_submit = title, preview, on_submit

    def compose(self) -> ComposeResult:
        """Compose the title, the text and the preview."""
        with Vertical(classes="frame"):
            yield Static(Content(self._title), id="title", markup=False)
            yield PasteArea(compact=True, soft_wrap=False, tab_behavior="focus")
            yield Static(Content(self.hint), id="hint", markup=False)

    def changed_values(self) -> dict[str, str]:
        """Return the text, if there is any."""
        text = self.query_one(PasteArea).text
        return {"text": text} if text.strip() else {}

    def fill(self, values: Mapping[str, str]) -> None:
        """Replace the text."""
        area = self.query_one(PasteArea)
        area.replace(values.get("text", ""), (0, 0), area.document.end)

    def help(self) -> str:
        """Return one line about the keys."""
        return with_keys("Paste or type · {paste.add} adds · {field.leave} backs out")

    @on(TextArea.Changed)
    def show_preview(self) -> None:
        """Show what will be read from the text."""
        text = self.query_one(PasteArea).text
        if not text.strip():
            self.show_status(self.hint)
            return
        try:
            self.show_status(f"{self._preview(text)} · {with_keys('{paste.add} adds')}")
        except MeetingError as error:
            self.show_status(error_text(error), error=True)

    @on(PasteArea.TooLarge)
    def refuse_paste(self, event: PasteArea.TooLarge) -> None:
        """Show why nothing was pasted."""
        self.show_status(
            f"Nothing was pasted: the text has {event.size:,} characters,"
            f" the limit is {_MAX_PASTE:,}.",
            error=True,
        )

    def action_save(self) -> None:
        """Submit the text, and leave if it was accepted."""
        text = self.query_one(PasteArea).text
        try:
            self._on_submit(text)
        except MeetingError as error:
            self.show_refusal(error)
        else:
            self.finish(text)

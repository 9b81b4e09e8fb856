"""PasteDialog: a text of many lines, with a preview of what will be made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from data.errors import MeetingError
from data.storage.unsaved_input import UnsavedField
from screens.dialogs.base import TextDialog
from screens.errors import error_text

_LIMIT = 500_000


class PasteArea(TextArea):
    """A text area that takes a large paste at once, or says that it is too large."""

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what no agenda can be."""
        if len(event.text) > _LIMIT:
            event.prevent_default()
            event.stop()
            self.post_message(PasteDialog.TooLarge(len(event.text)))


class PasteDialog(TextDialog[str]):
    """Asks for a text; ctrl+s takes it.

    Args:
        title: what is asked.
        preview: what will be made of the text, in one line; raises MeetingError.
        on_submit: takes the text; raises MeetingError, and has then changed nothing.
        unsaved: texts that were put here before, and not taken.
    """

    class TooLarge(Message):
        """A paste was refused."""

        def __init__(self, size: int) -> None:
            super().__init__()
            self.size = size

    AUTO_FOCUS = "PasteArea"
    BINDINGS = [Binding("ctrl+s", "save", "Add", show=False, priority=True)]
    DEFAULT_CSS = """
    PasteDialog { align: center middle; }
    PasteDialog > Vertical {
        width: 94%; height: 94%; background: $panel; border: round $primary; padding: 0 1;
    }
    PasteDialog #title { text-style: bold; height: 1; }
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
        """Title, text, preview."""
        with Vertical():
            yield Static(Content(self._title), id="title", markup=False)
            yield PasteArea(compact=True, soft_wrap=False, tab_behavior="focus")
            yield Static(Content(self.hint), id="hint", markup=False)

    def changed_values(self) -> dict[str, str]:
        """The text."""
        text = self.query_one(PasteArea).text
        return {"text": text} if text.strip() else {}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put a text back."""
        area = self.query_one(PasteArea)
        area.replace(values.get("text", ""), (0, 0), area.document.end)

    def help(self) -> str:
        """What the keys do."""
        return "Paste or type · ctrl+s adds · escape backs out"

    @on(TextArea.Changed)
    def show_preview(self) -> None:
        """Tell what the text will become."""
        text = self.query_one(PasteArea).text
        if not text.strip():
            self.show_status(self.hint)
            return
        try:
            self.show_status(f"{self._preview(text)} · ctrl+s adds")
        except MeetingError as error:
            self.show_status(error_text(error), refused=True)

    @on(TooLarge)
    def refuse_paste(self, event: TooLarge) -> None:
        """Say why nothing was pasted."""
        self.show_status(
            f"That paste has {event.size:,} characters; at most {_LIMIT:,} are taken."
            " Nothing was pasted.",
            refused=True,
        )

    def action_save(self) -> None:
        """Take the text."""
        text = self.query_one(PasteArea).text
        try:
            self._on_submit(text)
        except MeetingError as error:
            self.show_status(error_text(error), refused=True)
        else:
            self.finish(text)

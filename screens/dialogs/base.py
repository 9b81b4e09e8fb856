"""TextDialog: what all dialogs have in common in which one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from data.errors import MeetingError
from data.storage.unsaved_input import UnsavedField
from screens.commands import bindings
from screens.keymap import FIELD
from screens.widgets.fields import Choice, LineInput

Result = TypeVar("Result")


class TextDialog(ModalScreen[Result | None]):
    """Asks for text, in one field or several. What was typed and not recorded is never lost.

    A subclass composes its fields and a Static `#hint`, tells what was typed, and puts a draft
    back; it ends with `finish`.

    Args:
        unsaved: what was typed here before; None where nothing needs to be kept.
    """

    BINDINGS = bindings(FIELD)
    DEFAULT_CSS = """
    TextDialog #hint { height: auto; color: $text-muted; }
    TextDialog #hint.refused { color: $text-error; text-style: bold; }
    """

    def __init__(self, unsaved: UnsavedField | None = None) -> None:
        super().__init__()
        self.unsaved = unsaved
        self._refused = False

    def changed_values(self) -> dict[str, str]:
        """What was typed, by the name of its field; empty if nothing was."""
        raise NotImplementedError

    def fill(self, values: Mapping[str, str]) -> None:
        """Put back what was typed before."""
        raise NotImplementedError

    def help(self) -> str:
        """What the keys do, in a line."""
        raise NotImplementedError

    # -- drafts ----------------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def remember(self) -> None:
        """Remember what stands here, in case the program ends. A changed text is not refused."""
        if self.unsaved is not None:
            self.unsaved.update(self.changed_values())
        if self._refused:
            self.show_status(self.hint)

    def action_recall_input(self) -> None:
        """Bring back what was typed before; once more brings back what was typed before that."""
        values = self.unsaved.recall() if self.unsaved is not None else {}
        if values:
            self.fill(values)
            self.show_status(self.hint)
        else:
            self.show_status("Nothing was put aside here.", refused=True)

    def put_aside(self) -> None:
        """Leave the field; what stands in it is kept."""
        if self.unsaved is None:
            return
        try:
            self.unsaved.set_aside(self.changed_values())
        except MeetingError as error:
            self.notify(
                f"{error.message}. It stays for as long as the program runs.",
                title="What you typed could not be put aside",
                severity="warning",
                markup=False,
            )

    def action_leave(self) -> None:
        """Back out."""
        self.put_aside()
        self.dismiss(None)

    def finish(self, result: Result) -> None:
        """It is recorded: leave with the result."""
        if self.unsaved is not None:
            self.unsaved.clear()
        self.dismiss(result)

    # -- words below the fields ------------------------------------------------------------

    @property
    def hint(self) -> str:
        """What the keys do, and what can be brought back."""
        offer = self.unsaved.offer if self.unsaved is not None else ""
        return f"{self.help()}\nctrl+r brings back: {offer}" if offer else self.help()

    def show_status(self, text: str, *, refused: bool = False) -> None:
        """Show a hint or a refusal."""
        hint = self.query_one("#hint", Static)
        hint.update(Content(text))
        hint.set_class(refused, "refused")
        self._refused = refused

    @on(LineInput.Remark)
    def remark(self, event: LineInput.Remark) -> None:
        """Say what a field has to say."""
        self.show_status(event.text, refused=True)

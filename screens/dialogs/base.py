"""TextDialog: what all dialogs have in common in which one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from textual import on
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from data.errors import MeetingError
from data.storage.unsaved_input import FieldDrafts
from screens.commands import bindings
from screens.keymap import FIELD
from screens.widgets.fields import Choice, LineInput

Result = TypeVar("Result")


class TextDialog(ModalScreen[Result | None]):
    """Asks for text, in one field or several. What was typed and not recorded is never lost.

    A subclass composes its fields and a Static `#hint`, tells what was typed, and puts a draft
    back; it ends with `finish`.

    Args:
        drafts: what was typed here before; None where nothing needs to be kept.
    """

    BINDINGS = bindings(FIELD)
    DEFAULT_CSS = """
    TextDialog #hint { height: auto; color: $text-muted; }
    TextDialog #hint.refused { color: $text-error; text-style: bold; }
    """

    def __init__(self, drafts: FieldDrafts | None = None) -> None:
        super().__init__()
        self.drafts = drafts
        self._refused = False

    def typed(self) -> dict[str, str]:
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
        if self.drafts is not None:
            self.drafts.typing(self.typed())
        if self._refused:
            self.say(self.hint)

    def action_recall_draft(self) -> None:
        """Bring back what was typed before; once more brings back what was typed before that."""
        values = self.drafts.recall() if self.drafts is not None else {}
        if values:
            self.fill(values)
            self.say(self.hint)
        else:
            self.say("Nothing was put aside here.", refused=True)

    def put_aside(self) -> None:
        """Leave the field; what stands in it is kept."""
        if self.drafts is None:
            return
        try:
            self.drafts.leave(self.typed())
        except MeetingError as refusal:
            self.notify(
                f"{refusal.message}. It stays for as long as the program runs.",
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
        if self.drafts is not None:
            self.drafts.done()
        self.dismiss(result)

    # -- words below the fields ------------------------------------------------------------

    @property
    def hint(self) -> str:
        """What the keys do, and what can be brought back."""
        offer = self.drafts.offer if self.drafts is not None else ""
        return f"{self.help()}\nctrl+r brings back: {offer}" if offer else self.help()

    def say(self, text: str, *, refused: bool = False) -> None:
        """Show a hint or a refusal."""
        hint = self.query_one("#hint", Static)
        hint.update(Content(text))
        hint.set_class(refused, "refused")
        self._refused = refused

    @on(LineInput.Remark)
    def remark(self, event: LineInput.Remark) -> None:
        """Say what a field has to say."""
        self.say(event.text, refused=True)

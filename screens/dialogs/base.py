"""The frames of all dialogs, and what the dialogs that ask for text have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from data.errors import MeetingError
from screens.commands import bindings
from screens.dialog_keymap import FIELD
from screens.errors import error_text
from screens.keys import with_keys
from screens.widgets.fields import Choice, LineInput

if TYPE_CHECKING:
    from data.storage.unsaved_input import UnsavedField

Result = TypeVar("Result")


class Dialog(ModalScreen[Result | None]):
    """A dialog in a frame in the middle of the screen. Escape leaves it without a result.

    A subclass composes one container of the class `frame`, and everything else in it.
    """

    BINDINGS = [Binding("escape", "leave", "Back", show=False, id="field.leave")]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > .frame {
        width: 90%; height: auto; max-height: 100%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    Dialog #title { text-style: bold; height: auto; }
    Dialog LineInput { background: $surface; }
    """

    def action_leave(self) -> None:
        """Leave without a result."""
        self.dismiss(None)


class TextDialog(Dialog[Result]):
    """A dialog that asks for text, in one field or several, and never loses what was entered.

    A subclass composes its fields and a Static `#hint`, and implements `changed_values`, `fill`
    and `help`. It calls `finish` once its values are recorded.

    Args:
        unsaved: keeps the input of this dialog that was not recorded; None where none is kept.
    """

    BINDINGS = bindings(FIELD)
    DEFAULT_CSS = """
    TextDialog #hint { height: auto; color: $text-muted; }
    TextDialog #hint.error { color: $text-error; text-style: bold; }
    """

    def __init__(self, unsaved: UnsavedField | None = None) -> None:
        super().__init__()
        self.unsaved = unsaved
        self._shows_error = False

    def changed_values(self) -> dict[str, str]:
        """Return the values that the user has changed, by the names of their fields."""
        raise NotImplementedError

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values into their fields."""
        raise NotImplementedError

    def help(self) -> str:
        """Return one line about the keys of this dialog."""
        raise NotImplementedError

    # -- unsaved input ---------------------------------------------------------------------

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def remember(self) -> None:
        """Remember the present input, in case the program ends. An edit also clears an error."""
        if self.unsaved is not None:
            self.unsaved.update(self.changed_values())
        if self._shows_error:
            self.show_status(self.hint)

    def action_recall_input(self) -> None:
        """Bring back input that was not recorded: the newest first, then the one before it."""
        values = self.unsaved.recall() if self.unsaved is not None else {}
        if values:
            self.fill(values)
            self.show_status(self.hint)
        else:
            self.show_status("There is no unsaved input to bring back.", error=True)

    def set_aside(self) -> None:
        """Keep the present input, so that it can be brought back after the dialog is left."""
        if self.unsaved is None:
            return
        try:
            self.unsaved.set_aside(self.changed_values())
        except MeetingError as error:
            self.notify(
                f"{error.message}. It is kept until the program ends.",
                title="Your unsaved input could not be written to disk",
                severity="warning",
                markup=False,
            )

    def action_leave(self) -> None:
        """Keep the input and leave without a result."""
        self.set_aside()
        self.dismiss(None)

    def finish(self, result: Result) -> None:
        """Leave with a result. The input is recorded, so it need not be kept any longer."""
        if self.unsaved is not None:
            self.unsaved.clear()
        self.dismiss(result)

    # -- the line below the fields ---------------------------------------------------------

    @property
    def hint(self) -> str:
        """The help of the dialog, and the unsaved input that can be brought back."""
        offer = self.unsaved.offer if self.unsaved is not None else ""
        recall = with_keys("{field.recall} brings back: ")
        return f"{self.help()}\n{recall}{offer}" if offer else self.help()

    def show_status(self, text: str, *, error: bool = False) -> None:
        """Show a hint or an error below the fields."""
        hint = self.query_one("#hint", Static)
        hint.update(Content(text))
        hint.set_class(error, "error")
        self._shows_error = error

    def show_refusal(self, error: MeetingError) -> None:
        """Show why the input was not accepted.

        Raises:
            BusyError: another process is writing, and the action can be run again after a wait.
        """
        if error.can_wait:
            raise error
        self.show_status(error_text(error), error=True)

    @on(LineInput.Notice)
    def show_notice(self, event: LineInput.Notice) -> None:
        """Show what a field reports about a paste."""
        self.show_status(event.text, error=True)


class BottomDialog(TextDialog[Result]):
    """A text dialog at the bottom of the screen, where it leaves the meeting in view."""

    DEFAULT_CSS = """
    BottomDialog { align: left bottom; background: transparent; }
    BottomDialog > .frame { width: 100%; border: none; border-top: solid $primary; }
    """

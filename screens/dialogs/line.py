"""LineDialog: one line, at the bottom of the screen, so that the meeting stays in view."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.storage.unsaved_input import UnsavedField
from screens.dialogs.base import TextDialog
from screens.errors import error_text
from screens.widgets.fields import LineInput

Submit = Callable[[str], None]
"""Does what the line says; raises MeetingError, and has then changed nothing."""


class Completions(Suggester):
    """Suggests the best completion of a line."""

    def __init__(self, complete: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """The line completed, if it goes on as it was typed, capitals or not."""
        typed = value.casefold()
        found = self._complete(value) if value else ()
        fits = (line for line in found if line.casefold().startswith(typed))
        return next((line for line in fits if line.casefold() != typed), None)


class LineDialog(TextDialog[str]):
    """Asks for one line.

    Args:
        title: what is asked.
        on_submit: called with the line on enter. When it refuses, the line stays, with the reason.
        value: what stands in the field at first.
        hint: how to write it, shown below the field.
        complete: completions of a line, best first; the right arrow takes the one shown.
        history: earlier lines; up and down go through them.
        unsaved: what was typed here before, and not recorded.
    """

    AUTO_FOCUS = "LineInput"
    BINDINGS = [
        Binding("up", "recall(-1)", "Earlier", show=False),
        Binding("down", "recall(1)", "Later", show=False),
    ]
    DEFAULT_CSS = """
    LineDialog { align: left bottom; background: transparent; }
    LineDialog > Vertical {
        height: auto; background: $panel; border-top: solid $primary; padding: 0 1;
    }
    LineDialog Static { height: auto; max-height: 3; }
    LineDialog #title { text-style: bold; }
    LineDialog LineInput { background: $surface; }
    """

    def __init__(
        self,
        title: str,
        on_submit: Submit,
        *,
        value: str = "",
        hint: str = "",
        complete: Callable[[str], tuple[str, ...]] | None = None,
        history: tuple[str, ...] = (),
        unsaved: UnsavedField | None = None,
    ) -> None:
        super().__init__(unsaved)
        self._title, self._on_submit, self._value, self._help = title, on_submit, value, hint
        self._complete, self._history = complete, history
        self._recalled = len(history)

    def compose(self) -> ComposeResult:
        """Title, field, and a line for hint or refusal."""
        with Vertical():
            yield Static(Content(self._title), id="title", markup=False)
            field = LineInput(self._value)
            if self._complete is not None:
                field.suggester = Completions(self._complete)
            yield field
            yield Static(Content(self.hint), id="hint", markup=False)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.query_one(LineInput).value

    def changed_values(self) -> dict[str, str]:
        """The line, unless it is the one that stood there at first."""
        return {"line": self.text} if self.text != self._value else {}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put a line back."""
        field = self.query_one(LineInput)
        field.value = values.get("line", "")
        field.cursor_position = len(field.value)

    def help(self) -> str:
        """How to write the line."""
        return self._help

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Try what the line says, and leave if it was done."""
        event.stop()
        try:
            self._on_submit(event.value)
        except MeetingError as error:
            self.show_status(error_text(error), refused=True)
        else:
            self.finish(event.value)

    def action_recall(self, steps: int) -> None:
        """Go through earlier lines; without any, bring back what was typed before."""
        if not self._history:
            self.action_recall_input()
            return
        self._recalled = min(max(self._recalled + steps, 0), len(self._history))
        field = self.query_one(LineInput)
        at_end = self._recalled == len(self._history)
        field.value = "" if at_end else self._history[self._recalled]
        field.cursor_position = len(field.value)

"""LineDialog: one line of input."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.storage.unsaved_input import UnsavedField
from screens.commands import bindings
from screens.dialog_keymap import LINE
from screens.dialogs.base import BottomDialog
from screens.widgets.fields import LineInput

Submit = Callable[[str], None]
"""Acts on the line; raises MeetingError if nothing was changed."""


class Completions(Suggester):
    """Suggests the best completion of a line."""

    def __init__(self, complete: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Return the best completion that starts with the value, ignoring case, and adds to it."""
        folded = value.casefold()
        completions = self._complete(value) if value else ()
        matching = (line for line in completions if line.casefold().startswith(folded))
        return next((line for line in matching if line.casefold() != folded), None)


class LineDialog(BottomDialog[str]):
    """Asks for one line.

    Args:
        title: what is asked for.
        on_submit: acts on the line. If it raises MeetingError, the line stays, with the error.
        value: the initial text.
        hint: how to write the line, shown below the field.
        complete: returns completions of a line, best first; the right arrow accepts the one shown.
        history: earlier lines, for up and down.
        unsaved: keeps input that was not submitted.
        between_lines: returns what joins the lines of a paste, given the text before them; by
            default a blank does.
        preview: returns what the present line will do, shown below the field; None for nothing.
        placeholder: what is shown in the field while it is empty.
    """

    AUTO_FOCUS = "LineInput"
    BINDINGS = bindings(LINE)
    DEFAULT_CSS = """
    LineDialog Static { height: auto; max-height: 3; }
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
        between_lines: Callable[[str], str] | None = None,
        preview: Callable[[str], Content] | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__(unsaved)
        self._title, self._on_submit, self._value, self._help = title, on_submit, value, hint
        self._complete, self._history = complete, history
        self._history_index = len(history)
        self._between_lines = between_lines
        self._preview, self._placeholder = preview, placeholder

    def compose(self) -> ComposeResult:
        """Compose the title, the field, and a line for the hint or an error."""
        with Vertical(classes="frame"):
            yield Static(Content(self._title), id="title", markup=False)
            field = LineInput(self._value, placeholder=self._placeholder)
            if self._complete is not None:
                field.suggester = Completions(self._complete)
            if self._between_lines is not None:
                field.between_lines = self._between_lines
            yield field
            if self._preview is not None:
                yield Static(self._preview(self._value), id="preview", markup=False)
            yield Static(Content(self.hint), id="hint", markup=False)

    @property
    def text(self) -> str:
        """The present text of the field."""
        return self.query_one(LineInput).value

    def changed_values(self) -> dict[str, str]:
        """Return the line, if it differs from the initial one."""
        return {"line": self.text} if self.text != self._value else {}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put a line into the field."""
        self.query_one(LineInput).replace_value(values.get("line", ""))

    def help(self) -> str:
        """Return how to write the line."""
        return self._help

    @on(Input.Changed)
    def show_preview(self) -> None:
        """Show what the present line will do."""
        if self._preview is not None:
            self.query_one("#preview", Static).update(self._preview(self.text))

    @on(Input.Submitted)
    async def submit(self, event: Input.Submitted) -> None:
        """Submit the line."""
        event.stop()
        await self.run_action("submit")

    def action_submit(self) -> None:
        """Submit the line, and leave if it was accepted."""
        line = self.text
        try:
            self._on_submit(line)
        except MeetingError as error:
            self.show_refusal(error)
        else:
            self.finish(line)

    def action_recall(self, steps: int) -> None:
        """Go through the history; without a history, bring back unsaved input."""
        if not self._history:
            self.action_recall_input()
            return
        self._history_index = min(max(self._history_index + steps, 0), len(self._history))
        at_end = self._history_index == len(self._history)
        line = "" if at_end else self._history[self._history_index]
        self.query_one(LineInput).replace_value(line)

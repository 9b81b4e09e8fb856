"""The fields of forms, each one row high, so that a form fits a small terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from data.text.cleaning import LINE_LIMIT
from data.text.formatting import count
from screens.commands import bindings
from screens.cycle import next_in_cycle
from screens.dialog_keymap import CHOICE


class LineInput(Input):
    """An input of one line. The lines of a paste are joined, with a notice.

    Attributes:
        between_lines: returns what joins the lines of a paste, given the text before them.
    """

    class Notice(Message):
        """Something about a paste that the user should know.

        Args:
            text: the notice, one or two sentences.
        """

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, id=id, select_on_focus=False)
        self.between_lines: Callable[[str], str] = lambda _text: " "

    def replace_value(self, value: str) -> None:
        """Show another value, with the cursor at its end."""
        self.value = value
        self.cursor_position = len(value)

    def on_paste(self, event: events.Paste) -> None:
        """Insert a paste whole, or post a notice why not."""
        event.prevent_default()
        event.stop()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        text = self.between_lines(self.value).join(lines)
        if len(text) + len(self.value) > LINE_LIMIT:
            self.post_message(
                self.Notice(
                    f"Nothing was pasted: the text has {len(event.text):,} characters,"
                    f" the limit of a line is {LINE_LIMIT:,}."
                )
            )
            return
        start, end = sorted(self.selection)
        self.replace(text, start, end)
        if len(lines) > 1:
            self.post_message(self.Notice(f"{count(len(lines), 'line')} joined into one."))


class Choice(Widget, can_focus=True):
    """One of a few values. Left and right, space, or the first letter of a value changes it.

    Args:
        choices: the values, at least one.
        value: the initial one; the first of the choices if it is not one of them.
    """

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; }
    Choice:focus { background: $boost; text-style: bold; }
    """
    BINDINGS = bindings(CHOICE)

    value: reactive[str] = reactive("")

    class Changed(Message):
        """Another value was chosen.

        Args:
            sender: the field.
        """

        def __init__(self, sender: Choice) -> None:
            super().__init__()
            self.sender = sender

        @property
        def control(self) -> Choice:
            """The field."""
            return self.sender

    def __init__(self, choices: Sequence[str], value: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.set_reactive(Choice.value, value if value in self.choices else self.choices[0])

    def render(self) -> RenderResult:
        """Render the value between two arrows."""
        arrows = len("‹  ›")
        value = Content(self.value).truncate(max(1, self.size.width - arrows), ellipsis=True)
        return Content.assemble(("‹ ", "$text-muted"), value, (" ›", "$text-muted"))

    def action_step(self, steps: int) -> None:
        """Choose the next value, or the previous one for -1; after the last comes the first."""
        self._choose(next_in_cycle(self.choices, self.value, steps))

    def _choose(self, value: str) -> None:
        self.value = value
        self.post_message(self.Changed(self))

    def on_key(self, event: events.Key) -> None:
        """Choose the next value that starts with the letter."""
        if not event.is_printable or event.character is None or event.character == " ":
            return
        letter = event.character.casefold()
        start = self.choices.index(self.value) + 1
        following = (*self.choices[start:], *self.choices[:start])
        found = next((choice for choice in following if choice.casefold().startswith(letter)), None)
        if found is not None:
            event.stop()
            self._choose(found)

    def on_click(self) -> None:
        """Choose the next value."""
        self.action_step(1)

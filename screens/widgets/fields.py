"""Fields of forms: one row each, so that a form fits a small terminal."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from data.text.cleaning import LINE_LIMIT
from data.text.formatting import count


class LineInput(Input):
    """An input of one line. A paste of several lines is joined, and said to be."""

    class Remark(Message):
        """Something to say below the field."""

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

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted text whole, or say why not."""
        event.prevent_default()
        event.stop()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        text = " ".join(lines)
        if len(text) + len(self.value) > LINE_LIMIT:
            self.post_message(
                self.Remark(
                    f"That paste has {len(event.text):,} characters; a line holds {LINE_LIMIT:,}."
                    " Nothing was pasted."
                )
            )
            return
        start, end = sorted(self.selection)
        self.replace(text, start, end)
        if len(lines) > 1:
            self.post_message(self.Remark(f"{count(len(lines), 'line')} joined into one."))


class Choice(Widget, can_focus=True):
    """One of a few values: left and right, space, or a value's first letter changes it."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; }
    Choice:focus { background: $boost; text-style: bold; }
    """
    BINDINGS = [
        Binding("right,space", "step(1)", "Next", show=False),
        Binding("left", "step(-1)", "Previous", show=False),
    ]

    value: reactive[str] = reactive("")

    class Changed(Message):
        """Another value was chosen."""

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
        """The value between two arrows."""
        return Content.assemble(("‹ ", "dim"), self.value, (" ›", "dim"))

    def action_step(self, steps: int) -> None:
        """Go to the next value, or the one before, round and round."""
        index = (self.choices.index(self.value) + steps) % len(self.choices)
        self.value = self.choices[index]
        self.post_message(self.Changed(self))

    def on_key(self, event: events.Key) -> None:
        """Choose by first letter."""
        if not event.is_printable or event.character is None or event.character == " ":
            return
        start = self.choices.index(self.value) + 1
        order = (*self.choices[start:], *self.choices[:start])
        found = next(
            (c for c in order if c.casefold().startswith(event.character.casefold())), None
        )
        if found is not None:
            event.stop()
            self.value = found
            self.post_message(self.Changed(self))

    def on_click(self) -> None:
        """A click goes on to the next value."""
        self.action_step(1)

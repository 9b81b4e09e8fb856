"""ChoiceDialog: one of a few answers, the safe one first."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import bindings
from screens.keymap import LIST


class Answers(OptionList):
    """The answers; j and k move."""

    BINDINGS = bindings(LIST)
    DEFAULT_CSS = """
    Answers { height: auto; max-height: 10; border: none; padding: 0; background: $panel; }
    Answers:focus { border: none; }
    """


class ChoiceDialog(ModalScreen[str | None]):
    """Asks for one of several answers; escape gives none.

    Args:
        title: the question.
        text: what to know before answering; may have many lines.
        answers: pairs of a value and its words, the safe one first.
    """

    AUTO_FOCUS = "Answers"
    BINDINGS = [Binding("escape", "leave", "Back", show=False)]
    DEFAULT_CSS = """
    ChoiceDialog { align: center middle; }
    ChoiceDialog > Vertical {
        width: 90%; max-width: 80; height: auto; max-height: 100%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    ChoiceDialog #title { text-style: bold; height: auto; }
    ChoiceDialog #text { height: auto; max-height: 12; overflow-y: auto; margin: 1 0 0 0; }
    ChoiceDialog Answers { margin: 1 0 0 0; }
    """

    def __init__(self, title: str, text: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._text, self._answers = title, text, tuple(answers)

    def compose(self) -> ComposeResult:
        """Question, text, answers."""
        with Vertical():
            yield Static(Content(self._title), id="title", markup=False)
            if self._text:
                yield Static(Content(self._text), id="text", markup=False)
            yield Answers(
                *(Option(Content(words), id=value) for value, words in self._answers), markup=False
            )

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Leave with the answer."""
        self.dismiss(event.option_id)

    def action_leave(self) -> None:
        """Leave without one."""
        self.dismiss(None)

"""ChoiceDialog: one of a few answers, the safe one first."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from screens.commands import bindings
from screens.dialogs.base import Dialog
from screens.keymap import LIST


class Answers(OptionList):
    """The answers, with the keys of any list."""

    BINDINGS = bindings(LIST)
    DEFAULT_CSS = """
    Answers { height: auto; max-height: 10; border: none; padding: 0; background: $panel; }
    Answers:focus { border: none; }
    """


class ChoiceDialog(Dialog[str]):
    """Asks for one of several answers.

    Args:
        title: the question.
        text: what to know before answering; may have many lines.
        answers: pairs of a value and its text, the safe one first.
    """

    AUTO_FOCUS = "Answers"
    DEFAULT_CSS = """
    ChoiceDialog > .frame { max-width: 80; }
    ChoiceDialog #text { height: auto; max-height: 12; overflow-y: auto; margin: 1 0 0 0; }
    ChoiceDialog Answers { margin: 1 0 0 0; }
    """

    def __init__(self, title: str, text: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._text, self._answers = title, text, tuple(answers)

    def compose(self) -> ComposeResult:
        """Compose the question, the text and the answers."""
        with Vertical(classes="frame"):
            yield Static(Content(self._title), id="title", markup=False)
            if self._text:
                yield Static(Content(self._text), id="text", markup=False)
            yield Answers(
                *(Option(Content(text), id=value) for value, text in self._answers), markup=False
            )

    @on(OptionList.OptionSelected)
    def answer(self, event: OptionList.OptionSelected) -> None:
        """Leave with the value of the selected answer."""
        self.dismiss(event.option_id)

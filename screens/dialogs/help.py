"""HelpScreen: the keys of the present screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.commands import Group, key_name
from screens.dialogs.base import Dialog
from screens.keys import keys_of, with_keys


class HelpScreen(Dialog[None]):
    """Shows groups of commands with their keys.

    Args:
        intro: a few sentences about the present screen, shown first.
        groups: the groups of commands, the most specific one first.
    """

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = [
        Binding("question_mark,f1", "leave", "Back", show=False, id="help"),
        Binding("q", "leave", "Back", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen > .frame { width: 94%; max-width: 90; height: 94%; }
    HelpScreen Static { height: auto; }
    """

    def __init__(self, intro: str, groups: Sequence[Group]) -> None:
        super().__init__()
        self._intro, self._groups = intro, tuple(groups)

    def compose(self) -> ComposeResult:
        """Compose one scrollable text: the intro, then a table of keys for each group."""
        with VerticalScroll(classes="frame"):
            yield Static(self._content(), markup=False)

    def _content(self) -> Content:
        parts: list[str | tuple[str, str]] = [with_keys(self._intro), "\n"]
        for group in self._groups:
            parts += ["\n", (group.title, "bold underline"), "\n"]
            for command in group.commands:
                keys = " ".join(key_name(key) for key in keys_of(command)[:2])
                parts += [(f"{keys:>18}", "bold"), f"  {with_keys(command.help)}\n"]
        parts += ["\n", (with_keys("{field.leave} closes this help"), "dim")]
        return Content.assemble(*parts)

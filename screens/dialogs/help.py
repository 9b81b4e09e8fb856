"""HelpScreen: the keys that act here."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.commands import Group, key_name


class HelpScreen(ModalScreen[None]):
    """Shows groups of commands with their keys, and a few words before them."""

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = [Binding("escape,question_mark,f1,q", "leave", "Back", show=False)]
    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll {
        width: 94%; max-width: 90; height: 94%; background: $panel; border: round $primary;
        padding: 0 1;
    }
    HelpScreen Static { height: auto; }
    """

    def __init__(self, intro: str, groups: Sequence[Group]) -> None:
        super().__init__()
        self._intro, self._groups = intro, tuple(groups)

    def compose(self) -> ComposeResult:
        """The words, then a table of keys for each group."""
        with VerticalScroll():
            yield Static(self._content(), markup=False)

    def _content(self) -> Content:
        parts: list[str | tuple[str, str]] = [self._intro, "\n"]
        for group in self._groups:
            parts += ["\n", (group.title, "bold underline"), "\n"]
            for command in group.commands:
                keys = " ".join(key_name(key) for key in command.keys[:2])
                parts += [(f"{keys:>18}", "bold"), f"  {command.help}\n"]
        parts += ["\n", ("escape closes this help", "dim")]
        return Content.assemble(*parts)

    def action_leave(self) -> None:
        """Close the help."""
        self.dismiss(None)

"""The least that a Textual app can be, to set ours beside: header, line, list, footer.

    python -m benchmarks.bare_app [FILE]

`a` counts in the line, `j` moves in the list, `t` shows a second screen and takes it away, `r`
counts and fills the list with 70 other rows, `m` asks for something above the screen until escape.
With a file, `d` writes the bytes of the file beside it, durably, and then counts in the line; enter
in what `m` asks does the same, and shows one row more.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Header, Input, OptionList, Static

from benchmarks.bare_write import bare_write


class Other(Screen[None]):
    """What `t` shows."""

    BINDINGS = [("t", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """The same parts once more."""
        yield Header()
        yield Static("THE OTHER")
        yield OptionList(*(f"other {number}" for number in range(20)))
        yield Footer()


class Ask(ModalScreen[None]):
    """What `m` shows."""

    BINDINGS = [("escape", "app.pop_screen", "Back")]
    DEFAULT_CSS = """
    Ask { align: left bottom; background: transparent; }
    Ask Vertical { height: 14; }
    """

    def compose(self) -> ComposeResult:
        """A field, and what it could mean."""
        with Vertical():
            yield Input(placeholder="WHO")
            yield OptionList(*(f"person {number}" for number in range(50)))

    def on_input_submitted(self) -> None:
        """Go away, and let the app keep what was asked for."""
        self.dismiss()
        assert isinstance(self.app, Bare)
        self.app.action_write()
        self.app.add_row()


class Bare(App[None]):
    """Does nothing of use."""

    BINDINGS = [
        ("a", "add", "Add"),
        ("t", "other", "Other"),
        ("j", "down", "Down"),
        ("r", "rows", "Rows"),
        ("m", "ask", "Ask"),
        ("d", "write", "Write"),
    ]
    count = 0

    def on_mount(self) -> None:
        """Read what is to be written."""
        if len(sys.argv) > 1:
            self.file = Path(sys.argv[1])
            self.content = self.file.read_bytes()

    def compose(self) -> ComposeResult:
        """The parts."""
        yield Header()
        yield Static("READY")
        yield OptionList(*(f"row {number}" for number in range(20)))
        yield Footer()

    def action_add(self) -> None:
        """Change one line."""
        self.count += 1
        self.screen_stack[0].query_one(Static).update(f"COUNT {self.count}.")

    def action_write(self) -> None:
        """Write durably, and then change one line."""
        bare_write(self.file.with_suffix(".bare"), self.content)
        self.action_add()

    def add_row(self) -> None:
        """Show one row more."""
        self.screen_stack[0].query_one(OptionList).add_option(f"row after {self.count}")

    def action_down(self) -> None:
        """Change the highlight."""
        self.query_one(OptionList).action_cursor_down()

    def action_rows(self) -> None:
        """Change the line and all rows."""
        self.action_add()
        rows = (f"{number} row after {self.count}" for number in range(70))
        self.query_one(OptionList).set_options(rows)

    def action_ask(self) -> None:
        """Ask above the screen."""
        self.push_screen(Ask())

    def action_other(self) -> None:
        """Change the whole screen."""
        self.push_screen(Other())


if __name__ == "__main__":
    Bare().run()

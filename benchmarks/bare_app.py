"""A minimal Textual app for comparison: header, line, list, footer.

    python -m benchmarks.bare_app [FILE]

Keys: `a` increments the counter in the line, `j` moves the highlight, `t` shows a second screen or
returns from it (both stay mounted), `h` shows a page of help or returns from it, `m` opens a dialog
until escape. With FILE, `d` writes the bytes of the file durably beside it and increments the
counter; `r` does the same and fills the list with 70 other rows; enter in the dialog does the same
and adds a row to the list.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Header, Input, OptionList, Static

from benchmarks.bare_write import bare_write

TEXT = "of text, as wide as the rows of a real list with [dim]something quiet at its end[/dim]"


class Other(Screen[None]):
    """The second screen."""

    BINDINGS = [("t", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """Show the same widgets as the first screen."""
        yield Header()
        yield Static("THE OTHER")
        yield OptionList(*(f"[b]other {number}[/b] {TEXT}" for number in range(40)))
        yield Footer()


class Help(ModalScreen[None]):
    """A page of text above the screen."""

    BINDINGS = [("h", "app.pop_screen", "Back")]
    DEFAULT_CSS = """
    Help { align: center middle; }
    Help VerticalScroll { width: 90%; height: 90%; border: round $primary; }
    """

    def compose(self) -> ComposeResult:
        """Show the text."""
        lines = (f"[b]{n:>4}[/b]  what this key does, in a few words" for n in range(80))
        with VerticalScroll():
            yield Static("\n".join(("HELP", *lines)))


class Ask(ModalScreen[None]):
    """A dialog with a field and a list of suggestions."""

    BINDINGS = [("escape", "app.pop_screen", "Back")]
    DEFAULT_CSS = """
    Ask { align: left bottom; background: transparent; }
    Ask Vertical { height: 14; }
    """

    def compose(self) -> ComposeResult:
        """Show the field above the list."""
        with Vertical():
            yield Input(placeholder="WHO")
            yield OptionList(*(f"person {number}" for number in range(50)))

    def on_input_submitted(self) -> None:
        """Close the dialog, write the file, and add a row."""
        self.dismiss()
        assert isinstance(self.app, Bare)
        self.app.action_write()
        self.app.add_row()


class Bare(App[None]):
    """The app. FILE is the first argument of the program."""

    BINDINGS = [
        ("a", "add", "Add"),
        ("t", "other", "Other"),
        ("j", "down", "Down"),
        ("r", "rows", "Rows"),
        ("m", "ask", "Ask"),
        ("h", "help", "Help"),
        ("d", "write", "Write"),
    ]
    SCREENS = {"other": Other}
    CSS = "Screen > OptionList { height: 1fr; }"
    count = 0

    def on_mount(self) -> None:
        """Read the file, if there is one."""
        if len(sys.argv) > 1:
            self.file = Path(sys.argv[1])
            self.content = self.file.read_bytes()

    def compose(self) -> ComposeResult:
        """Show header, line, list and footer."""
        yield Header()
        yield Static("READY")
        yield OptionList(*(f"[b]row {number}[/b] {TEXT}" for number in range(40)))
        yield Footer()

    def action_add(self) -> None:
        """Increment the counter in the line."""
        self.count += 1
        self.screen_stack[0].query_one(Static).update(f"COUNT {self.count}.")

    def action_write(self) -> None:
        """Write the file durably, then increment the counter."""
        bare_write(self.file.with_suffix(".bare"), self.content)
        self.action_add()

    def add_row(self) -> None:
        """Add a row to the list."""
        self.screen_stack[0].query_one(OptionList).add_option(f"row after {self.count}")

    def action_down(self) -> None:
        """Move the highlight down."""
        self.query_one(OptionList).action_cursor_down()

    def action_rows(self) -> None:
        """Write the file durably, increment the counter, and replace all rows."""
        self.action_write()
        rows = (f"{number} row after {self.count}" for number in range(70))
        self.query_one(OptionList).set_options(rows)

    def action_ask(self) -> None:
        """Open the dialog."""
        self.push_screen(Ask())

    def action_other(self) -> None:
        """Show the second screen."""
        self.push_screen("other")

    def action_help(self) -> None:
        """Show the page of help."""
        self.push_screen(Help())


if __name__ == "__main__":
    Bare().run()

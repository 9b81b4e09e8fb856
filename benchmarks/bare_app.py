"""The least that a Textual app can be, to set ours beside: header, line, list, footer.

`a` counts in the line, `j` moves in the list, `t` shows a second screen and takes it away.
"""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Footer, Header, OptionList, Static


class Other(Screen[None]):
    """What `t` shows."""

    BINDINGS = [("t", "app.pop_screen", "Back")]

    def compose(self) -> ComposeResult:
        """The same parts once more."""
        yield Header()
        yield Static("THE OTHER")
        yield OptionList(*(f"other {number}" for number in range(20)))
        yield Footer()


class Bare(App[None]):
    """Does nothing of use."""

    BINDINGS = [("a", "add", "Add"), ("t", "other", "Other"), ("j", "down", "Down")]
    count = 0

    def compose(self) -> ComposeResult:
        """The parts."""
        yield Header()
        yield Static("READY")
        yield OptionList(*(f"row {number}" for number in range(20)))
        yield Footer()

    def action_add(self) -> None:
        """Change one line."""
        self.count += 1
        self.query_one(Static).update(f"COUNT {self.count}.")

    def action_down(self) -> None:
        """Change the highlight."""
        self.query_one(OptionList).action_cursor_down()

    def action_other(self) -> None:
        """Change the whole screen."""
        self.push_screen(Other())


if __name__ == "__main__":
    Bare().run()

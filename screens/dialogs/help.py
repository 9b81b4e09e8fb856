"""HelpScreen: the keys of the present screen."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.commands import Command, Group, key_name
from screens.dialogs.base import Dialog
from screens.keys import keys_of, with_keys

_TWO_COLUMNS_FROM = 100  # cells of a terminal
_KEY_CELLS = 12
_FRAME_SHARE, _FRAME_CELLS = 0.96, 130  # of the terminal's width; at most
_BESIDE = 5  # cells of a line for the frame and the scrollbar
_CLOSES = "{field.leave} closes this help"


class HelpScreen(Dialog[None]):
    """Shows groups of commands with their keys, in two columns where there is room.

    Args:
        intro: a few sentences about the present screen, shown first.
        groups: the groups of commands, the most specific one first.
        first: the commands that are used most on the present screen.
    """

    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = [
        Binding("question_mark,f1", "leave", "Back", show=False, id="help"),
        Binding("q", "leave", "Back", show=False),
        Binding("j", "scroll(1)", "Down", show=False),
        Binding("k", "scroll(-1)", "Up", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen > .frame { width: 96%; max-width: 130; height: 94%; }
    HelpScreen Static { height: auto; }
    HelpScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    HelpScreen Horizontal { height: auto; }
    HelpScreen .column { width: 1fr; }
    HelpScreen #hint { color: $text-muted; }
    """

    def __init__(self, intro: str, groups: Sequence[Group], first: Sequence[Command] = ()) -> None:
        super().__init__()
        most_used = [Group("Most used here", tuple(first))] if first else []
        self._intro, self._groups = intro, (*most_used, *groups)

    def compose(self) -> ComposeResult:
        """Compose the intro, the columns in a part that scrolls, and a hint."""
        with Vertical(classes="frame"):
            yield Static(Content(with_keys(self._intro)), markup=False)
            with VerticalScroll(), Horizontal():
                yield Static(classes="column", id="left", markup=False)
                yield Static(classes="column", id="right", markup=False)
            yield Static(with_keys(_CLOSES), id="hint", markup=False)

    def on_mount(self) -> None:
        """Follow how far the keys are scrolled."""
        keys = self.query_one(VerticalScroll)
        self.watch(keys, "scroll_y", self._show_hint, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the groups in one column, or in two of about the same height."""
        lines = [len(group.commands) + 2 for group in self._groups]
        half = len(self._groups)
        if event.size.width >= _TWO_COLUMNS_FROM:
            half = min(range(len(lines)), key=lambda n: abs(sum(lines[:n]) - sum(lines[n:])))
        two = half < len(self._groups)
        room = min(int(event.size.width * _FRAME_SHARE), _FRAME_CELLS) - _BESIDE
        width = room // 2 - 1 if two else room
        self.query_one("#left", Static).update(_text(self._groups[:half], width))
        right = self.query_one("#right", Static)
        right.update(_text(self._groups[half:], width))
        right.display = two
        self.call_after_refresh(self._show_hint)

    def _show_hint(self) -> None:
        """Say in which direction there is more."""
        keys = self.query_one(VerticalScroll)
        more = {"↓": keys.scroll_y < keys.max_scroll_y, "↑": keys.scroll_y > 0}
        left = {"↓": "more below", "↑": "more above"}
        said = [f"{arrow} {left[arrow]}" for arrow, is_so in more.items() if is_so]
        text = " · ".join((*said, _CLOSES))
        self.query_one("#hint", Static).update(with_keys(text))

    def action_scroll(self, lines: int) -> None:
        """Scroll down some lines, or up where they are negative."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)


def _text(groups: Sequence[Group], width: int) -> Content:
    """Return the commands of groups, one below the other, in lines of a width in cells."""
    parts: list[str | tuple[str, str]] = []
    before = " " * (_KEY_CELLS + 2)
    for group in groups:
        parts += [(group.title, "bold $primary"), "\n"]
        for command in group.commands:
            keys = " ".join(key_name(key) for key in keys_of(command)[:2])
            lines = wrap(with_keys(command.help), max(20, width - len(before)))
            text = f"\n{before}".join(lines)
            parts += [(f"{keys:>{_KEY_CELLS}}", "bold $text-accent"), f"  {text}\n"]
        parts.append("\n")
    return Content.assemble(*parts[:-1])

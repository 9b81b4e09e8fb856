"""Footer: the most important keys of a screen in its last line; for a moment, a status message."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from textual import events
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from screens.commands import Command
from screens.keys import key_of

_STATUS_SECONDS = 4.0
_GAP = "  "


class Footer(Static):
    """Commands with their keys, as many as fit, and the help. A click on one runs it.

    Textual's own footer is composed again whenever a screen comes up, which takes longer than the
    screen itself.

    Args:
        last: the command that is always shown, at the end.
        commands: the others, the most important first.
    """

    DEFAULT_CSS = """
    Footer {
        dock: bottom; height: 1; padding: 0 1; background: $footer-background;
        color: $footer-description-foreground; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, last: Command, commands: Sequence[Command] = ()) -> None:
        self._last = last
        self._commands = tuple(commands)
        self._keys = Content("")
        self._ends: list[tuple[int, str]] = []  # the cell after each label, and its action
        self._status_timer: Timer | None = None
        super().__init__(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show as many commands as fit."""
        self._fit()

    async def on_click(self, event: events.Click) -> None:
        """Run the command that was clicked."""
        place = event.get_content_offset(self)
        if place is None or self._status_timer is not None:
            return
        action = next((action for end, action in self._ends if place.x < end), "")
        if action:
            await self.screen.run_action(action)

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Show other commands."""
        if tuple(commands) != self._commands:
            self._commands = tuple(commands)
            self._fit()

    def _fit(self) -> None:
        width = self.content_size.width
        if not width:
            return
        room = width - _label(self._last).cell_length
        shown: list[Command] = []
        for command in self._commands:
            room -= _label(command).cell_length + len(_GAP)
            if room < 0:
                break
            shown.append(command)
        labels = [(_label(command), command.action) for command in (*shown, self._last)]
        keys = Content(_GAP).join(label for label, _ in labels)
        cells = accumulate(label.cell_length + len(_GAP) for label, _ in labels)
        self._ends = [(end, action) for end, (_, action) in zip(cells, labels, strict=True)]
        if not keys.is_same(self._keys):
            self._keys = keys
            if self._status_timer is None:
                self._show_keys()

    def show_status(self, text: str) -> None:
        """Show a message in place of the keys; a toast would cover what the message is about."""
        if self._status_timer is not None:
            self._status_timer.stop()
        self.update(Content.styled(text, "bold $text-success"), layout=False)
        self._status_timer = self.set_timer(_STATUS_SECONDS, self._show_keys)

    def clear(self) -> None:
        """Show the keys again, if a message is shown."""
        if self._status_timer is not None:
            self._status_timer.stop()
            self._show_keys()

    def _show_keys(self) -> None:
        self._status_timer = None
        self.update(self._keys, layout=False)


def _label(command: Command) -> Content:
    key = Content.styled(key_of(command), "bold $text-accent")
    return Content.assemble(key, f" {command.label}")

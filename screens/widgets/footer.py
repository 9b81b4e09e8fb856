"""Footer: the most important keys of a screen in its last line; for a moment, a status message."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from screens.commands import Group
from screens.keys import key_of

_STATUS_SECONDS = 4.0


class Footer(Static):
    """The shown commands of some groups. A click on one runs it.

    Textual's own footer is composed again whenever a screen comes up, which takes longer than the
    screen itself; the commands of this one never change.

    Args:
        groups: whose commands to show.
    """

    DEFAULT_CSS = """
    Footer {
        dock: bottom; height: 1; padding: 0 1; background: $footer-background;
        color: $footer-description-foreground; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        parts: list[Content] = []
        for command in (c for group in groups for c in group.commands if c.shown):
            key = Content.styled(key_of(command), "bold $text-accent")
            label = Content.assemble(key, f" {command.label}")
            parts.append(label.stylize(f"@click=screen.{command.action}"))
        self._keys = Content("  ").join(parts)
        self._status_timer: Timer | None = None
        super().__init__(self._keys, markup=False)

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

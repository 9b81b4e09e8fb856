"""Footer: the keys that matter most here, in the last line; for a moment, what was done."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from screens.commands import Group, key_name

_MOMENT = 4.0  # seconds


class Footer(Static):
    """The shown commands of some groups, each to be clicked.

    Textual's own footer is composed anew whenever a screen comes up, which takes longer than the
    screen itself; ours are always the same.
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
            key = Content.styled(key_name(command.keys[0]), "bold $text-accent")
            words = Content.assemble(key, f" {command.label}")
            parts.append(words.stylize(f"@click=screen.{command.action}"))
        self._keys = Content("  ").join(parts)
        self._back: Timer | None = None
        super().__init__(self._keys, markup=False)

    def show_status(self, text: str) -> None:
        """Say in the place of the keys what was done; a toast would hide what is talked about."""
        if self._back is not None:
            self._back.stop()
        self.update(Content.styled(text, "bold $text-success"), layout=False)
        self._back = self.set_timer(_MOMENT, self._show_keys)

    def clear(self) -> None:
        """Show the keys again, if something is said."""
        if self._back is not None:
            self._back.stop()
            self._show_keys()

    def _show_keys(self) -> None:
        self._back = None
        self.update(self._keys, layout=False)

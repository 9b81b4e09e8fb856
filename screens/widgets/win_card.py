"""WinCard: celebrates a win across the whole width for three seconds."""

from __future__ import annotations

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from data.records.models import Win
from screens.widgets.content import plain

_SECONDS = 3.0


class WinCard(Static):
    """A card that is laid over the screen, below the header. It takes no focus and no key."""

    DEFAULT_CSS = """
    WinCard {
        display: none; layer: small; dock: top; width: 100%; height: 5; margin-top: 4;
        background: $panel; color: $win; border: heavy $win;
        content-align: center middle; text-align: center;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    .-short WinCard, .-flat WinCard { margin-top: 3; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._timer: Timer | None = None

    def celebrate(self, win: Win) -> None:
        """Show a win for three seconds.

        Args:
            win: the win.
        """
        names = ", ".join((*win.thanks, *win.organisations))
        first = plain("★ ★ ★  ", (win.text, "bold"), "  ★ ★ ★")
        second = plain(("thanks to ", "$text-muted"), names) if names else Content("")
        third = plain((f"for: {win.goal}", "$text-muted")) if win.goal else Content("")
        lines = [line for line in (first, second, third) if line.plain]
        self.update(Content("\n").join(lines))
        self.display = True
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_SECONDS, self._hide)

    def _hide(self) -> None:
        self.display = False

"""TabBar: the names of the seven screens of a meeting."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

TABS = ("agenda", "queue", "conflicts", "wins", "outcomes", "people", "minutes")


_SHORT = 3


class TabBar(Static):
    """The names of the seven screens, with their digits."""

    DEFAULT_CSS = """
    TabBar { height: 1; background: $surface; padding: 0 1; }
    """

    def __init__(self, current: str) -> None:
        self._current = current
        super().__init__(self._names(whole=True), markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show the names whole, or as much of each as fits."""
        whole = event.size.width >= self._names(whole=True).cell_length
        self.update(self._names(whole=whole), layout=False)

    def _names(self, *, whole: bool) -> Content:
        parts: list[str | Content] = []
        for number, tab in enumerate(TABS, start=1):
            style = "reverse bold" if tab == self._current else ""
            name = tab.capitalize() if whole or tab == self._current else tab.capitalize()[:_SHORT]
            words = Content(f" {number} {name} " if whole else f" {number} {name}")
            parts += [words.stylize(f"{style} @click=screen.tab('{tab}')".strip()), " "]
        return Content.assemble(*parts[:-1])

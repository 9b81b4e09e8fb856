"""TabBar: the names of the seven screens of a meeting."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Static

TABS = ("agenda", "queue", "conflicts", "wins", "outcomes", "people", "minutes")

_SHORT_NAME = 3  # letters of a name in a narrow terminal


class TabBar(Static):
    """The names of the seven screens with their keys. A click on one shows the screen.

    Args:
        current: the screen that the bar is on.
    """

    DEFAULT_CSS = """
    TabBar { height: 1; background: $surface; padding: 0 1; }
    """

    def __init__(self, current: str) -> None:
        self._current = current
        super().__init__(self._names(in_full=True), markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show the names in full where they fit, else their first letters."""
        in_full = event.size.width >= self._names(in_full=True).cell_length
        self.update(self._names(in_full=in_full), layout=False)

    def _names(self, *, in_full: bool) -> Content:
        parts: list[str | Content] = []
        for number, tab in enumerate(TABS, start=1):
            style = "reverse bold" if tab == self._current else ""
            name = tab.capitalize()
            if not in_full and tab != self._current:
                name = name[:_SHORT_NAME]
            label = Content(f" {number} {name} " if in_full else f" {number} {name}")
            parts += [label.stylize(f"{style} @click=screen.tab('{tab}')".strip()), " "]
        return Content.assemble(*parts[:-1])

"""TabLine: the names of the seven screens of a meeting."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

TABS = ("agenda", "queue", "conflicts", "wins", "outcomes", "people", "minutes")


class TabLine(Static):
    """The names of the seven screens, with their digits."""

    DEFAULT_CSS = """
    TabLine { height: 1; background: $surface; padding: 0 1; }
    """

    def __init__(self, current: str) -> None:
        parts: list[str | tuple[str, str] | Content] = []
        for number, tab in enumerate(TABS, start=1):
            style = "reverse bold" if tab == current else ""
            words = f"{number} {tab.capitalize()}"
            parts += [
                Content(f" {words} ").stylize(f"{style} @click=screen.tab('{tab}')".strip()),
                " ",
            ]
        super().__init__(Content.assemble(*parts), markup=False)

"""KeyLine: the keys that matter most here, in the last line."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from screens.keys import Group, key_name


class KeyLine(Static):
    """The shown commands of some groups, each to be clicked.

    Textual's own footer is composed anew whenever a screen comes up, which takes longer than the
    screen itself; ours are always the same.
    """

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom; height: 1; padding: 0 1; background: $footer-background;
        color: $footer-description-foreground; text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        parts: list[Content] = []
        for command in (c for group in groups for c in group.commands if c.shown):
            key = Content.styled(key_name(command.keys[0]), "bold $footer-key-foreground")
            words = Content.assemble(key, f" {command.label}")
            parts.append(words.stylize(f"@click=screen.{command.action}"))
        super().__init__(Content("  ").join(parts), markup=False)

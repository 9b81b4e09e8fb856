"""Where nothing is coloured, and which colours our themes have in terminals with few of them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from rich.color import Color, ColorSystem

from meeting_tui.terminal.colours import without_colours
from screens.themes import THEMES, themes_for
from tests.pictures import contrast

SYSTEMS = {"256": ColorSystem.EIGHT_BIT, "standard": ColorSystem.STANDARD}
TEXTS = (
    *("text", "text-muted", "floor", "late", "win", "ground", "conflict", "decision", "action"),
    *("text-success", "text-warning", "text-error", "text-accent", "text-primary"),
)
BACKGROUNDS = ("block-cursor-background", "block-cursor-blurred-background", "over-background")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, False),
        ({"TERM": "dumb"}, True),
        ({"TERM": "vt220"}, True),
        ({"TERM": "vt100-am"}, True),
        ({"TERM": "xterm-mono"}, True),
        ({"TERM": "linux-m"}, True),
    ],
)
def test_where_nothing_is_coloured(environment: Mapping[str, str], expected: bool) -> None:
    assert without_colours(environment) is expected


def test_all_colours_are_used_where_the_terminal_has_them() -> None:
    assert themes_for("truecolor") == THEMES


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("number", [0, 1], ids=[theme.name for theme in THEMES])
def test_few_colours_can_be_told_apart(system: str, number: int) -> None:
    theme = themes_for(system)[number]
    assert theme.name == THEMES[number].name

    def shown(colour: str) -> str:
        """What the terminal shows for a colour, where its palette is the usual one."""
        return str(Color.parse(colour).downgrade(SYSTEMS[system]).get_truecolor().hex)

    colours = {**theme.variables, "text": str(theme.foreground), "panel": str(theme.panel)}
    background = shown(str(theme.background))
    behind = [background, *(shown(colours[name]) for name in ("panel", *BACKGROUNDS))]
    for name in TEXTS:
        faint = [other for other in behind if contrast(shown(colours[name]), other) < 3.0]
        assert not faint, name
    assert shown(colours["block-cursor-background"]) != background
    assert shown(colours["over-background"]) != shown(colours["panel"])
    blurred = colours.get("block-cursor-blurred-text-style", "none")
    assert blurred != "none" or shown(colours["block-cursor-blurred-background"]) != background

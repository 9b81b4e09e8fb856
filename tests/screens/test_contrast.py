"""All text can be read: its contrast is at least 4.5:1, on highlighted rows too (WCAG 2.1 AA)."""

from __future__ import annotations

import html
import re
from functools import partial
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from meeting_tui.app import MeetingApp
from meeting_tui.demo import fill
from screens.themes import THEMES
from screens.widgets.tab_bar import TABS
from tests.waiting import wait_until

_RECT = re.compile(
    r'<rect fill="(#[0-9a-f]{6})" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"'
)
_TEXT = re.compile(r'<text class="\S+?-(r\d+)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
_FILL = re.compile(r"\.\S+?-(r\d+) \{ fill: (#[0-9a-f]{6})")
# Lines, bars and dots say nothing by themselves.
_DECORATION = re.compile(r"^[\s·•─━│╭╮╰╯┊▔▁-█░▒▓▌▐]*$")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as "#1d222e", as WCAG 2.1 defines it."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def faint_texts(svg: str, background: str) -> list[str]:
    """Return the texts of a picture with too little contrast, each with its colours."""
    fills = dict(_FILL.findall(svg))
    rects = [(c, *map(float, rest)) for c, *rest in _RECT.findall(svg)]
    found = []
    for style, x, y, escaped in _TEXT.findall(svg):
        text = html.unescape(escaped).replace("\xa0", " ")
        if _DECORATION.match(text):
            continue
        at_x, at_y = float(x) + 1, float(y) - 4  # the position is that of the base line
        below = [
            colour
            for colour, left, top, width, height in rects
            if left <= at_x < left + width and top <= at_y < top + height
        ]
        behind = below[-1] if below else background
        if contrast(fills[style], behind) < 4.5:
            found.append(f"{text.strip()!r}: {fills[style]} on {behind}")
    return found


def is_shown(app: MeetingApp, tab: str) -> bool:
    return getattr(app.screen, "TAB", "") == tab


def test_what_the_measure_finds() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    svg = (
        ".t-r1 { fill: #777777 }"
        '<rect fill="#ffffff" x="0" y="1.5" width="24" height="24"/>'
        '<text class="t-r1" x="0" y="20" textLength="9" clip-path="url(#l)">faint</text>'
        '<text class="t-r1" x="0" y="20" textLength="9" clip-path="url(#l)">───</text>'
    )
    assert faint_texts(svg, "#000000") == ["'faint': #777777 on #ffffff"]


@pytest.mark.parametrize(
    ("theme", "size"), [(THEMES[0].name, (120, 40)), (THEMES[1].name, (80, 24))]
)
async def test_all_text_of_every_screen_can_be_read(
    isolated: Path, theme: str, size: tuple[int, int]
) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    fill(library)
    running = next(summary.id for summary in library.summaries() if summary.state == "running")
    app = MeetingApp(library)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await pilot.pause(0.2)
        background = str(app.current_theme.background)
        faint = {"home": faint_texts(app.export_screenshot(), background)}
        await app.open_meeting(running)
        for number, tab in enumerate(TABS, start=1):
            await pilot.press(str(number))
            await wait_until(pilot, partial(is_shown, app, tab))
            await pilot.pause(0.1)
            faint[tab] = faint_texts(app.export_screenshot(), background)
        await pilot.press("f2")
        await wait_until(pilot, lambda: bool(app.screen.query("#wins")))
        await pilot.pause(0.1)
        faint["room"] = faint_texts(app.export_screenshot(), background)
        clock.advance(3600)
        await wait_until(pilot, lambda: app.screen.has_class("-over"))
        await pilot.pause(0.1)
        faint["room, over time"] = faint_texts(app.export_screenshot(), background)
        clock.advance(-3600)
        await pilot.press("f2")
        for key in ("question_mark", "s", "w"):
            await pilot.press(key)
            await wait_until(pilot, lambda: bool(app.screen.query_one(".frame").size))
            await pilot.pause(0.1)
            # What is behind a dialog is dimmed on purpose.
            over = app.screen.query_one(".frame").styles.background.hex.lower()
            texts = faint_texts(app.export_screenshot(), background)
            faint[key] = [text for text in texts if text.endswith(over)]
            await pilot.press("escape")
            await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "minutes")
        assert not any(faint.values()), faint

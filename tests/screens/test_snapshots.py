"""What every screen looks like, in three sizes and both of our themes, with the demo's meetings.

The snapshots are kept as text in `tests/snapshots`. After a change of the look:

    CI=true .venv/bin/pytest -n0 tests/screens/test_snapshots.py --rewrite-snapshots

All text can also be read: its contrast is at least 4.5:1, on highlighted rows too (WCAG 2.1 AA).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.theme import Theme

from data.clock import FixedClock
from data.library.library import Library
from meeting_tui.app import MeetingApp
from meeting_tui.demo import fill
from screens.themes import THEMES
from screens.widgets.footer import Footer
from screens.widgets.status_text import StatusText
from screens.widgets.tab_bar import TABS
from tests.effort import in_ci
from tests.pictures import Picture, Run, contrast, faint_texts, read_svg, take_picture
from tests.screens.snapshot import (
    differences,
    is_in_snapshot,
    read_snapshot,
    snapshot_path,
    write_snapshot,
)
from tests.waiting import wait_until

SIZES = ((80, 24), *in_ci((120, 40), (160, 50)))
DIALOGS = {"help": "question_mark", "form": "i", "speak": "s", "line": "w"}
"""Dialogs, and the keys that show them on the agenda."""
_PAINTED = 0.05  # seconds after which a screen has nearly always painted everything
_PATIENCE = 10.0  # seconds after which it has, also what is read from files beside it


def shows_tab(app: App[Any], tab: str) -> bool:
    return getattr(app.screen, "TAB", "") == tab


def shows_dialog(app: App[Any]) -> bool:
    return bool(app.screen.query_one(".frame").size)


async def walk(pilot: Pilot[Any], app: MeetingApp, clock: FixedClock) -> AsyncIterator[str]:
    """Show one screen after the other, and yield the name of each."""
    beside = ("#preview-text", "#actions-text")
    await wait_until(
        pilot, lambda: all(app.screen.query_one(name, StatusText).plain for name in beside)
    )
    yield "home"
    running = next(each.id for each in app.library.summaries() if each.state == "running")
    await app.open_meeting(running)
    # Found out beside the screen: the minutes of the last meeting wait for approval.
    await wait_until(pilot, lambda: "Approve" in str(app.screen.query_one(Footer).content))
    for number, tab in reversed(tuple(enumerate(TABS, start=1))):
        await pilot.press(str(number))
        await wait_until(pilot, partial(shows_tab, app, tab))
        yield tab
    for name, key in DIALOGS.items():
        await pilot.press(key)
        await wait_until(pilot, partial(shows_dialog, app))
        yield name
        await pilot.press("escape")
        await wait_until(pilot, partial(shows_tab, app, "agenda"))
    await pilot.press("f2")
    await wait_until(pilot, lambda: bool(app.screen.query("#wins")))
    yield "room"
    clock.advance(3600)
    await wait_until(pilot, lambda: app.screen.has_class("-over"))
    yield "room-over-time"
    clock.advance(-3600)
    await wait_until(pilot, lambda: not app.screen.has_class("-over"))


async def settled_picture(
    pilot: Pilot[Any], app: MeetingApp, theme: Theme, expected: str, *, rewrite: bool
) -> Picture:
    """Return what is shown once it is as expected, or when it should be."""
    await pilot.pause(0.5 if rewrite else _PAINTED)
    picture, end = take_picture(app), monotonic() + _PATIENCE
    while not rewrite and not is_in_snapshot(expected, picture, theme) and monotonic() < end:
        await pilot.pause(_PAINTED)
        picture = take_picture(app)
    return picture


def test_what_is_read_from_a_picture() -> None:
    svg = (
        ".t-r1 { fill: #777777;font-weight: bold }.t-r2 { fill: #000000 }"
        '<rect fill="#ffffff" x="0" y="1.5" width="61" height="24.65"/>'
        '<rect fill="#ffffff" x="61" y="1.5" width="12.2" height="24.65"/>'
        '<text class="t-r1" x="0" y="20" textLength="61" clip-path="url(#t-line-0)">faint</text>'
        '<text class="t-r2" x="24.4" y="44.4" textLength="9" clip-path="url(#t-line-1)">──</text>'
    )
    picture = read_svg(svg, (8, 2), "#000000")
    assert picture.lines == ("faint", "  ──")
    assert picture.rows[0] == (
        Run(0, 6, "faint ", "#ffffff", "#777777", ("bold",)),
        Run(6, 2, "  ", "#000000"),
    )
    assert faint_texts(picture) == ["'faint': #777777 on #ffffff"]
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_every_screen_looks_as_in_its_snapshot_and_can_be_read(
    isolated: Path, size: tuple[int, int], pytestconfig: pytest.Config
) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    fill(library)
    rewrite = bool(pytestconfig.getoption("--rewrite-snapshots"))
    pictures: dict[str, dict[str, Picture]] = {}
    faint: list[str] = []
    for theme in THEMES:
        app = MeetingApp(library)
        app.theme = theme.name
        async with app.run_test(size=size) as pilot:
            async for name in walk(pilot, app, clock):
                expected = read_snapshot(name, size)
                picture = await settled_picture(pilot, app, theme, expected, rewrite=rewrite)
                pictures.setdefault(name, {})[theme.name] = picture
                # What is behind a dialog is dimmed on purpose.
                frames = app.screen.query(".frame") if name in DIALOGS else ()
                on = next((frame.styles.background.hex.lower() for frame in frames), "")
                faint += [f"{name} in {theme.name}: {text}" for text in faint_texts(picture, on)]
    different = []
    for name, shown in pictures.items():
        path, text = snapshot_path(name, size), write_snapshot(shown, THEMES)
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        different.append(differences(read_snapshot(name, size), text, path))
    assert not faint, "\n".join(faint)
    assert not any(different), "\n".join(filter(None, different))

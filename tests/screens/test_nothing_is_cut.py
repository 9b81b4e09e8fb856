"""At 80x24 no label, name or key of the demo's meetings is cut, on any screen.

What may end with an ellipsis is listed below, each with its reason.
"""

from __future__ import annotations

import html
import re
from functools import partial
from pathlib import Path

from data.clock import FixedClock
from data.library.library import Library
from meeting_tui.app import MeetingApp
from meeting_tui.demo import GOALS, PEOPLE, fill
from screens.widgets.footer import Footer
from screens.widgets.tab_bar import TABS
from tests.waiting import wait_until

_TEXT = re.compile(r'<text class="[^"]*" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>')
_CELL = 12.2  # units of the picture
_ORGANISATIONS = {organisation for _, organisation, _ in PEOPLE if organisation}
_NAMES = {name for name, _, _ in PEOPLE}
_TITLES = (
    "Welcome, roll call and goals",
    "News from the organisations",
    "Needs and offers: money, people, rooms",
    "Who does what by when; next meeting",
)

ALLOWED = {
    "home": ((r"[★▲◆○□] .*…", "what a meeting has recorded, in one line: enter shows it in full"),),
    "agenda": ((r"[★▲◆○□] .*…", "what an item has produced is in full on its own screen"),),
    "minutes": ((r"Cleo Márquez …$", "“and others”: the sentence names three of those who wait"),),
    "end": ((r"Cleo Márquez …", "the same sentence"),),
    "meeting": ((r"… by kind", "the label of a field that goes on from the one above it"),),
}
"""What may contain an ellipsis, by screen or dialog, and why."""

KEYS = {
    "agenda": ("M", "meeting"), "queue": ("s", "speak"), "conflicts": ("enter", "conflict"),
    "wins": ("i", "win"), "outcomes": ("i", "outcome"), "people": ("i", "person"),
    "minutes": ("E", "end"),
}  # fmt: skip
"""A key that opens a dialog on each screen, and the name of the dialog."""


def lines(app: MeetingApp) -> list[str]:
    """Return what the terminal shows, line by line."""
    shown: dict[float, str] = {}
    for x, y, escaped in sorted(
        _TEXT.findall(app.export_screenshot(title="")), key=lambda found: float(found[0])
    ):
        line = shown.get(float(y), "").ljust(round(float(x) / _CELL))
        shown[float(y)] = line + html.unescape(escaped).replace("\xa0", " ")
    return [shown[y].rstrip() for y in sorted(shown)]


def cut(name: str, app: MeetingApp) -> list[str]:
    """Return the lines of a screen, or dialog, that have an ellipsis which is not allowed."""
    rows = lines(app)
    for frame in app.screen.query(".frame"):
        place = frame.region
        rows = [row[place.x : place.right] for row in rows[place.y : place.bottom]]
    allowed = [pattern for pattern, _ in ALLOWED.get(name, ())]
    return [
        f"{name}: {row}"
        for row in rows
        if "…" in row and not any(re.search(pattern, row) for pattern in allowed)
    ]


def missing(tab: str, app: MeetingApp) -> list[str]:
    """Return what should be on a screen in full, and is not."""
    wanted = {
        "people": _NAMES | _ORGANISATIONS,
        "queue": _ORGANISATIONS - {"Riverside Tenants"} | {"the freezer", "0×"},
        "conflicts": {"Riverside Tenants", "Harbour Union"},
    }
    rows = lines(app)
    text = "\n".join(rows)
    absent = [name for name in wanted.get(tab, ()) if name not in text]
    absent += [name.capitalize() for name in TABS if f" {name.capitalize()}" not in rows[2]]
    keys = str(app.screen.query_one(Footer).content)
    absent += [keys] if keys not in rows[-1] else []
    if tab == "agenda":  # in several lines of one column
        column = " ".join(" ".join(row[12:36] for row in rows).split())
        absent += [title for title in _TITLES if title not in column]
    if tab == "wins":
        column = " ".join(" ".join(row[48:] for row in rows).split())
        absent += [goal for goal in GOALS if goal not in re.sub(r" [·★] ", " ", column)]
    return [f"{tab}: {name}" for name in absent]


async def test_no_label_name_or_key_is_cut(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    running = fill(library)
    app = MeetingApp(library)
    found: list[str] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "late 12 Oct" in "\n".join(lines(app)))
        assert sum("Monthly coalition call " in line for line in lines(app)) >= 3
        found += cut("home", app)
        await app.open_meeting(running)
        for number, tab in enumerate(TABS, start=1):
            await pilot.press(str(number))
            await wait_until(pilot, partial(is_shown, app, tab))
            await pilot.pause(0.1)
            found += cut(tab, app) + missing(tab, app)
            key, dialog = KEYS[tab]
            await pilot.press(key)
            await wait_until(pilot, lambda: bool(app.screen.query(".frame")))
            await pilot.pause(0.05)
            found += cut(dialog, app)
            await pilot.press("escape")
            await wait_until(pilot, partial(is_shown, app, tab))
    assert not found


def is_shown(app: MeetingApp, tab: str) -> bool:
    """Return whether a screen of the meeting is on top."""
    return getattr(app.screen, "TAB", "") == tab

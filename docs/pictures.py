"""Writes the pictures in this folder: screenshots of the program with the demo's meetings.

    python -m docs.pictures [--size 120x36]

The clock is fixed, so that a picture changes only when the program does. Web fonts are removed from
the pictures, because they would be fetched from another site; any monospaced font shows them well.
"""

from __future__ import annotations

import os

# Textual reads this once, when it is imported; the time zone is read when a time is shown.
os.environ.update(TEXTUAL_ANIMATIONS="none", TZ="UTC", TERM="xterm", COLORTERM="truecolor")
os.environ.pop("NO_COLOR", None)

import argparse
import asyncio
import re
import tempfile
from functools import partial
from pathlib import Path

from data.clock import FixedClock
from data.library.library import Library
from meeting_tui.app import MeetingApp
from meeting_tui.demo import fill
from screens.meeting.meeting_screen import MeetingScreen
from screens.room.screen import RoomScreen
from screens.widgets.footer import Footer
from screens.widgets.tab_bar import TABS
from tests.waiting import wait_until

FOLDER = Path(__file__).resolve().parent
MEETING_PICTURES = ("agenda", "queue", "conflicts", "wins", "minutes")


def clean(svg: str) -> str:
    """Return the picture without web fonts, and without blanks at the ends of lines."""
    without_fonts = re.sub(r"\s*@font-face\s*\{[^}]*\}", "", svg)
    return re.sub(r"[ \t]+$", "", without_fonts, flags=re.MULTILINE).strip() + "\n"


def save_picture(app: MeetingApp, name: str) -> None:
    """Write a picture of the current screen."""
    picture = FOLDER / f"{name}.svg"
    picture.write_text(clean(app.export_screenshot(title="meeting-tui")), encoding="utf-8")
    print(picture.relative_to(FOLDER.parent))


def shows(app: MeetingApp, name: str) -> bool:
    """Return whether this screen of a meeting is on top."""
    return isinstance(app.screen, MeetingScreen) and name == app.screen.TAB


async def save_pictures(library: Library, running: str, size: tuple[int, int]) -> None:
    """Write a picture of the home screen, of screens of a meeting, and of the room view.

    Args:
        library: the library to show.
        running: the id of the meeting to open.
        size: columns and rows of the terminal.
    """
    home = MeetingApp(library)
    async with home.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: home.screen.query_one("#meetings").display)
        await pilot.pause()
        save_picture(home, "home")
    app = MeetingApp(library, running)
    async with app.run_test(size=size) as pilot:
        # Found out beside the screen: the minutes of the last meeting wait for approval.
        await wait_until(pilot, lambda: "Approve" in str(app.screen.query_one(Footer).content))
        for name in MEETING_PICTURES:
            await pilot.press(str(TABS.index(name) + 1))
            await wait_until(pilot, partial(shows, app, name))
            await pilot.pause()
            save_picture(app, name)
        await pilot.press("f2")
        await wait_until(pilot, lambda: isinstance(app.screen, RoomScreen))
        await pilot.pause(0.2)
        save_picture(app, "room")


def main() -> None:
    """Fill a library in a temporary folder, and write pictures of it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--size", default="120x36", help="columns and rows of the terminal (default: %(default)s)"
    )
    columns, _, rows = parser.parse_args().size.partition("x")
    with tempfile.TemporaryDirectory() as name:
        library = Library(Path(name), FixedClock())
        asyncio.run(save_pictures(library, fill(library), (int(columns), int(rows))))


if __name__ == "__main__":
    main()

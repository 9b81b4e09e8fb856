"""Finding one's way: from screen to screen, out of the program, and to a command by its name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Static

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from meeting_tui.app import MeetingApp
from screens.commands import Command
from screens.keymap import GROUPS
from screens.widgets.footer import Footer
from tests.waiting import wait_until

COMMANDS = [command for group in GROUPS for command in group.commands]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_has_a_name_in_full_words_in_which_its_label_is_found(command: Command) -> None:
    assert len(command.full_name.split()) > 1 or command.id == "quit"
    assert command.label.split()[0].casefold()[:4] in command.full_name.casefold()
    assert "(" not in command.full_name


def is_on(app: MeetingApp, tab: str) -> bool:
    """Return whether a screen of the meeting is on top, or "home"."""
    return getattr(app.screen, "TAB", "home") == tab


async def test_arrows_change_screens_and_leaving_keys_say_what_to_press(isolated: Path) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    app = MeetingApp(library, library.create(new_meeting("Call", clock.now().date())))

    def footer() -> str:
        return str(app.screen.query_one(Footer).content)

    def hint() -> str:
        return str(app.screen.query_one("#hint", Static).content)

    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: is_on(app, "agenda"))
        for key, shown in (("right", "queue"), ("left", "agenda"), ("left", "minutes")):
            await pilot.press(key)
            await wait_until(pilot, partial(is_on, app, shown))
        await pilot.press("right", "i", "left", "escape")  # the field has the arrow
        assert is_on(app, "agenda")
        for key in ("q", "escape", "ctrl+z"):
            await pilot.press(key)
            await wait_until(pilot, lambda: "ctrl+q quits · u undoes · b lists" in footer())
            app.screen.query_one(Footer).clear()
        titles = {c.title: c.help for c in app.get_system_commands(app.screen)}
        assert titles["Defer the highlighted item to the next meeting"] == "D · Defer"
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: "more below" in hint())
        assert "Most used here" in str(app.screen.query_one("#left", Static).content)[:20]
        await pilot.press("end")
        await wait_until(pilot, lambda: "more above" in hint() and "below" not in hint())
        await pilot.press("home")
        await wait_until(pilot, lambda: "more below" in hint() and "above" not in hint())
        await pilot.press("escape")
        await pilot.press("b")
        await wait_until(pilot, lambda: is_on(app, "home"))
        await pilot.press("q")
        await wait_until(pilot, lambda: footer().startswith("ctrl+q quits · u restores"))

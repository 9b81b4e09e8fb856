"""Input that was not recorded outlives the program, however that ends."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_fast_hands import TABS, running

__all__ = ["running"]

CRASHING = """
import sys
from screens.dialogs.line import LineDialog
typed = LineDialog.changed_values
def crash(self):
    if self.text.endswith("!"):
        raise RuntimeError("a mistake of ours")
    return typed(self)
LineDialog.changed_values = crash
from meeting_tui.cli.main import main
sys.argv = ["meeting-tui", "open"]
main()
"""


def wins(path: Path) -> list[str]:
    """The wins in a meeting file."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    return [win["text"] for win in tables["wins"].values()]


def win_being_typed(screen: Terminal) -> None:
    """Open the meeting, and type half of a win."""
    screen.wait_for(TABS["1"])
    screen.send("wThe permit is h")
    screen.wait_for("The permit is h")


def bring_it_back(screen: Terminal, path: Path) -> None:
    """The next start says what was not recorded; it is brought back, and recorded."""
    screen.wait_for("Not recorded when the program ended")
    screen.wait_for("Win: “The permit is h”")
    screen.press("w")
    screen.wait_for("ctrl+r brings back: The permit is h")
    screen.press("ctrl+r")
    screen.wait_for("ctrl+r brings back", gone=True)
    screen.send("ere<enter>")
    screen.wait_for("A win: The permit is here")
    assert wins(path) == ["The permit is here"]
    screen.press("w")
    screen.wait_for("what was achieved")
    assert "brings back:" not in screen.text()
    screen.send("<escape><ctrl+q>")
    assert screen.wait_exit() == 0


@pytest.mark.parametrize("shutdown", ["SIGTERM", "closed terminal", "ctrl+q"])
def test_a_line_being_typed_comes_back(
    terminal: StartProgram, running: Path, shutdown: str
) -> None:
    screen = terminal("open")
    win_being_typed(screen)
    if shutdown == "SIGTERM":
        screen.signal(signal.SIGTERM)
    elif shutdown == "ctrl+q":
        screen.press("ctrl+q")
    else:
        screen.hang_up()
    screen.wait_exit()
    assert wins(running) == []
    bring_it_back(terminal("open"), running)


def test_a_line_being_typed_comes_back_after_a_crash(terminal: StartProgram, running: Path) -> None:
    screen = terminal(code=CRASHING)
    win_being_typed(screen)
    screen.send("!")
    assert screen.wait_exit() != 0
    assert screen.left_usable()
    bring_it_back(terminal("open"), running)


def test_a_form_that_was_left_comes_back_in_its_fields(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send("iSpring festival<tab><tab>Ada")
    screen.wait_for("Spring festival")
    screen.press("escape")
    screen.wait_for("Put aside")
    screen.signal(signal.SIGTERM)
    assert screen.wait_exit() == 0
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    assert "Not recorded when" not in screen.text()  # it was put aside by hand
    screen.press("i")
    screen.wait_for("ctrl+r brings back: Spring festival · Ada")
    screen.send("<ctrl+r><enter>")

    def presenters() -> list[str]:
        items = json.loads(running.read_text(encoding="utf-8"))["agenda"].values()
        return [item["presenter"] for item in items if item["title"] == "Spring festival"]

    # The form alone proves nothing: while it is repainted, its title is off the screen too.
    screen.wait_until(lambda _: presenters() == ["Ada Quill"], "the item in the file")

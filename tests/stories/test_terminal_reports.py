"""What the terminal reports about itself changes neither the file nor the screen."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_fast_hands import TABS, running

__all__ = ["running"]

REPORTS = [
    b"\x1b[?61;6;7c",
    b"\x1b[?1;2c",
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1b]11;rgb:eeee/eeee/eeee\x1b\\",
    b"\x1b[?0u",
]
APART = 0.3  # seconds between the two pieces of a report


def send_reports(screen: Terminal, *, split: bool) -> None:
    """Send each report, whole or in two pieces."""
    for report in REPORTS:
        cut = len(report) // 2 if split else len(report)
        screen.send_bytes(report[:cut])
        if split:
            # Not until the screen is quiet: on a busy machine that may be later than reports come.
            time.sleep(APART)
            screen.send_bytes(report[cut:])
        screen.settle(quiet=APART)


def without_clocks(screen: Terminal) -> str:
    """What is on the screen, without digits and the bars that grow with them."""
    return "".join(letter for letter in screen.text() if letter not in "0123456789━─")


@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
def test_reports_while_the_queue_is_shown(
    terminal: StartProgram, running: Path, *, split: bool
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send("2sada<enter>nsben<enter>")
    screen.wait_for("Ben Osei")
    screen.settle(quiet=1.0)
    shown, recorded = without_clocks(screen), running.read_bytes()
    send_reports(screen, split=split)
    assert without_clocks(screen) == shown
    assert running.read_bytes() == recorded
    screen.send("<ctrl+q>")
    assert screen.wait_exit() == 0


@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
def test_reports_while_a_note_is_open(
    terminal: StartProgram, running: Path, *, split: bool
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send("oThe owner")
    screen.wait_for("The owner")
    screen.settle(quiet=1.0)
    shown, recorded = without_clocks(screen), running.read_bytes()
    send_reports(screen, split=split)
    assert without_clocks(screen) == shown
    assert running.read_bytes() == recorded
    screen.send(" has written<enter><ctrl+q>")
    assert screen.wait_exit() == 0
    items = json.loads(running.read_text(encoding="utf-8"))["agenda"].values()
    assert [item["notes"] for item in items if item["notes"]] == ["The owner has written"]

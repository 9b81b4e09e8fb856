"""A line that hangs, as SSH's does where the network is gone: nobody takes what is painted."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_drafts import bring_it_back
from tests.stories.test_fast_hands import TABS, running

__all__ = ["running"]

LIMIT = 120  # seconds: how fast all this goes on a busy machine is not what is tested


def unread_until(condition: Callable[[], object], what: str) -> None:
    """Wait for something without taking in what the program writes."""
    end = time.monotonic() + LIMIT
    while not condition():
        assert time.monotonic() < end, f"not within {LIMIT} s: {what}"
        threading.Event().wait(0.02)


def unread_until_idle(screen: Terminal) -> None:
    """Wait until the program has nothing to do: it slept at 20 looks in a row.

    A program that only waits for a busy processor is not asleep. Where the system does not say what
    a process does, a while is waited.
    """
    status, asleep = Path(f"/proc/{screen.pid}/stat"), 0
    if not status.exists():
        threading.Event().wait(3)
        return

    def is_idle() -> bool:
        nonlocal asleep
        state = status.read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        asleep = asleep + 1 if state == "S" else 0
        return asleep >= 20

    unread_until(is_idle, "a program without anything to do")


def parked(path: Path) -> list[str]:
    """What stands in the parking lot of a meeting file."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    return [row["text"] for row in tables["parked"].values()]


def hang(screen: Terminal, path: Path, more: str = "") -> None:
    """Type for a while, and read nothing of some hundred screens."""
    screen.wait_for(TABS["1"])
    screen.type("21" * 50)
    screen.send(f"pA van<enter>{more}")
    unread_until(lambda: parked(path) == ["A van"], "an act while nothing is read")
    unread_until_idle(screen)  # all keys have acted


def test_acts_go_on_and_it_ends_when_asked(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    hang(screen, running, "wThe permit is h")
    screen.signal(signal.SIGTERM)
    assert screen.wait_exit(reading=False) == 0
    bring_it_back(terminal("open"), running)


def test_ctrl_l_paints_all_that_another_program_has_written_over(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.settle()
    shown = [line for line in screen.text().splitlines() if ":" not in line]  # without clocks
    screen.erase()
    screen.press("ctrl+l")
    screen.wait_until(lambda text: all(line in text for line in shown), "the whole screen")


def test_it_ends_when_the_line_is_cut(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    hang(screen, running)
    screen.hang_up()
    assert screen.wait_exit() == 0
    assert parked(running) == ["A van"]


def test_all_of_the_screen_is_there_when_the_line_is_back(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    hang(screen, running)
    screen.send("pA bus<enter>5")
    screen.wait_for("A bus", seconds=LIMIT)
    screen.wait_for("Parking lot", seconds=LIMIT)
    assert not any(text in screen.text() for text in TABS.values() if text != TABS["1"])

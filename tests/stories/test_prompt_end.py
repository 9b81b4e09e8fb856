"""Once asked to end, the program waits for nothing: no other program, and no clipboard.

How long an end takes is measured in `benchmarks/endings.py`. Here whatever is waited for never
comes, so that a program that waits for it never ends.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.effort import in_ci
from tests.stories.clipboard import Clipboard
from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_fast_hands import TABS, running
from tests.stories.test_two_programs import WIN, held_by_another, wins

__all__ = ["running"]

# The program as it is, but that it waits for whatever it waits for as good as for ever.
PATIENT = """
import sys
from data.disk.lock import Lock
from meeting_tui import clipboard
Lock.__init__.__defaults__ = (10_000.0, None)
clipboard._TIMEOUT = 10_000.0
from meeting_tui.cli.main import main
sys.argv = ["meeting-tui", *sys.argv[1:]]
main()
"""
HANGING = "#!/bin/sh\nexec sleep 10000\n"


def terminate(screen: Terminal) -> None:
    """The system asks it to end."""
    screen.signal(signal.SIGTERM)


def hang_up(screen: Terminal) -> None:
    """The window is closed."""
    screen.hang_up()


ends = pytest.mark.parametrize("end", [terminate, hang_up])


@ends
def test_an_act_that_waits_for_another_program_is_broken_off(
    terminal: StartProgram, running: Path, end: Callable[[Terminal], None]
) -> None:
    screen = terminal("open", code=PATIENT)
    screen.wait_for(TABS["1"])
    with held_by_another(running):
        screen.send(f"w{WIN}<enter>")
        screen.settle()
        end(screen)
        assert screen.wait_exit() == 0
        assert wins(running) == []
    again = terminal("open")
    again.wait_for("Not recorded when the program ended")
    again.wait_for(WIN)


@ends
def test_throwing_away_what_another_program_writes_is_broken_off(
    terminal: StartProgram, running: Path, end: Callable[[Terminal], None]
) -> None:
    screen = terminal(code=PATIENT)
    screen.wait_for("Call")
    with held_by_another(running):
        screen.press("delete")
        screen.wait_for("Delete the running meeting?")
        screen.press("j", "enter")
        screen.settle()
        end(screen)
        assert screen.wait_exit() == 0
    assert running.exists()


def test_a_clipboard_that_hangs_is_broken_off(
    terminal: StartProgram, running: Path, clipboard: Clipboard
) -> None:
    clipboard.replace_by(HANGING)
    screen = terminal("open", code=PATIENT, env={**clipboard.environment, "TMUX": ""})
    screen.wait_for(TABS["1"])
    screen.press("7")
    screen.wait_for(TABS["7"])
    screen.press("y")
    screen.settle()
    screen.signal(signal.SIGTERM)
    assert screen.wait_exit() == 0
    assert screen.left_usable()


def test_a_second_signal_cuts_nothing_off(terminal: StartProgram, running: Path) -> None:
    """As a system that goes down sends them: the terminal goes, and all programs get a signal."""
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send(f"w{WIN}")
    screen.wait_for(WIN)
    for number in (signal.SIGHUP, signal.SIGTERM) * 5:
        screen.signal(number)
    assert screen.wait_exit() == 0
    again = terminal("open")
    again.wait_for("Not recorded when the program ended")
    again.wait_for(WIN)


# Signalled by itself, at the beginning of a function that runs while it starts.
EARLY = """
import importlib, os, signal, sys
module, place, name = sys.argv[1:]
owner = getattr(importlib.import_module(module), place)
real = getattr(owner, name)
def signalled(*arguments, **more):
    os.kill(os.getpid(), signal.SIGTERM)
    return real(*arguments, **more)
setattr(owner, name, signalled)
from meeting_tui.cli.main import main
sys.argv = ["meeting-tui", *([] if place == "HomeScreen" else ["open"])]
main()
"""


@pytest.mark.parametrize(
    "where",
    [
        ("meeting_tui.app", "MeetingApp", "get_default_screen"),
        ("screens.home.screen", "HomeScreen", "reload"),
        ("meeting_tui.app", "MeetingApp", "open_meeting"),
        ("screens.agenda.screen", "AgendaScreen", "compose"),
        *in_ci(
            ("meeting_tui.app", "MeetingApp", "run"),
            ("screens.home.screen", "HomeScreen", "compose"),
            ("data.library.library", "Library", "open"),
            ("screens.meeting.list_screen", "ListScreen", "refresh_rows"),
        ),
    ],
    ids=lambda where: where[-1] + " of " + where[1],
)
def test_it_ends_also_while_it_starts(
    terminal: StartProgram, running: Path, where: tuple[str, str, str]
) -> None:
    screen = terminal(*where, code=EARLY)
    assert screen.wait_exit() == 0
    assert screen.left_usable()

"""However the program ends: cleanly, with what was shown on the disk, and the terminal usable."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.isolation import REPOSITORY, isolated_environment
from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_fast_hands import TABS, running

__all__ = ["running"]

CRASHING = """
import sys
from screens.wins.screen import WinsScreen
def crash(self, meeting):
    raise RuntimeError("a mistake of ours")
WinsScreen.show = crash
from meeting_tui.cli.main import main
sys.argv = ["meeting-tui", "open"]
main()
"""


def note_being_typed(screen: Terminal) -> None:
    """Open the meeting, and type into the notes without leaving them."""
    screen.wait_for(TABS["1"])
    screen.send("<tab>The owner has")
    screen.wait_for("The owner has")


def notes(path: Path) -> list[str]:
    """All notes in a meeting file."""
    items = json.loads(path.read_text(encoding="utf-8"))["agenda"].values()
    return [item["notes"] for item in items if item["notes"]]


def test_sigterm_ends_it_cleanly(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    note_being_typed(screen)
    screen.signal(signal.SIGTERM)
    assert screen.wait_exit() == 0
    assert screen.left_usable()
    assert notes(running) == ["The owner has"]


def test_a_closed_terminal_ends_it_cleanly(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    note_being_typed(screen)
    screen.hang_up()
    assert screen.wait_exit() == 0
    assert notes(running) == ["The owner has"]


def test_sigkill_loses_nothing_that_was_written(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.send("wThe permit is here<enter>")
    screen.wait_for("A win: The permit is here")
    screen.signal(signal.SIGKILL)
    screen.wait_exit()
    tables = json.loads(running.read_text(encoding="utf-8"))
    assert [win["text"] for win in tables["wins"].values()] == ["The permit is here"]


def test_sigkill_during_typing_takes_what_was_not_shown_as_written_and_no_more(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    note_being_typed(screen)
    screen.wait_until(lambda _: notes(running) == ["The owner has"], "the notes in the file")
    screen.type(" agreed")
    screen.press("escape")
    screen.send("wThe permit")
    screen.wait_for("The permit")
    screen.signal(signal.SIGKILL)
    assert screen.wait_exit() == -signal.SIGKILL
    # Leaving the notes wrote them; the field of the win was open.
    assert notes(running) == ["The owner has agreed"]
    tables = json.loads(running.read_text(encoding="utf-8"))
    assert tables["wins"] == {}
    again = terminal("open")
    again.wait_for("The owner has agreed")
    again.send("wThe permit is here<enter>")
    again.wait_for("A win: The permit is here")


def test_quitting_writes_the_notes_first(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    note_being_typed(screen)
    screen.send(" written<ctrl+q>")
    assert screen.wait_exit() == 0
    assert notes(running) == ["The owner has written"]


def test_a_crash_is_told_in_one_line_with_a_file_to_report(
    terminal: StartProgram, running: Path, library: Path
) -> None:
    screen = terminal(code=CRASHING)
    screen.wait_for(TABS["1"])
    screen.send("pA van<enter>4")
    assert screen.wait_exit() != 0
    assert screen.left_usable()
    said = " ".join(screen.text().split())
    assert "meeting-tui crashed. Everything shown was saved." in said
    assert "Traceback" not in said
    (report,) = library.glob("crash-*.txt")
    assert "a mistake of ours" in report.read_text(encoding="utf-8")
    tables = json.loads(running.read_text(encoding="utf-8"))
    assert [parked["text"] for parked in tables["parked"].values()] == ["A van"]


@pytest.mark.parametrize("arguments", [[], ["open"], ["demo"]])
def test_without_a_terminal_it_says_so(
    arguments: list[str], isolated: Path, running: Path, tmp_path: Path
) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "meeting_tui", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)},
        cwd=tmp_path,
        timeout=30,
        check=False,
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "There is no terminal" in result.stderr


def test_a_program_that_was_stopped_and_continued_can_be_ended(
    terminal: StartProgram, running: Path
) -> None:
    """SIGSTOP gives no notice: the program only learns that it goes on."""
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    for text in ("First", "Second"):
        screen.signal(signal.SIGSTOP)
        screen.erase()
        screen.send(f"w{text}<enter>")
        screen.signal(signal.SIGCONT)
        screen.wait_for(TABS["1"])
        screen.wait_for(text)
    screen.send("<ctrl+q>")
    assert screen.wait_exit() == 0
    assert screen.left_usable()
    wins = json.loads(running.read_text(encoding="utf-8"))["wins"].values()
    assert [win["text"] for win in wins] == ["First", "Second"]

"""What goes wrong around the program: a clear message each time, no crash, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stories.clipboard import Clipboard
from tests.stories.conftest import StartProgram
from tests.stories.test_fast_hands import TABS, running

__all__ = ["running"]


def test_a_megabyte_pasted_into_a_line_is_refused(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.press("w")
    screen.wait_for("what was achieved")
    screen.send("The permit")
    screen.paste("x" * 1_000_000)
    screen.wait_for("Nothing was pasted")
    screen.send(" is here<enter>")
    screen.wait_for("A win: The permit is here")
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0


def test_lines_pasted_into_one_line_are_joined(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.press("w")
    screen.wait_for("what was achieved")
    screen.paste("The permit\nis here\n")
    screen.wait_for("2 lines joined into one")
    screen.send("<enter><ctrl+q>")
    assert screen.wait_exit() == 0
    tables = json.loads(running.read_text(encoding="utf-8"))
    assert [win["text"] for win in tables["wins"].values()] == ["The permit is here"]


def test_a_megabyte_pasted_as_an_agenda_is_refused(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.press("P")
    screen.wait_for("Paste an agenda")
    screen.paste("- an item\n" * 100_000)
    screen.wait_for("Nothing was pasted: the text has 1,000,000 characters")
    screen.wait_for("500,000.")
    screen.paste("- Rents\n- Festival\n")
    screen.wait_for("2 items: Rents; Festival")
    screen.send("<ctrl+s><ctrl+q>")
    assert screen.wait_exit() == 0
    assert len(json.loads(running.read_text(encoding="utf-8"))["agenda"]) == 10


def test_a_small_terminal_says_so_and_loses_nothing(terminal: StartProgram, running: Path) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    for columns, rows in ((20, 5), (59, 24), (80, 15)):
        screen.resize(columns, rows)
        screen.wait_for("Too small")
    screen.resize(1, 1)
    screen.settle()
    screen.send("wThe permit is here<enter>")
    screen.wait_until(lambda _: "The permit is here" in running.read_text("utf-8"), "the win")
    screen.settle()
    screen.resize(60, 16)
    screen.wait_for("1 Agenda")
    screen.press("4")
    screen.wait_for("★ The permit is here")
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0


def test_a_library_that_cannot_be_written_is_told(terminal: StartProgram, tmp_path: Path) -> None:
    place = tmp_path / "file"
    screen = terminal("--data", str(place))
    screen.wait_for("No meeting yet")
    place.write_text("in the way")
    screen.send("nCall<enter>")
    screen.wait_for("cannot be written")
    # The input is still there.
    screen.wait_for("Title          Call")
    screen.press("escape", "escape", "ctrl+q")
    assert screen.wait_exit() == 0
    assert place.read_text() == "in the way"


def test_a_damaged_meeting_is_listed_and_left_alone(terminal: StartProgram, running: Path) -> None:
    bad = running.with_name("2026-11-22-broken-call.json")
    bad.write_text('{"meeting"')
    screen = terminal()
    screen.wait_for("damaged:")
    screen.wait_for("no copy")
    screen.press("G", "enter")
    screen.wait_for("is damaged")
    screen.press("g", "enter")
    screen.wait_for(TABS["1"])
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0
    assert bad.read_text() == '{"meeting"'


def cut_off(whole: str) -> str:
    return whole[:10]


def of_a_newer_version(whole: str) -> str:
    return whole.replace('"schema_version":1', '"schema_version":99')


@pytest.mark.parametrize("harm", [cut_off, of_a_newer_version])
def test_a_meeting_that_cannot_be_read_comes_back_from_its_copy(
    terminal: StartProgram, running: Path, harm: Callable[[str], str]
) -> None:
    whole = running.read_bytes()
    do = terminal("do", "latest", "win The permit is here")
    assert do.wait_exit() == 0
    harmed = harm(running.read_text(encoding="utf-8"))
    running.write_text(harmed, encoding="utf-8")
    screen = terminal()
    screen.wait_for("damaged:")
    screen.wait_for("1 copy · enter")
    screen.press("enter")
    screen.wait_for("Bring the newest copy back")
    screen.press("enter")
    screen.wait_for(TABS["1"])
    assert running.read_bytes() == whole
    (damaged,) = (running.parent.parent / "bin").iterdir()
    assert damaged.read_text(encoding="utf-8") == harmed
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0


def test_without_a_clipboard_the_file_is_written_all_the_same(
    terminal: StartProgram, running: Path, library: Path, clipboard: Clipboard
) -> None:
    clipboard.break_it()
    screen = terminal("open", env=clipboard.environment)
    screen.wait_for(TABS["1"])
    screen.press("7")
    screen.wait_for(TABS["7"])
    screen.press("y")
    screen.wait_for("Sent to the terminal")
    screen.wait_for("accept it")
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0
    (minutes,) = (library / "minutes").glob("*.md")
    assert minutes.read_text(encoding="utf-8").startswith("# Call")


def test_another_program_and_this_one_show_each_others_acts(
    terminal: StartProgram, running: Path
) -> None:
    screen = terminal("open")
    screen.wait_for(TABS["1"])
    screen.press("4")
    screen.wait_for(TABS["4"])
    other = terminal("do", "latest", "win From the command line")
    other.wait_for("A win: From the command line")
    screen.wait_for("★ From the command line")
    screen.send("wFrom the screen<enter>")
    screen.wait_for("★ From the screen")
    # Undo takes back one's own act, not the other's.
    screen.press("u")
    screen.wait_for("★ From the screen", gone=True)
    screen.press("u")
    screen.wait_for("There is nothing to undo")
    screen.wait_for("★ From the command line")
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0

"""The disk refuses a write: the reason is shown, the old file is whole, the input is kept."""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data.clock import SystemClock
from data.prompt import interpreter
from data.storage.meeting_file import MeetingFile
from tests.permissions import bound, mode
from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal
from tests.stories.test_fast_hands import TABS, running

__all__ = ["bound", "running"]

# A module that is loaded under the limit must not be cached: half of it would be.
NO_CACHE = {"PYTHONDONTWRITEBYTECODE": "1"}
WIN = "The permit is here"
NOTE = "The owner has"

needs_prlimit = pytest.mark.skipif(
    not hasattr(resource, "prlimit"), reason="only Linux lowers the limits of another process"
)


def rows(path: Path, table: str) -> list[dict[str, Any]]:
    """The records of a table of a meeting file."""
    return list(json.loads(path.read_text(encoding="utf-8"))[table].values())


def notes(path: Path) -> list[str]:
    """All notes in a meeting file."""
    return [item["notes"] for item in rows(path, "agenda") if item["notes"]]


@pytest.fixture
def screen(terminal: StartProgram, running: Path) -> Terminal:
    """The program, with the agenda of the running meeting on its screen."""
    started = terminal("open", env=NO_CACHE)
    started.wait_for(TABS["1"])
    return started


def said(screen: str) -> str:
    """What is on the screen, without regard to where lines break; of a dialog what it frames."""
    lines = screen.splitlines()
    framed = [line.split("│")[1] for line in lines if line.count("│") == 2]
    return " ".join(" ".join(framed or lines).split())


@contextmanager
def full_disk(screen: Terminal, room: int = 1_000) -> Iterator[None]:
    """No file of the program grows beyond so many bytes, as on a disk that is full."""
    soft, hard = resource.prlimit(screen.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        if screen.running:
            resource.prlimit(screen.pid, resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def refused(screen: Terminal, path: Path, reason: str) -> Iterator[None]:
    """Input inside is refused for that reason; the file stays byte for byte."""
    before = path.read_bytes()
    yield
    parts = (reason, "was not written", "what was written before is intact")
    screen.wait_until(lambda text: all(part in said(text) for part in parts), f"{parts}")
    assert path.read_bytes() == before
    assert list(path.parent.glob(".mt-*")) == []


@contextmanager
def refused_in_a_toast(screen: Terminal, path: Path, reason: str) -> Iterator[None]:
    """The same where there is no field: a message beside what is shown, so that words part."""
    words = f"not written {reason}".split()
    before = path.read_bytes()
    yield
    screen.wait_until(lambda text: all(word in text for word in words), f"the words {words}")
    assert path.read_bytes() == before


TOO_LARGE = "larger than the system allows"


@needs_prlimit
def test_a_win_on_a_full_disk_stays_in_its_field(screen: Terminal, running: Path) -> None:
    with full_disk(screen):
        screen.press("w")
        with refused(screen, running, TOO_LARGE):
            screen.send(f"{WIN}<enter>")
        assert WIN in screen.text()
    screen.press("enter")
    screen.wait_for(f"A win: {WIN}")
    screen.wait_for("was not written", gone=True)
    assert [win["text"] for win in rows(running, "wins")] == [WIN]


@needs_prlimit
def test_the_refusal_names_the_meeting_where_its_copy_is_refused_too(
    screen: Terminal, running: Path
) -> None:
    # The first act copies the meeting; the copy's own name, a time, says nothing to anybody.
    with full_disk(screen):
        screen.send(f"w{WIN}<enter>")
        screen.wait_for("was not written")
        assert running.stem in screen.text()


@needs_prlimit
def test_an_item_on_a_full_disk_stays_in_its_form(screen: Terminal, running: Path) -> None:
    with full_disk(screen):
        screen.press("i")
        screen.wait_for("New agenda item")
        with refused(screen, running, TOO_LARGE):
            screen.send("Rents<tab><tab>Ada<tab>15<enter>")
        for typed in ("Rents", "Ada", "15"):
            assert typed in screen.text()
    screen.press("enter")
    screen.wait_for("New agenda item", gone=True)
    screen.wait_for("9 Rents")
    item = rows(running, "agenda")[-1]
    assert (item["title"], item["presenter"], item["minutes"]) == ("Rents", "Ada Quill", 15)


@needs_prlimit
def test_the_floor_on_a_full_disk_stays_as_it_was(screen: Terminal, running: Path) -> None:
    screen.send("sada<enter>")
    screen.wait_for("next Ada Quill")
    with full_disk(screen):
        with refused_in_a_toast(screen, running, TOO_LARGE):
            screen.press("n")
        assert "the floor is free" in screen.text()
        assert "next Ada Quill" in screen.text()
        assert "● Ada Quill" not in screen.text()
    screen.press("n")
    screen.wait_until(lambda text: re.search(r"● Ada Quill.* 0:0\d", text), "her first seconds")
    assert [turn["who"] for turn in rows(running, "turns")] == ["Ada Quill"]


def write_notes_on_a_full_disk(screen: Terminal, path: Path) -> None:
    """Type into the notes of the current item, and be refused."""
    screen.wait_for(TABS["1"])
    with refused_in_a_toast(screen, path, TOO_LARGE):
        screen.send(f"<tab>{NOTE}")
        screen.wait_for(NOTE)


@needs_prlimit
def test_notes_on_a_full_disk_stay_and_are_written_later(screen: Terminal, running: Path) -> None:
    with full_disk(screen):
        write_notes_on_a_full_disk(screen, running)
    # Nobody needs to press a key: the program tries again by itself.
    screen.wait_until(lambda _: notes(running) == [NOTE], "the notes", seconds=6)
    assert NOTE in screen.text()


@needs_prlimit
def test_notes_that_were_refused_are_there_after_a_look_elsewhere(
    screen: Terminal, running: Path
) -> None:
    with full_disk(screen):
        write_notes_on_a_full_disk(screen, running)
        # Another item, another screen, and back.
        screen.press("escape", "j", "k")
        screen.press("4")
        screen.wait_for(TABS["4"])
        screen.press("1")
        screen.wait_for(TABS["1"])
    screen.send("<tab> written<escape>")
    screen.wait_until(lambda _: notes(running) == [NOTE + " written"], "the notes", seconds=6)


@needs_prlimit
def test_notes_that_were_refused_survive_what_somebody_else_writes(
    screen: Terminal, running: Path
) -> None:
    with full_disk(screen):
        write_notes_on_a_full_disk(screen, running)
        screen.press("escape")
        interpreter.run(MeetingFile(running), "q+ Ben Osei", SystemClock().now())
        screen.wait_for("next Ben Osei")
    screen.send("<tab> written<escape>")
    screen.wait_until(lambda _: notes(running) == [NOTE + " written"], "the notes", seconds=6)


@needs_prlimit
@pytest.mark.parametrize("room", [1_000, 0], ids=["for a draft", "for nothing"])
def test_leaving_with_notes_that_were_refused_loses_none(
    terminal: StartProgram, screen: Terminal, running: Path, room: int
) -> None:
    before = running.read_bytes()
    with full_disk(screen, room):
        screen.send(f"<tab>{NOTE}<ctrl+q>")
        assert screen.wait_exit() == 0
    assert running.read_bytes() == before
    if room:
        again = terminal("open")
        again.wait_for("Not recorded")
        again.press("tab", "ctrl+r", "escape")
        again.wait_until(lambda _: notes(running) == [NOTE], "the notes", seconds=6)
    else:
        # Nowhere to keep it: it is at least said.
        assert screen.left_usable()
        line = f"Not recorded: Notes on Welcome, roll call and goals: {NOTE}"
        assert line in screen.raw.decode()


# A disk without room for a single byte, from the start.
NO_ROOM = """
import os, resource, sys
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
os.execv(sys.executable, [sys.executable, "-m", "meeting_tui"])
"""


def test_a_disk_without_any_room_keeps_nobody_from_reading(
    terminal: StartProgram, running: Path
) -> None:
    before = running.read_bytes()
    screen = terminal(argv=[sys.executable, "-c", NO_ROOM], env=NO_CACHE)
    screen.wait_for("running")
    screen.press("enter")
    screen.wait_for(TABS["1"])
    screen.press("7")
    screen.wait_for(TABS["7"])
    with refused_in_a_toast(screen, running, TOO_LARGE):
        screen.press("ctrl+s")
    screen.press("ctrl+q")
    assert screen.wait_exit() == 0
    assert running.read_bytes() == before


# -- permissions ---------------------------------------------------------------------------

READ_ONLY: dict[str, tuple[Callable[[Path], list[tuple[Path, int]]], str]] = {
    "folder": (
        lambda file: [(file.parent / ".locks", 0o500), (file.parent, 0o500)],
        "folder may not be written",
    ),
    "file": (lambda file: [(file, 0o444)], "file is read-only"),
}


@pytest.mark.parametrize("kind", READ_ONLY)
def test_a_win_on_what_is_read_only_stays_in_its_field(
    terminal: StartProgram, running: Path, bound: list[str], kind: str
) -> None:
    modes, reason = READ_ONLY[kind]
    screen = terminal(argv=[*bound, "-m", "meeting_tui", "open"])
    screen.wait_for(TABS["1"])
    with mode(*modes(running)):
        screen.press("w")
        with refused(screen, running, reason):
            screen.send(f"{WIN}<enter>")
        assert WIN in screen.text()
        assert "then try again" in said(screen.text())
    screen.press("enter")
    screen.wait_for(f"A win: {WIN}")
    assert [win["text"] for win in rows(running, "wins")] == [WIN]


def test_a_library_that_may_only_be_read_can_be_read(
    terminal: StartProgram, running: Path, bound: list[str], library: Path
) -> None:
    folders = [path for path in library.rglob("*") if path.is_dir()]
    before = running.read_bytes()
    with mode((running, 0o400), *((path, 0o500) for path in folders), (library, 0o500)):
        screen = terminal(argv=[*bound, "-m", "meeting_tui"])
        screen.wait_for("running")
        screen.press("enter")
        screen.wait_for(TABS["1"])
        screen.press("7")
        screen.wait_for(TABS["7"])
        screen.press("ctrl+q")
        assert screen.wait_exit() == 0
    assert running.read_bytes() == before

"""Terminals with few colours or none: only those are used, and nothing is said by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from data.clock import SystemClock
from data.library.library import Library
from data.records.models import AgendaItem, Decision, Dissent, DissentKind
from data.rules import edits
from tests.builders import Room, a_meeting, person
from tests.stories.conftest import StartProgram
from tests.stories.terminal import Terminal

_STYLE = re.compile(rb"\x1b\[([0-9;]*)m")
_FIELD = re.compile(r"[34]8;(?:5|2;\d+;\d+);\d+|\d+")
_PLAIN = {"0", "1", "2", "3", "4", "7", "9", "39", "49"}
_SIXTEEN = {str(base + n) for base in (30, 40, 90, 100) for n in range(8)}
_256 = {f"{kind}8;5;{n}" for kind in "34" for n in range(256)}
# Lines and blocks say nothing by themselves, and behind a dialog they may vanish.
_DECORATION = re.compile(r"[\s\u2500-\u259f]?")


def a_meeting_over_time(library: Path) -> str:
    """Create a meeting whose item and speaker are over time, with a decision that is blocked."""
    meetings = Library(library, SystemClock())
    people = (person("Ada", "Tenants"), person("Ben", "Harbour"), person("Cleo", "Green Roofs"))
    items = (AgendaItem(title="Rents", minutes=1, position=1), AgendaItem(title="Van", position=2))
    started = meetings.clock.now() - timedelta(minutes=10)
    room = Room(a_meeting(*people, items=items, started=started, speech_limit=60), started)
    room.take("Rents").ask("Ada").ask("Ben", about="the roof").ask("Cleo").next()
    block = Dissent(who="Ben", kind=DissentKind.BLOCK, reason="the cost")
    room.act(edits.add, Decision(text="We buy the van", dissent=(block,), at=room.now))
    return meetings.create(room.meeting)


def colours(raw: Iterable[bytes]) -> set[str]:
    """Return the fields of styles that were written, without those that are no colours."""
    return {field for style in raw for field in _FIELD.findall(style.decode())} - _PLAIN


def unreadable(screen: Terminal) -> list[str]:
    """Return the characters in the colour of their background."""
    return [
        cell.data
        for _, cell in screen.cells()
        if cell.fg == cell.bg != "default" and not _DECORATION.fullmatch(cell.data)
    ]


def look(screen: Terminal, text: str) -> tuple[object, ...]:
    """Return how a text on the screen stands out, apart from its own colour."""
    rows = screen.text().splitlines()
    number = next(n for n, row in enumerate(rows) if text in row)
    cells = [cell for row, cell in screen.cells() if row == number]
    cell = cells[rows[number].index(text)]
    return cell.bg, cell.reverse, cell.underscore


@pytest.mark.parametrize(
    ("environment", "allowed"),
    [
        ({"TERM": "linux"}, _SIXTEEN),
        ({"TERM": "xterm", "MEETING_TUI_THEME": "assembly-light"}, _SIXTEEN),
        ({"MEETING_TUI_THEME": "assembly-light", "TERM": "xterm-256color"}, _SIXTEEN | _256),
        ({"NO_COLOR": "1"}, set()),
    ],
    ids=["linux", "16", "256", "none"],
)
def test_few_colours_are_enough(
    terminal: StartProgram, library: Path, environment: dict[str, str], allowed: set[str]
) -> None:
    meeting_id = a_meeting_over_time(library)
    less = {} if "NO_COLOR" in environment else {"COLORTERM": ""}
    screen = terminal("open", meeting_id, size=(100, 30), env={**less, **environment})
    screen.wait_for("OVER")
    screen.press("2")
    first, second = " 1   Ben", " 2   Cleo"
    screen.wait_until(lambda shown: first in shown and second in shown, "the queue")
    screen.wait_until(lambda _: look(screen, first) != look(screen, second), "the highlight")
    assert not unreadable(screen)
    for key, shown in {"5": "Ben blocks", "6": "here", "?": "Most used"}.items():
        screen.press(key)
        screen.wait_for(shown)
        assert not unreadable(screen)
    screen.press("escape", "ctrl+q")
    assert screen.wait_exit() == 0
    assert colours(_STYLE.findall(bytes(screen.raw))) <= allowed

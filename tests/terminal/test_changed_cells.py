"""Whatever is written, the terminal shows the same as if all of it had been written."""

from __future__ import annotations

import random

import pyte
import pytest

from meeting_tui.terminal.changed_cells import ChangedCells

SIZE = (24, 6)
STYLES = ("", "0", "1", "38;2;9;8;7", "1;3;38;5;9;48;2;1;2;3", "31;44")
TEXTS = ("a", "lease", " ", "── ▶", "      ", "é★", "to speak", "x" * 24)
WIDE = ("日本  ", "e\u0301x    ", "👍 ok ", "Rosa  ")  # six cells, which are only written together
OTHERS = ("?25l", "?2026h", "?2026l", "2J", "K")


class _Screen:
    """A terminal."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(*SIZE)
        self.stream = pyte.Stream(self.screen)

    @property
    def cells(self) -> object:
        rows = [self.screen.buffer[row] for row in range(SIZE[1])]
        return [[row[column] for column in range(SIZE[0])] for row in rows]


def _frame(source: random.Random) -> str:
    parts: list[str] = []

    def write(row: int, column: int, text: str) -> None:
        style = source.choice(STYLES)
        parts.append(f"\x1b[{row};{column}H\x1b[{style}m{text}\x1b[0m")

    for _ in range(source.randint(1, 8)):
        row, text = source.randint(1, SIZE[1]), source.choice(TEXTS)
        if len(text) < SIZE[0]:
            write(row, source.randint(1, SIZE[0] - 6 - len(text)), text)
            write(row, SIZE[0] - 5, source.choice(WIDE))
        else:
            write(row, 1, text)
        if source.random() < 0.1:
            parts.append(f"\x1b[{source.choice(OTHERS)}")
    return "".join(parts) + "\x1b[1;1H"


@pytest.mark.parametrize("seed", range(40))
def test_any_frames_show_the_same(seed: int) -> None:
    source = random.Random(seed)
    cells, whole, reduced = ChangedCells(), _Screen(), _Screen()
    for number in range(12):
        frame = _frame(source)
        whole.stream.feed(frame)
        reduced.stream.feed(cells.feed(frame, SIZE))
        assert reduced.cells == whole.cells, (number, frame)


def test_only_the_cells_that_differ_are_written() -> None:
    cells = ChangedCells()
    first = "\x1b[2;1H\x1b[1mspeaker\x1b[0m      0:59\x1b[1;1H"
    assert cells.feed(first, SIZE) == "\x1b[2;1H\x1b[1mspeaker\x1b[0m      0:59\x1b[1;1H"
    assert cells.feed(first, SIZE) == ""
    assert cells.feed(first.replace("0:59", "1:00"), SIZE) == "\x1b[2;14H1:00\x1b[1;1H"
    assert cells.feed("\x1b[?2026h" + first.replace("0:59", "1:00") + "\x1b[?2026l", SIZE) == ""


def test_everything_is_written_again_to_a_terminal_that_may_show_anything() -> None:
    cells = ChangedCells()
    frame = "\x1b[2;1Hthe lease\x1b[1;1H"
    cells.feed(frame, SIZE)
    assert cells.feed(frame, (30, 6)) == frame  # another size
    cells.forget()
    assert cells.feed(frame, (30, 6)) == frame
    mode = "\x1b[>4;2m"  # of the keyboard, and no style
    assert cells.feed(mode + frame, (30, 6)) == mode + frame
    assert cells.feed("\x1b[?1049h" + frame, (30, 6)) == "\x1b[?1049h" + frame

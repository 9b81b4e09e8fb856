"""A small font of block letters: Latin capitals with their accents, digits and a few signs.

A glyph is drawn once, on a grid of five rows. In the small size each cell shows two rows of the
grid; in the big size each row of the grid has a row of the screen, and the vertical strokes have
two cells, so that they look as thick as the horizontal ones.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum


class Size(IntEnum):
    """The height of a line of block letters, in rows of the screen, without accents."""

    SMALL = 3
    BIG = 5


_DRAWN = """
A .###. #...# ##### #...# #...#
B ####. #...# ####. #...# ####.
C .#### #.... #.... #.... .####
D ####. #...# #...# #...# ####.
E ##### #.... ####. #.... #####
F ##### #.... ####. #.... #....
G .#### #.... #..## #...# .####
H #...# #...# ##### #...# #...#
I # # # # #
J ...# ...# ...# #..# .##.
K #..# #.#. ##.. #.#. #..#
L #... #... #... #... ####
M #...# ##.## #.#.# #...# #...#
N #...# ##..# #.#.# #..## #...#
O .###. #...# #...# #...# .###.
P ####. #...# ####. #.... #....
Q .###. #...# #...# #..## .####
R ####. #...# ####. #..#. #...#
S .#### #.... .###. ....# ####.
T ##### ..#.. ..#.. ..#.. ..#..
U #...# #...# #...# #...# .###.
V #...# #...# #...# .#.#. ..#..
W #...# #...# #.#.# ##.## #...#
X #...# .#.#. ..#.. .#.#. #...#
Y #...# .#.#. ..#.. ..#.. ..#..
Z ##### ...#. ..#.. .#... #####
Æ .#### #.#.. ##### #.#.. #.###
Œ .#### #.#.. #.### #.#.. .####
Ø .###. #..## #.#.# ##..# .###.
Ł .#... .#.#. .##.. ##... .####
Đ .###. .#..# ###.# .#..# .###.
Ð .###. .#..# ###.# .#..# .###.
Þ #.... ####. #...# ####. #....
0 ##### #...# #...# #...# #####
1 ..#.. .##.. ..#.. ..#.. .###.
2 ##### ....# ##### #.... #####
3 ##### ....# .#### ....# #####
4 #...# #...# ##### ....# ....#
5 ##### #.... ##### ....# #####
6 ##### #.... ##### #...# #####
7 ##### ....# ....# ....# ....#
8 ##### #...# ##### #...# #####
9 ##### #...# ##### ....# #####
: . # . # .
. . . . . #
, .. .. .. .# #.
- ... ... ### ... ...
– .... .... #### .... ....
' # # . . .
’ # # . . .
! # # # . #
? ####. ....# .###. ..... .#...
( .# #. #. #. .#
) #. .# .# .# #.
/ ...# ..#. .#.. .#.. #...
& .##.. #.... .##.# #..#. .##.#
+ ..... ..#.. ##### ..#.. .....
"""
_GLYPHS = {line[0]: tuple(line.split()[1:]) for line in _DRAWN.strip().splitlines()}

# The cells of each column of a glyph in the big size; by default an outer column has two.
_CENTRED = (2, 1, 2, 1, 2)
_CELLS = {
    **dict.fromkeys("MVWXY", _CENTRED),
    **dict.fromkeys("T+", (1, 1, 2, 1, 1)),
    **dict.fromkeys("ÆŒ", (2, 1, 2, 1, 1)),
    **dict.fromkeys("ĐÐŁ", (1, 2, 1, 1, 2)),
    "Z": (1, 2, 2, 2, 1),
    "1": (1, 2, 2, 1, 1),
    "?": (1, 2, 1, 1, 2),
}

_ABOVE = {
    "\u0300": "▀▄",  # grave
    "\u0301": "▄▀",  # acute
    "\u0302": "▄▀▄",  # circumflex
    "\u0303": "▄▀▄▀",  # tilde
    "\u0304": "▄▄▄",  # macron
    "\u0306": "▀▄▀",  # breve
    "\u0307": "▄",  # dot
    "\u0308": "▄ ▄",  # diaeresis
    "\u030a": "▄▀▄",  # ring
    "\u030b": "▄▀▄▀",  # double acute
    "\u030c": "▀▄▀",  # caron
}
_BELOW = {
    "\u0323": "▀",  # dot
    "\u0326": "▄▀",  # comma
    "\u0327": "▄▀",  # cedilla
    "\u0328": "▀▄",  # ogonek
    "\u0331": "▀▀▀",  # macron
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_GAPS = {Size.SMALL: 1, Size.BIG: 2}
_BLANKS = {Size.SMALL: 2, Size.BIG: 3}


def block_letters(text: str, size: Size) -> list[str] | None:
    """Return a text in block letters, as rows of equal length.

    There is one more row above if a letter has an accent there, and one below.

    Args:
        text: one line; small letters become capitals.
        size: the height of a letter.

    Returns:
        None if the font lacks one of the letters.
    """
    drawn = [_draw(letter, size) for letter in _letters(text)]
    if not drawn or None in drawn:
        return None
    gap = " " * _GAPS[size]
    rows = [gap.join(parts) for parts in zip(*(glyph for glyph in drawn if glyph), strict=True)]
    first = 0 if rows[0].strip() else 1
    last = len(rows) if rows[-1].strip() else len(rows) - 1
    return rows[first:last]


def _letters(text: str) -> list[str]:
    """Return the letters of a text as capitals, each with its accents behind it."""
    letters: list[str] = []
    for character in unicodedata.normalize("NFD", text.upper()):
        if unicodedata.combining(character) and letters:
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _draw(letter: str, size: Size) -> list[str] | None:
    """Return the rows of a letter, one for accents above and one for those below included."""
    base, accents = letter[0], letter[1:]
    if base.isspace():
        return [" " * _BLANKS[size]] * (size + 2)
    if base not in _GLYPHS or not all(accent in _ABOVE or accent in _BELOW for accent in accents):
        return None
    grid = _GLYPHS[base]
    rows = _big_rows(base, grid) if size is Size.BIG else _small_rows(grid)
    above = "".join(_ABOVE.get(accent, "") for accent in accents)
    below = "".join(_BELOW.get(accent, "") for accent in accents)
    width = max(len(rows[0]), len(above), len(below))
    return [row.center(width) for row in (above, *rows, below)]


def _big_rows(base: str, grid: tuple[str, ...]) -> list[str]:
    columns = len(grid[0])
    middle = [1] * (columns - 2)
    cells = _CELLS.get(base, (2, *middle, 2) if columns > 1 else (2,))
    rows = []
    for number, row in enumerate(grid):
        beside = {*grid[max(0, number - 1) : number], *grid[number + 1 : number + 2]}
        parts = [("█" if dot == "#" else " ") * n for dot, n in zip(row, cells, strict=True)]
        if columns > 2:
            parts[0] = _rounded(parts[0], row[:2], {other[0] for other in beside})
            parts[-1] = _rounded(parts[-1], row[:-3:-1], {other[-1] for other in beside})[::-1]
        rows.append("".join(parts))
    return rows


def _rounded(part: str, dots: str, beside: set[str]) -> str:
    """Return the outer part of a row, half filled where it is the corner of a curve.

    Args:
        part: the cells of the outer column.
        dots: the outer dot of the row, and the one next to it.
        beside: the outer dots of the rows above and below.
    """
    return " █" if part == "  " and dots == ".#" and "#" in beside else part


def _small_rows(grid: tuple[str, ...]) -> list[str]:
    padded = ("." * len(grid[0]), *grid)
    return [
        "".join(_HALVES[upper == "#", lower == "#"] for upper, lower in zip(high, low, strict=True))
        for high, low in zip(padded[::2], padded[1::2], strict=True)
    ]

"""ChangedCells: of what is written to a terminal, only the cells that differ from those shown.

Textual paints whole rows of a widget, and the whole screen when a dialog opens or closes. Most of
their cells are shown already. Over a slow line the rest is what counts, so this keeps a model of
the terminal's cells, and passes on what changes it.

Only what paints is understood: moves to a place, styles and text. Anything else is passed on as it
is; if it may have changed what is shown, everything is painted again when it is next written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from rich.cells import get_character_cell_size

_TOKEN = re.compile(
    r"\x1b\[(?P<arguments>[0-?]*)(?P<other>[ -/]*)(?P<final>[@-~])"
    r"|(?P<command>\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)|\x07)"  # but no link, which is a style
    r"|(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<control>\x1b[PX^_][^\x1b]*\x1b\\|\x1b.?|.)",
    re.DOTALL,
)
_BEGIN_UPDATE, _END_UPDATE = "\x1b[?2026h", "\x1b[?2026l"
_RESET = "\x1b[0m"
_SCREENS = ("47", "1047", "1048", "1049")  # modes that change what is shown
_NEAR = 4  # unchanged cells between two changes that cost less than a move
_FIELDS = re.compile(r"[34]8;(?:5;\d+|2;\d+;\d+;\d+)|\d+")

_Cell = tuple[str, str] | None
"""A character and its style; None if it is not known. The second half of a wide one is ""."""


class ChangedCells:
    """The cells that a terminal shows, and those that it is about to show."""

    def __init__(self) -> None:
        self._size = (0, 0)  # columns and rows
        self._shown: list[list[_Cell]] = []
        self._wanted: list[list[_Cell]] = []
        self._dirty: set[int] = set()  # rows that were written
        self._place: tuple[int, int] | None = None  # column and row of the cursor, where wanted
        self._cursor: tuple[int, int] | None = None  # the same, where it is
        self._style = ""

    def forget(self) -> None:
        """Paint everything that is written from now on, since the terminal may show anything."""
        columns, rows = self._size
        self._shown = [[None] * columns for _ in range(rows)]
        self._wanted = [[None] * columns for _ in range(rows)]
        self._dirty.clear()
        self._place = self._cursor = None

    def feed(self, text: str, size: tuple[int, int]) -> str:
        """Return what to write to the terminal in place of a text.

        Args:
            text: the text with its escape sequences, none of which is cut off.
            size: the columns and rows of the terminal.
        """
        if size != self._size:
            self._size = size
            self.forget()
        written: list[str] = []
        for token in _TOKEN.finditer(text):
            if not self._understand(token):
                self._pass_on(token, written)
        written += self._changes()
        return "".join(written)

    # -- what is written to us -------------------------------------------------------------

    def _understand(self, token: re.Match[str]) -> bool:
        """Take in a token that paints; return whether it is one."""
        kind = token.lastgroup
        if kind == "text":
            return self._put(token["text"])
        arguments = token["arguments"]
        if kind == "final" and not token["other"] and not arguments.strip("0123456789;"):
            if token["final"] == "m":
                self._style = _joined(self._style, arguments)
                return True
            if token["final"] == "H":
                return self._move(arguments)
        if token[0] == "\n" and self._place is not None and self._place[1] + 1 < self._size[1]:
            self._place = (self._place[0], self._place[1] + 1)
            return True
        return False

    def _move(self, arguments: str) -> bool:
        numbers = arguments.split(";") if arguments else ["1", "1"]
        if len(numbers) != 2 or not all(number.isdecimal() for number in numbers):
            return False
        row, column = int(numbers[0]) - 1, int(numbers[1]) - 1
        if not (0 <= row < self._size[1] and 0 <= column < self._size[0]):
            return False
        self._place = (column, row)
        return True

    def _put(self, text: str) -> bool:
        if self._place is None:
            return False
        (begin, row), style = self._place, self._style
        cells: list[_Cell] = [(character, style) for character in text]
        if not text.isascii():
            cells = list(_wide_cells(text, style))
        end = begin + len(cells)
        if end > self._size[0] or (cells and cells[0] is None):
            return False
        line = self._wanted[row]
        if begin and _is_second_half(line[begin]):
            line[begin - 1] = None  # half of a wide character was overwritten
        if end < self._size[0] and _is_second_half(line[end]):
            line[end] = None
        line[begin:end] = cells
        self._dirty.add(row)
        self._place = (end, row)
        return True

    def _pass_on(self, token: re.Match[str], written: list[str]) -> None:
        written += self._changes()
        if _leaves_cells(token):
            if token[0] == _END_UPDATE and written and written[-1] == _BEGIN_UPDATE:
                written.pop()  # nothing has changed
            else:
                written.append(token[0])
            return
        style = f"\x1b[{self._style}m" if self._style else ""
        written.append(f"{style}{token[0]}{style and _RESET}")
        self.forget()

    # -- what is written to the terminal ---------------------------------------------------

    def _changes(self) -> list[str]:
        """Return what makes the terminal show what is wanted."""
        written: list[str] = []
        pen = ""
        for row in sorted(self._dirty):
            shown, wanted = self._shown[row], self._wanted[row]
            if shown == wanted:
                continue
            for begin, end in _different(shown, wanted):
                written.append(f"\x1b[{row + 1};{begin + 1}H")
                known = (cell for cell in wanted[begin:end] if cell is not None)
                for style, cells in groupby(known, key=lambda cell: cell[1]):
                    written.append(_transition(pen, style))
                    written += [character for character, _ in cells]
                    pen = style
                self._cursor = None
            self._shown[row] = wanted.copy()
        self._dirty.clear()
        if pen:
            written.append(_RESET)
        if self._place not in (None, self._cursor) and self._place[0] < self._size[0]:
            written.append(f"\x1b[{self._place[1] + 1};{self._place[0] + 1}H")
            self._cursor = self._place
        return written


def _leaves_cells(token: re.Match[str]) -> bool:
    """Whether a token changes neither cells, nor the cursor, nor the style."""
    if token.lastgroup == "command":
        return True
    if token.lastgroup != "final":
        return False
    arguments, other, final = token["arguments"], token["other"], token["final"]
    if final in "hl" and not other:
        return arguments.startswith("?") and arguments[1:] not in _SCREENS
    # Questions, and the protocol of the keyboard.
    return (
        final in "nc" or (final == "p" and other == "$") or (final == "u" and arguments[:1] > "9")
    )


def _wide_cells(text: str, style: str) -> Iterator[_Cell]:
    """Yield the cells of a text; None first if it begins with a character without a width."""
    cells: list[_Cell] = []
    for character in text:
        width = _width(character)
        if width:
            cells += [(character, style)] + [("", style)] * (width - 1)
        else:
            place = len(cells) - 1
            while place >= 0 and _is_second_half(cells[place]):
                place -= 1
            before = cells[place] if place >= 0 else None
            if before is None:
                yield None
                return
            cells[place] = (before[0] + character, style)
    yield from cells


@lru_cache(maxsize=2048)
def _width(character: str) -> int:
    return get_character_cell_size(character)


def _is_second_half(cell: _Cell) -> bool:
    return cell is not None and not cell[0]


def _different(shown: list[_Cell], wanted: list[_Cell]) -> list[tuple[int, int]]:
    """Return the spans of a row that have to be written.

    Where terminals may disagree about the width of a character, that is the whole row.
    """
    known = [place for place, cell in enumerate(wanted) if cell is not None]
    if any(
        cell is not None and not _is_plain(cell[0]) for line in (shown, wanted) for cell in line
    ):
        changed = known
    else:
        changed = [place for place in known if wanted[place] != shown[place]]
    spans: list[tuple[int, int]] = []
    for place in changed:
        if spans and place - spans[-1][1] <= _NEAR and None not in wanted[spans[-1][1] : place]:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return spans


@lru_cache(maxsize=4096)
def _is_plain(text: str) -> bool:
    """Whether a cell holds one character that is narrow in all terminals."""
    return len(text) == 1 and text < "\u2e80" and _width(text) == 1


@lru_cache(maxsize=4096)
def _joined(style: str, arguments: str) -> str:
    """Return a style after a sequence that adds to it; "" is the style of a reset."""
    fields = _FIELDS.findall(arguments) or ["0"]
    joined = _FIELDS.findall(style)
    for field in fields:
        joined = [] if field == "0" else [*joined, field]
    return ";".join(joined)


@lru_cache(maxsize=4096)
def _transition(pen: str, style: str) -> str:
    """Return the shortest sequence that leads from one style to another."""
    if pen == style:
        return ""
    if not style:
        return _RESET
    old, new = _FIELDS.findall(pen), _FIELDS.findall(style)
    kinds = {_kind(field) for field in new}
    if all(field in new or _kind(field) in kinds for field in old):
        return f"\x1b[{';'.join(field for field in new if field not in old)}m"
    return f"\x1b[0;{style}m" if pen else f"\x1b[{style}m"


def _kind(field: str) -> str:
    """Return "38" for a colour of the text, "48" for one of the background, else the field."""
    number = int(field.partition(";")[0])
    if number == 38 or 30 <= number < 38 or 90 <= number < 98:
        return "38"
    return "48" if number == 48 or 40 <= number < 48 or 100 <= number < 108 else field

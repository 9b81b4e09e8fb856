"""What a screen shows, read from the picture that Textual exports as SVG: characters and styles."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from typing import Any

from rich.cells import cell_len
from textual.app import App

_COLUMN, _ROW = 12.2, 24.4  # the size of a cell in the picture
_RECT = re.compile(r'<rect fill="(#[0-9a-f]{6})" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"')
_TEXT = re.compile(
    r'<text class="[^"]+-(r\d+)" x="([\d.]+)" y="([\d.]+)" textLength="[^"]*" '
    r'clip-path="url\(#[^"]*-line-\d+\)">([^<]*)</text>'
)
_CLASS = re.compile(r"\.\S+-(r\d+) \{ fill: (#[0-9a-f]{6})([^}]*)\}")
_ATTRIBUTES = {
    "font-weight: bold": "bold",
    "font-style: italic": "italic",
    "text-decoration: underline": "underline",
    "text-decoration: line-through": "strike",
}


@dataclass(frozen=True)
class Run:
    """Neighbouring cells of a row with the same style.

    Args:
        column: the first of them, from 0.
        cells: how many they are.
        text: what they show.
        behind: the colour of the background, such as "#12151c".
        colour: of the text; "" for blanks alone.
        attributes: such as "bold".
    """

    column: int
    cells: int
    text: str
    behind: str
    colour: str = ""
    attributes: tuple[str, ...] = ()

    def joins(self, other: Run) -> bool:
        """Return whether the next run looks the same, or only one of them has a text."""
        styles = (self.colour, self.attributes), (other.colour, other.attributes)
        return self.behind == other.behind and (styles[0] == styles[1] or ("", ()) in styles)


@dataclass(frozen=True)
class Picture:
    """The runs of each row of a screen."""

    rows: tuple[tuple[Run, ...], ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of each row, without the blanks at its end."""
        return tuple("".join(run.text for run in row).rstrip() for row in self.rows)


def take_picture(app: App[Any]) -> Picture:
    """Return what an app that runs in a test shows."""
    svg = app.export_screenshot(simplify=True)
    return read_svg(svg, app.size, app.current_theme.background or "")


def read_svg(svg: str, size: tuple[int, int], background: str) -> Picture:
    """Return what a picture shows that was exported by Textual.

    Args:
        svg: the picture.
        size: its columns and rows.
        background: the colour of cells that have none of their own.
    """
    columns, rows = size
    styles = {
        name: (colour, tuple(word for rule, word in _ATTRIBUTES.items() if rule in rules))
        for name, colour, rules in _CLASS.findall(svg)
    }
    runs: list[dict[int, Run]] = [{} for _ in range(rows)]
    for colour, x, y, width in _RECT.findall(svg):
        row, column, cells = int(float(y) / _ROW), _cells(x), _cells(width)
        if cells and row < rows:
            runs[row][column] = Run(column, cells, " " * cells, colour)
    for name, x, y, escaped in _TEXT.findall(svg):
        row, column = int(float(y) / _ROW), _cells(x)
        text = html.unescape(escaped).replace("\xa0", " ").rstrip("\n")
        if text:
            under = runs[row].get(column)
            behind = under.behind if under is not None else background
            runs[row][column] = Run(column, cell_len(text), text, behind, *styles[name])
    return Picture(tuple(_joined(row, columns, background) for row in runs))


def _cells(length: str) -> int:
    return round(float(length) / _COLUMN)


def _joined(found: dict[int, Run], columns: int, background: str) -> tuple[Run, ...]:
    """Return the runs of a row from left to right, without gaps; neighbours are joined."""
    runs: list[Run] = []
    end = 0
    for column in (*sorted(found), columns):
        parts = [Run(end, column - end, " " * (column - end), background)] if column > end else []
        parts += [found[column]] if column < columns else []
        for run in parts:
            before = runs[-1] if runs else None
            if before is not None and before.joins(run):
                style = before if before.colour else run
                cells, text = before.cells + run.cells, before.text + run.text
                runs[-1] = replace(style, column=before.column, cells=cells, text=text)
            else:
                runs.append(run)
            end = run.column + run.cells
    return tuple(runs)


# -- contrast ------------------------------------------------------------------------------

# Lines, bars and dots say nothing by themselves.
_DECORATION = re.compile(r"^[\s·•─━│╭╮╰╯┊▔▁-█░▒▓▌▐]*$")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour such as "#1d222e", as WCAG 2.1 defines it."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def faint_texts(picture: Picture, on: str = "") -> list[str]:
    """Return the texts of a picture with too little contrast, each with its colours.

    Args:
        picture: the picture.
        on: the only background that counts; "" for all.
    """
    return [
        f"{run.text.strip()!r}: {run.colour} on {run.behind}"
        for row in picture.rows
        for run in row
        if run.colour
        and on in ("", run.behind)
        and not _DECORATION.match(run.text)
        and contrast(run.colour, run.behind) < 4.5
    ]

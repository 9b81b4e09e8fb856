"""Snapshots of screens as text: the characters of each row, then its styles in each theme.

A style is a span of columns with the names that the theme has for its colours. Both themes have the
same names nearly everywhere, and these are then written once. The colour of each name comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

from textual.theme import Theme

from tests.pictures import Picture, Run

FOLDER = Path(__file__).resolve().parents[1] / "snapshots"
# Where several names of a theme have the same colour, the first of these stands for all.
_FIRST = (
    *("text", "background", "muted", "panel", "surface", "boost"),
    *("primary", "floor", "late", "win", "ground", "decision", "accent"),
)


def snapshot_path(screen: str, size: tuple[int, int]) -> Path:
    """Return where the snapshot of a screen is kept."""
    return FOLDER / "{}x{}".format(*size) / f"{screen}.txt"


def read_snapshot(screen: str, size: tuple[int, int]) -> str:
    """Return the snapshot of a screen, or "" if there is none."""
    path = snapshot_path(screen, size)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def colour_names(theme: Theme) -> dict[str, str]:
    """Return the names of the colours of a theme, by the colour."""
    own = {
        name: getattr(theme, name)
        for name in ("primary", "accent", "background", "surface", "panel", "boost")
    }
    found = {"text": theme.foreground, "muted": theme.variables["text-muted"]}
    found |= own | {name: value for name, value in theme.variables.items() if value[0] == "#"}
    names: dict[str, str] = {}
    for name in (*_FIRST, *found):
        names.setdefault(str(found[name]), name)
    return names


def write_snapshot(pictures: Mapping[str, Picture], themes: Iterable[Theme]) -> str:
    """Return the snapshot of a screen.

    Args:
        pictures: what it shows, by the name of the theme.
        themes: the themes, in the order in which the snapshot has them.
    """
    parts: list[str] = []
    characters = styles = ""
    for theme in themes:
        before = characters, styles
        characters, colours, styles = _parts(pictures[theme.name], theme)
        parts += [characters] if characters != before[0] else []
        parts += [colours, styles if styles != before[1] else "The names are the same.\n"]
    return "\n".join(parts)


def is_in_snapshot(snapshot: str, picture: Picture, theme: Theme) -> bool:
    """Return whether a snapshot has what a screen shows in a theme."""
    return all(part in snapshot for part in _parts(picture, theme))


def differences(expected: str, shown: str, path: Path) -> str:
    """Return the lines of a snapshot that are not as expected; "" if there are none."""
    name = path.relative_to(FOLDER)
    lines = unified_diff(
        expected.splitlines(), shown.splitlines(), f"{name} expected", f"{name} shown", n=1
    )
    return "\n".join(line.rstrip() for line in lines)


def _parts(picture: Picture, theme: Theme) -> tuple[str, str, str]:
    """Return the parts of a snapshot: characters, the colours of the names, and styles."""
    names = colour_names(theme)
    shown = [[run for run in row if not _is_plain(run, theme)] for row in picture.rows]
    used = {colour for row in shown for run in row for colour in (run.colour, run.behind)}
    listed = sorted(f"{names[colour]} {colour}" for colour in used if colour in names)
    characters = "".join(f"{n:2} |{line}\n" for n, line in enumerate(picture.lines, start=1))
    return characters, f"{theme.name}: {', '.join(listed)}\n", _styles(shown, names)


def _is_plain(run: Run, theme: Theme) -> bool:
    """Return whether a run has the colours of the theme and no attributes, or nothing to see."""
    if run.behind != theme.background:
        return False
    return run.colour in ("", theme.foreground) and not run.attributes


def _styles(rows: Iterable[list[Run]], names: Mapping[str, str]) -> str:
    """Return the styles of each row; its spans are grouped by their background."""
    lines = []
    for number, row in enumerate(rows, start=1):
        groups = [
            f"on {names.get(behind, behind)}: {', '.join(_span(run, names) for run in runs)}"
            for behind, runs in groupby(row, key=lambda run: run.behind)
        ]
        if groups:
            lines.append(f"{number:2}  {'; '.join(groups).replace('on background: ', '')}\n")
    return "".join(lines)


def _span(run: Run, names: Mapping[str, str]) -> str:
    columns = f"{run.column + 1}-{run.column + run.cells}"
    colour = names.get(run.colour, run.colour)
    return " ".join(filter(None, (columns, colour, *run.attributes)))

"""Draws docs/architecture.svg and writes the table of packages, both from the code itself.

python -m docs.architecture           writes them
python -m docs.architecture --check   ends with status 1 if they are not up to date
"""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
PICTURE = ROOT / "docs" / "architecture.svg"
LAYERS = ("meeting_tui", "screens", "data")
COLOURS = {"meeting_tui": "#e8eefc", "screens": "#e7f5ec", "data": "#fdf3e1"}

_WIDTH, _BOX, _GAP, _MARGIN = 980, 58, 12, 16


@dataclass(frozen=True)
class Package:
    """A package below one of the three layers, or the modules that lie in the layer itself."""

    name: str
    doc: str
    modules: tuple[str, ...]

    @property
    def layer(self) -> str:
        """The top-level package that it belongs to."""
        return self.name.split(".")[0]


def packages() -> tuple[Package, ...]:
    """Every package with modules of its own, in alphabetical order inside each layer."""
    found = []
    for layer in LAYERS:
        for init in sorted((ROOT / layer).rglob("__init__.py")):
            folder = init.parent
            modules = tuple(sorted(p.stem for p in folder.glob("*.py") if p.name[0] != "_"))
            name = ".".join(folder.relative_to(ROOT).parts)
            doc = ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or ""
            if modules:
                found.append(Package(name, " ".join(doc.split("\n\n")[0].split()), modules))
    return tuple(found)


def _imports(package: Package) -> Iterator[str]:
    """The modules that the modules of a package import, also inside functions."""
    folder = ROOT.joinpath(*package.name.split("."))
    for module in package.modules:
        tree = ast.parse((folder / f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)


def uses(all_packages: tuple[Package, ...]) -> dict[str, frozenset[str]]:
    """For each package the other packages that it imports from."""
    names = {package.name for package in all_packages}
    result = {}
    for package in all_packages:
        owners = set()
        for imported in _imports(package):
            parts = imported.split(".")
            prefixes = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
            owner = next((prefix for prefix in prefixes if prefix in names), None)
            if owner is not None and owner != package.name:
                owners.add(owner)
        result[package.name] = frozenset(owners)
    return result


def floors(layer: str, used: dict[str, frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """The packages of a layer, the top floor first: each imports only from floors below.

    Modules that lie in the layer itself (`data.errors`, `screens.keymap`) are left out: they are
    above some packages and below others.
    """
    inside = [name for name in used if name.split(".")[0] == layer and name != layer]

    @cache
    def height(name: str) -> int:
        below = [other for other in used[name] if other in inside]
        return 1 + max((height(other) for other in below), default=0)

    top = max((height(name) for name in inside), default=0)
    return tuple(
        tuple(sorted(name for name in inside if height(name) == level))
        for level in range(top, 0, -1)
    )


def picture() -> str:
    """The SVG: three layers, and in each its packages on floors; every import points down."""
    found = {package.name: package for package in packages()}
    used = uses(tuple(found.values()))
    parts: list[str] = []
    y = _MARGIN
    for layer in LAYERS:
        rows = floors(layer, used)
        height = 34 + len(rows) * (_BOX + _GAP)
        parts.append(
            f'<rect x="{_MARGIN}" y="{y}" width="{_WIDTH - 2 * _MARGIN}" height="{height}" rx="8"'
            f' fill="{COLOURS[layer]}"/>'
        )
        own = ", ".join(found[layer].modules) if layer in found else ""
        parts.append(_text(_MARGIN + 12, y + 22, layer, "name"))
        parts.append(_text(_MARGIN + 130, y + 22, own, "small"))
        for number, row in enumerate(rows):
            parts += _row(row, found, y + 32 + number * (_BOX + _GAP))
        y += height + _GAP
    parts.append(_text(_MARGIN, y + 10, "Every import points down, never up or sideways.", "small"))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y + 24}" role="img"'
        ' aria-label="The packages of meeting-tui in three layers">\n'
        "<style>text{font-family:monospace;fill:#1d2433}.name{font-size:15px;font-weight:bold}"
        ".box{font-size:14px;font-weight:bold}.small{font-size:11px}</style>\n"
        f'<rect width="{_WIDTH}" height="{y + 24}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _row(row: tuple[str, ...], found: dict[str, Package], y: int) -> Iterator[str]:
    room = _WIDTH - 4 * _MARGIN
    width = (room - _GAP * (len(row) - 1)) // len(row)
    for number, name in enumerate(row):
        x = 2 * _MARGIN + number * (width + _GAP)
        yield (
            f'<rect x="{x}" y="{y}" width="{width}" height="{_BOX}" rx="5" fill="#ffffff"'
            ' stroke="#8a93a6"/>'
        )
        yield _text(x + 8, y + 18, name.split(".", 1)[1], "box")
        lines = textwrap.wrap(found[name].doc, (width - 12) // 7, max_lines=2, placeholder=" …")
        for line, text in enumerate(lines):
            yield _text(x + 8, y + 34 + 14 * line, text, "small")


def _text(x: int, y: int, text: str, style: str) -> str:
    return f'<text x="{x}" y="{y}" class="{style}">{escape(text)}</text>'


def table() -> str:
    """The packages with what they are for, and the number of their modules."""
    rows = ["| package | what it is for | modules |", "|---|---|---|"]
    rows += [f"| `{p.name}` | {p.doc} | {len(p.modules)} |" for p in packages()]
    return "\n".join(rows)


def page() -> str:
    """The page with its table as it should be."""
    block = f"<!-- packages -->\n{table()}\n<!-- /packages -->"
    text = PAGE.read_text(encoding="utf-8")
    return re.sub(r"<!-- packages -->.*?<!-- /packages -->", lambda _: block, text, flags=re.DOTALL)


def main() -> None:
    """Write the picture and the table, or check them."""
    wanted = {PAGE: page(), PICTURE: picture()}
    stale = [p for p, text in wanted.items() if not p.exists() or p.read_text("utf-8") != text]
    if "--check" in sys.argv:
        names = ", ".join(path.name for path in stale)
        raise SystemExit(f"not up to date: {names}" if stale else 0)
    for path in stale:
        path.write_text(wanted[path], encoding="utf-8")


if __name__ == "__main__":
    main()

"""The structure that people type into notes: lines, and lists with a hyphen before each thing.

Notes are plain text whose lines are kept. A line that begins with "- " (or "* ", or "• ") is an
item of a list; the farther in it stands, the deeper it is. Nothing else is structure: a number or
a "#" before a line is part of its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"^\s*[-*•]\s+(?=\S)")
_STEP = 2  # so many blanks farther in make an item a part of the one above it
_DEEPEST = 6


@dataclass(frozen=True)
class NoteBlock:
    """Lines that belong together: a paragraph (depth 0), or an item of a list (1 and deeper).

    Depth never grows by more than one from a block to the next.
    """

    depth: int
    lines: tuple[str, ...]


def note_blocks(text: str) -> tuple[NoteBlock, ...]:
    """The paragraphs and list items of a text, in order; lines without blanks at their ends.

    A line without a hyphen goes on with the item above it if it is indented as that one's text
    is; otherwise it ends the list.
    """
    found: list[tuple[int, list[str]]] = []
    indents: list[int] = []  # where the items stand that are open, the outermost first
    joins = False  # whether the next line can go on with the block above
    for line in text.splitlines():
        if not line.strip():
            joins = False
            continue
        indent = _indent(line)
        item = _ITEM.match(line)
        if item:
            while len(indents) > 1 and indent < indents[-1]:
                indents.pop()
            if not indents or (indent >= indents[-1] + _STEP and len(indents) < _DEEPEST):
                indents.append(indent)
            found.append((len(indents), [line[item.end() :].strip()]))
        elif joins and (not indents or indent >= indents[-1] + _STEP):
            found[-1][1].append(line.strip())
        else:
            indents = []
            found.append((0, [line.strip()]))
        joins = True
    return tuple(NoteBlock(depth, tuple(lines)) for depth, lines in found)


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())

"""The structure of typed notes: lines, and lists whose items begin with a hyphen.

Notes are plain text, and their line breaks are kept. A line that begins with "- ", "* " or "• " is
a list item; the more it is indented, the deeper it is nested. Nothing else is structure: a number
or a "#" at the beginning of a line is part of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ITEM = re.compile(r"^\s*[-*•]\s+(?=\S)")
_STEP = 2  # an item indented by this much more than the one above is nested in it
_DEEPEST = 6


@dataclass(frozen=True)
class NoteBlock:
    """Lines that belong together: a paragraph (depth 0) or a list item (depth 1 or more).

    The depth never grows by more than one from a block to the next.
    """

    depth: int
    lines: tuple[str, ...]


def note_blocks(text: str) -> tuple[NoteBlock, ...]:
    """Split a text into paragraphs and list items, in order.

    A line without a hyphen continues the item above it if it is indented like the text of that
    item; otherwise it ends the list. Lines lose the white space at both ends.
    """
    found: list[tuple[int, list[str]]] = []
    indents: list[int] = []  # indentation of the items that are still open, the outermost first
    joins = False  # whether the next line may continue the block above
    for line in text.splitlines():
        if not line.strip():
            joins = False
            continue
        indent = _indent(line)
        item = _ITEM.match(line)
        if item:
            # The outermost item stays open: an item left of it is one of the same list.
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

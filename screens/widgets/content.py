"""Text helpers that several screens share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual.content import Content


def join(left: Content, right: Content, width: int) -> Content:
    """Return one line with a part at the left and a part at the right.

    Args:
        left: cut with an ellipsis where both do not fit.
        right: always shown in full.
        width: of the line, in cells.
    """
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = left.truncate(max(0, room), ellipsis=True)
    return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)


def hanging(text: Content, width: int, indent: int) -> Content:
    """Return a text wrapped into lines that are all indented.

    Args:
        text: the text.
        width: of a line with its indent, in cells.
        indent: of each line, in cells.
    """
    lines = text.wrap(max(8, width - indent))
    return Content("\n").join(Content.assemble(" " * indent, line.rstrip()) for line in lines)


def beside(mark: Content, text: Content, right: Sequence[Content], width: int) -> Content:
    """Return a text in as many lines as it needs, with lines beside it at the right edge.

    Args:
        mark: stands before the text; the further lines of the text are indented by its width.
        text: the text, which is wrapped.
        right: the lines at the right, of which none is cut.
        width: of a line, in cells.
    """
    indent, least = mark.cell_length, max((line.cell_length for line in right), default=-2)
    room = max(8, width - least - 2 - indent)
    # Most texts fit, and to wrap one takes ten times as long as to measure it.
    lines = [text] if text.cell_length <= room and "\n" not in text.plain else text.wrap(room)
    marks = (mark, *[Content(" " * indent)] * (len(lines) - 1))
    pairs = zip_longest(zip(marks, lines, strict=True), right)
    return Content("\n").join(_beside(one, other, width) for one, other in pairs)


def _beside(left: tuple[Content, Content] | None, right: Content | None, width: int) -> Content:
    line = Content.assemble(left[0], left[1].rstrip()) if left else Content("")
    return join(line, right, width) if right else line


def plain(*parts: str | tuple[str, str] | Content) -> Content:
    """Return a text of several parts, shown as it is: never read as markup.

    Args:
        parts: texts, or pairs of a text and its style.
    """
    return Content.assemble(*parts)

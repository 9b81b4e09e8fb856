"""Text helpers that several screens share."""

from __future__ import annotations

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


def plain(*parts: str | tuple[str, str] | Content) -> Content:
    """Return a text of several parts, shown as it is: never read as markup.

    Args:
        parts: texts, or pairs of a text and its style.
    """
    return Content.assemble(*parts)

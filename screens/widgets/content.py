"""Small pieces of text that several screens show."""

from __future__ import annotations

from textual.content import Content


def join(left: Content, right: Content, width: int) -> Content:
    """One line with a part at the left and a part at the right; the left one gives way."""
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = left.truncate(max(0, room), ellipsis=True)
    return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)


def plain(*parts: str | tuple[str, str] | Content) -> Content:
    """Text that is shown as it is: never read as markup."""
    return Content.assemble(*parts)

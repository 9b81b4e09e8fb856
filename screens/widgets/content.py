"""Small pieces of text that several screens show."""

from __future__ import annotations

from datetime import date, datetime

from textual.content import Content


def local_time(instant: datetime) -> str:
    """The time of day where the meeting is: "18:27"."""
    return f"{instant.astimezone():%H:%M}"


def local_day(day: date) -> str:
    """A day as people say it: "Mon 23 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def join(left: Content, right: Content, width: int) -> Content:
    """One line with a part at the left and a part at the right; the left one gives way."""
    room = width - right.cell_length - 1
    if left.cell_length > room:
        left = left.truncate(max(0, room), ellipsis=True)
    return Content.assemble(left, " " * max(1, width - left.cell_length - right.cell_length), right)


def plain(*parts: str | tuple[str, str] | Content) -> Content:
    """Text that is shown as it is: never read as markup."""
    return Content.assemble(*parts)

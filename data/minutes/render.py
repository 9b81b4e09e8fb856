"""The minutes of a meeting as Markdown, plain text, HTML or JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from data.minutes import html, json_format, markdown, plain_text
from data.minutes.blocks import Layout
from data.minutes.compose import compose
from data.minutes.sections import lay_out
from data.records.meeting import Meeting


class Format(StrEnum):
    """A format of the minutes."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    JSON = "json"


_SUFFIXES = {
    ".md": Format.MARKDOWN, ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT, ".text": Format.TEXT,
    ".html": Format.HTML, ".htm": Format.HTML,
    ".json": Format.JSON,
}  # fmt: skip


def format_of(suffix: str, otherwise: Format = Format.MARKDOWN) -> Format:
    """Return the format of a file with a suffix such as ".html".

    Args:
        suffix: the suffix, in any case.
        otherwise: the format for one that is not known.
    """
    return _SUFFIXES.get(suffix.lower(), otherwise)


_WRITERS: dict[Format, Callable[[Layout], str]] = {
    Format.MARKDOWN: markdown.write,
    Format.TEXT: plain_text.write,
    Format.HTML: html.write,
}


def layout(meeting: Meeting, now: datetime) -> Layout:
    """Return the minutes of a meeting as blocks, for a writer of one's own.

    Args:
        meeting: A meeting in any state.
        now: The present instant, for clocks that are still running.
    """
    return lay_out(compose(meeting, now))


def render(meeting: Meeting, now: datetime, format: Format = Format.MARKDOWN) -> str:
    """Return the minutes of a meeting as text that ends in a newline.

    Args:
        meeting: A meeting in any state; one that is running has minutes as well.
        now: The present instant, for clocks that are still running.
        format: The format to write.
    """
    document = compose(meeting, now)
    if format is Format.JSON:
        return json_format.write(document)
    return _WRITERS[format](lay_out(document))

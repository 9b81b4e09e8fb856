"""The minutes of a meeting as Markdown, plain text, HTML or JSON."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.minutes import markdown
from data.minutes.compose import compose
from data.minutes.document import MinutesDocument
from data.minutes.note_blocks import note_blocks
from data.records.meeting import Meeting

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


class Format(StrEnum):
    """What the minutes are written as."""

    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    JSON = "json"


SUFFIXES = {Format.MARKDOWN: "md", Format.TEXT: "txt", Format.HTML: "html", Format.JSON: "json"}
"""The ending of the file for each format."""


def render(meeting: Meeting, now: datetime, format: Format = Format.MARKDOWN) -> str:
    """The minutes as a text that ends in a newline.

    Args:
        meeting: as it is; one that is going on gives minutes as well.
        now: for clocks that still run.
        format: what to write.

    JSON is one object: `format`, which is "meeting-tui minutes 1", and then the fields of
    MinutesDocument under their names and in their order. Records in it are objects with
    the fields of their classes, tuples are arrays (`parked` holds pairs: what, and what it
    becomes), dates are ISO texts. A field that is not known is "" and never missing.
    """
    said = compose(meeting, now)
    if format is Format.JSON:
        content = {"format": "meeting-tui minutes 1", **asdict(said)}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return _fill(f"minutes.{SUFFIXES[format]}.j2", said)


def _fill(template: str, said: MinutesDocument) -> str:
    text = _environment().get_template(template).render(minutes=said)
    # Sections left out leave blank lines behind: never more than one in a row.
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Here, since the home screen does without: loading it takes a while.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "md": markdown.markdown,
        "md_lines": markdown.markdown_lines,
        "md_after": markdown.markdown_after,
        "md_broken": markdown.markdown_broken,
        "cell": markdown.cell,
        "aligned": markdown.aligned,
        "blocks": note_blocks,
        "wrapped": markdown.wrapped,
        "wrapped_lines": markdown.wrapped_lines,
    }
    return environment

"""Split a hand-written text, such as Markdown, into lines with their headings and list markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.errors import MeetingError

IMPORT_LIMIT = 2_000_000
"""The most characters of a text that is imported; records hold less (see data/text/cleaning.py)."""

# No part of these expressions may match the same blanks as the part beside it: lines can be long.
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"(\s*)(?:[-*+•‣◦–]|(\d{1,3})[.)]|[a-zA-Z][.)])\s+(.*)$")
_BOX = re.compile(r"\[([ xX✓✔])\]\s+(.*)$")
_LINK = re.compile(
    r"!?(?<!\\)\[((?:\\.|[^\[\]\\]){0,500})\]\(([^()\s]{0,2000}(?:\([^()\s]{0,500}\))?[^()\s]{0,2000})\)?"
)
_AUTOLINK = re.compile(r"(?<!\\)<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_URL = re.compile(r"<?https?://\S+>?$", re.IGNORECASE)


@dataclass(frozen=True)
class SourceLine:
    """A line that is not blank, with its markup.

    Args:
        text: the text without indent, bullet and check box, with runs of white space as single
            blanks.
        depth: the indent, in blanks.
        bullet: whether it is a list item.
        box: "x" for a ticked check box, " " for an empty one, "" for none.
        apart: whether a blank line or a heading stands before it.
        headings: the headings above it, from the outermost to the nearest.
        number: the number of an item of a numbered list, such as "3"; "" for none.
    """

    text: str
    depth: int
    bullet: bool
    box: str
    apart: bool
    headings: tuple[str, ...]
    number: str = ""


def check(text: str) -> str:
    """Return the text unchanged if it can be imported.

    Raises:
        MeetingError: it is too long, or is not a text.
    """
    if len(text) > IMPORT_LIMIT:
        raise MeetingError(
            f"That text has {len(text):,} characters; at most {IMPORT_LIMIT:,} can be imported",
            "nothing was added",
            "Use only the part that is needed",
        )
    if "\0" in text:
        raise MeetingError(
            "That is not a text", "nothing was added", "Use Markdown, CSV or plain text"
        )
    return text


def lines(text: str) -> Iterator[SourceLine]:
    """Yield the lines of a text, without front matter and fenced code.

    Raises:
        MeetingError: the text is too long, or is not a text.
    """
    rows = check(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = rows[_after_front_matter(rows) :]
    headings: list[tuple[int, str]] = []
    apart, fenced = True, False
    for row in rows:
        if row.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        if fenced:
            continue
        if not row.strip():
            apart = True
            continue
        heading = _HEADING.match(row)
        if heading:
            level = len(heading[1])
            headings = [(n, words) for n, words in headings if n < level]
            headings.append((level, plain(heading[2].rstrip().rstrip("#"))))
            apart = True
            continue
        yield _line(row, apart, tuple(words for _, words in headings))
        apart = False


def _after_front_matter(rows: list[str]) -> int:
    if rows and rows[0].strip() == "---":
        for number, row in enumerate(rows[1:40], start=1):
            if row.strip() == "---":
                return number + 1
    return 0


def _line(row: str, apart: bool, headings: tuple[str, ...]) -> SourceLine:
    row = row.expandtabs(4)
    bullet = _BULLET.match(row)
    text = bullet[3] if bullet else row.strip()
    box = _BOX.match(text)
    if box:
        text = box[2]
    return SourceLine(
        text=" ".join(text.split()),
        depth=len(row) - len(row.lstrip()),
        bullet=bool(bullet) or bool(box),
        box=("" if box is None else " " if box[1] == " " else "x"),
        apart=apart,
        headings=headings,
        number=bullet[2] or "" if bullet else "",
    )


def plain(text: str) -> str:
    """Return Markdown as plain text.

    Links become their text, emphasis and escapes are removed, and runs of white space become
    single blanks.
    """
    text = _AUTOLINK.sub(r"\1", _LINK.sub(lambda found: found[1], text))
    text = re.sub(r"(\*\*|__)(?=\S)((?:(?!\1).){1,300})(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]{1,300})(?<=[^\s*])\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<![\w_])_(?=[^\s_])([^_]{1,300})(?<=[^\s_])_(?![\w_])", r"\1", text)
    text = re.sub(r"`([^`]{1,300})`", r"\1", text)
    return " ".join(_ESCAPE.sub(r"\1", text).split())


def is_link(text: str) -> bool:
    """Return whether a line consists of a web address alone."""
    return bool(_URL.match(text.strip())) or bool(_URL.match(plain(text)))

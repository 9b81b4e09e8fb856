"""What each format of the minutes must escape, so that a text stays a text."""

from __future__ import annotations

import re
import textwrap

_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BULLET = re.compile(r"^(\s*)[-*•]\s+(.*)$")


def markdown(text: str) -> str:
    """A line of text that Markdown shows as it is, wherever it stands in a line.

    Backslashes before what CommonMark reads as structure (its specification, 2.4 Backslash
    escapes); web addresses are left whole, so that they can be followed.
    """
    escaped = _ENTITY.sub(r"\\&", _MARKDOWN.sub(r"\\\1", text))
    escaped = re.sub(r"^(\s*)([#+=-])", r"\1\\\2", escaped)
    return re.sub(r"^(\s*\d+)([.)])(?=\s|$)", r"\1\\\2", escaped)


def markdown_lines(text: str, indent: str = "") -> str:
    """A text of several lines: each its own line, a leading hyphen a list item.

    Lines that are no list item end in a backslash where another one follows: a hard break.
    """
    lines = text.splitlines()
    result: list[str] = []
    for number, line in enumerate(lines):
        bullet = _BULLET.match(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if bullet:
            depth = "  " * min(len(bullet[1].expandtabs(2)) // 2, 8)
            result.append(f"{indent}{depth}- {markdown(bullet[2])}")
        elif not line.strip():
            result.append("")
        else:
            previous = lines[number - 1] if number else ""
            if _BULLET.match(previous):
                result.append("")
            more = following.strip() and not _BULLET.match(following)
            result.append(f"{indent}{markdown(line.strip())}{chr(92) if more else ''}")
            if following.strip() and not more:
                result.append("")
    return "\n".join(result)


def cell(text: str) -> str:
    """A text inside a Markdown table: one line, escaped."""
    return markdown(" ".join(text.split())) or " "


def wrapped(text: str, indent: str = "", hanging: str = "") -> str:
    """Plain text filled to 78 columns; words that are longer stay whole."""
    lines = [
        textwrap.fill(
            line,
            width=78,
            initial_indent=indent if not number else hanging or indent,
            subsequent_indent=hanging or indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(text.splitlines())
        if line.strip()
    ]
    return "\n".join(lines)

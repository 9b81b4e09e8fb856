"""What each format of the minutes must escape and fill, so that a text stays a text."""

from __future__ import annotations

import re

from data.minutes.note_blocks import note_blocks
from data.text.width import columns

WIDTH = 78  # columns of the plain text: a letter, quoted once, still fits 80
_WIDEST_CELL = 64  # cells that are wider are not waited for by the rest of their column

# An underscore after a letter or digit begins no emphasis, and without a beginning there is no
# end: names and web addresses keep theirs. A "|" counts outside of tables too, since two lines of
# notes can look like one. What ends as an entity begins is one if a ";" of ours follows it.
_MARKDOWN = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_")
_ENTITY = re.compile(r"&(?=#?\w+(?:;|$))")
_LINE_START = re.compile(r"^(\s*)([#+=>-])")
_NUMBER = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_CLOSING = re.compile(r"(?<=\s)(#+\s*)$")  # a heading would lose it: "# In C #" is "In C"
_SEPARATOR = re.compile(r"(?<!\\)\|")


def markdown(text: str) -> str:
    """A line of text that Markdown shows as it is, wherever it stands in a line.

    Backslashes before what CommonMark reads as structure (its specification, 2.4 Backslash
    escapes), and before no more, since minutes are read as they are in letters.
    """
    escaped = _ENTITY.sub(r"\\&", _MARKDOWN.sub(r"\\\g<0>", text))
    escaped = _LINE_START.sub(r"\1\\\2", escaped)
    return _CLOSING.sub(r"\\\1", _NUMBER.sub(r"\1\\\2", escaped))


def markdown_lines(text: str, indent: str = "") -> str:
    """A text of several lines: each its own line, a leading hyphen a list item.

    A line that another one follows ends in a backslash: a hard break. `indent` stands before
    each line that is not empty.
    """
    result: list[str] = []
    above: int | None = None
    for block in note_blocks(text):
        if above is not None and (block.depth == 0 or above == 0):
            result.append("")
        first = f"{indent}{'  ' * (block.depth - 1)}- " if block.depth else indent
        broken = f"\\\n{indent}{'  ' * block.depth}"
        result.append(first + broken.join(markdown(line) for line in block.lines))
        above = block.depth
    return "\n".join(result)


def markdown_after(text: str, label: str) -> str:
    """The same after a label of our own, such as "**Conclusion:**"; a list begins below it."""
    first = next(iter(note_blocks(text)), None)
    return f"{label}{chr(10) * 2 if first and first.depth else ' '}{markdown_lines(text)}"


def markdown_broken(text: str, indent: str) -> str:
    """A text inside an item of a list: each of its lines a line, and nothing a list."""
    lines = (markdown(line.strip()) for line in text.splitlines() if line.strip())
    return f"\\\n{indent}".join(lines)


def cell(text: str) -> str:
    """A text inside a Markdown table: one line, escaped."""
    return markdown(" ".join(text.split())) or " "


def aligned(table: str) -> str:
    """A Markdown table with its columns under each other, for those who read it as it is."""
    rows = [
        [part.strip() for part in _SEPARATOR.split(line)[1:-1]]
        for line in table.strip().split("\n")
    ]
    widths = [
        max(min(columns(part), _WIDEST_CELL) for part in column)
        for column in zip(*rows, strict=True)
    ]
    lines = []
    for row in rows:
        if set("".join(row)) == {"-"}:
            lines.append("".join(f"|{'-' * (width + 2)}" for width in widths))
        else:
            filled = (
                f"| {part}{' ' * max(0, width - columns(part))} "
                for part, width in zip(row, widths, strict=True)
            )
            lines.append("".join(filled))
    return "".join(f"{line}|\n" for line in lines)


def wrapped(text: str, indent: str = "", hanging: str = "") -> str:
    """Plain text filled to WIDTH columns; words that are longer stay whole.

    `indent` stands before the first line, `hanging` (by default `indent`) before all others.
    """
    hanging = hanging or indent
    result: list[str] = []
    for line in text.splitlines():
        before = hanging if result else indent
        current = ""
        for word in line.split():
            if current and columns(f"{before}{current} {word}") > WIDTH:
                result.append(before + current)
                before, current = hanging, word
            else:
                current = f"{current} {word}" if current else word
        if current:
            result.append(before + current)
    return "\n".join(result)


def wrapped_lines(text: str, indent: str = "", label: str = "") -> str:
    """Plain text of several lines, its lists with their hyphens; after a label, if there is one."""
    result: list[str] = []
    for number, block in enumerate(note_blocks(text)):
        if label and not number and block.depth:
            result.append(indent + label)
        words = "\n".join(block.lines)
        if label and not number and not block.depth:
            words = f"{label} {words}"
        deeper = indent + "  " * block.depth
        result.append(wrapped(words, f"{deeper[:-2]}- " if block.depth else indent, deeper))
    return "\n".join(result)

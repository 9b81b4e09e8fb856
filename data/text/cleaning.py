"""Typed and pasted text, made safe before it becomes part of a record.

What is dropped follows Unicode's general categories: control characters (a note could otherwise
set the clipboard or fake the screen), bidi overrides and other format characters but the two
joiners that scripts need, surrogates, and the two Unicode line separators.
"""

from __future__ import annotations

import unicodedata

LINE_LIMIT = 2_000
TEXT_LIMIT = 200_000

_JOINERS = {"\u200c", "\u200d"}  # zero width non-joiner and joiner: Persian, Hindi, emoji families
_DROPPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def clean_text(value: str) -> str:
    """Several lines of text in NFC, without anything that could steer a terminal.

    Newlines and tabs stay; carriage returns become newlines; trailing blanks go.
    Raises ValueError over TEXT_LIMIT characters.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    _within(value, TEXT_LIMIT)
    if not (value.isascii() and value.isprintable()):
        value = "".join(
            character
            for character in value
            if character in "\n\t"
            or character in _JOINERS
            or unicodedata.category(character) not in _DROPPED
        )
        value = unicodedata.normalize("NFC", value)
        _within(value, TEXT_LIMIT)  # again: composing can make a text longer
    return "\n".join(line.rstrip() for line in value.split("\n")).strip("\n")


def clean_line(value: str) -> str:
    """One line of text: as clean_text, with every run of white space made one blank.

    Raises ValueError over LINE_LIMIT characters.
    """
    _within(value, LINE_LIMIT)
    line = " ".join(clean_text(value).split())
    _within(line, LINE_LIMIT)
    return line


def _within(value: str, limit: int) -> None:
    if len(value) > limit:
        raise ValueError(f"has {len(value):,} characters; the most is {limit:,}")

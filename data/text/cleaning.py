"""Make typed and pasted text safe before it becomes part of a record.

Characters are removed by their Unicode general category: control characters (in a note, they
could set the clipboard of the terminal or fake its screen), bidi overrides and other format
characters except the two joiners that some scripts need, surrogates, and the Unicode line and
paragraph separators.
"""

from __future__ import annotations

import unicodedata

LINE_LIMIT = 2_000
"""The most characters of a single line, such as a name or a title."""

TEXT_LIMIT = 200_000
"""The most characters of a text of several lines, such as the notes of an item."""

_JOINERS = {"\u200c", "\u200d"}  # zero width non-joiner and joiner: Persian, Hindi, emoji families
_DROPPED = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def clean_text(value: str) -> str:
    """Return a text of several lines in NFC, without characters that could control a terminal.

    Newlines and tabs are kept, carriage returns become newlines, and blanks at the ends of lines
    and newlines at the ends of the text are removed.

    Raises:
        ValueError: the text has more than TEXT_LIMIT characters.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    _within(value, TEXT_LIMIT)
    if not (value.isascii() and value.isprintable()):
        value = unicodedata.normalize("NFC", without_controls(value))
        _within(value, TEXT_LIMIT)  # again: NFC can make a text longer
    return "\n".join(line.rstrip() for line in value.split("\n")).strip("\n")


def clean_line(value: str) -> str:
    """Return a text as one line: cleaned, and with runs of white space as single blanks.

    Raises:
        ValueError: the text has more than LINE_LIMIT characters.
    """
    _within(value, LINE_LIMIT)
    line = " ".join(clean_text(value).split())
    _within(line, LINE_LIMIT)
    return line


def without_controls(value: str) -> str:
    """Return a text of any length without characters that could control a terminal.

    Newlines and tabs are kept. It is for text that was not cleaned when it was written, such as
    that of a file that another program has made, and for all text that goes to a terminal.
    """
    if value.replace("\n", "").replace("\t", "").isprintable():
        return value
    return "".join(
        character for character in value if character in "\n\t" or not is_control(character)
    )


def one_line(value: str) -> str:
    """Return a text of any length in one line, without characters that control a terminal."""
    return " ".join(without_controls(value).split())


def is_control(character: str) -> bool:
    """Whether a character could control a terminal or reorder text; newlines and tabs included."""
    return character not in _JOINERS and unicodedata.category(character) in _DROPPED


def _within(value: str, limit: int) -> None:
    if len(value) > limit:
        raise ValueError(f"has {len(value):,} characters; the most is {limit:,}")

"""Text as large as it fits: in block letters, else as spaced letters, else as it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from data.text.width import columns
from screens.room.font import Size, block_letters

_SPACED = ("LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "ARMENIAN")
"""Scripts whose letters may stand apart; those of others are joined, or belong together."""


def large_text(text: str, width: int, height: int, size: Size = Size.BIG) -> list[str]:
    """Return a text as rows that are as large as possible. They are to be centred.

    Block letters are used where the font has all letters, on one line or else on two. Any other
    text has blanks between its letters where its script allows that; it is cut only if even the
    plain text does not fit.

    Args:
        text: one line; not empty.
        width: of the widest row, in cells.
        height: the number of rows at most.
        size: the largest letters to use.
    """
    for letters in [Size.BIG, Size.SMALL] if size is Size.BIG else [Size.SMALL]:
        for lines in _divided(text):
            drawn = [block_letters(line, letters) for line in lines]
            blocks = [block for block in drawn if block]
            if len(blocks) < len(lines):
                break
            rows = _one_below_another(blocks)
            if len(rows) <= height and all(len(row) <= width for row in rows):
                return rows
    spaced = _with_blanks(text)
    return [spaced if columns(spaced) <= width else _cut(text, width)]


def _divided(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the text whole, then in two lines of about the same length."""
    yield (text,)
    words = text.split()
    halves = [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    if halves:
        yield min(halves, key=lambda half: max(map(len, half)))


def _one_below_another(blocks: list[list[str]]) -> list[str]:
    width = max(len(block[0]) for block in blocks)
    rows: list[str] = []
    for block in blocks:
        rows += [" " * width] if rows else []
        rows += [row.center(width) for row in block]
    return rows


def _with_blanks(text: str) -> str:
    letters: list[str] = []
    for character in text:
        if unicodedata.combining(character) and letters:
            letters[-1] += character
        elif character.isalpha() and not unicodedata.name(character, "").startswith(_SPACED):
            return text
        else:
            letters.append(character)
    return " ".join(letters)


def _cut(text: str, width: int) -> str:
    """Return a text cut to a width in cells, with an ellipsis where it was cut."""
    if columns(text) <= width:
        return text
    while text and columns(text) >= width:
        text = text[:-1]
    return f"{text}…"

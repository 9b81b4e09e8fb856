"""The width of a text in a terminal."""

from __future__ import annotations

_FIRST_COMBINING = "\u0300"  # below it, every printable character takes one column


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes; control characters take none."""
    if text.isprintable() and (text.isascii() or max(text) < _FIRST_COMBINING):
        return len(text)
    # Imported here, because loading its tables takes a while and most texts do without them.
    from wcwidth import wcswidth, wcwidth

    width = wcswidth(text)
    if width < 0:  # its way to report a control character
        width = wcswidth("".join(character for character in text if wcwidth(character) >= 0))
    return width

"""What a terminal sends for a key."""

from __future__ import annotations

import re

_SEQUENCES = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
}
# The modifiers as xterm counts them in "ESC [ 1 ; modifier letter".
_MODIFIERS = {"": "", "shift+": "1;2", "alt+": "1;3", "ctrl+": "1;5"}
_ARROWS = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
for _prefix, _code in _MODIFIERS.items():
    for _name, _letter in _ARROWS.items():
        _SEQUENCES[_prefix + _name] = f"\x1b[{_code}{_letter}"
for _number, _letter in enumerate("PQRS", start=1):
    _SEQUENCES[f"f{_number}"] = f"\x1bO{_letter}"
for _number, _code in enumerate(("15", "17", "18", "19", "20", "21", "23", "24"), start=5):
    _SEQUENCES[f"f{_number}"] = f"\x1b[{_code}~"


def key_bytes(key: str) -> bytes:
    """The bytes of one key such as "a", "é", "enter", "ctrl+p" or "shift+up".

    Raises:
        ValueError: no such key is known here.
    """
    if key in _SEQUENCES:
        return _SEQUENCES[key].encode()
    if len(key) == 1:
        return key.encode()
    if re.fullmatch(r"ctrl\+[a-z]", key):
        return bytes([ord(key[-1].upper()) - ord("@")])
    raise ValueError(f"unknown key: {key!r}")


def line_bytes(line: str) -> bytes:
    """The bytes of text with keys in it, each key's name in angle brackets: "sRosa<enter>".

    Brackets around anything but the name of a key are text.
    """

    def replace(found: re.Match[str]) -> str:
        try:
            return key_bytes(found[1]).decode()
        except ValueError:
            return found[0]

    return re.sub(r"<([a-z0-9+]{2,})>", replace, line).encode()

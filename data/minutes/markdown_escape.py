"""Escaping for Markdown."""

from __future__ import annotations

import re

_ANYTHING = re.compile(r"[\\`*\[\]<|~_&#+=>-]|\d[.)]")  # without these there is nothing to escape

# An underscore after a letter or digit opens no emphasis, and what is not opened is not closed:
# names and web addresses keep theirs. A "|" is escaped outside of tables too, since two lines of
# notes can look like a table. An entity at the end is escaped because a ";" of ours may follow.
_ANYWHERE = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_")
_ENTITY = re.compile(r"&(?=#?\w+(?:;|$))")
_LINE_START = re.compile(r"^(\s*)([#+=>-])")
_NUMBER = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_CLOSING = re.compile(r"(?<=\s)(#+\s*)$")  # a heading would lose it: "# In C #" shows "In C"


def escape(text: str) -> str:
    """Escape one line of text so that it shows unchanged, wherever it stands in a line.

    Puts a backslash before what CommonMark reads as structure (its specification, 2.4 Backslash
    escapes) and before nothing else, since the minutes are also read as they are, in mails.
    """
    if not _ANYTHING.search(text):
        return text
    escaped = _ENTITY.sub(r"\\&", _ANYWHERE.sub(r"\\\g<0>", text))
    escaped = _LINE_START.sub(r"\1\\\2", escaped)
    return _CLOSING.sub(r"\\\1", _NUMBER.sub(r"\1\\\2", escaped))

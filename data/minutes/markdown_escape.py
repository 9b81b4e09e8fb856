"""Escaping for Markdown."""

from __future__ import annotations

import re

from data.minutes.links import split_links

_ANYTHING = re.compile(r"[\\`*\[\]<|~_&#+=>-]|\d[.)]")  # without these there is nothing to escape

# An underscore after a letter or digit opens no emphasis, and what is not opened is not closed:
# names and web addresses keep theirs. In an address, "*" and "~" before a letter stay too: they
# could open emphasis, but nothing closes it. A "|" is escaped outside of tables too, since two
# lines of notes can look like a table. An entity at the end is escaped because a ";" may follow.
_ANYWHERE = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_")
_IN_ADDRESS = re.compile(r"[\\`\[\]<|]|(?<![^\W_])_|[*~](?![^\W_])|(?<=[^\W_])[*~]|(?<=[*~])[*~]")
_ENTITY = re.compile(r"&(?=#?\w+(?:;|$))")
_LINE_START = re.compile(r"^(\s*)([#+=>-])")
_NUMBER = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_CLOSING = re.compile(r"(?<=\s)(#+\s*)$")  # a heading would lose it: "# In C #" shows "In C"

BREAK = "\\\n"
"""A hard line break."""


def escape(text: str) -> str:
    """Escape one line of text so that it shows unchanged, wherever it stands in a line.

    Puts a backslash before what CommonMark reads as structure (its specification, 2.4 Backslash
    escapes) and before nothing else, since the minutes are also read as they are, in mails. A web
    address ends at a backslash for those who make links of addresses, so that it has as few of them
    as possible.
    """
    if not _ANYTHING.search(text):
        return text
    escaped = "".join(
        (_IN_ADDRESS if link else _ANYWHERE).sub(r"\\\g<0>", part)
        for part, link in split_links(text)
    )
    escaped = _LINE_START.sub(r"\1\\\2", _ENTITY.sub(r"\\&", escaped))
    return _CLOSING.sub(r"\\\1", _NUMBER.sub(r"\1\\\2", escaped))


def break_after(line: str) -> str:
    """Return the hard line break after an escaped line; a backslash would be part of an address."""
    return "  \n" if "://" in line.rpartition(" ")[2] else BREAK

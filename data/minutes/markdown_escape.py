"""Escaping for Markdown."""

from __future__ import annotations

import re
from urllib.parse import quote

from data.minutes.links import split_links

_ANYTHING = re.compile(
    r"[\\`*\[\]<|~_&#+=>@:-]|\d[.)]|www\.", re.IGNORECASE
)  # without these there is nothing to escape

# An underscore after a letter or digit opens no emphasis, and what is not opened is not closed:
# names keep theirs. A "|" is escaped outside of tables too, since two lines of notes can look like
# a table. An entity at the end is escaped because a ";" may follow.
_ANYWHERE = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_")
_ENTITY = re.compile(r"&(?=#?\w+(?:;|$))")
_LINE_START = re.compile(r"^(\s*)([#+=>-])")
_NUMBER = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_CLOSING = re.compile(r"(?<=\s)(#+\s*)$")  # a heading would lose it: "# In C #" shows "In C"

_WORDS = r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*"
_KNOWN_DOMAIN = r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|[a-z]{2})"
# Addresses that every program that makes links of addresses reads alike. Without a scheme, some
# know only a few domains.
_BARE = re.compile(
    r"(?:https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{2,5})?"
    rf"|www\.{_KNOWN_DOMAIN})"
    rf"(?:/~?{_WORDS})*/?(?:\?{_WORDS}=(?:{_WORDS})?(?:&{_WORDS}=(?:{_WORDS})?)*)?(?:#{_WORDS})?"
    rf"|{_WORDS}@{_KNOWN_DOMAIN}"
)
_BARE_AFTER = ("", " ", "(", ",", ":", ";")
_BARE_BEFORE = re.compile(r"(?:\)[).,;!?]*|[.,;!?])?")
# Addresses that can stand between < and > (CommonMark, 6.5), and show as they are there: readers
# may decode a "%". A "|" would end the cell of a table.
_AUTOLINK = re.compile(r"(?:https?://|mailto:)[!-$&-;=?-{}~]+|[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_IN_TARGET = re.compile(r"[|\\`\"]")

BREAK = "\\\n"
"""A hard line break."""


def escape(text: str, around: str = "") -> str:
    """Escape one line of text so that it shows unchanged, wherever it stands in a line.

    Args:
        text: the text.
        around: the sign of emphasis, or the quotation mark, right before and after it; "" for none.

    Puts a backslash before what CommonMark reads as structure (its specification, 2.4 Backslash
    escapes) and before nothing else, since the minutes are also read as they are, in mails. Web and
    mail addresses become links.
    """
    if not _ANYTHING.search(text):
        return text
    escaped, end = "", 0
    for part, target in split_links(text):
        before = text[end - 1] if end else around
        end += len(part)
        after = text[end:].split(" ", 1)[0]
        if end + len(after) == len(text):
            after += around
        escaped += _link(part, target, before, after) if target else _escape(part)
    escaped = _LINE_START.sub(r"\1\\\2", escaped)
    return _CLOSING.sub(r"\\\1", _NUMBER.sub(r"\1\\\2", escaped))


def _escape(text: str) -> str:
    return _ENTITY.sub(r"\\&", _ANYWHERE.sub(r"\\\g<0>", text))


def _link(address: str, target: str, before: str, after: str) -> str:
    """Write an address as it is if that is a link everywhere; else between <>; else as a full link.

    Args:
        address: the address as it was typed.
        target: where its link leads.
        before: the character before it; "" for none.
        after: what follows up to the next blank.
    """
    if (
        _BARE.fullmatch(address)
        and not _ENTITY.search(address)
        and before in _BARE_AFTER
        and _BARE_BEFORE.fullmatch(after)
    ):
        return address
    if _AUTOLINK.fullmatch(address):
        return f"<{address}>"
    target = _ENTITY.sub(r"\\&", _IN_TARGET.sub(_encoded, target))
    return f"[{_escape(address)}](<{target}>)"


def _encoded(character: re.Match[str]) -> str:
    return quote(character.group(), safe="")


def break_after(line: str) -> str:
    """Return the hard line break after an escaped line; a backslash would be part of an address."""
    ends_in_address = any(target for _, target in split_links(line.rpartition(" ")[2]))
    return "  \n" if ends_in_address else BREAK

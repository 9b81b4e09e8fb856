"""The ids of meetings, and the names that other programs give to copies of their files.

An id is the name of a meeting's file, without the suffix.
"""

from __future__ import annotations

import re

_ID = r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*"
_PATTERN = re.compile(_ID, re.ASCII)
LONGEST_ID = 80
"""The most characters of an id."""

# What may stand next to the id in the name of a copy: before it, a word that ends in a sign. After
# it a sign, a hyphen and the name of a computer in capital letters, as of OneDrive, or a word in
# a script that needs no blank. Not a letter as in "2026-11-25-café", which a person has chosen.
_AFTER = (
    r"[^/\\\w'\u0080-\U0010ffff-]|_|-[^/\\a-z0-9]"
    r"|[\u00a0\u2010-\u2018\u201a-\u206f\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef\udc80-\udcff]"
)
_COPY = re.compile(rf"(?:[^/\\]*?[^/\\a-zA-Z0-9-])??({_ID})(?:(?:{_AFTER})[^/\\]*)?", re.ASCII)


def is_meeting_id(text: str) -> bool:
    """Whether a text can be the id of a meeting."""
    return len(text) <= LONGEST_ID and _PATTERN.fullmatch(text) is not None


def copied_id(name: str) -> str:
    """Return the id of the meeting of which a file is a copy by its name; "" if it is none.

    Programs that synchronise folders, and file managers, name a copy after the file: they add a
    date, a computer, a person or "copy", before or after it, in many languages.

    Args:
        name: the name of the file, without the suffix.

    >>> copied_id("2026-11-25-call.sync-conflict-20261125-101112-ABCDEFG")
    '2026-11-25-call'
    >>> copied_id("Copy of 2026-11-25-call")
    '2026-11-25-call'
    >>> copied_id("2026-11-25-call")
    ''
    """
    found = None if is_meeting_id(name) else _COPY.fullmatch(name)
    return found[1] if found and is_meeting_id(found[1]) else ""

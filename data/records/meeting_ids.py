"""The ids of meetings, and the names that other programs give to copies of their files.

An id is the name of a meeting's file, without the suffix.
"""

from __future__ import annotations

import re

_ID = r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*"
_PATTERN = re.compile(_ID, re.ASCII)
LONGEST_ID = 80
"""The most characters of an id."""

# Before the id a word or a sign; after it also a bracket, or a hyphen and the name of a computer in
# capital letters, as OneDrive has it.
_COPY = re.compile(rf"(?:[^/\\]*[ #$~_])?({_ID})(?:(?:[ .(_~]|-[A-Z])[^/\\]*)?", re.ASCII)


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

"""Ids of meetings: the date and the title, as in 2026-11-23-monthly-call.

An id is the name of a meeting's file, so nothing that is not a valid id may become part of a path.
"""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from data.errors import MeetingError, Remedy
from data.records.meeting_ids import copied_id, is_meeting_id

_LONGEST_UNNUMBERED = 74  # leaves room for a number of five digits
_LONGEST_SLUG = 60
_SHOWN = 40


def file_name(meeting_id: str, suffix: str = "json") -> str:
    """Return the name of a file that belongs to a meeting.

    Args:
        meeting_id: any text.
        suffix: of the name, without the dot.

    Raises:
        MeetingError: the text cannot be the id of a meeting.
    """
    if not is_meeting_id(meeting_id):
        original = copied_id(meeting_id)
        if original:
            raise MeetingError(
                f"“{meeting_id}” is not a meeting id, but a copy of {original}",
                "another program has made it; it has not been touched",
                f"Open {original}",
            )
        raise MeetingError(
            f"“{meeting_id[:_SHOWN]}” is not a meeting id", remedy=Remedy.LIST_MEETINGS
        )
    return f"{meeting_id}.{suffix}"


def slug(title: str) -> str:
    """Return a title in ASCII letters, digits and hyphens; "meeting" if it has none of them."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "meeting"


def new_id(day: date, title: str, *folders: Path) -> str:
    """Return an id for a new meeting, which nothing in the folders belongs to."""
    return free_id(f"{day.isoformat()}-{slug(title)}", *folders)


def free_id(wanted: str, *folders: Path) -> str:
    """Return an id, with a number after it if something in the folders belongs to that id already.

    An id is never used again: a new meeting would inherit the backups and the unsaved input of the
    one that had it before.
    """
    beginning = wanted[:_LONGEST_UNNUMBERED].rstrip("-")
    ids = itertools.chain([wanted], (f"{beginning}-{number}" for number in itertools.count(2)))
    return next(i for i in ids if not any(_belongs(folder, i) for folder in folders))


def _belongs(folder: Path, meeting_id: str) -> bool:
    """Whether a folder has something of a meeting: its file, its minutes, a folder of copies."""
    names = (meeting_id, file_name(meeting_id), file_name(meeting_id, "md"))
    return any(os.path.lexists(folder / name) for name in names)


def match_id(beginning: str, ids: Iterable[str]) -> str:
    """Return the only id that begins so.

    Raises:
        MeetingError: no id begins so, or several do.
    """
    found = sorted(meeting_id for meeting_id in ids if meeting_id.startswith(beginning))
    if not found:
        raise MeetingError(f"No such meeting: “{beginning[:_SHOWN]}”", remedy=Remedy.LIST_MEETINGS)
    if len(found) > 1:
        raise MeetingError(
            f"“{beginning}” fits {len(found)} meetings", ", ".join(found[:5]), "Type more of the id"
        )
    return found[0]

"""Agenda and people from pasted or filed text: Markdown, CSV, or plain."""

from __future__ import annotations

from pathlib import Path

from data.errors import MeetingError
from data.importing.agenda import ReadItem, read_agenda
from data.importing.markup import TEXT_LIMIT
from data.importing.people import ReadPerson, read_people

__all__ = ["ReadItem", "ReadPerson", "read_agenda", "read_file", "read_people"]


def read_file(path: Path) -> str:
    """The text of a file, in UTF-8, UTF-16 with its mark, or else Windows-1252.

    Raises MeetingError where it cannot be read, or is far too large.
    """
    try:
        if path.stat().st_size > 4 * TEXT_LIMIT:
            raise MeetingError(f"{path} is far too large", "nothing was read")
        data = path.read_bytes()
    except OSError as error:
        raise MeetingError(
            f"“{path}” cannot be read", error.strerror or str(error), "Name another file"
        ) from error
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")

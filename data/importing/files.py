"""Read the text of a file that people or an agenda are imported from."""

from __future__ import annotations

from pathlib import Path

from data.errors import MeetingError
from data.importing.markup import IMPORT_LIMIT

_BYTES_PER_CHARACTER = 4  # at most, in UTF-8


def read_file(path: Path) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.

    Raises:
        MeetingError: the file cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > _BYTES_PER_CHARACTER * IMPORT_LIMIT:
            raise MeetingError(f"“{path}” is too large", "nothing was read")
        data = path.read_bytes()
    except OSError as error:
        raise MeetingError(
            f"“{path}” cannot be read", error.strerror or str(error), "Name another file"
        ) from error
    return decode(data)


def decode(data: bytes) -> str:
    """Return the text in some bytes: UTF-8, UTF-16 with a byte order mark, or else Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")

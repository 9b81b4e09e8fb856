"""The one way in which the index reads a meeting file."""

from __future__ import annotations

from pathlib import Path

from data.disk.checksum import has_valid_checksum
from data.disk.reading import Tables, parse_tables, read_content
from data.errors import DamagedFileError
from data.records.upgrades import upgrade


def read_tables(path: Path) -> Tables:
    """Return the tables of a meeting file, upgraded to the newest version.

    A file with a valid checksum was written by the program, so its records are valid. The models
    are loaded for other files only, since that takes much longer than to read a file.

    Raises:
        DamagedFileError: the file does not hold a meeting.
        NewerVersionError: a newer version of the program has written it.
        OSError: it does not exist, or the system cannot read it.
    """
    content = read_content(path)
    tables = parse_tables(path, content)
    if not has_valid_checksum(content):
        from data.storage.read_meeting import read_meeting

        read_meeting(tables, path)
    try:
        return upgrade(tables, path.name)
    except ValueError as error:
        raise DamagedFileError(path, str(error)) from error

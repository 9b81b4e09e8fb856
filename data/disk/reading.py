"""Read a file of the library safely, and parse it into tables.

Anything may be in the folder of meetings: a pipe, a device, a file of many gigabytes, a file of
another program. Reading must neither block nor fill the memory, and must say what is wrong.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from data.errors import DamagedFileError

Tables = dict[str, dict[str, Any]]

SIZE_LIMIT = 200_000_000
"""Bytes; far beyond any meeting."""

_CHUNK = 65_536  # bytes
_TOO_LARGE = "it is far too large"

# A pipe that replaces the file just before it is opened must not block either. Not on Windows.
_NON_BLOCKING: int = getattr(os, "O_NONBLOCK", 0)


def read_content(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        DamagedFileError: it is not a regular file, or is larger than SIZE_LIMIT.
        OSError: it does not exist, or the system cannot read it.
    """
    return read_with_status(path)[0]


def read_with_status(path: Path) -> tuple[bytes, os.stat_result]:
    """Return the bytes of a regular file, and its status when it was opened.

    Raises:
        DamagedFileError: it is not a regular file, or is larger than SIZE_LIMIT.
        OSError: it does not exist, or the system cannot read it.
    """
    chunks: list[bytes] = []
    length = 0
    with open_regular(path) as (file, status):
        # A file of the system, as in /proc, and one that is being written, can hold more than its
        # status says. From some nothing can be read at present: `read` then returns None.
        while chunk := file.read(max(status.st_size + 1 - length, _CHUNK)):
            chunks.append(chunk)
            length += len(chunk)
            if length > SIZE_LIMIT:
                raise DamagedFileError(path, _TOO_LARGE)
    return b"".join(chunks), status


@contextlib.contextmanager
def open_regular(path: Path) -> Iterator[tuple[IO[bytes], os.stat_result]]:
    """Open a regular file to read it, and yield it with its status. It never blocks.

    Raises:
        DamagedFileError: it is not a regular file, or is larger than SIZE_LIMIT.
        OSError: it does not exist, or the system cannot read it.
    """
    # Checked before it is opened: merely opening a device can have an effect.
    _require_regular(path, path.stat())
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NON_BLOCKING)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        status = os.fstat(descriptor)
        _require_regular(path, status)
        yield file, status


def _require_regular(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise DamagedFileError(path, "it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise DamagedFileError(path, "it is not a file")
    if status.st_size > SIZE_LIMIT:
        raise DamagedFileError(path, _TOO_LARGE)


def parse_tables(path: Path, content: bytes) -> Tables:
    """Return the tables in the bytes of a file: rows by id, by the name of the table.

    Args:
        path: names the file in the error.
        content: what was read from it.

    Raises:
        DamagedFileError: the content is not a JSON object of tables with rows.
    """
    if not content.strip():
        raise DamagedFileError(path, "it is empty")
    try:
        tables = json.loads(content)
    except UnicodeDecodeError:
        raise DamagedFileError(path, "it is not text") from None
    except (ValueError, RecursionError):
        raise DamagedFileError(path, "it is cut off or garbled") from None
    if not isinstance(tables, dict) or not all(
        isinstance(table, dict) and set(map(type, table.values())) <= {dict}
        for table in tables.values()
    ):
        raise DamagedFileError(path, "it does not hold tables")
    return tables

"""The state of a file of the library at one instant.

The layout of a file, and the generation and checksum in it, are described in `checksum.py`. The
generation grows by one with each write. The checksum covers all other tables, so it no longer
matches once another program has edited the file.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import to_json

from data.disk.checksum import checksum, join
from data.disk.reading import Tables, open_regular, parse_tables, read_with_status
from data.errors import DamagedFileError, StorageError

Signature = tuple[int, int, int, bytes]
"""Inode, modification time in nanoseconds, size and first bytes of a file."""

FILE_TABLE = "file"
_HEAD = 128  # bytes at the beginning of a file; they contain the generation and the checksum


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A file at one instant. Its tables are shared: change neither them nor their rows.

    Args:
        tables: all tables by name, `file` included; rows by id.
        content: the bytes of the file.
        generation: how many times the program has written the file; 0 if it never has.
        edited_outside: whether another program has changed the tables since then.
        signature: what distinguishes this state of the file from any other; None if the file
            may have been replaced already, so that it must be read again.
    """

    tables: Tables
    content: bytes
    generation: int
    edited_outside: bool
    signature: Signature | None


def file_signature(path: Path) -> Signature | None:
    """What distinguishes the present state of a file from others; None if it cannot be read.

    The first bytes, with the generation in them, are part of it: a file that is replaced twice
    within one tick of the file system's clock may have its old inode, time and size again.
    """
    try:
        with open_regular(path) as (file, status):
            return _signature(status, file.read(_HEAD) or b"")
    except (OSError, DamagedFileError):
        return None


def read_snapshot(path: Path) -> Snapshot | None:
    """Read a file; None if it does not exist.

    Raises:
        DamagedFileError: the file cannot be read, or does not hold tables in JSON.
    """
    try:
        content, status = read_with_status(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedFileError(path, error.strerror or "it cannot be read") from error
    tables = parse_tables(path, content)
    try:
        body = dump({name: table for name, table in tables.items() if name != FILE_TABLE})
    except StorageError:
        raise DamagedFileError(path, "it holds values that are not valid in JSON") from None
    record = tables.get(FILE_TABLE, {}).get("1", {})
    generation = record.get("generation")
    return Snapshot(
        tables=tables,
        content=content,
        generation=generation if isinstance(generation, int) else 0,
        edited_outside=record.get("checksum") != checksum(body),
        signature=_signature(status, content[:_HEAD]),
    )


def next_snapshot(previous: Snapshot | None, tables: Tables, body: bytes) -> Snapshot:
    """The snapshot of a file that is about to be written; it has no signature yet.

    Args:
        previous: what the file holds at present; None if it does not exist.
        tables: all tables but `file`.
        body: the same tables as compact JSON.
    """
    generation = 1 + (previous.generation if previous is not None else 0)
    file = {"1": {"generation": generation, "checksum": checksum(body)}}
    head = dump({FILE_TABLE: file})
    content = join(head, body)
    return Snapshot({FILE_TABLE: file, **tables}, content, generation, False, None)


def matches(signature: Signature | None, content: bytes) -> bool:
    """Whether a file with this signature has the size and the first bytes of this content."""
    return signature is not None and signature[2:] == (len(content), content[:_HEAD])


def dump(value: object) -> bytes:
    """A value as compact JSON, in UTF-8.

    pydantic's writer is used because it takes a quarter of the time of the `json` module.

    Raises:
        StorageError: JSON has no form for the value, as for NaN or a lone surrogate.
    """
    try:
        data = to_json(value)
        if b"NaN" in data or b"Infinity" in data:
            json.dumps(value, allow_nan=False)  # raises unless they are part of a string
    except (ValueError, TypeError, RecursionError) as error:
        raise StorageError(
            "That value cannot be written", f"{error}; nothing was changed", "Change it"
        ) from error
    return data


def _signature(status: os.stat_result, head: bytes) -> Signature:
    return (status.st_ino, status.st_mtime_ns, status.st_size, head)

"""What a file of the library holds, and how that is laid out in bytes.

A file is what stock TinyDB writes: one JSON object of tables, each an object of rows by id. It is
written as one line of compact JSON, and one more table, `file`, comes before the others:

    {"file":{"1":{"generation":7,"checksum":"0f3c9a51"}},"meeting":{...},...}

The generation grows by one with each write. The checksum covers all other tables, so it no longer
matches once another program has edited the file.
"""

from __future__ import annotations

import json
import os
import stat
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from data.errors import DamagedFileError, StorageError

Tables = dict[str, dict[str, Any]]
Signature = tuple[int, int, int, bytes]
"""Inode, modification time in nanoseconds, size and first bytes of a file."""

FILE_TABLE = "file"
_HEAD = 128  # bytes at the beginning of a file; they contain the generation and the checksum
_SIZE_LIMIT = 200_000_000  # bytes; far beyond any meeting


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
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb", buffering=0) as file:
            return _signature(os.fstat(file.fileno()), file.read(_HEAD))
    except OSError:
        return None


def read_snapshot(path: Path) -> Snapshot | None:
    """Read a file; None if it does not exist.

    Raises:
        DamagedFileError: the file cannot be read, or does not hold tables in JSON.
    """
    try:
        # Checked before the file is opened: opening a named pipe blocks until someone writes.
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise DamagedFileError(path, "it is not a file")
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_size > _SIZE_LIMIT:
                raise DamagedFileError(path, "it is far too large")
            content = file.read()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise DamagedFileError(path, "it is a folder") from None
    except OSError as error:
        raise DamagedFileError(path, error.strerror or "it cannot be read") from error
    tables = _parse(path, content)
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
        edited_outside=record.get("checksum") != _checksum(body),
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
    file = {"1": {"generation": generation, "checksum": _checksum(body)}}
    head = dump({FILE_TABLE: file})
    content = b"".join((head[:-1], b",", body[1:], b"\n") if body != b"{}" else (head, b"\n"))
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


def _parse(path: Path, content: bytes) -> Tables:
    """The tables in the bytes of a file; DamagedFileError if there are none."""
    if not content.strip():
        raise DamagedFileError(path, "it is empty")
    try:
        tables = json.loads(content)
    except UnicodeDecodeError:
        raise DamagedFileError(path, "it is not text") from None
    except (ValueError, RecursionError):
        raise DamagedFileError(path, "it is cut off or garbled") from None
    if not isinstance(tables, dict) or not all(
        isinstance(table, dict) and all(isinstance(row, dict) for row in table.values())
        for table in tables.values()
    ):
        raise DamagedFileError(path, "it does not hold tables")
    return tables


def _signature(status: os.stat_result, head: bytes) -> Signature:
    return (status.st_ino, status.st_mtime_ns, status.st_size, head)


def _checksum(body: bytes) -> str:
    """CRC-32: it finds every flipped bit. It guards against accidents, not against forgery."""
    return f"{zlib.crc32(body):08x}"

"""The checksum in a file of the library, and how the file is laid out around it.

A file is one line of compact JSON, in which the table `file` comes before all others:

    {"file":{"1":{"generation":7,"checksum":"0f3c9a51"}},"meeting":{...},...}

The checksum covers the other tables, so it no longer matches once another program has edited them.
Nothing heavy is imported here: a list of meetings checks every file that has changed.
"""

from __future__ import annotations

import re
import zlib

_HEAD = re.compile(rb'\{"file":\{"1":\{"generation":[0-9]+,"checksum":"([0-9a-f]{8})"\}\}[,}]')


def checksum(body: bytes) -> str:
    """CRC-32 of tables in JSON. It finds every flipped bit, but does not prevent forgery."""
    return f"{zlib.crc32(body):08x}"


def join(head: bytes, body: bytes) -> bytes:
    """Return the content of a file.

    Args:
        head: the table `file`, as a JSON object that holds nothing else.
        body: the other tables, as compact JSON.
    """
    return b"".join((head[:-1], b",", body[1:], b"\n") if body != b"{}" else (head, b"\n"))


def has_valid_checksum(content: bytes) -> bool:
    """Whether a file is laid out as `join` does it, with a checksum that matches its tables.

    A file that is laid out differently has no valid checksum, even if its tables are the same.
    """
    head = _HEAD.match(content)
    if head is None or not content.endswith(b"\n"):
        return False
    other = memoryview(content)[head.end() : -1]
    if content[head.end() - 1 : head.end()] == b"}":
        return not other and head[1].decode() == checksum(b"{}")
    return int(head[1], 16) == zlib.crc32(other, zlib.crc32(b"{"))

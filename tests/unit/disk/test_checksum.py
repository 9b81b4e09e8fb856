"""The checksum of a file is read from the bytes that the storage has written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.disk.checksum import checksum, has_valid_checksum
from data.disk.tinydb_storage import DurableStorage

TABLES: list[dict[str, Any]] = [
    {},
    {"wins": {}},
    {"wins": {"1": {"text": "Heißer Draht ✓"}}},
    {"wins": {"1": {"text": 'a}},"b'}}, "actions": {"1": {"text": "}}\n"}}},
]


@pytest.mark.parametrize("tables", TABLES)
def test_what_the_storage_writes_has_a_valid_checksum(
    tmp_path: Path, tables: dict[str, Any]
) -> None:
    storage = DurableStorage(tmp_path / "file.json")
    for _ in range(11):  # the generation gets a second digit
        storage.write(tables)
        content = storage.path.read_bytes()
        assert has_valid_checksum(content)
    assert json.loads(content)["file"]["1"]["generation"] == 11


@pytest.mark.parametrize("tables", TABLES)
def test_no_flipped_bit_leaves_a_valid_checksum(tmp_path: Path, tables: dict[str, Any]) -> None:
    storage = DurableStorage(tmp_path / "file.json")
    storage.write(tables)
    content = storage.path.read_bytes()
    generation = content.index(b"1,")  # the checksum does not cover it
    for place in set(range(len(content))) - {generation}:
        for bit in range(8):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            assert not has_valid_checksum(bytes(flipped))
    for length in range(len(content)):
        assert not has_valid_checksum(content[:length])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}\n",
        b'{"file":{}}\n',
        b'{"file":7}\n',
        b'{"wins":{"1":{}},"file":{"1":{"generation":1,"checksum":"00000000"}}}\n',
        b'{"file":{"1":{"generation":1,"checksum":null}},"wins":{}}\n',
        b"[" * 100_000,
    ],
)
def test_other_files_have_none(content: bytes) -> None:
    assert not has_valid_checksum(content)


def test_the_same_tables_in_another_layout_have_none(tmp_path: Path) -> None:
    storage = DurableStorage(tmp_path / "file.json")
    storage.write(TABLES[2])
    assert not has_valid_checksum(json.dumps(json.loads(storage.path.read_bytes())).encode())


def test_the_checksum_is_the_one_that_files_of_earlier_versions_have() -> None:
    body = b'{"wins":{"1":{"text":"roof"}}}'
    assert checksum(body) == "b85d23c7"

"""A storage with one win in its file, for the tests of storage and of damaged files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data.disk.snapshot import FILE_TABLE, Snapshot
from data.disk.tinydb_storage import DurableStorage

WINS = {"wins": {"1": {"text": "The bus stops again", "thanks": ["Ama", "Bo"]}}}


@pytest.fixture
def storage(tmp_path: Path) -> DurableStorage:
    """A storage with one win in its file."""
    storage = DurableStorage(tmp_path / "meeting.json")
    storage.write(WINS)
    return storage


def snapshot(storage: DurableStorage) -> Snapshot:
    """What the file holds; it must exist."""
    found = storage.snapshot()
    assert found is not None
    return found


def stock(path: Path) -> dict[str, Any]:
    """The tables in the file as any JSON reader sees them, without our own table `file`."""
    tables: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    tables.pop(FILE_TABLE, None)
    return tables

"""A storage with one win in its file, for the tests of storage and of damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.disk.tinydb_storage import DurableStorage

WINS = {"wins": {"1": {"text": "The bus stops again", "thanks": ["Ama", "Bo"]}}}


@pytest.fixture
def storage(tmp_path: Path) -> DurableStorage:
    """A storage with one win in its file."""
    storage = DurableStorage(tmp_path / "meeting.json")
    storage.write(WINS)
    return storage

"""Long random meetings through the stored file: undoing everything gives back its bytes.

The acts and what must hold after each are those of the rules (test_rules_queue_properties.py);
here each goes to the disk, and what the file holds is compared with it.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis.stateful import initialize, invariant, rule

from data.clock import FixedClock
from data.records.meeting import Meeting
from data.storage.meeting_file import MeetingFile
from tests.unit.rules.queue_model import Act
from tests.unit.rules.test_queue_properties import QueueMachine


def rows(path: Path) -> bytes:
    """All that a file holds but the log, and the generation and checksum of its table `file`."""
    tables: dict[str, Any] = json.loads(path.read_bytes())
    kept = {name: table for name, table in tables.items() if name not in ("log", "file")}
    return json.dumps(kept).encode()


class StoredQueueMachine(QueueMachine):
    """The same acts, each applied to a file, undone and redone there, and read again."""

    @initialize()
    def begin(self) -> None:
        super().begin()
        self.folder = tempfile.TemporaryDirectory(prefix="meeting-")
        path = Path(self.folder.name) / "2026-11-23-call.json"
        self.file = MeetingFile.create(path, self.start, FixedClock(self.now))
        self.start = self.meeting = self.file.meeting
        self.beginning = rows(path)

    def performed(self, rule: Callable[[Meeting], Meeting]) -> Meeting:
        return self.file.apply(rule)

    def without(self, act: Act) -> Meeting:
        self.file.undo()
        return self.file.meeting

    def with_again(self, act: Act) -> Meeting:
        self.file.redo()
        return self.file.meeting

    @rule()
    def reopen(self) -> None:
        """Another start of the program can undo and redo the same."""
        self.file = MeetingFile(self.file.path, FixedClock(self.now))
        self.now += timedelta(seconds=1)

    @invariant()
    def the_file_holds_the_meeting(self) -> None:
        if hasattr(self, "file"):
            assert MeetingFile(self.file.path).meeting == self.meeting == self.file.meeting

    def teardown(self) -> None:
        """Undo everything: the bytes are those of the beginning. Then do it all again."""
        if not hasattr(self, "file"):
            return
        end = rows(self.file.path)
        for act in reversed(self.done):
            self.without(act)
        assert rows(self.file.path) == self.beginning
        for act in self.done:
            self.with_again(act)
        assert rows(self.file.path) == end
        self.folder.cleanup()


TestStoredQueue = StoredQueueMachine.TestCase
TestStoredQueue.settings = settings(
    max_examples=int(os.environ.get("MEETING_TUI_MACHINES", "12")), stateful_step_count=40
)

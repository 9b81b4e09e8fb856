"""Long random meetings in a file: undoing everything restores its bytes.

The acts and the invariants are those of the rules (tests/unit/rules/test_queue_properties.py). Here
each act is written to disk, and the file is compared with the expected meeting.
"""

from __future__ import annotations

import json
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
from tests.effort import times
from tests.unit.rules.queue_model import Act
from tests.unit.rules.test_queue_properties import QueueMachine


def rows(path: Path) -> bytes:
    """The content of a file without its log, generation and checksum."""
    tables: dict[str, Any] = json.loads(path.read_bytes())
    kept = {name: table for name, table in tables.items() if name not in ("log", "file")}
    return json.dumps(kept).encode()


class StoredQueueMachine(QueueMachine):
    """The same acts, each applied to a file, undone and redone there, and read back."""

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
        """After a restart the program can undo and redo the same acts."""
        self.file = MeetingFile(self.file.path, FixedClock(self.now))
        self.now += timedelta(seconds=1)

    @invariant()
    def the_file_holds_the_meeting(self) -> None:
        if hasattr(self, "file"):
            assert MeetingFile(self.file.path).meeting == self.meeting == self.file.meeting

    def teardown(self) -> None:
        """Undo everything and compare with the beginning; then redo everything."""
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
    max_examples=times("MACHINES", by_default=6, in_ci=12), stateful_step_count=40
)

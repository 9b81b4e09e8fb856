"""A meeting file for fault tests, and an act on it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.planning.new_meeting import new_meeting
from data.planning.templates import TEMPLATES
from data.records.models import Win
from data.rules import lifecycle
from data.rules.edits import add
from data.storage.meeting_file import MeetingFile, Rule

BEGIN = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def new_file(folder: Path, *, by: str = "call") -> MeetingFile:
    """A running meeting in a folder."""
    meeting = new_meeting("Call", BEGIN.date(), items=TEMPLATES[0].agenda())
    return MeetingFile.create(folder / f"2026-11-23-{by}.json", lifecycle.start(meeting, BEGIN))


def win(text: str, number: int = 0) -> Rule:
    """An act that records a win."""
    at = BEGIN + timedelta(seconds=number)
    record = Win(text=text, at=at)
    return lambda meeting: add(meeting, at, record)


def wins(path: Path) -> list[str]:
    """The wins in a file, read without the code under test."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    return [record["text"] for record in tables["wins"].values()]

"""`check --json` and `bin list --json`."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.library.library import Library
from data.planning.new_meeting import new_meeting
from meeting_tui.cli.main import main


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library")


def printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[Any, int]:
    """Run a command in this process; return the JSON that it printed, and its exit status."""
    monkeypatch.setattr(sys, "argv", ["meeting-tui", *arguments, "--json"])
    try:
        main()
    except SystemExit as end:
        return json.loads(capsys.readouterr().out), int(end.code or 0)
    return json.loads(capsys.readouterr().out), 0


def test_problems_are_printed_as_one_array(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert printed(capsys, monkeypatch, "check") == ([], 0)
    meeting_id = library.create(new_meeting("Call", date(2030, 1, 7)))
    library.path(meeting_id).chmod(0o644)
    problem = {
        "file": f"{meeting_id}.json",
        "kind": "public file",
        "what": "other users can read it: its mode is not 0600",
        "table": "",
        "record_id": "",
        "field": "",
        "repaired": False,
    }
    if sys.platform != "win32":
        assert printed(capsys, monkeypatch, "check") == ([problem], 1)
        repaired = [{**problem, "repaired": True}]
        assert printed(capsys, monkeypatch, "check", "--repair") == (repaired, 0)


def test_the_bin_is_printed_as_one_array(
    library: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert printed(capsys, monkeypatch, "bin", "list") == ([], 0)
    replaced = library.create(new_meeting("First", date(2030, 1, 7)))
    library.backups.make(library.path(replaced), library.clock.now())
    library.path(replaced).write_bytes(b"{")
    library.restore_backup(replaced)
    deleted = library.delete(library.create(new_meeting("Second", date(2030, 1, 7))))
    (file,) = library.quarantined()
    assert printed(capsys, monkeypatch, "bin", "list")[0] == [
        {
            "kind": "meeting",
            "id": deleted,
            "path": str(library.bin_path / f"{deleted}.json"),
        },
        {"kind": "replaced file", "id": replaced, "path": str(file)},
    ]

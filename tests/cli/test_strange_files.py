"""No file in the folder of meetings breaks a command that is about the others."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from data.disk.tinydb_storage import DurableStorage
from tests.cli.conftest import Run, refused

ID = "2030-01-07-call"


@pytest.fixture
def meetings(run: Run, isolated: Path) -> Path:
    """The folder of meetings, with one running meeting that has an action and a win."""
    run("new", "Call", "--date", "2030-01-07")
    done = run("do", ID, "start", "present+ Ada Quill", "win Roof", "action Ada: paint the roof")
    assert done.returncode == 0, done.stdout
    return isolated / "library" / "meetings"


def test_conflict_copies_break_no_command(run: Run, meetings: Path) -> None:
    names = [
        f"{ID}.sync-conflict-20301125-101112-ABCDEFG",
        f"{ID} (conflicted copy 2030-11-25 101112)",
        f"{ID} (Ada's conflicted copy 2030-11-25)",
        f"{ID} (copy)",
        f"Copy of {ID}",
        f"{ID} - Copy",
        f"{ID} (1)",
    ]
    for name in names:
        (meetings / f"{name}.json").write_bytes((meetings / f"{ID}.json").read_bytes())
    first, *others = run("list").stdout.splitlines()
    assert first.startswith(f"{ID}\t2030-01-07\trunning")
    made = f"\ta copy of {ID}, made by another program"
    assert set(others) == {f"{name}{made}" for name in names}
    actions = run("actions")
    assert actions.returncode == 0
    assert actions.stdout.count("paint the roof") == 1
    assert run("search", "roof").stdout.count("win\t") == 1
    for short in ("latest", "2030"):
        assert run("do", short, "win More").returncode == 0
    assert f"a copy of {ID}" in refused(run("minutes", names[3]))
    checked = run("check")
    assert checked.returncode == 1
    lines = checked.stdout.splitlines()
    assert {line.split("\t")[0] for line in lines} == {f"{name}.json" for name in names}
    assert all(f"\ta copy of {ID} that another program has made" in line for line in lines)
    assert run("new", "Next", "--from", "latest", "--date", "2030-02-07").returncode == 0


def test_hostile_text_reaches_no_terminal(run: Run, meetings: Path) -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J\u202egpj\x9b31m"
    storage = DurableStorage(meetings / f"{ID}.json")
    tables = storage.read() or {}
    tables["meeting"]["1"]["title"] = f"Call {hostile}"
    (action,) = tables["actions"].values()
    action.update(owner=hostile, text=f"roof {hostile}", carried_from=hostile)
    storage.write(tables)
    (meetings / f"{hostile}.json").write_bytes(b"{}")
    for command in (
        ["list"],
        ["list", "--json"],
        ["actions"],
        ["actions", "--json"],
        ["search", "roof"],
        ["search", "roof", "--json"],
        ["check"],
        ["minutes", ID],
        ["minutes", ID, "--format", "json"],
        ["minutes", hostile],
        ["do", ID, f"win {hostile}"],
        ["do", ID, f"fly {hostile}"],
        ["do", "--json", ID, f"fly {hostile}"],
    ):
        result = run(*command)
        assert "Traceback" not in result.stderr
        printed = result.stdout + result.stderr
        assert printed, command
        assert not set("\x1b\x07\u202e\x9b") & set(printed), command
        if "json" in " ".join(command) and command[0] != "do":
            json.loads(result.stdout)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices as POSIX has them")
def test_pipes_devices_and_huge_files_block_no_command(run: Run, meetings: Path) -> None:
    reasons = {
        "pipe": "it is not a file",
        "zero": "it is not a file",
        "huge": "it is far too large",
    }
    os.mkfifo(meetings / "2030-01-08-pipe.json")
    (meetings / "2030-01-08-zero.json").symlink_to("/dev/zero")
    (meetings / "2030-01-08-huge.json").touch()
    os.truncate(meetings / "2030-01-08-huge.json", 20_000_000_000)
    listed = run("list").stdout
    checked = run("check")
    assert checked.returncode == 1
    for name, reason in reasons.items():
        assert f"2030-01-08-{name}\tdamaged: {reason}\n" in listed
        assert f"2030-01-08-{name}.json\t\tdamaged: {reason}\n" in checked.stdout
        for command in (["minutes"], ["do"], ["new", "Next", "--from"]):
            line = refused(run(*command, f"2030-01-08-{name}", *["win X"] * (command == ["do"])))
            assert reason[3:] in line
    assert "paint the roof" in run("actions").stdout
    assert "Roof" in run("search", "roof").stdout
    assert run("do", ID, "win More").returncode == 0
    assert run("minutes", "latest").returncode == 0


def test_check_reports_a_library_in_a_git_work_tree(run: Run, meetings: Path) -> None:
    assert run("check").returncode == 0
    (meetings.parent.parent / ".git").mkdir()
    assert "inside a Git work tree" in run("check").stderr

"""The programs in docs/data.md work on the files of a library, with stock TinyDB."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.records.meeting import Meeting
from data.records.models import Action, ActionState, Dissent, DissentKind
from data.rules import edits, outcomes
from data.rules.speaking_time import speaking_shares
from meeting_tui import demo
from tests.isolation import REPOSITORY

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)

Run = Callable[..., list[str]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The made-up meetings of `meeting-tui demo`, with dissent and with actions that are done."""
    library = Library(tmp_path_factory.mktemp("library"), FixedClock(NOW))
    demo.fill(library)
    for meeting_id in _ids(library):
        file = library.open(meeting_id)
        file.apply(_with_results, after_end=True)
        file.close()
    return library


def _with_results(meeting: Meeting) -> Meeting:
    for decision in meeting.decisions:
        aside = Dissent(who="Ruth Adler", why="too early")
        block = Dissent(who="Cleo Márquez", kind=DissentKind.BLOCK, why="the rent")
        meeting = outcomes.record_dissent(meeting, NOW, decision.id, aside)
        meeting = outcomes.record_dissent(meeting, NOW, decision.id, block)
    for action, state in zip(
        meeting.actions, (ActionState.DONE, ActionState.DROPPED), strict=False
    ):
        meeting = outcomes.set_action_state(meeting, NOW, action.id, state)
    extra = Action(text="Buy paper", due=date(2026, 12, 24), at=NOW)
    return edits.add(edits.add(meeting, NOW, extra), NOW, extra.replace(id="7", due=None))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs the program under a heading of the page, away from our code; returns its lines."""

    def run(heading: str, *arguments: str | Path) -> list[str]:
        program = tmp_path / "program.py"
        program.write_text(_programs()[heading], encoding="utf-8")
        result = subprocess.run(
            [sys.executable, "-X", "utf8", program, *arguments],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, "")
        return result.stdout.splitlines()

    return run


def _programs() -> dict[str, str]:
    page = (REPOSITORY / "docs" / "data.md").read_text(encoding="utf-8")
    found = re.findall(r"^### ([^`\n]+)\n(.*?)^```python\n(.*?)^```$", page, re.DOTALL | re.M)
    return {heading: code for heading, _, code in found}


def _ids(library: Library) -> list[str]:
    return sorted(path.stem for path in library.meetings_path.glob("*.json"))


def _meetings(library: Library) -> dict[Path, Meeting]:
    found = {}
    for meeting_id in _ids(library):
        file = library.open(meeting_id)
        found[library.path(meeting_id)] = file.meeting
        file.close()
    return found


def test_the_page_has_five_programs_that_use_none_of_our_code() -> None:
    programs = _programs()
    assert len(programs) == 5
    for code in programs.values():
        assert "from tinydb import" in code
        assert not re.search(r"(import|from) (data|screens|meeting_tui)", code)


def test_open_actions_by_owner(library: Library, run: Run) -> None:
    listed = 0
    for path, meeting in _meetings(library).items():
        expected: dict[str, list[str]] = {}
        for action in meeting.actions:
            if action.state == "open":
                line = f"{str(action.due or 'no date').ljust(10)}  {action.text}"
                expected.setdefault(action.owner or "Nobody", []).append(line)
        found: dict[str, list[str]] = {}
        for line in run("Open actions by owner", path):
            if line.startswith("  "):
                found[list(found)[-1]].append(line[2:])
            else:
                found[line] = []
        assert found == {owner: sorted(lines) for owner, lines in expected.items()}
        assert list(found) == sorted(found, key=lambda owner: owner.replace("Nobody", ""))
        listed += sum(map(len, found.values()))
    assert listed >= 8


def test_decisions_with_their_dissent(library: Library, run: Run) -> None:
    listed = 0
    for path, meeting in _meetings(library).items():
        expected = []
        for decision in meeting.decisions:
            expected.append(f"{decision.text} (blocked, {decision.rule})")
            expected += ["  Ruth Adler, stand aside: too early", "  Cleo Márquez, block: the rent"]
        assert run("Decisions with their dissent", path) == expected
        listed += len(expected)
    assert listed >= 6


def test_speaking_time_by_organisation(library: Library, run: Run) -> None:
    spoken = 0
    for path, meeting in _meetings(library).items():
        before = {s.name: s.seconds for s in speaking_shares(meeting, datetime.now(UTC))}
        lines = run("Speaking time by organisation", path)
        after = {s.name: s.seconds for s in speaking_shares(meeting, datetime.now(UTC))}
        found = {}
        for line in lines:
            duration, name = line.split("  ")
            found[name] = _seconds(duration)
        assert set(found) == {name for name, seconds in after.items() if seconds}
        # In the running meeting a turn has not ended: its time goes on while the program runs.
        for name, seconds in found.items():
            assert round(before[name]) <= seconds <= round(after[name]), name
        assert list(found.values()) == sorted(found.values(), reverse=True)
        spoken += len(found)
    assert spoken >= 6


def _seconds(duration: str) -> float:
    days, _, clock = duration.rpartition(", ")
    hours, minutes, seconds = map(int, clock.split(":"))
    whole = int(days.split()[0]) if days else 0
    return timedelta(whole, seconds, minutes=minutes, hours=hours).total_seconds()


@pytest.mark.parametrize("year", ["2026", "2025"])
def test_the_wins_of_a_year(library: Library, run: Run, year: str) -> None:
    expected = []
    for meeting in _meetings(library).values():
        for win in meeting.wins:
            if str(meeting.info.date).startswith(year):
                thanks = f" (thanks to {', '.join(win.thanks)})" if win.thanks else ""
                expected.append(f"{meeting.info.date}  {win.text}{thanks}")
    assert run("The wins of a year", library.meetings_path, year) == expected
    assert len(expected) == (6 if year == "2026" else 0)


def test_attendance_as_a_csv_file(library: Library, run: Run) -> None:
    for path, meeting in _meetings(library).items():
        lines = run("Attendance as a CSV file", path)
        found = list(csv.DictReader(io.StringIO("\n".join(lines))))
        assert list(found[0]) == ["name", "organisation", "role", "state", "arrived", "left"]
        by_name = {person.name: person for person in meeting.people}
        assert sorted(row["name"] for row in found) == sorted(by_name)
        assert len({row["state"] for row in found}) == len({p.state for p in meeting.people})
        for row in found:
            person = by_name[row["name"]]
            assert row["organisation"] == person.organisation
            assert row["role"] == person.role
            assert row["state"] == person.state
            arrived = datetime.fromisoformat(row["arrived"]) if row["arrived"] else None
            assert arrived == person.arrived
            assert row["left"] == (person.left.isoformat() if person.left else "")


def test_the_programs_change_no_file(library: Library, run: Run) -> None:
    def content() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in library.root.rglob("*") if path.is_file()}

    before, path = content(), library.path(_ids(library)[0])
    for heading in _programs():
        run(heading, *([path.parent, "2026"] if "year" in heading else [path]))
    assert content() == before

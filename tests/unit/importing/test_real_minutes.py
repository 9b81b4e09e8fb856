"""People and items of real minutes are all found, and no others.

The expected lists beside this file were made by hand. Each line of a `.people` file is a person:
state, name, organisation, further organisation, handle; each line of an `.agenda` file a title.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.importing.agenda import parse_agenda
from data.importing.files import read_file
from data.importing.people import parse_people
from tests.isolation import REPOSITORY, isolated_environment

EXPECTED = Path(__file__).parent / "expected"
SHARED = REPOSITORY.parent / "shared" / "data"
NAMES = sorted(path.stem for path in EXPECTED.glob("*.people"))


def source(name: str) -> Path:
    """Return the minutes of that day; skip the test if they are not available."""
    for folder in ("coalition-minutes", "council-minutes"):
        path = SHARED / folder / f"{name}.md"
        if path.exists():
            return path
    pytest.skip(f"the public minutes of {name} are not beside this repository")


def expected_people(name: str) -> list[list[str]]:
    """Return the people as listed by hand."""
    lines = (EXPECTED / f"{name}.people").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def expected_titles(name: str) -> list[str]:
    """Return the agenda as listed by hand."""
    return (EXPECTED / f"{name}.agenda").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_people_are_those_of_the_lists_of_attendees(name: str) -> None:
    people = parse_people(read_file(source(name)))
    found = [[p.state, p.name, p.organisation, ", ".join(p.also_for), p.handle] for p in people]
    present = sum(person.state == "present" for person in people)
    print(f"{name}: {len(found)} people, {present} present")  # noqa: T201
    assert found == expected_people(name)


@pytest.mark.parametrize("name", NAMES)
def test_items_are_those_of_the_agenda_section(name: str) -> None:
    titles = [item.title for item in parse_agenda(read_file(source(name)))]
    print(f"{name}: {len(titles)} agenda items")  # noqa: T201
    assert titles == expected_titles(name)


def test_the_command_line_makes_meetings_of_them(isolated: Path, tmp_path: Path) -> None:
    environment = {**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)}
    for name in (NAMES[0], NAMES[-1]):
        path = str(source(name))
        command = [sys.executable, "-m", "meeting_tui", "new", f"Call {name}"]
        result = subprocess.run(
            [*command, "--date", "2030-01-01", "--people", path, "--agenda", path],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        meeting = isolated / "library" / "meetings" / f"{result.stdout.strip()}.json"
        tables = json.loads(meeting.read_text(encoding="utf-8"))
        people = [[p["state"], p["name"]] for p in tables["people"].values()]
        assert people == [row[:2] for row in expected_people(name)]
        items = sorted(tables["agenda"].values(), key=lambda item: item["position"])
        assert [item["title"] for item in items] == expected_titles(name)

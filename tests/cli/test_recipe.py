"""The recipe for a new kind of record in CONTRIBUTING.md works, and needs no more than it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.isolation import REPOSITORY

TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
MOST_FILES = 8


def part(name: str) -> str:
    found = re.search(rf"<!-- {name} -->(.*?)<!-- /{name} -->", TEXT, re.DOTALL)
    assert found is not None
    return found[1]


def listed_files() -> list[str]:
    return re.findall(r"^\d+\. `([^`]+)`", part("files-of-a-kind"), re.MULTILINE)


def blocks() -> list[tuple[str, str]]:
    """The first line and the code of each block of the recipe."""
    found = re.findall(
        r"^```python\n# ([^\n]*)\n(.*?)^```$", part("recipe"), re.DOTALL | re.MULTILINE
    )
    assert found
    return found


def apply_block(root: Path, place: str, code: str) -> str:
    """Make the change that a block describes, and return the file that it changes."""
    name, _, where = place.partition(", ")
    path = root / name
    if not where:
        assert not path.exists()
        path.write_text(code, encoding="utf-8")
        return name
    text = path.read_text(encoding="utf-8")
    if where.startswith("import"):
        match = re.fullmatch(r"import (\w+) from ([\w.]+)", where)
        assert match is not None
        first_import = text.index("from data.")
        line = f"from {match[2]} import {match[1]}\n"
        path.write_text(text[:first_import] + line + text[first_import:], encoding="utf-8")
        return name
    anchor = json.loads(where.removeprefix("before "))
    assert isinstance(anchor, str)
    at = text.rindex(anchor.removesuffix("<end>")) if "<end>" in anchor else text.index(anchor)
    path.write_text(text[:at] + code + text[at:], encoding="utf-8")
    return name


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A copy of the code with the recipe applied, and the files that it changed."""
    root = tmp_path_factory.mktemp("recipe")
    for package in ("data", "screens", "meeting_tui"):
        shutil.copytree(
            REPOSITORY / package, root / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return root, {apply_block(root, place, code) for place, code in blocks()}


def run(root: Path, *arguments: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "MEETING_TUI_DATA": str(root / "library"),
    }
    result = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_recipe_changes_no_more_files_than_the_list_has(
    changed: tuple[Path, set[str]],
) -> None:
    _, files = changed
    assert len(files) <= MOST_FILES
    of_actions = {
        name.replace("rules/pledges", "rules/outcomes").replace("pledges", "actions")
        for name in files
    }
    assert of_actions == set(listed_files())


def test_each_listed_file_knows_actions() -> None:
    files = listed_files()
    assert len(files) <= MOST_FILES
    for name in files:
        assert re.search(r"\b[Aa]ctions?\b", (REPOSITORY / name).read_text(encoding="utf-8")), name


def test_the_new_kind_is_recorded_shown_found_renamed_and_carried_over(
    changed: tuple[Path, set[str]],
) -> None:
    root, _ = changed
    program = ("-m", "meeting_tui")
    meeting = run(root, *program, "new", "Call", "--date", "2026-11-23").strip()
    lines = ("start", "present+ Ada Quill", "topic Fair", "pledge ada: chairs for the fair")
    assert "Pledged by Ada Quill: chairs for the fair" in run(root, *program, "do", meeting, *lines)
    for form in ("markdown", "text", "html", "json"):
        assert "chairs for the fair" in run(root, *program, "minutes", meeting, "--format", form)
    assert "pledge\tchairs" in run(root, *program, "search", "chairs")
    assert run(root, *program, "check") == ""
    code = (
        "import sys; from pathlib import Path\n"
        "from data.library.library import Library\n"
        "from data.planning.carry_over import continue_meeting\n"
        "from data.rules import people, pledges\n"
        "from screens.outcomes.kinds import outcome_rows\n"
        "library = Library(Path(sys.argv[1]))\n"
        "file = library.open(sys.argv[2]); now = library.clock.now()\n"
        "file.apply(lambda m: people.rename(m, now, m.people[0].id, 'Ada Stone'))\n"
        "next_one = continue_meeting(file.meeting, file.id, 'Next', now.date())\n"
        "print(next_one.pledges[0].who, '|', outcome_rows(next_one, 60, now.date())[1].text)\n"
        "file.apply(lambda m: pledges.keep_pledge(m, now, m.pledges[0].id))\n"
        "print(file.undo(), '|', file.meeting.pledges[0].kept)\n"
    )
    shown = run(root, "-c", code, str(root / "library"), meeting).splitlines()
    assert shown[0].startswith("Ada Stone | ◇ chairs for the fair")
    assert shown[1] == "pledge kept: chairs for the fair | False"


def test_the_key_of_the_new_kind_is_bound(changed: tuple[Path, set[str]]) -> None:
    root, _ = changed
    code = (
        "from screens.keymap import MEETING\n"
        "from data.prompt.command_list import capture_of\n"
        "actions = [c.action for c in MEETING.commands if c.id == 'pledge']\n"
        "print(actions, capture_of('pledge').title)"
    )
    assert run(root, "-c", code) == "[\"capture('pledge')\"] Pledge\n"

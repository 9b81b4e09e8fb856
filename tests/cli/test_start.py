"""The command line starts without Textual, which takes longer to load than most commands run."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.library.library import Library
from data.records.meeting import Meeting
from data.records.models import MeetingInfo
from data.settings.appearance import Appearance
from meeting_tui import __version__
from tests.isolation import REPOSITORY

# Runs the entry point as the installed script does, then prints which modules were loaded.
RUN = """
import json, sys
from meeting_tui.cli.main import main
try:
    status = main() or 0
except SystemExit as end:
    status = end.code or 0
loaded = sorted(sys.modules)
sys.stderr.write("\\nLOADED " + json.dumps(loaded) + "\\n")
sys.exit(status)
"""


@pytest.fixture
def meeting_id(isolated: Path) -> str:
    info = MeetingInfo(title="Monthly call", date=dt.date(2026, 11, 23))
    return Library(isolated / "library").create(Meeting(info=info))


def run(*arguments: str) -> tuple[str, set[str]]:
    """Return what the command printed, and the names of the modules that it loaded."""
    result = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout, set(json.loads(result.stderr.rpartition("LOADED ")[2]))


@pytest.mark.parametrize("arguments", [["list"], ["minutes", "ID"]], ids=lambda words: words[0])
def test_a_command_does_not_load_textual(arguments: list[str], meeting_id: str) -> None:
    printed, loaded = run(*(meeting_id if word == "ID" else word for word in arguments))
    assert "Monthly call" in printed
    packages = {name.partition(".")[0] for name in loaded}
    assert packages & {"textual", "rich", "screens"} == set()


def test_a_list_does_not_load_the_models(meeting_id: str) -> None:
    printed, loaded = run("list")
    assert "Monthly call" in printed
    assert "pydantic" not in loaded


def test_the_list_on_the_screen_does_not_load_the_models() -> None:
    code = "import sys, meeting_tui.run; print('pydantic' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY
    )
    assert result.stdout == "False\n"


# Makes the app, up to its first screen, as the entry point does.
START = """
import sys
from meeting_tui.cli import main
from data.settings.settings import UserSettings
from meeting_tui.app import MeetingApp
app = MeetingApp(main.Library(main.default_root()), settings=UserSettings.of_user())
problems = app.settings.problems()
print(app.theme, len(problems), "pydantic" in sys.modules)
"""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (None, f"{Appearance.theme} 0 False"),
        ('theme = "nord" # mine', "nord 0 False"),
        ('theme = "nord"\n[minutes]\nformat = "pdf"\n', "nord 1 True"),
    ],
    ids=["no file", "a theme", "other settings"],
)
def test_the_first_screen_does_not_load_the_models_for_a_remembered_theme(
    isolated: Path, text: str | None, printed: str
) -> None:
    path = isolated / "home" / ".config" / "meeting-tui" / "config.toml"
    if text is not None:
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    result = subprocess.run(
        [sys.executable, "-c", START],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
        timeout=60,
    )
    assert result.stdout.strip() == printed


def test_the_version_is_not_looked_up_in_the_metadata_of_the_installation() -> None:
    printed, loaded = run("--version")
    assert printed == f"meeting-tui, version {__version__}\n"
    assert "meeting_tui.cli.main" in loaded
    assert "importlib.metadata" not in loaded

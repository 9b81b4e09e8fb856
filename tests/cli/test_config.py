"""`config` prints the settings in force with their sources, and opens the file in an editor."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import pytest

from data.library.library import Library
from data.records.choices import QueueMode
from data.settings.template import template
from tests.cli.conftest import Run, refused
from tests.isolation import isolated_environment
from tests.processes.program import run_program

TEXT = """\
theme = "nrd"
them = 1
[minutes]
format = "text"
[new_meetings]
order = "balancd"
[keymap]
speak = "Z"
"queue.call" = "n"
"""


@pytest.fixture
def path(isolated: Path) -> Path:
    return isolated / "home" / ".config" / "meeting-tui" / "config.toml"


@pytest.fixture
def file(path: Path) -> Path:
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_without_a_file_all_settings_are_the_defaults(run: Run, path: Path) -> None:
    result = run("config")
    assert (result.returncode, result.stderr) == (0, "")
    assert {line.partition("\t# ")[2] for line in result.stdout.splitlines()} == {"default"}
    assert not path.parent.exists()


def test_the_output_is_valid_for_the_file_and_names_the_sources(run: Run, file: Path) -> None:
    result = run("config")
    assert result.returncode == 0
    found = tomllib.loads(result.stdout)
    assert found["keymap"] == {"speak": "Z"}
    assert found["minutes"] == {"format": "text"}
    assert found["new_meetings"]["order"] == "as asked"
    sources = dict(line.split("\t# ") for line in result.stdout.splitlines())
    assert sources['minutes.format = "text"'] == f"{file}:4"
    assert sources['keymap.speak = "Z"'] == f"{file}:8"
    assert sources['new_meetings.order = "as asked"'] == "default"


def test_a_variable_is_the_source_of_its_setting(
    run: Run, file: Path, isolated: Path, folder: Path
) -> None:
    environment = {
        **isolated_environment(isolated),
        "MEETING_TUI_NEW_MEETINGS_SPEECH_LIMIT": "90s",
        "MEETING_TUI_MINUTES_FORMAT": "html",
    }
    result = run_program(["--theme", "nord", "config", "--json"], environment, folder)
    rows = {row["name"]: row for row in json.loads(result.stdout)}
    assert rows["theme"] == {
        "name": "theme", "value": "nord", "source": "command line", "given_as": "--theme"
    }  # fmt: skip
    assert rows["minutes.format"] == {
        "name": "minutes.format", "value": "html", "source": "environment",
        "given_as": "MEETING_TUI_MINUTES_FORMAT",
    }  # fmt: skip
    assert rows["new_meetings.speech_limit"]["value"] == "1m 30s"
    assert rows["keymap.speak"] == {
        "name": "keymap.speak", "value": "Z", "source": "file", "path": str(file), "line": 8
    }  # fmt: skip
    assert rows["animations"] == {"name": "animations", "value": "full", "source": "default"}


def test_each_problem_is_one_line_on_standard_error(run: Run, file: Path) -> None:
    result = run("config")
    lines = result.stderr.splitlines()
    starts = (
        ":1: theme: there is no theme “nrd”",
        ":2: them: there is no such setting. Did you mean theme?",
        ":6: new_meetings.order: “balancd” does not fit: should be 'as asked'",
        ":9: keymap.queue.call: “n” is the key of next too",
    )
    assert len(lines) == len(starts)
    for line, start in zip(lines, starts, strict=True):
        assert line.startswith(f"meeting-tui: {file}{start}")


def test_the_path_is_printed(run: Run, path: Path) -> None:
    assert run("config", "--path").stdout == f"{path}\n"
    assert f"settings\t{path}\n" in run("where").stdout


def test_a_command_that_uses_settings_names_what_does_not_fit(
    run: Run, file: Path, isolated: Path
) -> None:
    result = run("new", "Call")
    assert result.returncode == 0
    assert f"{file}:6: new_meetings.order: “balancd” does not fit" in result.stderr
    assert run("list").stderr == ""
    meeting = Library(isolated / "library").open(result.stdout.strip())
    meeting.close()
    assert meeting.meeting.info.order is QueueMode.AS_ASKED


def test_minutes_and_new_meetings_follow_the_settings(
    run: Run, path: Path, folder: Path, isolated: Path
) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(
        '[minutes]\nformat = "text"\n[new_meetings]\norder = "balanced"\n', encoding="utf-8"
    )
    meeting_id = run("new", "Call").stdout.strip()
    continued = run("new", "Next call", "--from", meeting_id).stdout.strip()
    for each in (meeting_id, continued):
        meeting = Library(isolated / "library").open(each)
        meeting.close()
        assert meeting.meeting.info.order is QueueMode.BALANCED
    text = run("minutes", meeting_id).stdout
    assert not text.startswith("# ")
    assert run("minutes", meeting_id, "--format", "markdown").stdout.startswith("# Call")
    for suffix, start in ((".md", "# Call"), (".html", "<!DOCTYPE"), (".other", text[:20])):
        output = folder / f"minutes{suffix}"
        run("minutes", meeting_id, "--output", str(output))
        assert output.read_text(encoding="utf-8").startswith(start), suffix


def editor(folder: Path, code: str) -> str:
    """Return a command that runs Python code with the name of the file as `path`."""
    program = folder / "an editor.py"
    program.write_text(
        f"import sys\nfrom pathlib import Path\npath = Path(sys.argv[1])\n{code}\n",
        encoding="utf-8",
    )
    return f"'{sys.executable}' '{program}'"


def edit(isolated: Path, folder: Path, **environment: str) -> tuple[int, str]:
    result = run_program(
        ["config", "--edit"], {**isolated_environment(isolated), **environment}, folder
    )
    assert result.stdout == ""
    return result.returncode, result.stderr


def test_a_file_is_made_for_the_editor_and_checked_afterwards(
    isolated: Path, folder: Path, path: Path
) -> None:
    code = "path.write_text(path.read_text().replace('# order = \"as asked\"', 'order = 3'))"
    status, said = edit(isolated, folder, VISUAL=editor(folder, code), EDITOR="false")
    assert path.read_text(encoding="utf-8") == template().replace(
        '# order = "as asked"', "order = 3"
    )
    assert status == 0
    assert "new_meetings.order: “3” does not fit" in said
    assert said.count("\n") == 1


def test_a_file_that_is_there_is_edited_as_it_is(isolated: Path, folder: Path, file: Path) -> None:
    code = "assert path.read_text().startswith('theme'); path.write_text('')"
    assert edit(isolated, folder, EDITOR=editor(folder, code)) == (0, "")
    assert file.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("command", ["false", "no-such-editor", "'unbalanced"])
def test_an_editor_that_fails_is_told_in_one_line(
    isolated: Path, folder: Path, path: Path, command: str
) -> None:
    status, said = edit(isolated, folder, EDITOR=command)
    assert status == 1
    assert said.startswith("meeting-tui: The file was not edited. ")
    assert said.count("\n") == 1
    assert path.read_text(encoding="utf-8") == template()


def test_a_file_that_cannot_be_made_is_told(run: Run, path: Path) -> None:
    path.parent.parent.mkdir()
    path.parent.write_text("not a folder", encoding="utf-8")
    assert "cannot be made. File exists" in refused(run("config", "--edit"))
    assert run("config").returncode == 0


def test_two_ways_at_once_are_wrong_usage(run: Run) -> None:
    assert run("config", "--edit", "--path").returncode == 2

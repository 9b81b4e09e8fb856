"""Shell completion: what is offered, in a real bash, and that no error reaches the line."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.library.library import Library
from data.records.meeting import Meeting
from data.records.models import MeetingInfo
from tests.effort import in_ci
from tests.isolation import REPOSITORY, isolated_environment
from tests.processes.program import run_program
from tests.stories.terminal import Terminal

BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None, reason="there is no bash")

# Calls the completion function as readline does for a line that ends at the cursor.
COMPLETE = """
eval "$SCRIPT"
compopt() { echo "compopt $1 $2"; }
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_meeting_tui_completion meeting-tui
for reply in "${COMPREPLY[@]}"; do echo "$reply"; done
"""

Complete = Callable[..., list[str]]


@pytest.fixture
def environment(isolated: Path, tmp_path: Path) -> dict[str, str]:
    """An environment with `meeting-tui` on the path."""
    programs = tmp_path / "programs"
    programs.mkdir()
    program = programs / "meeting-tui"
    program.write_text(
        f"#!{sys.executable}\nfrom meeting_tui.cli.main import main\nmain()\n", encoding="utf-8"
    )
    program.chmod(0o755)
    env = isolated_environment(isolated)
    path = os.pathsep.join((str(programs), env["PATH"]))
    return {**env, "PATH": path, "PYTHONPATH": str(REPOSITORY)}


@pytest.fixture
def complete(environment: dict[str, str], tmp_path: Path) -> Complete:
    """Completes the last word of a command line in bash; returns what is offered."""
    script = run_program(("completion", "bash"), environment, tmp_path).stdout

    def offered(*words: str) -> list[str]:
        assert BASH is not None
        result = subprocess.run(
            [BASH, "--norc", "--noprofile", "-c", COMPLETE, "bash", "meeting-tui", *words],
            capture_output=True,
            text=True,
            env={**environment, "SCRIPT": script},
            cwd=tmp_path,
            timeout=60,
            check=False,
        )
        assert result.stderr == ""
        assert result.returncode == 0
        return result.stdout.splitlines()

    return offered


@pytest.fixture
def library(isolated: Path) -> Library:
    """A library of two meetings and a deleted one."""
    library = Library(isolated / "library")
    for title, day in (("Monthly call", 5), ("Working group", 12), ("Old call", 1)):
        info = MeetingInfo(title=title, date=dt.date(2026, 1, day))
        library.create(Meeting(info=info))
    library.delete("2026-01-01-old-call")
    return library


IDS = ["2026-01-12-working-group", "2026-01-05-monthly-call"]


@needs_bash
@pytest.mark.parametrize(
    "words",
    [
        ("open", ""),
        ("new", "'A call'", "--from", ""),
        *in_ci(("display", ""), ("minutes", ""), ("do", "")),
    ],
    ids=lambda words: words[0],
)
def test_a_meeting_is_completed_wherever_its_id_is_needed(
    complete: Complete, library: Library, words: tuple[str, ...]
) -> None:
    assert complete(*words) == [*IDS, "latest"]
    assert complete(*words[:-1], "2026-01-1") == IDS[:1]
    assert complete(*words[:-1], "la") == ["latest"]
    assert complete(*words[:-1], "2027") == []


@needs_bash
def test_a_deleted_meeting_is_completed_for_its_restoration(
    complete: Complete, library: Library
) -> None:
    assert complete("bin", "restore", "") == ["2026-01-01-old-call"]


@needs_bash
def test_the_library_of_the_line_is_completed_from(
    complete: Complete, library: Library, tmp_path: Path
) -> None:
    other = Library(tmp_path / "other")
    other.create(Meeting(info=MeetingInfo(title="Elsewhere", date=dt.date(2026, 2, 1))))
    assert complete("--data", str(other.root), "open", "2") == ["2026-02-01-elsewhere"]


@needs_bash
def test_commands_options_files_and_folders_are_completed(complete: Complete) -> None:
    assert complete("mi") == ["minutes"]
    assert complete("minutes", "latest", "--format", "h") == ["html"]
    assert "--copy" in complete("minutes", "latest", "--c")
    assert complete("new", "--agenda", "") == ["compopt -o default"]
    assert complete("new", "--people", "p") == ["compopt -o default"]
    assert complete("minutes", "latest", "--output", "") == ["compopt -o default"]
    assert complete("--data", "") == ["compopt -o dirnames"]
    assert complete("demo", "--keep", "") == ["compopt -o dirnames"]
    assert complete("completion", "") == ["bash", "zsh", "fish"]


def make_nothing(root: Path) -> None:
    """Leave the library as it is: not there."""


def make_a_file_in_place_of_the_folder(root: Path) -> None:
    root.mkdir()
    (root / "meetings").write_text("not a folder", encoding="utf-8")


def make_files_that_are_no_meetings(root: Path) -> None:
    folder = root / "meetings"
    folder.mkdir(parents=True)
    for name in ("o'brien.json", "$(exit).json", "2026-01-05-a b.json", "2026-01-05-call.json.tmp"):
        (folder / name).write_text("{}", encoding="utf-8")


@needs_bash
@pytest.mark.parametrize(
    "make",
    [make_nothing, make_a_file_in_place_of_the_folder, make_files_that_are_no_meetings],
    ids=lambda make: make.__name__,
)
def test_nothing_is_offered_where_there_is_no_meeting(
    complete: Complete, isolated: Path, make: Callable[[Path], None]
) -> None:
    make(isolated / "library")
    assert complete("open", "") == []
    assert complete("bin", "restore", "") == []


@needs_bash
def test_damaged_files_are_completed_too(complete: Complete, library: Library) -> None:
    library.path(IDS[0]).write_text("not json", encoding="utf-8")
    assert complete("open", "2026-01-1") == IDS[:1]


@pytest.fixture
def shell(environment: dict[str, str], tmp_path: Path) -> Iterator[Terminal]:
    """An interactive bash in a terminal, with completion loaded."""
    assert BASH is not None
    setup = tmp_path / "bashrc"
    setup.write_text('PS1="ready> "\neval "$(meeting-tui completion bash)"\n', encoding="utf-8")
    argv = [BASH, "--rcfile", str(setup), "-i"]
    with Terminal(argv, size=(100, 24), env=environment, cwd=tmp_path) as terminal:
        terminal.wait_for("ready>")
        yield terminal


@needs_bash
def test_tab_completes_in_a_terminal(shell: Terminal, library: Library) -> None:
    shell.type("meeting-tui minu\t")
    shell.wait_for("ready> meeting-tui minutes")
    shell.type("2026-01-0\t")
    shell.wait_for("ready> meeting-tui minutes 2026-01-05-monthly-call")
    shell.type("\r")
    shell.wait_for("# Monthly call")


def asked(
    environment: dict[str, str], folder: Path, variables: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Ask the installed program by the variables of a shell's script."""
    return subprocess.run(
        ["meeting-tui"],
        capture_output=True,
        text=True,
        env={**environment, **variables},
        cwd=folder,
        timeout=60,
        check=True,
    )


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_every_shell_is_offered_the_options_of_config(
    environment: dict[str, str], tmp_path: Path, shell_name: str
) -> None:
    """Each script asks in this way: zsh and fish need not be here."""

    def offered(*words: str) -> str:
        # fish hands over the unfinished word in place of its number.
        number = words[-1] if shell_name == "fish" else str(len(words))
        variables = {
            "_MEETING_TUI_COMPLETE": f"{shell_name}_complete",
            "COMP_WORDS": " ".join(["meeting-tui", *words]),
            "COMP_CWORD": number,
        }
        result = asked(environment, tmp_path, variables)
        assert result.stderr == ""
        return result.stdout

    assert "config" in offered("con")
    found = offered("config", "--")
    assert all(option in found for option in ("--edit", "--path", "--json"))


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("bash", "complete -o nosort -F _meeting_tui_completion meeting-tui"),
        ("zsh", "#compdef meeting-tui"),
        ("fish", "complete --no-files --command meeting-tui"),
    ],
)
def test_the_script_of_each_shell_is_printed(
    environment: dict[str, str], tmp_path: Path, name: str, sign: str
) -> None:
    result = run_program(("completion", name), environment, tmp_path)
    assert sign in result.stdout
    assert f"_MEETING_TUI_COMPLETE={name}_complete" in result.stdout
    assert "%(" not in result.stdout
    # The same script as click prints when it is asked by its variable.
    by_click = asked(environment, tmp_path, {"_MEETING_TUI_COMPLETE": f"{name}_source"})
    assert by_click.stdout == result.stdout

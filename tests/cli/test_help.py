"""The help of every command, its examples, and the version."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from meeting_tui import __version__
from meeting_tui.cli.library import bin_group
from meeting_tui.cli.main import cli
from tests.cli.conftest import Run, refused
from tests.isolation import REPOSITORY

# Each with its name as it is typed.
COMMANDS: dict[str, click.Command] = {
    **cli.commands,
    **{f"bin {name}": command for name, command in bin_group.commands.items()},
}


def summaries(help_text: str) -> dict[str, str]:
    """Return the one-line summary of each command in the help of a group."""
    listed = help_text.partition("Commands:\n")[2].partition("\n\n")[0]
    return dict(re.findall(r"^  (\S+) +(\S.*)$", listed, re.MULTILINE))


def test_the_help_lists_every_command_with_a_whole_sentence(run: Run) -> None:
    printed = run("--help").stdout
    assert run("-h").stdout == printed
    listed = summaries(printed)
    assert listed.keys() == cli.commands.keys()
    listed |= {f"bin {name}": text for name, text in summaries(run("bin", "-h").stdout).items()}
    assert listed.keys() == COMMANDS.keys()
    for name, summary in listed.items():
        assert summary.endswith("."), name
        assert not summary.endswith("..."), name  # click cuts a summary that is too long


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_prints_its_help(run: Run, name: str) -> None:
    result = run(*name.split(), "--help")
    assert result.returncode == 0
    assert result.stdout.startswith(f"Usage: python -m meeting_tui {name} ")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_option_is_described_by_a_sentence(name: str) -> None:
    command = COMMANDS[name] if name else cli
    for option in command.params:
        if isinstance(option, click.Option):
            sentence = (option.help or "").partition("  [")[0]
            assert sentence.endswith("."), (name, option.name)
            assert sentence[:1].isupper(), (name, option.name)


def test_the_page_on_the_command_line_names_every_command_and_option() -> None:
    page = (REPOSITORY / "docs" / "command-line.md").read_text(encoding="utf-8")
    lines = {f"{line} " for line in page.splitlines() if line.startswith("meeting-tui ")}
    for name, command in COMMANDS.items():
        if isinstance(command, click.Group):
            continue
        (line,) = [line for line in lines if line.startswith(f"meeting-tui {name} ")]
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.opts[0] in line, name


def examples(help_text: str) -> list[list[str]]:
    """Return the arguments of each example in the help, without the description beside it."""
    lines = re.findall(r"^ +meeting-tui\b(.*)$", help_text.partition("Examples:")[2], re.MULTILINE)
    return [shlex.split(re.split(r" {4,}", line)[0]) for line in lines]


def test_the_examples_run_in_their_order(run: Run, folder: Path) -> None:
    (folder / "agenda.md").write_text("- Rents (10 min)\n", encoding="utf-8")
    (folder / "people.csv").write_text("name,present\nAda Quill,x\n", encoding="utf-8")
    found = examples(run("--help").stdout)
    assert len(found) == 5
    opens_a_screen, commands = found[:2], found[2:]
    assert opens_a_screen == [[], ["demo"]]
    for arguments in opens_a_screen:
        assert "There is no terminal" in refused(run(*arguments))
    for arguments in commands:
        result = run(*arguments)
        assert result.returncode == 0, (arguments, result.stderr)
    assert "Ada Quill" in (folder / "minutes.html").read_text(encoding="utf-8")


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout == f"meeting-tui, version {__version__}\n"


def test_the_version_is_written_in_one_place_only() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"] == {"path": "meeting_tui/__init__.py"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)

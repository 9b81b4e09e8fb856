"""Errors of `data` name no key and no command: each surface adds its own advice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.errors import MeetingError, Remedy
from meeting_tui.cli.errors import error_line
from screens.errors import advice, error_text
from tests.isolation import REPOSITORY


@pytest.mark.parametrize("remedy", list(Remedy))
def test_every_remedy_has_its_advice_on_both_surfaces(remedy: Remedy) -> None:
    error = MeetingError("It was refused", remedy=remedy)
    assert error_text(error) != str(error) != error_line(error)
    assert "{" not in advice(remedy)


def test_an_error_without_a_remedy_is_shown_as_it_is() -> None:
    error = MeetingError("It was refused", "nothing was changed", "Try again")
    assert error_text(error) == error_line(error) == str(error)
    assert str(error) == "It was refused. Nothing was changed. Try again"


def test_the_screen_names_the_key_in_force_and_the_command_line_a_command() -> None:
    error = MeetingError("Nobody is present", remedy=Remedy.CALL_ROLL)
    assert error_text(error) == "Nobody is present. Call the roll first: 6"
    assert error_line(error) == "Nobody is present. Call the roll first: present+ NAME"


NAMES_A_KEY_OR_COMMAND = re.compile(
    r"meeting-tui (?:list|check|bin|new|do|open|search|actions|where|demo)\b|--[a-z]+"
    r"|\b(?:[a-zA-Z]|ctrl\+\w) (?:opens|brings|takes|on its|on the) "
)


def test_data_names_neither_keys_nor_shell_commands() -> None:
    found = []
    for path in sorted((REPOSITORY / "data").rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            # Docstrings may name commands: people who read the code, not users, see them.
            quoted = "" if '"""' in line else "".join(re.findall(r'"[^"]*"', line))
            if NAMES_A_KEY_OR_COMMAND.search(quoted):
                found.append(f"{path.relative_to(Path(REPOSITORY))}:{number}: {line.strip()}")
    assert found == []

"""The tables of the README are those of the program."""

from __future__ import annotations

import subprocess
import sys

from screens.keymap import GROUPS
from tests.isolation import REPOSITORY


def test_the_readme_is_up_to_date() -> None:
    command = [sys.executable, str(REPOSITORY / "docs" / "tables.py"), "--check"]
    result = subprocess.run(
        command, capture_output=True, text=True, env={"PYTHONPATH": str(REPOSITORY)}, check=False
    )
    assert result.returncode == 0, result.stderr


def test_each_command_has_an_id_of_its_own() -> None:
    ids = [command.id for group in GROUPS for command in group.commands]
    assert len(ids) == len(set(ids))


def test_no_key_stands_twice_in_a_group() -> None:
    for group in GROUPS:
        keys = [key for command in group.commands for key in command.keys]
        assert len(keys) == len(set(keys)), group.title

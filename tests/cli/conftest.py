"""Runs the command line in a process of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.isolation import REPOSITORY, isolated_environment
from tests.processes.program import run_program

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The empty folder in which the command line runs."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def run(isolated: Path, folder: Path) -> Run:
    """Runs meeting-tui with a library of its own; `text` is its standard input."""

    def start(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**isolated_environment(isolated), "PYTHONPATH": str(REPOSITORY)}
        return run_program(arguments, environment, folder, text)

    return start


def refused(result: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of a refusal; fails if the command was not refused properly."""
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("meeting-tui: ")
    assert result.stderr.count("\n") == 1
    return result.stderr

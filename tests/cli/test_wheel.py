"""The wheel contains the three packages with their data files, and nothing else.

That it works when installed is tested by `.ci/run`, in a clean environment.
"""

from __future__ import annotations

import subprocess
import sys
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

from meeting_tui import __version__
from tests.isolation import REPOSITORY

PACKAGES = ("meeting_tui", "screens", "data")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> ZipFile:
    """The wheel, built as an installer builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    built = subprocess.run(
        [*command, str(REPOSITORY)], capture_output=True, text=True, check=False, timeout=120
    )
    assert built.returncode == 0, built.stdout + built.stderr
    [file] = folder.glob("*.whl")
    return ZipFile(file)


def files_of(package: str) -> set[str]:
    """Return the files of a package in the repository, by their paths from the root."""
    return {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def metadata(wheel: ZipFile) -> Message:
    [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return Parser().parsestr(wheel.read(name).decode())


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_of_the_package_is_included(wheel: ZipFile, package: str) -> None:
    wanted = files_of(package)
    assert f"{package}/py.typed" in wanted
    assert wanted - set(wheel.namelist()) == set()


def test_styles_are_included(wheel: ZipFile) -> None:
    names = wheel.namelist()
    assert [name for name in names if name.startswith("screens/") and name.endswith(".tcss")]


def test_nothing_else_is_included(wheel: ZipFile) -> None:
    tops = {Path(name).parts[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert not [name for name in wheel.namelist() if "__pycache__" in name]


def test_its_metadata_names_the_version_the_dependencies_and_the_command(wheel: ZipFile) -> None:
    declared = metadata(wheel)
    assert declared["Version"] == __version__
    assert declared["Requires-Python"] == ">=3.11"
    requirements = declared.get_all("Requires-Dist", [])
    assert any(line.startswith("textual<9,>=8.2") for line in requirements)
    [name] = [name for name in wheel.namelist() if name.endswith("entry_points.txt")]
    assert "meeting-tui = meeting_tui.cli.main:main" in wheel.read(name).decode()

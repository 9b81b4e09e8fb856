"""`data` is true with the screen off: importing all of it loads nothing that draws."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import data
from tests.isolation import REPOSITORY

DRAWING = {"textual", "rich", "click", "pyperclip", "screens", "meeting_tui"}


def modules_of_data() -> list[str]:
    """The package and every module below it, by name."""
    return ["data", *(found.name for found in pkgutil.walk_packages(data.__path__, "data."))]


def loaded_by(names: list[str]) -> set[str]:
    """The top-level packages that a fresh Python holds after importing these modules."""
    code = (
        "import importlib, json, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout))


def test_importing_all_of_data_loads_nothing_that_draws() -> None:
    names = modules_of_data()
    assert {"data.clock", "data.errors", "data.records.models"} <= set(names)
    assert loaded_by(names) & DRAWING == set()


def test_the_check_would_see_it() -> None:
    assert loaded_by(["textual"]) & DRAWING == {"textual", "rich"}

"""The list shows which files are damaged, and loads the models only if it cannot do without."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.clock import FixedClock
from data.library.library import Library
from tests.builders import a_meeting
from tests.isolation import REPOSITORY

WHEN = "2026-11-23T18:00:00Z"


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def edit(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the tables as another program does, without a checksum that fits."""
    tables = json.loads(path.read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables), encoding="utf-8")


def damage(library: Library) -> str:
    (summary,) = library.summaries()
    return summary.damaged


def test_files_that_the_program_wrote_are_listed_without_the_models(library: Library) -> None:
    for title in ("Ça va", "Two", "Three }}, four"):
        library.create(a_meeting("Zoë", title=title, items=("One }},",)))
    code = (
        "import sys; from pathlib import Path; from data.library.library import Library;"
        "found = Library(Path(sys.argv[1])).summaries();"
        "assert len(found) == 3 and not any(s.damaged for s in found), found;"
        "assert 'data.records.models' not in sys.modules and 'pydantic' not in sys.modules"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(library.root)],
        env={"PYTHONPATH": str(REPOSITORY)},
        check=True,
    )


def test_a_file_that_was_edited_and_is_valid_is_listed_like_any_other(library: Library) -> None:
    path = library.path(library.create(a_meeting("Ada", title="Call")))
    edit(path, lambda tables: tables["meeting"]["1"].update(title="Another call"))
    (summary,) = library.summaries()
    assert (summary.title, summary.damaged) == ("Another call", "")


@pytest.mark.parametrize(
    "change",
    [
        lambda tables: tables["people"].update({"1": {"nobody": True}}),
        lambda tables: tables["meeting"]["1"].update(state="lost"),
        lambda tables: tables["agenda"].update({"x": {"title": "No id has letters"}}),
        lambda tables: tables.update(meeting={}),
    ],
)
def test_a_file_that_can_be_parsed_but_is_not_valid_is_damaged(
    library: Library, change: Callable[[dict[str, Any]], object]
) -> None:
    path = library.path(library.create(a_meeting("Ada", title="Call")))
    assert damage(library) == ""
    edit(path, change)
    before = path.read_bytes()
    assert damage(library)
    assert path.read_bytes() == before


def test_a_flipped_letter_in_a_name_is_an_edit_and_in_a_field_is_damage(library: Library) -> None:
    path = library.path(library.create(a_meeting("Ada", title="Call")))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"name":"Ada"', '"name":"Ade"'), encoding="utf-8")
    assert damage(library) == ""
    path.write_text(text.replace('"name":"Ada"', '"nime":"Ada"'), encoding="utf-8")
    assert damage(library)


def test_damage_that_leaves_size_and_modification_time_is_seen(library: Library) -> None:
    path = library.path(library.create(a_meeting("Ada")))
    assert damage(library) == ""
    entry = path.stat()
    path.write_bytes(b"#" * entry.st_size)
    os.utime(path, ns=(entry.st_atime_ns, entry.st_mtime_ns))
    assert damage(library)


def test_actions_are_read_from_every_file_that_is_valid(library: Library) -> None:
    path = library.path(library.create(a_meeting("Ada")))
    edit(path, lambda tables: tables["actions"].update({"1": {"text": "call", "at": WHEN}}))
    (action,) = library.open_actions()
    assert (action.text, action.owner) == ("call", "")
    assert [summary.open_actions for summary in library.summaries()] == [1]
    library.summaries()
    path.write_bytes(b"{")
    assert library.open_actions() == ()

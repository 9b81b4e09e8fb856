"""Text that could control a terminal is cleaned by every reader of a file."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest

from data.disk.lock import Lock
from data.errors import MeetingError
from data.library.library import Library
from data.storage.unsaved_input import UnsavedInput
from tests.unit.library.checking import ID, check, edit, first

HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202egpj\x9b31m\u2028 roof"
CLEAN = "]0;owned[2Jgpj31m roof"


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, element in value.items():
            yield from strings(key)
            yield from strings(element)
    elif isinstance(value, list | tuple):
        for element in value:
            yield from strings(element)


def assert_clean(value: Any) -> None:
    for text in strings(value):
        bad = [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
        assert not bad, text


@pytest.fixture(params=[True, False], ids=["right checksum", "edited"])
def hostile(library: Library, request: pytest.FixtureRequest) -> Library:
    """A library in which every text of the meeting is hostile."""

    def harm(tables: dict[str, Any]) -> None:
        tables["meeting"]["1"].update(title=HOSTILE, place=HOSTILE)
        first(tables["people"]).update(name=HOSTILE, organisation=HOSTILE)
        first(tables["agenda"]).update(title=HOSTILE, notes=HOSTILE)
        first(tables["actions"]).update(text=HOSTILE, owner=HOSTILE, organisation=HOSTILE)
        first(tables["wins"]).update(text=HOSTILE)

    edit(library, harm, ours=request.param)
    return library


def test_summaries_registers_and_hits_are_clean(hostile: Library) -> None:
    (summary,) = hostile.summaries()
    assert summary.title == CLEAN
    (action,) = hostile.open_actions()
    assert (action.owner, action.text) == (CLEAN, CLEAN)
    hits = hostile.search("roof")
    assert len(hits) >= 5
    for values in (asdict(summary), asdict(action), *map(asdict, hits)):
        assert_clean(values)


def test_an_open_meeting_is_clean(hostile: Library) -> None:
    meeting = hostile.open(ID).meeting
    assert meeting.info.title == CLEAN
    assert meeting.people[0].name == CLEAN
    assert meeting.wins[0].text == CLEAN


def test_problems_are_clean(library: Library) -> None:
    def harm(tables: dict[str, Any]) -> None:
        first(tables["wins"]).update(item=HOSTILE)
        first(tables["actions"]).update(carried_from=HOSTILE)
        tables[HOSTILE] = {"1": {}}

    edit(library, harm)
    (library.meetings_path / f"{HOSTILE}.json").write_bytes(b"{}")
    (library.meetings_path / f"{ID} ({HOSTILE}).json").write_bytes(b"{}")
    (library.meetings_path / "2026-11-24-link.json").symlink_to(HOSTILE)
    problems = check(library)
    assert len(problems) >= 6
    for problem in problems:
        assert_clean([problem.file, problem.record, problem.what])
    for summary in library.summaries():
        assert_clean(asdict(summary))
    edit(library, lambda tables: first(tables["wins"]).update({"at": HOSTILE}))
    for problem in check(library):
        assert_clean([problem.file, problem.record, problem.what])


def test_a_version_or_state_of_any_text_is_clean(library: Library) -> None:
    for values in ({"state": HOSTILE}, {"started": HOSTILE}, {"schema_version": HOSTILE}):
        edit(library, lambda tables: tables["meeting"]["1"].update(values))  # noqa: B023
        for summary in library.summaries():
            assert_clean(asdict(summary))
        for problem in check(library):
            assert_clean(problem.what)


def test_the_holder_of_a_lock_is_clean(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lock.__init__, "__defaults__", (0.02, None))
    with Lock(library.path(ID)).held():
        holder = library.meetings_path / ".locks" / f"{ID}.json.holder"
        holder.write_text(f"1\t{HOSTILE}\t{HOSTILE}\tnow\n", encoding="utf-8")
        with pytest.raises(MeetingError, match="is being written by process 1 of") as refused:
            library.delete(ID)
        assert_clean(str(refused.value))
        holder.unlink()
        if hasattr(os, "mkfifo"):
            os.mkfifo(holder)
            with pytest.raises(MeetingError, match="another program"):
                library.delete(ID)
            holder.unlink()


def test_unsaved_input_is_clean(library: Library) -> None:
    unsaved = library.unsaved(ID)
    unsaved.replace(None, UnsavedInput("win", "A win", {"text": "roof"}))
    path = library.root / "drafts" / f"{ID}.json"
    tables = json.loads(path.read_text(encoding="utf-8"))
    first(tables["drafts"]).update(title=HOSTILE, values={"text": HOSTILE})
    path.write_text(json.dumps(tables), encoding="utf-8")
    (entry,) = library.unsaved(ID).list("win")
    assert_clean([entry.title, entry.preview])
    field = library.unsaved(ID).field("win", "A win")
    assert field.recall() == {"text": CLEAN}

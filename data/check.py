"""Reads every file of a library, and says what is wrong with it, by file and record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.backups import Backups
from data.errors import MeetingError
from data.library import Library
from data.meeting import MODELS
from data.models import SCHEMA_VERSION
from data.storage import FILE_TABLE, DurableStorage

Tables = dict[str, dict[str, Any]]

_TO_ITEM = ("queue", "turns", "conflicts", "wins", "decisions", "actions", "parked")
_REFERENCES = (
    *((table, "item", "agenda") for table in _TO_ITEM),
    ("turns", "interrupts", "turns"),
    ("turns", "answers", "turns"),
    ("queue", "answers", "turns"),
    ("wins", "action", "actions"),
)
"""Table, field, and the table that the field leads to."""


@dataclass(frozen=True)
class Problem:
    """Something that is wrong.

    Args:
        file: the name of the file.
        record: table and id, or "" for the file as a whole.
        what: what is wrong, and what can be done.
        mended: whether that has been done.
    """

    file: str
    record: str
    what: str
    mended: bool = False


def check_library(library: Library, *, repair: bool = False) -> tuple[Problem, ...]:
    """All that is wrong with a library; with `repair` what can be mended is, after a backup."""
    problems: list[Problem] = []
    for path in sorted(library.meetings_path.glob("*.json")):
        problems += _check_meeting(library, path, repair=repair)
    return tuple(problems)


def _check_meeting(library: Library, path: Path, *, repair: bool) -> list[Problem]:
    storage = DurableStorage(path)
    try:
        tables = storage.read()
    except MeetingError as error:
        copies = len(library.backups.of(path.stem))
        reason = getattr(error, "reason", str(error))
        hint = f"; {copies} backups: open it on the home screen to restore one" if copies else ""
        return [Problem(path.name, "", f"damaged: {reason}{hint}")]
    if tables is None:
        return []
    problems = [*_file_problems(path, storage), *_version(path, tables)]
    if any("newer version" in problem.what for problem in problems):
        return problems
    problems += _records(path, tables)
    problems += _dangling(path, tables)
    problems += _states(path, tables)
    problems += _permissions(path)
    if repair and problems:
        return _repair(library.backups, library, path, problems)
    return problems


def _file_problems(path: Path, storage: DurableStorage) -> Iterator[Problem]:
    if storage.edited:
        yield Problem(path.name, "", "edited by another program: the checksum does not fit")


def _version(path: Path, tables: Tables) -> Iterator[Problem]:
    info = tables.get("meeting", {})
    if list(info) != ["1"]:
        yield Problem(path.name, "meeting", "it does not say which meeting it is")
        return
    version = info["1"].get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        yield Problem(path.name, "meeting/1", "written by a newer version: update meeting-tui")


def _records(path: Path, tables: Tables) -> Iterator[Problem]:
    for name, table in tables.items():
        model = MODELS.get(name)
        if model is None:
            if name != FILE_TABLE:
                yield Problem(path.name, name, "a table that is not ours: it is left alone")
            continue
        for record_id, document in table.items():
            try:
                model.from_document(record_id, document)
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"])
                yield Problem(path.name, f"{name}/{record_id}", f"{field}: {first['msg']}")


def _dangling(path: Path, tables: Tables) -> Iterator[Problem]:
    for name, field, leads_to in _REFERENCES:
        for record_id, document in tables.get(name, {}).items():
            target = document.get(field)
            if target and target not in tables.get(leads_to, {}):
                yield Problem(path.name, f"{name}/{record_id}", f"{field} leads nowhere: {target}")


def _states(path: Path, tables: Tables) -> Iterator[Problem]:
    current = [i for i, d in tables.get("agenda", {}).items() if d.get("state") == "current"]
    if len(current) > 1:
        yield Problem(path.name, f"agenda/{current[1]}", "a second item is current")


def _permissions(path: Path) -> Iterator[Problem]:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        yield Problem(path.name, "", "others can read it: mode is not 0600")


def _repair(
    backups: Backups, library: Library, path: Path, problems: list[Problem]
) -> list[Problem]:
    """Mend references, modes and the checksum. Records that do not fit are told, and left."""
    backups.make(path, library.clock.now())
    told: list[Problem] = []
    storage = DurableStorage(path)
    with storage.transaction():
        tables = storage.read() or {}
        for problem in problems:
            told.append(_mend(path, tables, problem))
        if any(problem.mended for problem in told):
            storage.write(tables)
    return told


def _mend(path: Path, tables: Tables, problem: Problem) -> Problem:
    name, _, record_id = problem.record.partition("/")
    if " leads nowhere" in problem.what:
        field = problem.what.split(" ", 1)[0]
        tables[name] = dict(tables[name])
        tables[name][record_id] = {**tables[name][record_id], field: ""}
    elif problem.what == "a second item is current":
        tables[name] = dict(tables[name])
        tables[name][record_id] = {**tables[name][record_id], "state": "waiting"}
    elif problem.what.startswith("others can read it"):
        path.chmod(0o600)
    elif not problem.what.startswith("edited by"):
        return problem
    return Problem(problem.file, problem.record, problem.what, mended=True)

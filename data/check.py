"""Reads every file of a library, and says what is wrong with it, by file and record."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.errors import MeetingError
from data.library import Library
from data.meeting import MODELS
from data.storage import FILE_TABLE, DurableStorage
from data.upgrades import NewerVersion, upgraded

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

_EDITED = "edited by another program: the checksum does not fit"
_NOWHERE = " leads nowhere"
_SECOND = "a second item is current"
_OPEN = "others can read it: mode is not 0600"


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
    problems, fits = _problems(path, storage, tables)
    if repair and problems:
        return _repair(library, path, problems, fits=fits)
    return problems


def _problems(path: Path, storage: DurableStorage, tables: Tables) -> tuple[list[Problem], bool]:
    """All that is wrong with a file, and whether what it holds fits the models."""
    problems = [*_file_problems(path, storage)]
    unfit = [*_version(path, tables)]
    if not unfit:
        # Of a newer version, or of none, we cannot say what else is wrong with it.
        tables = upgraded(tables, path.name)
        unfit += _records(path, tables)
        problems += [*_strange(path, tables), *_dangling(path, tables), *_states(path, tables)]
        problems += _permissions(path)
    return [*unfit, *problems], not unfit


def _file_problems(path: Path, storage: DurableStorage) -> Iterator[Problem]:
    if storage.edited:
        yield Problem(path.name, "", _EDITED)


def _version(path: Path, tables: Tables) -> Iterator[Problem]:
    info = tables.get("meeting", {})
    if list(info) != ["1"]:
        yield Problem(path.name, "meeting", "it does not say which meeting it is")
        return
    try:
        upgraded(tables, path.name)
    except NewerVersion:
        yield Problem(path.name, "meeting/1", "written by a newer version: update meeting-tui")
    except ValueError as error:
        yield Problem(path.name, "meeting/1", str(error))


def _records(path: Path, tables: Tables) -> Iterator[Problem]:
    for name, model in MODELS.items():
        for record_id, document in tables.get(name, {}).items():
            try:
                model.from_document(record_id, document)
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"])
                yield Problem(path.name, f"{name}/{record_id}", f"{field}: {first['msg']}")


def _strange(path: Path, tables: Tables) -> Iterator[Problem]:
    for name in tables:
        if name not in MODELS and name != FILE_TABLE:
            yield Problem(path.name, name, "a table that is not ours: it is left alone")


def _dangling(path: Path, tables: Tables) -> Iterator[Problem]:
    for name, field, leads_to in _REFERENCES:
        for record_id, document in tables.get(name, {}).items():
            target = document.get(field)
            if isinstance(target, str) and target and target not in tables.get(leads_to, {}):
                yield Problem(path.name, f"{name}/{record_id}", f"{field}{_NOWHERE}: {target}")


def _states(path: Path, tables: Tables) -> Iterator[Problem]:
    current = [i for i, d in tables.get("agenda", {}).items() if d.get("state") == "current"]
    for item in current[1:]:
        yield Problem(path.name, f"agenda/{item}", _SECOND)


def _permissions(path: Path) -> Iterator[Problem]:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        yield Problem(path.name, "", _OPEN)


def _repair(library: Library, path: Path, found: list[Problem], *, fits: bool) -> list[Problem]:
    """Mend references, modes and the checksum.

    A file with records that do not fit counts as damaged: it is told, and not written.
    """
    told = found
    try:
        if fits and any(problem.what != _OPEN for problem in found):
            told = _rewrite(library, path)
        if any(problem.what == _OPEN for problem in told):
            path.chmod(0o600)
            told = [replace(p, mended=p.mended or p.what == _OPEN) for p in told]
    except (MeetingError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else ""
        told = [*told, Problem(path.name, "", f"not mended: {why or error}")]
    return told


def _rewrite(library: Library, path: Path) -> list[Problem]:
    """Mend what the tables hold; looked at again under the lock, since others may have written."""
    storage = DurableStorage(path)
    with storage.transaction():
        tables = storage.read() or {}
        problems, fits = _problems(path, storage, tables)
        if fits:
            tables = upgraded(tables, path.name)
        told = [_mend(tables, problem) for problem in problems] if fits else problems
        if any(problem.mended for problem in told):
            library.backups.make(path, library.clock.now())
            storage.write(tables)
    return told


def _mend(tables: Tables, problem: Problem) -> Problem:
    name, _, record_id = problem.record.partition("/")
    if _NOWHERE in problem.what:
        tables[name][record_id][problem.what.split(" ", 1)[0]] = ""
    elif problem.what == _SECOND:
        tables[name][record_id]["state"] = "waiting"
    elif problem.what != _EDITED:
        return problem
    return replace(problem, mended=True)

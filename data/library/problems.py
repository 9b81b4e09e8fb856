"""What is wrong with the file of one meeting, by record."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.disk.snapshot import FILE_TABLE, Snapshot
from data.errors import NewerVersionError
from data.records.meeting import MODELS
from data.records.tables import TABLES
from data.records.upgrades import upgrade

Tables = dict[str, dict[str, Any]]

EDITED = "edited by another program: the checksum does not fit"
NOWHERE = " leads nowhere"
SECOND = "a second item is current"
OPEN = "others can read it: mode is not 0600"


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
    repaired: bool = False


def find_problems(
    path: Path, snapshot: Snapshot, meetings: Collection[str]
) -> tuple[list[Problem], bool]:
    """All that is wrong with a file, and whether what it holds fits the models.

    Args:
        path: the file.
        snapshot: what the file holds.
        meetings: the ids of all meetings, of which this one may name some.
    """
    problems = [*_file_problems(path, snapshot)]
    tables = snapshot.tables
    unfit = invalid_records(path.name, tables)
    if not unfit:
        tables = upgrade(tables, path.name)
        problems += [*_strange(path, tables), *_dangling(path, tables), *_states(path, tables)]
        problems += _origins(path, tables, meetings)
        problems += _permissions(path)
    return [*unfit, *problems], not unfit


def invalid_records(file: str, tables: Tables) -> list[Problem]:
    """Why the tables of a file are no meeting that we can read; empty where they are one."""
    found = [*_version(file, tables)]
    # Of a newer version, or of none, we cannot say what else is wrong with it.
    return found or [*_records(file, upgrade(tables, file))]


def _file_problems(path: Path, snapshot: Snapshot) -> Iterator[Problem]:
    if snapshot.edited_outside:
        yield Problem(path.name, "", EDITED)


def _version(file: str, tables: Tables) -> Iterator[Problem]:
    info = tables.get("meeting", {})
    if list(info) != ["1"]:
        yield Problem(file, "meeting", "it does not say which meeting it is")
        return
    try:
        upgrade(tables, file)
    except NewerVersionError:
        yield Problem(file, "meeting/1", "written by a newer version: update meeting-tui")
    except ValueError as error:
        yield Problem(file, "meeting/1", str(error))


def _records(file: str, tables: Tables) -> Iterator[Problem]:
    for name, model in MODELS.items():
        for record_id, document in tables.get(name, {}).items():
            try:
                model.from_document(record_id, document)
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"])
                yield Problem(file, f"{name}/{record_id}", f"{field}: {first['msg']}")


def _strange(path: Path, tables: Tables) -> Iterator[Problem]:
    for name in tables:
        if name not in MODELS and name != FILE_TABLE:
            yield Problem(path.name, name, "a table that is not ours: it is left alone")


def _dangling(path: Path, tables: Tables) -> Iterator[Problem]:
    for name, table in TABLES.items():
        for field, other in table.refers.items():
            for record_id, document in tables.get(name, {}).items():
                target = document.get(field)
                if isinstance(target, str) and target and target not in tables.get(other, {}):
                    yield Problem(path.name, f"{name}/{record_id}", f"{field}{NOWHERE}: {target}")


def _origins(path: Path, tables: Tables, meetings: Collection[str]) -> Iterator[Problem]:
    for record_id, document in tables.get("actions", {}).items():
        origin = document.get("carried_from")
        if origin and origin not in meetings:
            yield Problem(path.name, f"actions/{record_id}", f"carried from no meeting: {origin}")


def _states(path: Path, tables: Tables) -> Iterator[Problem]:
    current = [i for i, d in tables.get("agenda", {}).items() if d.get("state") == "current"]
    for item in current[1:]:
        yield Problem(path.name, f"agenda/{item}", SECOND)


def _permissions(path: Path) -> Iterator[Problem]:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        yield Problem(path.name, "", OPEN)

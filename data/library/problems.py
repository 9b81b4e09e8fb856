"""Find out what is wrong with the file of a meeting."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.disk.snapshot import FILE_TABLE
from data.errors import NewerVersionError
from data.records.models import MODELS
from data.records.tables import TABLES
from data.records.upgrades import upgrade
from data.text.cleaning import one_line

Tables = dict[str, dict[str, Any]]


class ProblemKind(Enum):
    """What can be wrong with a file."""

    DAMAGED = "damaged"
    DANGLING_LINK = "dangling link"
    MISSING = "missing"
    COPY = "copy"
    OTHER_FILE = "other file"
    OLD_MINUTES = "old minutes"
    NOT_A_MEETING = "not a meeting"
    NEWER_VERSION = "newer version"
    INVALID_RECORD = "invalid record"
    UNKNOWN_TABLE = "unknown table"
    DANGLING_REFERENCE = "dangling reference"
    UNKNOWN_ORIGIN = "unknown origin"
    SECOND_CURRENT_ITEM = "second current item"
    EDITED_OUTSIDE = "edited outside"
    PUBLIC_FILE = "public file"
    NOT_REPAIRED = "not repaired"


UNREADABLE = {
    ProblemKind.DAMAGED,
    ProblemKind.NOT_A_MEETING,
    ProblemKind.NEWER_VERSION,
    ProblemKind.INVALID_RECORD,
}
"""The kinds that keep a file from being opened. Such a file is never written."""


@dataclass(frozen=True)
class Problem:
    """Something that is wrong with a file.

    Args:
        file: the name of the file.
        kind: what kind of problem it is.
        what: what is wrong, as part of a sentence.
        table: the table that it concerns; "" for the file as a whole.
        record_id: the record that it concerns; "" for the whole table.
        field: the field that it concerns, if it is only one.
        repaired: whether it has been repaired.
    """

    file: str
    kind: ProblemKind
    what: str
    table: str = ""
    record_id: str = ""
    field: str = ""
    repaired: bool = False

    def __post_init__(self) -> None:
        """Clean what is shown: a problem quotes files that may hold anything."""
        object.__setattr__(self, "file", one_line(self.file))
        object.__setattr__(self, "what", one_line(self.what))

    @property
    def record(self) -> str:
        """Table and id of the record: "wins/12", "wins", or ""."""
        return one_line(f"{self.table}/{self.record_id}" if self.record_id else self.table)


def find_problems(
    path: Path, tables: Tables, meetings: Collection[str], *, edited_outside: bool
) -> list[Problem]:
    """Return all problems of a meeting file.

    If its records are not valid, it is not searched for problems that only an open meeting has.

    Args:
        path: the file.
        tables: what it contains.
        meetings: the ids of all meetings, deleted ones included: those that it may refer to.
        edited_outside: whether the checksum of the file does not match.
    """
    name = display_name(path.name)
    invalid = invalid_records(name, tables)
    edited = [*_edited(name)] if edited_outside else []
    if invalid:
        return [*invalid, *edited]
    tables = upgrade(tables, name)
    return [
        *edited,
        *_unknown_tables(name, tables),
        *_dangling_references(name, tables),
        *_second_current_items(name, tables),
        *_unknown_origins(name, tables, meetings),
        *_public_file(name, path),
    ]


def invalid_records(name: str, tables: Tables) -> list[Problem]:
    """Return the reasons why tables cannot be opened as a meeting; none if they can.

    Args:
        name: the name of their file.
        tables: of any version.
    """
    found = [*_version(name, tables)]
    # The records of an unknown version cannot be judged.
    return found or [*_invalid_records(name, upgrade(tables, name))]


def display_name(name: str) -> str:
    """Return the name of a file as text that can be printed, even if it is not valid Unicode."""
    return name.encode(errors="replace").decode()


def _version(name: str, tables: Tables) -> Iterator[Problem]:
    if list(tables.get("meeting", {})) != ["1"]:
        what = "it does not say which meeting it is"
        yield Problem(name, ProblemKind.NOT_A_MEETING, what, "meeting")
        return
    try:
        upgrade(tables, name)
    except NewerVersionError:
        what = "written by a newer version: update meeting-tui"
        yield Problem(name, ProblemKind.NEWER_VERSION, what, "meeting", "1")
    except ValueError as error:
        yield Problem(name, ProblemKind.NOT_A_MEETING, str(error), "meeting", "1")


def _invalid_records(name: str, tables: Tables) -> Iterator[Problem]:
    for table, model in MODELS.items():
        for record_id, document in tables.get(table, {}).items():
            try:
                model.from_document(record_id, document)
            except ValidationError as error:
                first = error.errors()[0]
                field = ".".join(str(part) for part in first["loc"])
                what = f"{field}: {first['msg']}"
                yield Problem(name, ProblemKind.INVALID_RECORD, what, table, record_id, field)


def _edited(name: str) -> Iterator[Problem]:
    what = "edited by another program: the checksum does not match"
    yield Problem(name, ProblemKind.EDITED_OUTSIDE, what)


def _unknown_tables(name: str, tables: Tables) -> Iterator[Problem]:
    for table in tables:
        if table not in MODELS and table != FILE_TABLE:
            what = "unknown table: it is left as it is"
            yield Problem(name, ProblemKind.UNKNOWN_TABLE, what, table)


def _dangling_references(name: str, tables: Tables) -> Iterator[Problem]:
    for table, description in TABLES.items():
        for field, other in description.refers.items():
            for record_id, document in tables.get(table, {}).items():
                target = document.get(field)
                if isinstance(target, str) and target and target not in tables.get(other, {}):
                    yield Problem(
                        name,
                        ProblemKind.DANGLING_REFERENCE,
                        f"{field} refers to a missing record: {target}",
                        table,
                        record_id,
                        field,
                    )


def _unknown_origins(name: str, tables: Tables, meetings: Collection[str]) -> Iterator[Problem]:
    field = "carried_from"
    for table in ("actions", "conflicts"):
        for record_id, document in tables.get(table, {}).items():
            origin = document.get(field)
            if origin and origin not in meetings:
                what = f"carried over from a missing meeting: {origin}"
                yield Problem(name, ProblemKind.UNKNOWN_ORIGIN, what, table, record_id, field)


def _second_current_items(name: str, tables: Tables) -> Iterator[Problem]:
    items = tables.get("agenda", {}).items()
    current = [record_id for record_id, document in items if document.get("state") == "current"]
    for record_id in current[1:]:
        what = "a second item is current"
        kind = ProblemKind.SECOND_CURRENT_ITEM
        yield Problem(name, kind, what, "agenda", record_id, "state")


def _public_file(name: str, path: Path) -> Iterator[Problem]:
    with contextlib.suppress(OSError):  # it was deleted a moment ago
        if os.name == "posix" and path.stat().st_mode & 0o077:
            what = "other users can read it: its mode is not 0600"
            yield Problem(name, ProblemKind.PUBLIC_FILE, what)

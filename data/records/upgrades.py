"""Upgrades of meeting files, one step from each version of the format to the next.

A file that is only read keeps its version: it is upgraded in memory each time. The first act copies
the file into the backups, and then writes it in the newest version. A file of a newer version is
refused and not touched. This module does not import the models, because the list of meetings reads
files without loading pydantic.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from data.errors import NewerVersionError

Tables = dict[str, dict[str, Any]]
Step = Callable[[Tables], Tables]

STEPS: tuple[Step, ...] = ()
"""STEPS[0] upgrades version 1 to version 2, and so on.

A step takes the tables of its version and returns new tables. It changes nothing in place and keeps
what it does not know. Once released, it is never changed, because files of its version exist. A new
field with a default needs no step.

The log is a table like the others, and its `changes` hold earlier values of records. A step that
renames or moves a field should do so there too: an act whose changes no longer fit cannot be
undone, and neither can the acts before it.
"""


def newest_version() -> int:
    """Return the version of the file format that this program writes."""
    return len(STEPS) + 1


def schema_version(tables: Tables) -> int:
    """Return the version of a file; 1 if the file does not state one.

    Raises:
        ValueError: the version is not a positive number.
    """
    version = tables.get("meeting", {}).get("1", {}).get("schema_version", 1)
    if isinstance(version, str) and version.isascii() and version.isdigit():
        version = int(version[:9])
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError("its version is not a number")
    return version


def upgrade(tables: Tables, name: str) -> Tables:
    """Return the tables in the newest version; the same object if they are already.

    Args:
        tables: the tables of a file of any version. They are not changed.
        name: the name of the file, for the error message.

    Raises:
        NewerVersionError: the file was written by a newer version of the program.
        ValueError: the version is not a positive number, or a step cannot upgrade the tables.
    """
    version = schema_version(tables)
    if version > newest_version():
        raise NewerVersionError(name)
    if version == newest_version():
        return tables
    try:
        for step in STEPS[version - 1 :]:
            tables = step(tables)
        info = {**tables["meeting"]["1"], "schema_version": newest_version()}
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise ValueError(f"it cannot be upgraded from version {version}") from error
    return {**tables, "meeting": {**tables["meeting"], "1": info}}

"""Upgrades of a meeting's file, one step from each version to the next.

A file keeps its old version for as long as it is only read: it is upgraded in memory, each time,
and written as a file of the newest version with the first act, after it was copied. A file of a
newer version is refused, and not touched. Nothing heavy is loaded here: lists of meetings read
files without the models.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from data.errors import NewerVersionError

Tables = dict[str, dict[str, Any]]
Step = Callable[[Tables], Tables]

STEPS: tuple[Step, ...] = ()
"""STEPS[0] makes version 2 out of version 1, and so on.

A step gets tables of its version and gives new ones; it changes nothing in place, leaves alone
what it does not know, and is never changed itself once it was released: files of its version are
out there. Fields that only join a record need no step, since a missing one has its default.

The log is a table like the others, and its `changes` hold records as they were. A step that renames
or moves a field does well to do so there too: an act whose changes do not fit any more is not taken
back but refused, and those before it with it.
"""


def newest_version() -> int:
    """The version of a file that is written now."""
    return len(STEPS) + 1


def schema_version(tables: Tables) -> int:
    """The version of a file; 1 where it tells none. ValueError for what is no version."""
    version = tables.get("meeting", {}).get("1", {}).get("schema_version", 1)
    if isinstance(version, str) and version.isascii() and version.isdigit():
        version = int(version[:9])
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ValueError("its version is not a number")
    return version


def upgrade(tables: Tables, name: str) -> Tables:
    """The tables as the newest version has them; the same object where nothing is to be done.

    Args:
        tables: of a file of any version; they stay as they are.
        name: of the file, for the refusal.

    Raises NewerVersion, and ValueError for what is no version or what a step finds impossible.
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

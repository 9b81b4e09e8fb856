"""What the tests of `check` share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from data.disk.tinydb_storage import DurableStorage
from data.library.check import check_library
from data.library.library import Library
from data.library.problems import Problem

ID = "2026-11-23-riverside-coalition"
posix = pytest.mark.skipif(os.name != "posix", reason="modes as POSIX has them")


def check(library: Library, *, repair: bool = False) -> tuple[Problem, ...]:
    return check_library(library, repair=repair).problems


def edit(
    library: Library, change: Callable[[dict[str, Any]], object], *, ours: bool = True
) -> None:
    """Change the tables, with a checksum that fits or, like an editor, without."""
    path = library.path(ID)
    if ours:
        storage = DurableStorage(path)
        with storage.transaction():
            tables = storage.read() or {}
            change(tables)
            storage.write(tables)
        return
    tables = json.loads(path.read_text(encoding="utf-8"))
    change(tables)
    path.write_text(json.dumps(tables), encoding="utf-8")


def only(problems: tuple[Problem, ...]) -> Problem:
    (problem,) = problems
    assert problem.file == f"{ID}.json"
    return problem


def first(table: dict[str, Any]) -> Any:
    return next(iter(table.values()))


def key(table: dict[str, Any]) -> str:
    return str(next(iter(table)))


def tables(library: Library) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(library.path(ID).read_text(encoding="utf-8"))
    return found

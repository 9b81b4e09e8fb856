"""Reads every file of a library, says what is wrong with it, and mends what can be mended."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from data.disk.tinydb_storage import DurableStorage
from data.errors import MeetingError
from data.library.library import Library
from data.library.problems import (
    EDITED,
    NOWHERE,
    OPEN,
    SECOND,
    Problem,
    Tables,
    find_problems,
    invalid_records,
)
from data.records.upgrades import upgrade


@dataclass(frozen=True)
class Report:
    """What was read, and what is wrong with it.

    Args:
        meetings: how many meetings were read.
        others: how many other files: copies, what is in the bin, drafts.
        problems: by file, the meetings first.
    """

    meetings: int
    others: int
    problems: tuple[Problem, ...]


def check_library(library: Library, *, repair: bool = False) -> Report:
    """All that is wrong with a library; with `repair` what can be mended is, after a backup.

    Only meetings are mended. A copy that is damaged stays what it is; the others remain.
    """
    meetings = sorted(library.meetings_path.glob("*.json"))
    ids = {path.stem for path in meetings} | {*library.deleted()}
    copies = [*(library.root / "backups").glob("*/*.json"), *library.bin_path.glob("*.json")]
    unsaved = (library.root / "drafts").glob("*.json")
    others = [*sorted(copies), *sorted(unsaved)]
    problems: list[Problem] = []
    for path in meetings:
        problems += _check_meeting(library, path, ids, repair=repair)
    for path in others:
        problems += _check_other(path, str(path.relative_to(library.root)))
    return Report(len(meetings), len(others), tuple(problems))


def _check_other(path: Path, name: str) -> list[Problem]:
    """What keeps a copy from being restored, or drafts from being offered."""
    try:
        snapshot = DurableStorage(path).snapshot()
    except MeetingError as error:
        return [Problem(name, "", f"damaged: {getattr(error, 'reason', error)}")]
    if snapshot is None or name.startswith("drafts"):
        return []  # drafts that are no drafts are passed over when they are read
    return invalid_records(name, snapshot.tables)


def _check_meeting(
    library: Library, path: Path, ids: Collection[str], *, repair: bool
) -> list[Problem]:
    try:
        snapshot = DurableStorage(path).snapshot()
    except MeetingError as error:
        copies = len(library.backups.list(path.stem))
        reason = getattr(error, "reason", str(error))
        hint = f"; {copies} backups: open it on the home screen to restore one" if copies else ""
        return [Problem(path.name, "", f"damaged: {reason}{hint}")]
    if snapshot is None:
        if path.is_symlink():
            return [Problem(path.name, "", f"a link that leads nowhere: {path.readlink()}")]
        return []  # thrown away this moment
    problems, fits = find_problems(path, snapshot, ids)
    if repair and problems:
        return _repair(library, path, ids, problems, fits=fits)
    return problems


def _repair(
    library: Library, path: Path, ids: Collection[str], found: list[Problem], *, fits: bool
) -> list[Problem]:
    """Mend references, modes and the checksum.

    A file with records that do not fit counts as damaged: it is told, and not written.
    """
    told = found
    try:
        if fits and any(problem.what != OPEN for problem in found):
            told = _rewrite(library, path, ids)
        if any(problem.what == OPEN for problem in told):
            path.chmod(0o600)
            told = [replace(p, repaired=p.repaired or p.what == OPEN) for p in told]
    except (MeetingError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) else ""
        told = [*told, Problem(path.name, "", f"not mended: {why or error}")]
    return told


def _rewrite(library: Library, path: Path, ids: Collection[str]) -> list[Problem]:
    """Mend what the tables hold; looked at again under the lock, since others may have written."""
    storage = DurableStorage(path)
    with storage.transaction() as transaction:
        if transaction.snapshot is None:
            return []  # removed in the meantime
        problems, fits = find_problems(path, transaction.snapshot, ids)
        tables = storage.read() or {}  # a copy, to be changed
        if fits:
            tables = upgrade(tables, path.name)
        told = [_repair_problem(tables, problem) for problem in problems] if fits else problems
        if any(problem.repaired for problem in told):
            library.backups.make(path, library.clock.now())
            storage.write(tables)
    return told


def _repair_problem(tables: Tables, problem: Problem) -> Problem:
    name, _, record_id = problem.record.partition("/")
    if NOWHERE in problem.what:
        tables[name][record_id][problem.what.split(" ", 1)[0]] = ""
    elif problem.what == SECOND:
        tables[name][record_id]["state"] = "waiting"
    elif problem.what != EDITED:
        return problem
    return replace(problem, repaired=True)

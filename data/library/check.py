"""Check every file of a library, and repair what can be repaired."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from data.disk.reading import read_content
from data.disk.tinydb_storage import DurableStorage
from data.errors import DamagedFileError, MeetingError
from data.library.ids import file_name
from data.library.library import Library
from data.library.problems import (
    UNREADABLE,
    Problem,
    ProblemKind,
    Tables,
    display_name,
    find_problems,
    invalid_records,
)
from data.records.meeting_ids import copied_id, is_meeting_id
from data.records.upgrades import upgrade
from data.storage.meeting_file import MeetingFile
from data.text.formatting import count

_REPAIRED_BY_WRITING = {
    ProblemKind.EDITED_OUTSIDE,
    ProblemKind.DANGLING_REFERENCE,
    ProblemKind.SECOND_CURRENT_ITEM,
}


@dataclass(frozen=True)
class Report:
    """The result of a check.

    Args:
        meetings: how many meetings were read.
        others: how many other files were read: backups, deleted meetings, unsaved input.
        problems: of all files, the meetings first.
    """

    meetings: int
    others: int
    problems: tuple[Problem, ...]


def check_library(library: Library, *, repair: bool = False) -> Report:
    """Return all problems of a library.

    Args:
        library: its files are read, whatever they contain.
        repair: whether to repair what can be repaired. A meeting is backed up first; other files
            and damaged ones are never written.
    """
    files = sorted(library.meetings_path.glob("*.json"))
    strays = [path for path in files if copied_id(path.stem)]
    meetings = [path for path in files if not copied_id(path.stem)]
    ids = {path.stem for path in meetings if is_meeting_id(path.stem)} | {*library.deleted()}
    places = (library.root, library.bin_path)
    copies = [path for place in places for path in place.glob("backups/*/*.json")]
    unsaved = [path for place in places for path in place.glob("drafts/*.json")]
    others = [*sorted([*copies, *library.bin_path.glob("*.json")]), *sorted(unsaved)]
    problems: list[Problem] = []
    for path in meetings:
        problems += _check_meeting(library, path, ids, repair=repair)
    problems += [problem for path in meetings for problem in _check_minutes(library, path)]
    problems += [
        Problem(f"{meeting_id}.json", ProblemKind.MISSING, f"gone; {kept} can replace it")
        for meeting_id in sorted(library.backups.meeting_ids())
        if (kept := count(library.missing_copies(meeting_id), "backup")) != "0 backups"
    ]
    problems += [_check_stray(path) for path in strays]
    for path in others:
        problems += _check_other(path, display_name(str(path.relative_to(library.root))))
    return Report(len(meetings), len(strays) + len(others), tuple(problems))


def _check_minutes(library: Library, path: Path) -> Iterator[Problem]:
    """Report a file of the minutes that the meeting has outgrown: it may show what is private."""
    from data.minutes.render import render

    if not is_meeting_id(path.stem):
        return
    minutes = library.minutes_path(path.stem)
    with contextlib.suppress(OSError, MeetingError):  # the meeting itself is checked elsewhere
        if minutes.stat().st_mtime_ns >= path.stat().st_mtime_ns:
            return
        meeting = MeetingFile(path).meeting
        if read_content(minutes) != render(meeting, library.clock.now()).encode():
            what = "older than the meeting: save the minutes again"
            yield Problem(f"minutes/{minutes.name}", ProblemKind.OLD_MINUTES, what)


def _check_stray(path: Path) -> Problem:
    """Report a file that another program has made as a copy of a meeting."""
    original = copied_id(path.stem)
    try:
        same = read_content(path) == read_content(path.with_name(file_name(original)))
        compared = "it has the same content" if same else "its content differs"
    except FileNotFoundError:
        compared = "which is missing"
    except (MeetingError, OSError):
        compared = "they cannot be compared"
    what = f"a copy of {original} that another program has made; {compared}; it is left as it is"
    return Problem(display_name(path.name), ProblemKind.COPY, what)


def _check_other(path: Path, name: str) -> list[Problem]:
    """Return what keeps a copy from being restored, or unsaved input from being offered."""
    try:
        snapshot = DurableStorage(path).snapshot()
    except MeetingError as error:
        return [Problem(name, ProblemKind.DAMAGED, f"damaged: {_reason(error)}")]
    if snapshot is None or path.parent.name == "drafts":
        return []  # rows of unsaved input that are not valid are ignored when they are read
    return invalid_records(name, snapshot.tables)


def _check_meeting(
    library: Library, path: Path, ids: Collection[str], *, repair: bool
) -> list[Problem]:
    name = display_name(path.name)
    try:
        snapshot = DurableStorage(path).snapshot()
    except MeetingError as error:
        copies = len(library.backups.list(path.stem))
        kept = f"; {count(copies, 'backup')} can replace it" if copies else ""
        return [Problem(name, ProblemKind.DAMAGED, f"damaged: {_reason(error)}{kept}")]
    if snapshot is None:
        if path.is_symlink():
            what = f"a link to a missing file: {display_name(str(path.readlink()))}"
            return [Problem(name, ProblemKind.DANGLING_LINK, what)]
        return []  # it was deleted a moment ago
    if not is_meeting_id(path.stem):
        what = "the file name is not a meeting id: it is not listed as a meeting"
        return [Problem(name, ProblemKind.OTHER_FILE, what)]
    problems = find_problems(path, snapshot.tables, ids, edited_outside=snapshot.edited_outside)
    return _repair(library, path, ids, problems) if repair else problems


def _reason(error: MeetingError) -> str:
    return error.reason if isinstance(error, DamagedFileError) else str(error)


def _repair(
    library: Library, path: Path, ids: Collection[str], problems: list[Problem]
) -> list[Problem]:
    """Repair references, states, the checksum and the mode of a file.

    Returns:
        The problems, those that were repaired marked as such.
    """
    if any(problem.kind in UNREADABLE for problem in problems):
        return problems
    try:
        if any(problem.kind in _REPAIRED_BY_WRITING for problem in problems):
            problems = _rewrite(library, path, ids)
        if any(problem.kind is ProblemKind.PUBLIC_FILE for problem in problems):
            path.chmod(0o600)
            problems = [
                replace(problem, repaired=True)
                if problem.kind is ProblemKind.PUBLIC_FILE
                else problem
                for problem in problems
            ]
    except (MeetingError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        what = f"not repaired: {reason or error}"
        problems = [*problems, Problem(display_name(path.name), ProblemKind.NOT_REPAIRED, what)]
    return problems


def _rewrite(library: Library, path: Path, ids: Collection[str]) -> list[Problem]:
    """Repair what the tables contain. They are checked again under the lock of the file."""
    storage = DurableStorage(path)
    with storage.transaction() as transaction:
        snapshot = transaction.snapshot
        if snapshot is None:
            return []
        # A copy, since the tables of a snapshot are shared.
        tables = copy.deepcopy(snapshot.tables)
        problems = find_problems(path, tables, ids, edited_outside=snapshot.edited_outside)
        if any(problem.kind in UNREADABLE for problem in problems):
            return problems
        tables = upgrade(tables, path.name)
        problems = [_repair_in(tables, problem) for problem in problems]
        if any(problem.repaired for problem in problems):
            library.backups.make(path, library.clock.now())
            transaction.write(tables)
    return problems


def _repair_in(tables: Tables, problem: Problem) -> Problem:
    """Repair one problem in the tables, if it can be repaired there."""
    if problem.kind is ProblemKind.DANGLING_REFERENCE:
        tables[problem.table][problem.record_id][problem.field] = ""
    elif problem.kind is ProblemKind.SECOND_CURRENT_ITEM:
        tables[problem.table][problem.record_id][problem.field] = "waiting"
    return replace(problem, repaired=problem.kind in _REPAIRED_BY_WRITING)

"""One line for each meeting of the library, without loading the models.

The home screen and `meeting-tui list` show these. Reading them needs nothing but JSON, so that a
library of hundreds of meetings opens at once; what was read is remembered in the index, by size
and time of the file.
"""

from __future__ import annotations

import json
import os
import sqlite3
import stat
import zlib
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from data.errors import MeetingError, NewerVersionError
from data.records.upgrades import newest_version, upgrade

_FILE = "file"  # the table with the checksum
# What another version of the program made of the files is not what this one makes of them.
_NAME = f"summaries_{newest_version()}"
_TABLE = f"""create table if not exists {_NAME}
    (id text primary key, modified integer, size integer, summary text)"""


@dataclass(frozen=True)
class Summary:
    """What a list says of a meeting. `damaged` holds the reason where its file cannot be read."""

    id: str
    title: str
    date: str  # ISO, as in the file
    state: str
    people: int
    present: int
    items: int
    wins: int
    decisions: int
    open_actions: int
    started: str = ""
    damaged: str = ""


def summarise(meeting_id: str, text: str) -> Summary:
    """The summary of a meeting file's text; one with a reason in `damaged` where it has none."""
    try:
        tables = json.loads(text)
    except (ValueError, RecursionError):
        reason = "the file is empty" if not text.strip() else "the file is cut off or garbled"
        return _damaged(meeting_id, reason)
    if not _vouched_for(tables, text):
        reason = _unfit(meeting_id, tables)
        if reason:
            return _damaged(meeting_id, reason)
    try:
        tables = upgrade(tables, meeting_id)
        info = tables["meeting"]["1"]
        people = tables.get("people", {}).values()
        actions = tables.get("actions", {}).values()
        return Summary(
            id=meeting_id,
            title=str(info["title"]),
            date=str(info["date"]),
            state=str(info["state"]),
            people=len(people),
            present=sum(person.get("state") in ("present", "left") for person in people),
            items=len(tables.get("agenda", {})),
            wins=len(tables.get("wins", {})),
            decisions=len(tables.get("decisions", {})),
            open_actions=sum(action.get("state") == "open" for action in actions),
            started=str(info.get("started") or ""),
        )
    except NewerVersionError:
        reason = "a newer version of meeting-tui wrote it"
    except ValueError as error:
        reason = str(error)
    except (KeyError, TypeError, AttributeError):
        reason = "the file does not hold a meeting"
    return _damaged(meeting_id, reason)


def _vouched_for(tables: Any, text: str) -> bool:
    """Whether the checksum in a file fits its text as our storage lays it out."""
    try:
        checksum = tables[_FILE]["1"]["checksum"]
    except (KeyError, TypeError):
        return False
    _, found, rest = text.partition("}},")
    body = f"{{{rest.rstrip()}" if found else "{}"
    return bool(checksum == f"{zlib.crc32(body.encode('utf-8', 'surrogatepass')):08x}")


def _unfit(meeting_id: str, tables: Any) -> str:
    """Why a file without a checksum that fits is no meeting; "" where it is one all the same.

    Only now are the models loaded: hardly ever, since our own files are vouched for.
    """
    from data.errors import DamagedFileError
    from data.storage.meeting_file import read_meeting

    try:
        read_meeting(tables, Path(meeting_id))
    except DamagedFileError as damage:
        return damage.reason
    except (MeetingError, AttributeError, TypeError):
        return ""  # what else may be wrong is told below
    return ""


def _damaged(meeting_id: str, reason: str) -> Summary:
    return Summary(meeting_id, meeting_id, meeting_id[:10], "damaged", 0, 0, 0, 0, 0, 0, "", reason)


def read_summaries(folder: Path, index: Path) -> tuple[Summary, ...]:
    """The summaries of all meetings in a folder, newest first, running ones before all others."""
    found: list[Summary] = []
    remembered = _remembered(index)
    fresh: list[tuple[str, int, int, str]] = []
    for path in folder.glob("*.json"):
        try:
            entry = path.stat()
            if not stat.S_ISREG(entry.st_mode) and not stat.S_ISDIR(entry.st_mode):
                found.append(_damaged(path.stem, "it is not a file"))  # to open a pipe is to wait
                continue
            # The later of both: permissions and moves, which change no content, change ctime.
            changed = max(entry.st_mtime_ns, entry.st_ctime_ns)
            known = remembered.get(path.stem)
            if known is not None and known[:2] == (changed, entry.st_size):
                found.append(Summary(**json.loads(known[2])))
                continue
            summary = summarise(path.stem, path.read_text(encoding="utf-8"))
        except OSError as error:
            found.append(_damaged(path.stem, error.strerror or "the file cannot be read"))
            continue
        except ValueError:
            summary = _damaged(path.stem, "the file is not text")
        found.append(summary)
        row = json.dumps(asdict(summary))
        fresh.append((path.stem, changed, entry.st_size, row))
    if fresh:
        _remember(index, fresh)
    order = {"running": 1}
    return tuple(
        sorted(found, key=lambda s: (order.get(s.state, 0), s.date, s.started, s.id), reverse=True)
    )


def _remembered(index: Path) -> dict[str, tuple[int, int, str]]:
    """What the index knows; an index that cannot be read knows nothing, and loses nothing."""
    if not index.exists():
        return {}
    try:
        with closing(sqlite3.connect(index, timeout=0.2)) as database:
            rows: list[Any] = database.execute(f"select * from {_NAME}").fetchall()
    except sqlite3.Error:
        return {}
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def _remember(index: Path, rows: list[tuple[str, int, int, str]]) -> None:
    try:
        make_private(index)
        with closing(sqlite3.connect(index, timeout=0.2)) as database, database:
            database.execute(_TABLE)
            database.executemany(f"insert or replace into {_NAME} values (?, ?, ?, ?)", rows)
    except (sqlite3.Error, OSError):
        return  # derived: the next start reads the files again


def make_private(index: Path) -> None:
    """Make the index readable by its owner alone; SQLite would let everybody read it."""
    index.touch(mode=0o600)
    if os.name == "posix" and index.stat().st_mode & 0o077:
        index.chmod(0o600)

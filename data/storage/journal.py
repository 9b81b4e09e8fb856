"""How an act is taken back: the values before and after it, kept in the log of the meeting.

A change is a JSON object with `table`, `id`, `before` and `after`. For a record that was added
`before` is null, for one that was removed `after` is null and `index` its place in the table; for a
changed one both hold nothing but the fields that differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from data.errors import MeetingError
from data.records.base import Record
from data.records.meeting import MODELS, Meeting
from data.records.models import LogEntry, MeetingInfo

Change = dict[str, Any]

UNDONE, REDONE = "undone", "redone"
DEPTH = 200
"""How many acts can be taken back."""


def changes_between(before: Meeting, after: Meeting) -> tuple[Change, ...]:
    """The changes that lead from one meeting to the other, the log apart."""
    changes: list[Change] = []
    for table in MODELS:
        if table == LogEntry.TABLE or before.table(table) is after.table(table):
            continue
        left, right = before.table(table), after.table(table)
        same = common_beginning(left, right)
        old = {record.id: record for record in left[same:]}
        new = {record.id: record for record in right[same:]}
        gone = 0
        for index, (record_id, record) in enumerate(old.items(), start=same):
            if record_id not in new:
                # The place among those still there, so that undoing in reverse fits.
                place = {"index": index - gone}
                changes.append(_change(table, record_id, record.document(), None) | place)
                gone += 1
        for record_id, record in new.items():
            was = old.get(record_id)
            if was is None:
                changes.append(_change(table, record_id, None, record.document()))
            elif was is not record and was != record:
                one, other = was.document(), record.document()
                fields = [f for f in {**one, **other} if one.get(f) != other.get(f)]
                changes.append(
                    _change(
                        table,
                        record_id,
                        {f: one.get(f) for f in fields},
                        {f: other.get(f) for f in fields},
                    )
                )
    return tuple(changes)


def common_beginning(old: Sequence[Record], new: Sequence[Record]) -> int:
    """How many records two tables have in common at their beginning: most, after most acts."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one is not other:
            break
        count += 1
    return count


def _change(table: str, record_id: str, before: Any, after: Any) -> Change:
    return {"table": table, "id": record_id, "before": before, "after": after}


def inverse(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that undo these."""
    return tuple(
        # A change that lacks one, in a file that somebody edited, is refused when it is played.
        {**change, "before": change.get("after"), "after": change.get("before")}
        for change in reversed(changes)
    )


def squash(earlier: tuple[Change, ...], later: tuple[Change, ...]) -> tuple[Change, ...]:
    """Two acts told as one; used for text being typed, which would fill the log otherwise.

    Fields of one record that both changed are told once. What was added or removed stays a change
    of its own, in its order.
    """
    result = list(earlier)
    place = {(c["table"], c["id"]): index for index, c in enumerate(result)}
    for change in later:
        key = (change["table"], change["id"])
        first = result[place[key]] if key in place else None
        if first is not None and _changes_fields(first) and _changes_fields(change):
            result[place[key]] = {
                **first,
                "before": {**change["before"], **first["before"]},
                "after": {**first["after"], **change["after"]},
            }
        else:
            place[key] = len(result)
            result.append(change)
    return tuple(result)


def _changes_fields(change: Change) -> bool:
    """Whether a record was there before, and is there after it."""
    return change["before"] is not None and change["after"] is not None


def apply_changes(meeting: Meeting, changes: tuple[Change, ...], what: str) -> Meeting:
    """The meeting after these changes.

    Refused with a MeetingError, and nothing is changed, where a record is not any more what the
    changes start from: somebody else has been there since. So are changes that no record fits: they
    are from before an upgrade, or from somebody who edited the file.
    """
    for change in changes:
        if not _is_change(change):
            raise _unfit(what)
        try:
            meeting = _apply_change(meeting, change, what)
        except ValidationError as error:
            raise _unfit(what) from error
    return meeting


def _is_change(change: Change) -> bool:
    """Whether it has the form of one: a file can say anything."""
    table, sides = change.get("table"), (change.get("before"), change.get("after"))
    return (
        isinstance(table, str)
        and table in MODELS
        and isinstance(change.get("id"), str)
        and isinstance(change.get("index"), int | None)
        and all(isinstance(side, dict | None) for side in sides)
        # The meeting's own record is there from the beginning to the end.
        and sides.count(None) <= (0 if table == MeetingInfo.TABLE else 1)
    )


def _apply_change(meeting: Meeting, change: Change, what: str) -> Meeting:
    model = MODELS[change["table"]]
    before, after = change["before"], change["after"]
    record = meeting.find(model, change["id"])
    if before is None:
        if record is not None:
            raise _changed_since(what)
        return _insert(meeting, model.from_document(change["id"], after), change.get("index"))
    if record is None:
        raise _changed_since(what)
    document = record.document()
    # A field that is not there any more is not one that is empty.
    if any(field not in document or document[field] != before[field] for field in before):
        raise _changed_since(what)
    if after is None:
        return meeting.without(record)
    return meeting.put(model.from_document(record.id, {**document, **after}))


def _insert(meeting: Meeting, record: Record, index: int | None) -> Meeting:
    if index is None:
        return meeting.put(record)
    rows = list(meeting.table(record.TABLE))
    rows.insert(min(index, len(rows)), record)
    return meeting.with_table(record.TABLE, tuple(rows))


def _changed_since(what: str) -> MeetingError:
    return MeetingError(
        f"“{what}” cannot be taken back",
        "somebody has changed the same thing since",
        "Change it by hand",
    )


def _unfit(what: str) -> MeetingError:
    return MeetingError(
        f"“{what}” cannot be taken back",
        "what the log keeps of it does not fit this file",
        "Change it by hand",
    )


def undo_redo_stacks(log: tuple[LogEntry, ...]) -> tuple[list[str], list[str]]:
    """The ids of acts that can be undone, and redone, the next one last.

    What the log says last of an act holds: of two files open on one meeting each has stacks of its
    own, and one may redo what for the other a new act has made impossible to redo.
    """
    undo: list[str] = []
    redo: list[str] = []
    known: set[str] = set()
    for entry in log:
        if entry.act in (UNDONE, REDONE) and entry.undoes in known:
            for stack in (undo, redo):
                if entry.undoes in stack:
                    stack.remove(entry.undoes)
            (redo if entry.act == UNDONE else undo).append(entry.undoes)
        elif entry.changes and not entry.undoes:
            known.add(entry.id)
            undo.append(entry.id)
            redo.clear()
    return undo, redo


def prune(log: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """The log with the changes of the last DEPTH acts; older ones are told without them."""
    keeping = 0
    for index in range(len(log) - 1, -1, -1):
        if not log[index].changes:
            continue
        keeping += 1
        if keeping > DEPTH:
            older = log[index].replace(changes=())
            return (*log[:index], older, *log[index + 1 :])
    return log

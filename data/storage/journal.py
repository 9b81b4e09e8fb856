"""Undo and redo: the changes that an act made, kept in the log of the meeting.

A change is a JSON object with `table`, `id`, `before` and `after`:

- For an added record, `before` is null and `after` is the whole record.
- For a removed record, `after` is null, `before` is the whole record, and `index` its position in
  the table.
- For a changed record, both hold only the fields that differ; of a long text or list, only the
  part that differs (see `parts.py`). Earlier versions kept the whole value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import is_
from typing import Any

from pydantic import ValidationError

from data.errors import MeetingError
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import MODELS, LogEntry, MeetingInfo
from data.storage.parts import is_part, join_changes, replace_part, shorten
from data.text.formatting import joined

Change = dict[str, Any]

UNDONE, REDONE = "undone", "redone"
UNDO_LIMIT = 200
"""How many acts can be undone."""
_ACTS_NAMED = 3
_JUST_DONE = timedelta(seconds=10)


def changes_between(before: Meeting, after: Meeting) -> tuple[Change, ...]:
    """The changes that lead from one meeting to another. The log is not compared."""
    changes: list[Change] = []
    for table in MODELS:
        if table == LogEntry.TABLE or before.table(table) is after.table(table):
            continue
        left, right = before.table(table), after.table(table)
        # Most acts change the end of a table; only the rest after the common prefix is compared.
        same = common_prefix_length(left, right)
        old = {record.id: record for record in left[same:]}
        new = {record.id: record for record in right[same:]}
        gone = 0
        for index, (record_id, record) in enumerate(old.items(), start=same):
            if record_id not in new:
                # The position at which undo inserts it. Undo restores the removed records last to
                # first, so those in front of it are still missing then.
                position = {"index": index - gone}
                changes.append(_change(table, record_id, record.document(), None) | position)
                gone += 1
        for record_id, record in new.items():
            was = old.get(record_id)
            if was is None:
                changes.append(_change(table, record_id, None, record.document()))
            elif was is not record and was != record:
                one, other = was.document(), record.document()
                fields = [f for f in {**one, **other} if one.get(f) != other.get(f)]
                sides = {f: shorten(one.get(f), other.get(f)) for f in fields}
                changes.append(
                    _change(
                        table,
                        record_id,
                        {f: left for f, (left, _) in sides.items()},
                        {f: right for f, (_, right) in sides.items()},
                    )
                )
    return tuple(changes)


def corrected(before: Meeting, after: Meeting, by: str) -> tuple[Meeting, tuple[Change, ...]]:
    """The meeting after a correction of its approved record, and the changes of that act.

    Args:
        before: the meeting before the act.
        after: the meeting after it, which gets the time of the act and who corrected it.
        by: the name of the user.
    """
    info = after.info.replace(corrected=after.log[-1].at, corrected_by=by)
    after = after.put(info)
    return after, changes_between(before, after)


def common_prefix_length(old: Sequence[Record], new: Sequence[Record]) -> int:
    """How many records at the beginning of two tables are the same objects."""
    return [*map(is_, old, new), False].index(False)


def _change(table: str, record_id: str, before: Any, after: Any) -> Change:
    return {"table": table, "id": record_id, "before": before, "after": after}


def inverse(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes that undo these."""
    return tuple(
        # A key can be missing in an edited file; `apply_changes` then refuses the change.
        {**change, "before": change.get("after"), "after": change.get("before")}
        for change in reversed(changes)
    )


def squash(
    earlier: tuple[Change, ...], later: tuple[Change, ...], middle: Meeting
) -> tuple[Change, ...]:
    """Join the changes of two successive acts into those of one act.

    It is used for text that is being typed, which would otherwise fill the log. If both acts change
    fields of one record, the result is one change of that record. Changes that add or remove a
    record stay as they are, in their order.

    Args:
        earlier: the changes of the first act.
        later: those of the second one.
        middle: the meeting between the two.
    """
    result = list(earlier)
    last = {(c["table"], c["id"]): index for index, c in enumerate(result)}
    for change in later:
        key = (change["table"], change["id"])
        first = result[last[key]] if key in last else None
        joined = _joined(first, change, middle) if first is not None else None
        if joined is not None:
            result[last[key]] = joined
        else:
            last[key] = len(result)
            result.append(change)
    return tuple(result)


def _joined(first: Change, second: Change, middle: Meeting) -> Change | None:
    """One change that does what two do, if both change fields of a record."""
    if not (_changes_fields(first) and _changes_fields(second)):
        return None
    before = {**second["before"], **first["before"]}
    after = {**first["after"], **second["after"]}
    both = [field for field in second["before"] if field in first["after"]]
    values: dict[str, Any] = {}
    for field in both:
        sides = [(c["before"].get(field), c["after"].get(field)) for c in (first, second)]
        if not any(is_part(side) for pair in sides for side in pair):
            continue
        if not values:
            record = middle.find(MODELS[first["table"]], first["id"])
            if record is None:
                return None
            values = record.document()
        joined = join_changes(sides[0], sides[1], values.get(field))
        if joined is None:
            return None
        before[field], after[field] = joined
    return {**first, "before": before, "after": after}


def _changes_fields(change: Change) -> bool:
    """Whether a change neither adds nor removes its record."""
    return change["before"] is not None and change["after"] is not None


def apply_changes(
    meeting: Meeting, changes: tuple[Change, ...], what: str, act: str = UNDONE
) -> Meeting:
    """The meeting after these changes.

    Args:
        meeting: the meeting to start from.
        changes: of an act, or their inverse.
        what: the description of that act, for error messages.
        act: UNDONE or REDONE, for error messages.

    Raises:
        MeetingError: a record is no longer as the changes expect it, since someone has changed it.
            Or the changes do not fit the models: they were logged before an upgrade, or the file
            was edited.
    """
    for change in changes:
        if not _is_change(change):
            raise _invalid(what, act)
        try:
            meeting = _apply_change(meeting, change, what, act)
        except ValidationError as error:
            raise _invalid(what, act) from error
    return meeting


def _is_change(change: Change) -> bool:
    """Whether it has the form of a change: an edited file can hold anything in its place."""
    table, sides = change.get("table"), (change.get("before"), change.get("after"))
    return (
        isinstance(table, str)
        and table in MODELS
        and isinstance(change.get("id"), str)
        and isinstance(change.get("index"), int | None)
        and all(isinstance(side, dict | None) for side in sides)
        # The record of the meeting itself can be neither added nor removed.
        and sides.count(None) <= (0 if table == MeetingInfo.TABLE else 1)
    )


def _apply_change(meeting: Meeting, change: Change, what: str, act: str) -> Meeting:
    model = MODELS[change["table"]]
    before, after = change["before"], change["after"]
    record = meeting.find(model, change["id"])
    if before is None:
        if record is not None:
            raise _changed_since(what, act)
        return _insert(meeting, model.from_document(change["id"], after), change.get("index"))
    if record is None:
        raise _changed_since(what, act)
    document = record.document()
    changed = dict(after or {})
    for field, old in before.items():
        # A field that is missing, as after an upgrade, does not count as an empty one.
        if field in document and document[field] == old:
            continue
        if field not in document or not is_part(old) or not is_part(changed.get(field)):
            raise _changed_since(what, act)
        try:
            changed[field] = replace_part(document[field], old, changed[field])
        except ValueError:
            raise _changed_since(what, act) from None
    if after is None:
        return meeting.without(record)
    return meeting.put(model.from_document(record.id, {**document, **changed}))


def _insert(meeting: Meeting, record: Record, index: int | None) -> Meeting:
    if index is None:
        return meeting.put(record)
    rows = list(meeting.table(record.TABLE))
    rows.insert(min(index, len(rows)), record)
    return meeting.with_table(record.TABLE, tuple(rows))


def _changed_since(what: str, act: str) -> MeetingError:
    return MeetingError(
        f"“{what}” cannot be {act}",
        "someone has changed the same record since",
        "Change it by hand",
    )


def _invalid(what: str, act: str) -> MeetingError:
    return MeetingError(
        f"“{what}” cannot be {act}",
        "the changes in the log do not fit this file",
        "Change it by hand",
    )


def undo_redo_stacks(log: tuple[LogEntry, ...]) -> tuple[list[str], list[str]]:
    """The ids of the acts that can be undone, and of those that can be redone, the next one last.

    The last entry about an act decides. Two processes with the same meeting open have stacks of
    their own, so one may redo an act after the other's new act has cleared the other's redo stack.
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


@dataclass(frozen=True)
class Replay:
    """The act that undo or redo would take next.

    Args:
        what: its description.
        by: the user who did it, if it was done by another program or in an earlier run; "" if by
            this program.
        newer: what other programs have done since, in one sentence; "" for nothing.
        at: when it was done, or undone.
    """

    what: str
    by: str
    newer: str
    at: datetime

    def is_clear(self, now: datetime) -> bool:
        """Whether the user means this act: nothing is newer, or they have just done it."""
        return not self.newer or (not self.by and now - self.at <= _JUST_DONE)

    @property
    def whose(self) -> str:
        """Whose act it is, if it is not one of this program: " (by mara, in another program …)"."""
        return f" (by {self.by}, in another program or an earlier run)" if self.by else ""


def describe(entry: LogEntry) -> str:
    """The description of an act: "win added: The permit is here"."""
    return f"{entry.act}: {entry.subject}" if entry.subject else entry.act


def next_replay(
    log: tuple[LogEntry, ...], stack: list[str], other: list[str], by: str, empty: str
) -> Replay:
    """The act that undo or redo would take next, and what others have done since.

    Args:
        log: the log of the meeting.
        stack: the ids of the acts that can be undone, or redone, the next one last: those that this
            program did, or found when it opened the meeting.
        other: the ids of those that can be redone, or undone.
        by: the name of this program in the log.
        empty: the error for an empty stack.

    Raises:
        MeetingError: the stack is empty, or its act is no longer in the log.
    """
    wanted = stack[-1] if stack else ""
    places = [n for n, entry in enumerate(log) if wanted and wanted in (entry.id, entry.undoes)]
    others = set(undo_redo_stacks(log)[0]).difference(stack, other)
    newer = [entry for entry in log[max(places, default=0) :] if entry.id in others]
    entry = next((entry for entry in log if entry.id == wanted), None)
    if entry is None or not entry.changes:
        last = f"the last act is of {_user(newer[-1])}, in another program" if newer else ""
        raise MeetingError(empty, f"{last}: “{describe(newer[-1])}”" if newer else "")
    by_other = "" if entry.by == by else _user(entry)
    return Replay(describe(entry), by_other, _done_since(newer), log[max(places)].at)


def _done_since(newer: list[LogEntry]) -> str:
    """What others have done since, in one sentence; "" for nothing."""
    if not newer:
        return ""
    acts = [f"“{describe(entry)}”" for entry in newer[-_ACTS_NAMED:]]
    more = f", and {len(newer) - len(acts)} before" if len(newer) > len(acts) else ""
    who = joined(list(dict.fromkeys(_user(entry) for entry in newer)))
    return f"since then, another program has done {joined(acts)}{more} (by {who})"


def _user(entry: LogEntry) -> str:
    """The name of the user who did an act, without the process."""
    return entry.by.rpartition(":")[0] or entry.by or "somebody"


def prune(log: tuple[LogEntry, ...]) -> tuple[LogEntry, ...]:
    """The log with only the last UNDO_LIMIT acts keeping their changes; all entries stay."""
    keeping = 0
    for index in range(len(log) - 1, -1, -1):
        if not log[index].changes:
            continue
        keeping += 1
        if keeping > UNDO_LIMIT:
            older = log[index].replace(changes=())
            return (*log[:index], older, *log[index + 1 :])
    return log

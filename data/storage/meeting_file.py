"""MeetingFile: one meeting is one TinyDB file, and every act goes through `apply`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.clock import Clock, SystemClock
from data.disk.lock import user_name
from data.disk.tinydb_storage import DurableStorage
from data.errors import (
    DamagedFileError,
    MeetingError,
    MeetingExistsError,
    Remedy,
    UnconfirmedWriteError,
)
from data.records.base import Record
from data.records.meeting import MODELS, Meeting
from data.records.models import LogEntry, MeetingState
from data.records.upgrades import upgrade
from data.records.validation import validation_error
from data.shutdown import Shutdown
from data.storage.journal import (
    REDONE,
    UNDONE,
    apply_changes,
    changes_between,
    common_beginning,
    inverse,
    prune,
    squash,
    undo_redo_stacks,
)

Rule = Callable[[Meeting], Meeting]

_TYPING_PAUSE = timedelta(seconds=60)
"""Text that is typed on within this time is one act to undo."""
_WHILE_TYPING = 0.5
"""Seconds to wait for another writer, where somebody is typing."""


def read_meeting(tables: dict[str, dict[str, dict[str, Any]]], path: Path) -> Meeting:
    """The meeting that these tables of a file hold.

    Raises DamagedFile where they do not fit the models, MeetingError for a newer version.
    """
    try:
        tables = upgrade(tables, path.name)
    except ValueError as error:
        raise DamagedFileError(path, str(error)) from error
    rows: dict[str, tuple[Record, ...]] = {}
    for table, model in MODELS.items():
        try:
            rows[table] = tuple(
                model.from_document(record_id, document)
                for record_id, document in tables.get(table, {}).items()
            )
        except (ValidationError, TypeError, AttributeError) as error:
            raise DamagedFileError(path, f"table “{table}” holds what does not fit") from error
    if len(rows["meeting"]) != 1:
        raise DamagedFileError(path, "it does not say which meeting it is")
    (info,) = rows.pop("meeting")
    return Meeting(info=info, **rows)  # type: ignore[arg-type]


class MeetingFile:
    """A meeting on the disk, as this process last saw it.

    Args:
        path: the file; it must exist.
        clock: tells the time of undo and redo; the acts bring their own.
        back_up: makes a copy of the file; called before it is written for the first time, and
            before a correction. Where it raises, nothing is written.
        rescue: keeps what was last in the file as a copy, when the file is found to be damaged.
        shutdown: tells when the program ends; nothing is waited for after that.

    `meeting` is what the file contains. It changes by `apply`, `undo`, `redo`, and by `refresh`,
    which reads what other processes wrote. `take_warnings` reports and resets these two:
    `edited_outside`: another kind of program has written the file; a copy of that was made.
    `unconfirmed`: an act is written, but the disk did not confirm that it survives a power cut.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock | None = None,
        back_up: Callable[[], None] | None = None,
        rescue: Callable[[bytes], None] | None = None,
        shutdown: Shutdown | None = None,
    ) -> None:
        if not path.exists():
            raise MeetingError(f"No such meeting: {path.stem}", remedy=Remedy.LIST_MEETINGS)
        self.path = path
        self.clock: Clock = clock or SystemClock()
        self.by = f"{user_name()}:{os.getpid()}"
        self.correcting = False
        self.unconfirmed: UnconfirmedWriteError | None = None
        self._back_up = back_up
        self._rescue = rescue
        self._backed_up = back_up is None
        self._storage = DurableStorage(path, shutdown)
        self.edited_outside = False
        self.meeting = self._load()
        self._undo, self._redo = undo_redo_stacks(self.meeting.log)

    @classmethod
    def create(cls, path: Path, meeting: Meeting, clock: Clock | None = None) -> MeetingFile:
        """Write a new meeting to a file that is not there yet, and open it."""
        storage = DurableStorage(path)
        try:
            with storage.transaction():
                if storage.read() is not None:
                    raise MeetingExistsError(f"There is a file {path.name} already")
                storage.write(
                    {
                        table: {record.id: record.document() for record in meeting.table(table)}
                        for table in MODELS
                    }
                )
        finally:
            storage.close()
        return cls(path, clock)

    @property
    def id(self) -> str:
        """The id of the meeting: the name of its file."""
        return self.path.stem

    def take_warnings(self) -> tuple[MeetingError, ...]:
        """`unconfirmed` and `edited_outside` as errors to show; each is returned once."""
        warnings: list[MeetingError] = [self.unconfirmed] if self.unconfirmed is not None else []
        if self.edited_outside:
            warnings.append(
                MeetingError(
                    f"Another program has edited {self.path.name}",
                    "it is copied before it is written",
                    remedy=Remedy.CHECK,
                )
            )
        self.unconfirmed, self.edited_outside = None, False
        return tuple(warnings)

    def close(self) -> None:
        """Let go of the file. Nothing is written: everything has been already."""
        self._storage.close()

    def correct(self) -> None:
        """Say that a closed meeting is to be changed; it is copied first."""
        if self._back_up is not None:
            self._back_up()
        self.correcting = True

    def _before_writing(self) -> None:
        """Make a copy, once, before this program changes the file."""
        if not self._backed_up and self._back_up is not None:
            self._back_up()
            self._backed_up = True

    def _load(self) -> Meeting:
        tables = self._storage.read(shared=True)
        if tables is None:
            raise MeetingError(f"{self.path.name} is gone", remedy=Remedy.LIST_BIN)
        meeting = read_meeting(tables, self.path)
        self._seen = self._storage.signature
        if self._storage.edited_outside or upgrade(tables, self.path.name) is not tables:
            # Somebody else's work, or an older version's: to be copied before it is written over.
            self._backed_up = self._back_up is None
        if self._storage.edited_outside:
            self.edited_outside = True
            with contextlib.suppress(MeetingError):  # a full disk is no bar to reading
                self._before_writing()
        return meeting

    def _catch_up(self) -> Meeting:
        """What is in the file now, inside a transaction, which has looked."""
        signature = self._storage.signature
        # None is also what is known of a file after an uncertain write: it may be gone since.
        if signature is None or signature != self._seen:
            self.meeting = self._load()
        return self.meeting

    @contextlib.contextmanager
    def _keep_copy_on_damage(self) -> Iterator[None]:
        """What has been shown as written is kept as a copy where the file is damaged now."""
        content = self._storage.last_content()
        try:
            yield
        except DamagedFileError:
            if self._rescue is not None and content is not None:
                with contextlib.suppress(MeetingError):  # the damage is what must be told
                    self._rescue(content)
                    self._rescue = None
            raise

    def refresh(self) -> bool:
        """Take up what other processes wrote; True if there was something."""
        if not self._storage.changed_outside():
            return False
        with self._keep_copy_on_damage():
            self.meeting = self._load()
        return True

    def apply(self, rule: Rule, *, typing: bool = False, after_end: bool = False) -> Meeting:
        """Do one act: all of it is on the disk when this returns, or nothing has changed.

        Args:
            rule: from the meeting as it is in the file at that moment to the next one.
            typing: the act goes on with a text; together with the last act, if that was the
                same, it is one act to undo. It does not wait long for another writer, since
                it is soon tried again.
            after_end: the act is one that belongs to a closed meeting, such as its approval.

        Raises MeetingError with the reason when the rule refuses or the disk does.
        """
        patience = _WHILE_TYPING if typing else None
        with (
            self._keep_copy_on_damage(),
            self._tolerate_unconfirmed(),
            self._storage.transaction(patience),
        ):
            before = self._catch_up()
            ended = before.info.state in (MeetingState.CLOSED, MeetingState.APPROVED)
            if ended and not (after_end or self.correcting):
                raise MeetingError(
                    f"The meeting is {before.info.state}",
                    "its record stays as it is",
                    remedy=Remedy.CORRECT,
                )
            after = _checked(rule, before)
            changes = changes_between(before, after)
            if not changes:
                return before
            after = self._journalled(before, after, changes, typing=typing)
            self._before_writing()
            self._write(before, after)
        self._accept(after)
        entry = after.log[-1]
        if entry.id not in self._undo:
            self._undo.append(entry.id)
        self._redo.clear()
        return after

    def undo(self) -> str:
        """Take back the last act that is not taken back yet; tells which."""
        return self._replay(self._undo, self._redo, UNDONE, "There is nothing to undo")

    def redo(self) -> str:
        """Bring back the last act that was taken back; tells which."""
        return self._replay(self._redo, self._undo, REDONE, "There is nothing to redo")

    def _replay(self, source: list[str], target: list[str], act: str, empty: str) -> str:
        with self._keep_copy_on_damage(), self._tolerate_unconfirmed(), self._storage.transaction():
            before = self._catch_up()
            entry = before.find(LogEntry, source[-1]) if source else None
            if entry is None or not entry.changes:
                raise MeetingError(empty)
            what = f"{entry.act}: {entry.subject}" if entry.subject else entry.act
            changes = inverse(entry.changes) if act == UNDONE else entry.changes
            after = _checked(lambda meeting: apply_changes(meeting, changes, what), before)
            note = LogEntry(at=self.clock.now(), act=act, subject=what, by=self.by, undoes=entry.id)
            after = replace(after, log=(*after.log, note))
            self._before_writing()
            self._write(before, after)
        self._accept(after)
        target.append(source.pop())
        return what

    def _journalled(
        self, before: Meeting, after: Meeting, changes: tuple[dict[str, Any], ...], *, typing: bool
    ) -> Meeting:
        """The meeting after the act, with one line in its log that can take all of it back."""
        entry = after.log[-1]
        last = before.log[-1] if before.log else None
        if (
            typing
            and last is not None
            and (last.act, last.subject, last.by) == (entry.act, entry.subject, self.by)
            and timedelta(0) <= entry.at - last.at < _TYPING_PAUSE
            and last.changes
        ):
            log = (
                *before.log[:-1],
                last.replace(at=entry.at, changes=squash(last.changes, changes)),
            )
        else:
            log = (*before.log, entry.replace(by=self.by, changes=changes))
        return replace(after, log=prune(log))

    def _write(self, before: Meeting, after: Meeting) -> None:
        """Write the tables that differ; records that are the same are written as they were."""
        tables = dict(upgrade(self._storage.read(shared=True) or {}, self.path.name))
        for name in MODELS:
            old, new = before.table(name), after.table(name)
            if old is new:
                continue
            written, same = tables.get(name, {}), common_beginning(old, new)
            was = {record.id: record for record in old[same:]}
            rows = dict(islice(written.items(), same))
            for record in new[same:]:
                kept = was.get(record.id) is record
                rows[record.id] = written[record.id] if kept else record.document()
            tables[name] = rows
        self._storage.write(tables, checked=True)

    @contextlib.contextmanager
    def _tolerate_unconfirmed(self) -> Iterator[None]:
        """Take what is written for written; to do it again would be to do it twice."""
        try:
            yield
        except UnconfirmedWriteError as error:
            self.unconfirmed = error

    def _accept(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._seen = self._storage.signature


def _checked(rule: Rule, meeting: Meeting) -> Meeting:
    """The rule's result; values that no record can hold become a refusal in plain words."""
    try:
        return rule(meeting)
    except ValidationError as error:
        raise validation_error(error) from error

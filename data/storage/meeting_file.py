"""MeetingFile: one meeting in one TinyDB file, changed only by `apply`, `undo` and `redo`."""

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
from data.disk.snapshot import Snapshot
from data.disk.tinydb_storage import DurableStorage, Transaction
from data.disk.user import user_name
from data.errors import (
    BusyError,
    DamagedFileError,
    MeetingError,
    MeetingExistsError,
    MissingFileError,
    Remedy,
    UnconfirmedWriteError,
)
from data.records.meeting import Meeting
from data.records.models import MODELS, LogEntry, MeetingState
from data.records.upgrades import upgrade
from data.records.validation import validation_error
from data.shutdown import Shutdown
from data.storage.approvals import Approvals
from data.storage.journal import (
    REDONE,
    UNDONE,
    Replay,
    apply_changes,
    changes_between,
    common_prefix_length,
    corrected,
    inverse,
    next_replay,
    prune,
    squash,
    undo_redo_stacks,
)
from data.storage.read_meeting import read_meeting

Rule = Callable[[Meeting], Meeting]

_EMPTY = {UNDONE: "There is nothing to undo", REDONE: "There is nothing to redo"}
_TYPING_WINDOW = timedelta(seconds=60)
"""Changes to one text, each within this time of the one before, are undone as one act."""
_TYPING_TIMEOUT = 0.5
"""Seconds to wait for another writer while a text is being typed."""


class MeetingFile:
    """A meeting on disk, as this process last read or wrote it.

    Args:
        path: the file; it must exist.
        clock: the time that undo and redo are logged at; other acts carry their own.
        back_up: makes a copy of the file. It is called before this process writes the file for the
            first time, and before a correction. If it raises, nothing is written.
        rescue: saves the given content as a copy, and returns whether it did. It gets what the file
            last held when the file is found to be damaged or removed.
        shutdown: after it was requested, other writers are no longer waited for.
        keep_approved: keeps the approved version of a meeting, and returns where it is.
        approvals: how the meeting approves the minutes of the one before; also an attribute.

    Attributes:
        meeting: what the file holds. `apply`, `undo` and `redo` change it, and `refresh` reads what
            other processes wrote.
        edited_outside: another program has edited the file; a copy of the edited file was made.
        unconfirmed: an act was written, but the disk did not confirm that it survives a power cut.
            `take_warnings` returns and resets these two, and what `approvals` has reported.
        reads: how many times the file was read since it was opened, as others had written it.
        correcting: whether a closed meeting may be changed.
        by: who acts here, for the log: user and process.

    Raises:
        DamagedFileError: the file cannot be read as a meeting.
        NewerVersionError: a newer version of the program has written it.
        MeetingError: it does not exist.
    """

    def __init__(
        self,
        path: Path,
        clock: Clock | None = None,
        back_up: Callable[[], None] | None = None,
        rescue: Callable[[bytes], bool] | None = None,
        shutdown: Shutdown | None = None,
        keep_approved: Callable[[Meeting], Path] | None = None,
        approvals: Approvals | None = None,
    ) -> None:
        if not path.exists():
            raise MissingFileError(f"No such meeting: {path.stem}", remedy=Remedy.LIST_MEETINGS)
        self.path = path
        self.clock: Clock = clock or SystemClock()
        self.by = f"{user_name()}:{os.getpid()}"
        self.correcting = False
        self.reads = 0
        self.unconfirmed: UnconfirmedWriteError | None = None
        self.edited_outside = False
        self._back_up = back_up
        self._rescue = rescue
        self._rescued: Snapshot | None = None
        self._keep_approved = keep_approved
        self.approvals = approvals
        self._notes: tuple[MeetingError, ...] = ()  # of `approvals`, to be shown
        self._shutdown = shutdown or Shutdown()
        self._backed_up = back_up is None
        self._storage = DurableStorage(path, shutdown)
        self._snapshot: Snapshot | None = None
        self.meeting = self._load(self._storage.snapshot())
        self._undo, self._redo = undo_redo_stacks(self.meeting.log)

    @classmethod
    def create(cls, path: Path, meeting: Meeting, clock: Clock | None = None) -> MeetingFile:
        """Write a new meeting to a file that does not exist yet, and open it.

        Raises:
            MeetingExistsError: the file exists.
            StorageError: it cannot be written.
        """
        with DurableStorage(path).transaction() as transaction:
            if transaction.snapshot is not None:
                raise MeetingExistsError(f"There is a file {path.name} already")
            transaction.write(
                {
                    table: {record.id: record.document() for record in meeting.table(table)}
                    for table in MODELS
                }
            )
        return cls(path, clock)

    @property
    def id(self) -> str:
        """The id of the meeting: the name of its file."""
        return self.path.stem

    def take_warnings(self) -> tuple[MeetingError, ...]:
        """Return what the user is to know about the last acts, as errors to show, and reset it."""
        warnings = [*self._notes, *([self.unconfirmed] if self.unconfirmed is not None else [])]
        if self.edited_outside:
            warnings.append(
                MeetingError(
                    f"Another program has edited {self.path.name}",
                    "it is copied before it is written",
                    remedy=Remedy.CHECK,
                )
            )
        self.unconfirmed, self.edited_outside, self._notes = None, False, ()
        return tuple(warnings)

    def close(self) -> None:
        """Close the file. Every change is already on disk."""
        self._storage.close()

    def correct(self) -> Path | None:
        """Allow changes to a closed meeting, after making a copy of it.

        Returns:
            Where the approved version is kept; None if the minutes are not approved.

        Raises:
            MeetingError: the copy cannot be made.
        """
        if self._back_up is not None:
            self._back_up()
        approved = None
        if self._keep_approved is not None and self.meeting.info.state is MeetingState.APPROVED:
            approved = self._keep_approved(self.meeting)
        self.correcting = True
        return approved

    def refresh(self) -> bool:
        """Read what other processes wrote; return whether there was anything to read.

        Raises:
            MeetingError: the file is damaged, was removed, or is of a newer version.
        """
        if not self._storage.changed():
            return False
        with self._keep_copy_on_damage():
            self.meeting = self._load(self._storage.snapshot())
        return True

    def apply(self, rule: Rule, *, typing: bool = False, after_end: bool = False) -> Meeting:
        """Change the meeting. When this returns, all of the act is on disk; if it raises, none is.

        Args:
            rule: returns the next meeting for the meeting in the file at that moment, or raises.
            typing: the act continues a text that is being typed. It is undone together with the act
                before it, if that was the same within a minute. It does not wait long for
                another writer, since the next pause in the typing tries again.
            after_end: the act is one that closed meetings allow, such as approving the minutes.

        Returns:
            The meeting as it is now; the rule may have changed nothing.

        Raises:
            MeetingError: the rule refuses, the meeting is closed, the copy before the first write
                cannot be made, or the file cannot be locked, read or written.
        """
        with self._transaction(_TYPING_TIMEOUT if typing else None) as transaction:
            before = self.meeting
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
            if after.info.state is before.info.state is MeetingState.APPROVED:
                after, changes = corrected(before, after, user_name())
            after = self._journalled(before, after, changes, typing=typing)
            self._write(transaction, before, after)
        self._accept(transaction, after)
        entry = after.log[-1]
        if entry.id not in self._undo:
            self._undo.append(entry.id)
        self._redo.clear()
        return after

    def undo(self) -> str:
        """Undo the last act that is not undone yet, and return its description.

        Raises:
            MeetingError: there is no such act, another process has changed its records since, or
                the file cannot be written.
        """
        return self._replay(self._undo, self._redo, UNDONE)

    def redo(self) -> str:
        """Redo the act that was undone last, and return its description.

        Raises:
            MeetingError: there is no such act, another process has changed its records since, or
                the file cannot be written.
        """
        return self._replay(self._redo, self._undo, REDONE)

    def next_replay(self, act: str = UNDONE) -> Replay:
        """What `undo` would undo now, or `redo` redo, and what other programs have done since.

        Args:
            act: UNDONE or REDONE.

        Raises:
            MeetingError: there is nothing to undo or to redo, or the file cannot be read.
        """
        self.refresh()
        stacks = (self._undo, self._redo) if act == UNDONE else (self._redo, self._undo)
        return next_replay(self.meeting.log, *stacks, self.by, _EMPTY[act])

    def _replay(self, source: list[str], target: list[str], act: str) -> str:
        with self._transaction() as transaction:
            before = self.meeting
            what = next_replay(before.log, source, target, self.by, _EMPTY[act]).what
            entry = before.get(LogEntry, source[-1])
            changes = inverse(entry.changes) if act == UNDONE else entry.changes
            after = _checked(lambda meeting: apply_changes(meeting, changes, what, act), before)
            note = LogEntry(at=self.clock.now(), act=act, subject=what, by=self.by, undoes=entry.id)
            after = replace(after, log=(*after.log, note))
            self._write(transaction, before, after)
        self._accept(transaction, after)
        target.append(source.pop())
        return what

    # -- reading ---------------------------------------------------------------------------

    def _load(self, snapshot: Snapshot | None) -> Meeting:
        """The meeting in a snapshot. An edit by another program is noted, and copied at once."""
        if snapshot is None:
            raise MissingFileError(f"{self.path.name} is gone", remedy=Remedy.LIST_BIN)
        meeting = read_meeting(snapshot.tables, self.path)
        self._snapshot = snapshot
        self.reads += 1
        if snapshot.edited_outside or upgrade(snapshot.tables, self.path.name) is not (
            snapshot.tables
        ):
            # Another program's work, or an older version's: to be copied before it is replaced.
            self._backed_up = self._back_up is None
        if snapshot.edited_outside:
            self.edited_outside = True
            with contextlib.suppress(MeetingError):  # with a full disk it can still be read
                self._back_up_once()
        return meeting

    @contextlib.contextmanager
    def _transaction(self, timeout: float | None = None) -> Iterator[Transaction]:
        """Lock the file, with `meeting` as it is in the file at that moment.

        A write that the disk did not confirm counts as written, since it is in place and doing the
        act again would do it twice; it is noted in `unconfirmed`.
        """
        can_wait = self._shutdown.can_wait
        with contextlib.ExitStack() as self._others, self._keep_copy_on_damage():
            try:
                with self._storage.transaction(timeout) as transaction:
                    # None, too, is to be loaded, which raises: the file may have been removed
                    # after an unconfirmed write, when no snapshot was known.
                    if transaction.snapshot is None or transaction.snapshot is not self._snapshot:
                        self.meeting = self._load(transaction.snapshot)
                    yield transaction
            except UnconfirmedWriteError as error:
                self.unconfirmed = error
            except BusyError as error:  # this file, or an earlier meeting's: nothing is written yet
                error.can_wait = can_wait
                raise

    @contextlib.contextmanager
    def _keep_copy_on_damage(self) -> Iterator[None]:
        """If the file turns out to be damaged or removed, save what it last held as a copy."""
        known = self._snapshot
        try:
            yield
        except (DamagedFileError, MissingFileError) as error:
            if self._rescue is not None and known is not None and known is not self._rescued:
                with contextlib.suppress(MeetingError):  # the damage is the error to be shown
                    self._rescued = known if self._rescue(known.content) else None
            if isinstance(error, MissingFileError) and known and known is self._rescued:
                raise MissingFileError(
                    error.title, "what it last held is kept as a copy", remedy=Remedy.RESTORE_BACKUP
                ) from error
            raise

    # -- writing ---------------------------------------------------------------------------

    def _back_up_once(self) -> None:
        if not self._backed_up and self._back_up is not None:
            self._back_up()
            self._backed_up = True

    def _journalled(
        self, before: Meeting, after: Meeting, changes: tuple[dict[str, Any], ...], *, typing: bool
    ) -> Meeting:
        """The meeting after an act, with one entry in its log that can undo all of the act."""
        entry = after.log[-1]
        last = before.log[-1] if before.log else None
        if (
            typing
            and last is not None
            and (last.act, last.subject, last.by) == (entry.act, entry.subject, self.by)
            and timedelta(0) <= entry.at - last.at < _TYPING_WINDOW
            and last.changes
        ):
            log = (
                *before.log[:-1],
                last.replace(at=entry.at, changes=squash(last.changes, changes, before)),
            )
        else:
            log = (*before.log, entry.replace(by=self.by, changes=changes))
        return replace(after, log=prune(log))

    def _write(self, transaction: Transaction, before: Meeting, after: Meeting) -> None:
        """Write the tables that differ, after the copy that precedes the first write.

        Records that are the same keep the row objects of the snapshot, which the storage need not
        serialise again.
        """
        self._back_up_once()
        if self.approvals is not None:
            self._notes += self._others.enter_context(self.approvals.followed(before, after))
        tables = dict(upgrade(transaction.tables or {}, self.path.name))
        for name in MODELS:
            old, new = before.table(name), after.table(name)
            if old is new:
                continue
            written, same = tables.get(name, {}), common_prefix_length(old, new)
            was = {record.id: record for record in old[same:]}
            rows = dict(islice(written.items(), same))
            for record in new[same:]:
                unchanged = was.get(record.id) is record
                rows[record.id] = written[record.id] if unchanged else record.document()
            tables[name] = rows
        transaction.write(tables)

    def _accept(self, transaction: Transaction, meeting: Meeting) -> None:
        """Take a meeting that was written as the current one."""
        self.meeting = meeting
        self._snapshot = transaction.snapshot


def _checked(rule: Rule, meeting: Meeting) -> Meeting:
    """The result of a rule; a value that no record can hold becomes a MeetingError."""
    try:
        return rule(meeting)
    except ValidationError as error:
        raise validation_error(error) from error

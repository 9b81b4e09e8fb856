"""Library: the folder of meetings."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from data.clock import Clock, SystemClock
from data.errors import MeetingError, MissingFileError, Remedy
from data.index.meeting_index import Files, Listing, MeetingIndex
from data.library.ids import file_name, free_id, match_id, new_id
from data.library.recovery import restore_newest_backup
from data.library.trash import BELONGINGS, Trash
from data.records.meeting_ids import copied_id, is_meeting_id
from data.shutdown import Shutdown
from data.storage.backups import Backup, Backups

if TYPE_CHECKING:
    # The models take a tenth of a second to load; a list of meetings does not need them.
    from data.index.preview import Preview
    from data.index.progress import Progress
    from data.index.registers import OpenAction
    from data.index.search import Hit
    from data.index.summaries import Summary
    from data.index.wins import MeetingWins
    from data.library.minutes_files import SavedMinutes
    from data.records.meeting import Meeting
    from data.storage.follower import MeetingFollower
    from data.storage.meeting_file import MeetingFile
    from data.storage.unsaved_input import UnsavedInputStore


class Library:
    """The meetings in one folder.

    Args:
        root: the folder; it is created, readable by its owner alone, when first written to.
        clock: gives the time to the meetings that are opened.

    Attributes:
        backups: the backups of all meetings.
        shutdown: request it when the program is about to end, so that no other process is waited
            for any more.
    """

    def __init__(self, root: Path, clock: Clock | None = None) -> None:
        self.root = root
        self.clock: Clock = clock or SystemClock()
        self.shutdown = Shutdown()
        self._index = MeetingIndex(self.meetings_path, self.index_path)
        self.backups = Backups(self.root / "backups")
        self._trash = Trash(self.bin_path, self.meetings_path, self.shutdown)

    @property
    def meetings_path(self) -> Path:
        """The folder of the meeting files."""
        return self.root / "meetings"

    @property
    def bin_path(self) -> Path:
        """The folder of deleted meetings, and of files that a backup has replaced."""
        return self.root / "bin"

    @property
    def index_path(self) -> Path:
        """The index, which is derived from the meeting files and may be deleted."""
        return self.root / "index.sqlite"

    def path(self, meeting_id: str) -> Path:
        """Return the file of a meeting.

        Raises:
            MeetingError: the text cannot be the id of a meeting.
        """
        return self.meetings_path / file_name(meeting_id)

    def minutes_path(self, meeting_id: str, suffix: str = "md") -> Path:
        """Return the file that the minutes of a meeting are written to.

        Raises:
            MeetingError: the text cannot be the id of a meeting.
        """
        return self.root / "minutes" / file_name(meeting_id, suffix)

    def is_own(self, path: Path) -> bool:
        """Return whether a path leads to a file that only the library itself may write."""
        real = Path(os.path.realpath(path))
        folders = [self.meetings_path, self.bin_path, self.root / "backups", self.root / "drafts"]
        if any(real.is_relative_to(os.path.realpath(folder)) for folder in folders):
            return True
        return real.parent == Path(os.path.realpath(self.root)) and real.name.startswith(
            self.index_path.name
        )

    def prepare(self) -> None:
        """Create the folders.

        Raises:
            MeetingError: the library cannot be written.
        """
        try:
            for folder in (self.root, self.meetings_path, self.root / "minutes"):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise MeetingError(
                f"The library {self.root} cannot be written",
                error.strerror or str(error),
                "Fix its permissions",
                remedy=Remedy.CHOOSE_LIBRARY,
            ) from error

    def disk_warnings(self) -> tuple[str, ...]:
        """Return a warning for each thing that the disk of the library cannot do.

        There is one, too, if the library is in a work tree of git or another such system. No folder
        is created for all that.
        """
        from data.disk.capabilities import disk_warnings, work_tree_warning

        return (*disk_warnings(self.meetings_path, self.root), *work_tree_warning(self.root))

    def summaries(self) -> tuple[Summary, ...]:
        """Return one line for each meeting, see `listing`."""
        return self.listing().summaries

    def listing(self) -> Listing:
        """Return one line for each meeting: running meetings first, then the newest.

        Meetings whose file was removed by another program are among them if they have backups.
        """
        found, files = self._index.listing()
        known = {summary.id for summary in found}
        missing = [self._missing_summary(i) for i in self.backups.meeting_ids() if i not in known]
        gone = [summary for summary in missing if summary is not None]
        if not gone:
            return Listing(found, files)
        from data.index.summaries import list_order

        return Listing(tuple(sorted((*found, *gone), key=list_order, reverse=True)), files)

    def _missing_summary(self, meeting_id: str) -> Summary | None:
        """The summary of a meeting whose file is missing; None if it was deleted on purpose."""
        from data.index.summaries import missing_summary

        copies = self.missing_copies(meeting_id)
        return missing_summary(meeting_id, copies) if copies else None

    def missing_copies(self, meeting_id: str) -> int:
        """Return how many backups a meeting has whose file is missing.

        Returns:
            0 if the file is there, if the meeting is in the bin, or if there are no backups.
        """
        if os.path.lexists(self.path(meeting_id)) or self._trash.has(meeting_id):
            return 0
        return len(self.backups.list(meeting_id))

    def preview(self, meeting_id: str) -> Preview | None:
        """Return the essence of a meeting; None if its file cannot be read."""
        from data.index.preview import read_preview

        return read_preview(self.path(meeting_id))

    def list_changed(self, since: Files) -> bool:
        """Return whether a file of a meeting has changed since a listing that saw these files."""
        return self._index.list_changed(since)

    def search(self, text: str) -> tuple[Hit, ...]:
        """Return the records of all meetings that contain every word, newest meeting first.

        Raises:
            MeetingError: the text has neither a letter nor a digit.
        """
        return self._index.search(text)

    def find(self, text: str, limit: int) -> tuple[Hit, ...] | None:
        """Return what `search` does, from what has been indexed so far: see `MeetingIndex.find`."""
        return self._index.find(text, limit)

    def update_search(self, progress: Progress) -> None:
        """Bring what `find` searches up to date: see `MeetingIndex.update_texts`."""
        self._index.update_texts(progress)

    def open_actions(self) -> tuple[OpenAction, ...]:
        """Return the open actions of all meetings, by owner and due date."""
        return self._index.open_actions()

    def wins(self, year: int) -> tuple[MeetingWins, ...]:
        """Return the wins of each meeting of a year, the newest meeting first."""
        return self._index.wins(year)

    def resolve(self, text: str = "") -> str:
        """Return the id of the meeting that a text names.

        Args:
            text: an id, or the beginning of one. "" and "latest" name the running meeting, or the
                newest if none is running.

        Raises:
            MeetingError: no meeting fits, or several.
        """
        if text in ("", "latest"):
            summaries = [s for s in self.summaries() if not s.damaged]
            if not summaries:
                raise MeetingError("There is no meeting yet", remedy=Remedy.NEW_MEETING)
            return summaries[0].id
        if is_meeting_id(text) and self.path(text).exists():
            return text
        if is_meeting_id(text) and self.missing_copies(text):
            return text
        if copied_id(text):
            self.path(text)  # raises, and says of which meeting it is a copy
        return match_id(text, self._ids())

    def _ids(self) -> list[str]:
        """The ids of all meeting files; copies and other files are left out."""
        names = (path.stem for path in self.meetings_path.glob("*.json"))
        return [name for name in names if is_meeting_id(name)]

    def create(self, meeting: Meeting) -> str:
        """Write a new meeting, and return its id, which is made from its date and title.

        Raises:
            MeetingError: the library cannot be written.
        """
        from data.errors import MeetingExistsError
        from data.storage.meeting_file import MeetingFile

        self.prepare()
        while True:
            meeting_id = new_id(meeting.info.date, meeting.info.title, *self._folders_by_id)
            try:
                MeetingFile.create(self.path(meeting_id), meeting, self.clock).close()
            except MeetingExistsError:
                continue  # another process was faster: the next number
            return meeting_id

    @property
    def _folders_by_id(self) -> tuple[Path, ...]:
        """The folders in which something can belong to a meeting, deleted ones included."""
        beside = [place / name for place in (self.root, self.bin_path) for name in BELONGINGS]
        return (self.meetings_path, self.bin_path, *beside)

    def open(self, meeting_id: str) -> MeetingFile:
        """Open a meeting. It is backed up before it is written for the first time.

        Raises:
            MissingFileError: there is no such meeting.
            MeetingError: its file cannot be read.
        """
        from data.library.approvals import approvals_of
        from data.storage.meeting_file import MeetingFile

        path = self._present_path(meeting_id)

        def back_up() -> None:
            self.backups.make(path, self.clock.now())

        def rescue(content: bytes) -> bool:
            if self._trash.has(meeting_id):
                return False  # it was deleted on purpose, and can be restored from the bin
            self.backups.make(path, self.clock.now(), content)
            return True

        def keep_approved(meeting: Meeting) -> Path:
            from data.disk.reading import read_content
            from data.library.minutes_files import keep_once
            from data.minutes.render import render

            now = self.clock.now()
            stamp = f"approved-{meeting.info.approved or now:%Y%m%dT%H%M%S}"
            copy = self.root / "backups" / meeting_id / f"{stamp}.json"
            keep_once(copy, lambda: read_content(path))
            minutes = self.root / "minutes" / f"{meeting_id}-{stamp}.md"
            return keep_once(minutes, lambda: render(meeting, now).encode())

        approvals = approvals_of(self, meeting_id)
        return MeetingFile(
            path, self.clock, back_up, rescue, self.shutdown, keep_approved, approvals
        )

    def follow(self, meeting_id: str) -> MeetingFollower:
        """Return a meeting to read while others change it. Nothing is ever written or locked.

        Raises:
            MissingFileError: there is no such meeting.
            MeetingError: its file cannot be read.
        """
        from data.storage.follower import MeetingFollower

        return MeetingFollower(self._present_path(meeting_id))

    def _present_path(self, meeting_id: str) -> Path:
        """Return the file of a meeting, unless another program has removed it."""
        path = self.path(meeting_id)
        if self.missing_copies(meeting_id):
            raise MissingFileError(
                f"{path.name} is gone",
                "another program has removed it",
                remedy=Remedy.RESTORE_BACKUP,
            )
        return path

    def save_minutes(self, file: MeetingFile) -> SavedMinutes:
        """Write the minutes of an open meeting to their file: see `minutes_files.save_minutes`.

        Raises:
            MeetingError: the file cannot be written.
        """
        from data.library.minutes_files import save_minutes
        from data.minutes.render import render

        self.prepare()
        now = self.clock.now()
        text = render(file.meeting, now)
        return save_minutes(self.minutes_path(file.id), text, self.bin_path, now)

    def minutes_reveal(self, meeting_id: str, before: Meeting, after: Meeting) -> bool:
        """Whether the file of the minutes may contain a conflict note that is now private.

        Args:
            meeting_id: the id of the meeting.
            before: the meeting before an act.
            after: the meeting after it.
        """
        same = before.table("conflicts") is after.table("conflicts")
        return not same and os.path.lexists(self.minutes_path(meeting_id))

    def unsaved(self, meeting_id: str = "") -> UnsavedInputStore:
        """Return the unsaved input of a meeting; of the list of meetings if no id is given."""
        from data.storage.unsaved_input import UnsavedInputStore

        name = file_name(meeting_id) if meeting_id else "library.json"
        return UnsavedInputStore(self.root / "drafts" / name, self.shutdown)

    def restore_backup(self, meeting_id: str) -> Backup:
        """Replace a damaged meeting file by its newest readable backup, and return that.

        Raises:
            MeetingError: see `restore_newest_backup`. Nothing was changed.
        """
        return restore_newest_backup(
            self.path(meeting_id), self.backups, self._trash, self.clock, self.shutdown
        )

    def delete(self, meeting_id: str) -> str:
        """Move a meeting to the bin, and return its id there: see `Trash.delete`."""
        deleted = self._trash.delete(meeting_id)
        self._index.forget(meeting_id)
        return deleted

    def restore(self, meeting_id: str, new_id: str = "") -> str:
        """Move a meeting back from the bin, and return its id: see `Trash.restore`."""
        return self._trash.restore(meeting_id, new_id)

    def unused_id(self, wanted: str) -> str:
        """Return an id that no meeting has had: the wanted one, or one with a number after it."""
        return free_id(wanted, *self._folders_by_id)

    def deleted(self) -> tuple[str, ...]:
        """Return the ids of the deleted meetings, the latest first."""
        return self._trash.deleted()

    def quarantined(self) -> tuple[Path, ...]:
        """Return the files in the bin that were replaced by a backup, the last one first."""
        return self._trash.quarantined()

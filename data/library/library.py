"""Library: the folder of meetings."""

from __future__ import annotations

import itertools
import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from data.clock import Clock, SystemClock
from data.errors import MeetingError, Remedy
from data.index.meeting_index import MeetingIndex
from data.shutdown import Shutdown
from data.storage.backups import Backup, Backups
from data.text.formatting import shortened

if TYPE_CHECKING:
    from data.index.registers import OpenAction
    from data.index.search import Hit
    from data.index.summaries import Summary

    # The models take a tenth of a second to load; a list of meetings does without them.
    from data.records.meeting import Meeting
    from data.storage.meeting_file import MeetingFile
    from data.storage.unsaved_input import UnsavedInputStore

_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*")
_ID_LENGTH = 80
_QUARANTINED = ".damaged"


def default_root() -> Path:
    """The library's folder: MEETING_TUI_DATA, else the platform's folder for user data."""
    chosen = os.environ.get("MEETING_TUI_DATA")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("meeting-tui", appauthor=False))


def slug(title: str) -> str:
    """A title as part of a file name: ASCII letters, digits and hyphens; "meeting" if none are."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[: _ID_LENGTH - 20].strip("-") or "meeting"


def _free(base: str, *folders: Path) -> str:
    """The id, or else the id with the first number, of which none of the folders has a file."""
    numbered = (base if number == 1 else f"{base}-{number}" for number in itertools.count(1))
    return next(i for i in numbered if not any((f / f"{i}.json").exists() for f in folders))


class Library:
    """The meetings below one folder.

    Args:
        root: the folder; it is made, readable by its owner alone, when first written to.
        clock: handed to the meetings that it opens.

    `ending` is to be begun when the program ends: no other writer is then waited for any more.
    """

    def __init__(self, root: Path, clock: Clock | None = None) -> None:
        self.root = root
        self.clock: Clock = clock or SystemClock()
        self.shutdown = Shutdown()
        self.index = MeetingIndex(self.meetings_path, self.index_path)

    @property
    def meetings_path(self) -> Path:
        """The folder of the meeting files."""
        return self.root / "meetings"

    @property
    def bin_path(self) -> Path:
        """The folder of what was thrown away, or replaced by a copy."""
        return self.root / "bin"

    @property
    def index_path(self) -> Path:
        """The derived index; deleting it loses nothing."""
        return self.root / "index.sqlite"

    @property
    def backups(self) -> Backups:
        """The copies kept of the meetings."""
        return Backups(self.root / "backups")

    @staticmethod
    def is_id(text: str) -> bool:
        """Return whether a text has the form of a meeting id."""
        return len(text) <= _ID_LENGTH and _ID.fullmatch(text) is not None

    def path(self, meeting_id: str) -> Path:
        """The file of a meeting; refused for what cannot be an id."""
        if not self.is_id(meeting_id):
            raise MeetingError(
                f"“{shortened(meeting_id, 40)}” is not a meeting id", remedy=Remedy.LIST_MEETINGS
            )
        return self.meetings_path / f"{meeting_id}.json"

    def minutes_path(self, meeting_id: str, suffix: str = "md") -> Path:
        """Where the minutes of a meeting are written."""
        return self.root / "minutes" / f"{self.path(meeting_id).stem}.{suffix}"

    def unsaved(self, meeting_id: str = "") -> UnsavedInputStore:
        """What was typed and not recorded: in a meeting, or in the list of meetings."""
        from data.storage.unsaved_input import UnsavedInputStore

        name = self.path(meeting_id).stem if meeting_id else "library"
        return UnsavedInputStore(self.root / "drafts" / f"{name}.json", self.shutdown)

    def prepare(self) -> None:
        """Make the folders; a MeetingError says why that cannot be done."""
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
        """What the disk of the library cannot do, in words; nothing is made by looking."""
        from data.disk.capabilities import disk_warnings

        return disk_warnings(self.meetings_path, self.root)

    def summaries(self) -> tuple[Summary, ...]:
        """One line a meeting, the running ones first, then newest first."""
        return self.index.summaries()

    def search(self, words: str) -> tuple[Hit, ...]:
        """The records of all meetings that contain the words, newest meeting first."""
        return self.index.search(words)

    def open_actions(self) -> tuple[OpenAction, ...]:
        """The open actions of all meetings, by owner and date."""
        return self.index.open_actions()

    def create(self, meeting: Meeting) -> str:
        """Write a new meeting; tells its id, made of date and title."""
        from data.errors import MeetingExistsError
        from data.storage.meeting_file import MeetingFile

        self.prepare()
        base = f"{meeting.info.date.isoformat()}-{slug(meeting.info.title)}"
        while True:
            meeting_id = _free(base, self.meetings_path)
            try:
                MeetingFile.create(self.path(meeting_id), meeting, self.clock).close()
            except MeetingExistsError:
                continue  # by somebody who was quicker: the next number
            return meeting_id

    def open(self, meeting_id: str) -> MeetingFile:
        """Open a meeting; it is copied before it is written for the first time."""
        from data.storage.meeting_file import MeetingFile

        path = self.path(meeting_id)

        def back_up() -> None:
            self.backups.make(path, self.clock.now())

        def rescue(content: bytes) -> None:
            self.backups.make(path, self.clock.now(), content)

        return MeetingFile(path, self.clock, back_up, rescue, self.shutdown)

    def restore_backup(self, meeting_id: str) -> Backup:
        """Bring the newest copy back that can be read; the damaged file goes to the bin.

        Refused where the file is whole: somebody else may have brought a copy back meanwhile, and
        worked on it.
        """
        from data.disk.lock import Lock

        path = self.path(meeting_id)
        with Lock(path, shutdown=self.shutdown).held():
            return self._restore_backup(meeting_id, path)

    def _restore_backup(self, meeting_id: str, path: Path) -> Backup:
        from data.storage.meeting_file import MeetingFile

        try:
            MeetingFile(path, self.clock).close()
        except MeetingError:
            pass  # damaged, or not there at all
        else:
            raise MeetingError(f"{meeting_id} is whole again", "nothing was changed", "Open it")
        for backup in self.backups.list(meeting_id):
            try:
                MeetingFile(backup.path, self.clock).close()
            except MeetingError:
                continue
            stamp = self.clock.now().strftime("%Y%m%dT%H%M%S")
            self.backups.restore(backup, path, self.bin_path / f"{stamp}-{path.name}{_QUARANTINED}")
            return backup
        raise MeetingError(
            f"There is no backup of {meeting_id} that can be read", "the file stays as it is"
        )

    def resolve(self, text: str = "") -> str:
        """The id that was meant: a whole one, the only one that begins so, or the latest.

        "" and "latest" mean the running meeting, else the newest one.
        """
        if text in ("", "latest"):
            summaries = [s for s in self.summaries() if not s.damaged]
            if not summaries:
                raise MeetingError("There is no meeting yet", remedy=Remedy.NEW_MEETING)
            return summaries[0].id
        if _ID.fullmatch(text) and self.path(text).exists():
            return text
        found = sorted(
            path.stem for path in self.meetings_path.glob("*.json") if path.stem.startswith(text)
        )
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(found[:5])
            raise MeetingError(f"“{text}” fits {len(found)} meetings", names, "Type more of it")
        raise MeetingError(f"No such meeting: “{shortened(text, 60)}”", remedy=Remedy.LIST_MEETINGS)

    def delete(self, meeting_id: str) -> str:
        """Put a meeting into the bin, from where it can be restored; tells its id there.

        It is another one where the bin holds a meeting of that id already.
        """
        from data.disk.lock import Lock

        path = self.path(meeting_id)
        thrown = meeting_id
        if (self.bin_path / path.name).exists():
            thrown = _free(meeting_id, self.bin_path, self.meetings_path)
        try:
            self.bin_path.mkdir(mode=0o700, exist_ok=True)
            with Lock(
                path, shutdown=self.shutdown
            ).held():  # else an act that is being written would make it anew
                path.replace(self.bin_path / f"{thrown}.json")
        except FileNotFoundError as error:
            raise MeetingError(f"There is no meeting {meeting_id}") from error
        except OSError as error:
            raise MeetingError(
                f"{meeting_id} was not thrown away", error.strerror or str(error)
            ) from error
        return thrown

    def restore(self, meeting_id: str) -> str:
        """Bring a meeting back from the bin; tells its id."""
        path = self.path(meeting_id)
        thrown = self.bin_path / path.name
        if path.exists():
            raise MeetingError(f"There is a meeting {meeting_id} already", "nothing was restored")
        self.prepare()
        try:
            thrown.replace(path)
        except FileNotFoundError as error:
            raise MeetingError(f"{meeting_id} is not in the bin", remedy=Remedy.LIST_BIN) from error
        except OSError as error:
            raise MeetingError(
                f"{meeting_id} was not restored", error.strerror or str(error)
            ) from error
        return meeting_id

    def deleted(self) -> tuple[str, ...]:
        """The ids of the meetings in the bin, newest first."""
        found = (path.stem for path in self.bin_path.glob("*.json"))
        return tuple(sorted(found, reverse=True))

    def quarantined(self) -> tuple[Path, ...]:
        """The files in the place of which a copy was brought back, newest first."""
        return tuple(sorted(self.bin_path.glob(f"*{_QUARANTINED}"), reverse=True))

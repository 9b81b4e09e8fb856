"""Errors that a user can act on: all errors that `data` raises for the user to see."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class Remedy(StrEnum):
    """What helps against an error, without saying how it is done.

    `data` knows neither keys nor shell commands. For each remedy, `screens/errors.py` adds the key
    and `meeting_tui/cli/errors.py` the command.
    """

    LIST_MEETINGS = "list meetings"
    NEW_MEETING = "new meeting"
    CHOOSE_LIBRARY = "choose another library"
    CHECK = "check the library"
    LIST_BIN = "list the bin"
    RESTORE_BACKUP = "restore a backup"
    RESTORE_UNDER_ANOTHER_ID = "restore under another id"
    CALL_ROLL = "call the roll"
    OPEN_QUEUE = "open the queue"
    CORRECT = "correct a closed meeting"


class MeetingError(Exception):
    """An error that says what happened, why, and what to do about it.

    Args:
        title: what happened, as a short sentence without a full stop.
        message: why, or what is safe; may be empty.
        hint: what the user can do now, without naming a key or a shell command; may be empty.
        remedy: what helps, if the surface that shows the error can name a key or a command for it.

    The command line prints the error as one line; a screen shows it as a notification or beside the
    field it is about.
    """

    def __init__(
        self, title: str, message: str = "", hint: str = "", *, remedy: Remedy | None = None
    ) -> None:
        super().__init__(title, message, hint)
        self.title = title
        self.message = message
        self.hint = hint
        self.remedy = remedy

    def __str__(self) -> str:
        """Title, message and hint in one line."""
        return self.in_one_line()

    def in_one_line(self, advice: str = "") -> str:
        """Title, message, hint and advice in one line, each as a sentence.

        Args:
            advice: what the surface adds for `remedy`; may be empty.
        """
        given = (part.strip().rstrip(".") for part in (self.title, self.message, self.hint, advice))
        parts = [part for part in given if part]
        return ". ".join(part[0].upper() + part[1:] for part in parts)


class NewerVersionError(MeetingError):
    """A file was written by a newer version of the program.

    Args:
        name: the name of the file.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was written by a newer version of meeting-tui",
            "it has not been touched",
            "Update meeting-tui to open it",
        )


class PastDateError(MeetingError):
    """A date is in the past where it must be in the future."""


class StorageError(MeetingError):
    """A file could not be written; its old content is intact."""


class UnconfirmedWriteError(StorageError):
    """A file was written, but the disk did not confirm that it would survive a power cut."""


class DamagedFileError(MeetingError):
    """A file cannot be read, or does not hold what it should. It is never overwritten.

    Args:
        path: the file.
        reason: what is wrong with it, as part of a sentence; also an attribute.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path.name} is damaged",
            f"{reason}; it has not been touched",
            remedy=Remedy.CHECK,
        )
        self.reason = reason


class MissingFileError(MeetingError):
    """The file of a meeting does not exist, or not any more."""


class EditConflictError(MeetingError):
    """Another process has changed the record since it was last read.

    Args:
        subject: a name for the record, as the user knows it.
    """

    def __init__(self, subject: str) -> None:
        super().__init__(f"Someone else has changed “{subject}” since", "nothing was changed")


class MeanwhileError(MeetingError):
    """Another program has changed what an act of one key relies on, since it was shown.

    Args:
        title: what is the case now.
    """

    def __init__(self, title: str) -> None:
        super().__init__(title, "another program was faster; nothing was changed")


class MeetingExistsError(MeetingError):
    """A new meeting cannot be created because its file exists already."""

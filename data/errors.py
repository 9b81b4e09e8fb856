"""Errors that a person can act on. Every error that `data` raises on purpose is one of these."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path


class Remedy(StrEnum):
    """Something that helps, and that each surface does in its own way: by a key or a command.

    `data` knows neither keys nor the command line; `screens/errors.py` and
    `meeting_tui/cli/errors.py` say how it is done there.
    """

    LIST_MEETINGS = "list meetings"
    NEW_MEETING = "new meeting"
    CHOOSE_LIBRARY = "choose another library"
    CHECK = "check the library"
    LIST_BIN = "list the bin"
    CALL_ROLL = "call the roll"
    OPEN_QUEUE = "open the queue"
    CORRECT = "correct a closed meeting"


class MeetingError(Exception):
    """An error that says what happened, why, and what to do about it.

    Args:
        title: what happened, as a short sentence without a full stop.
        message: why, or what is safe; may be empty.
        hint: what the person can do now, without naming a key or a shell command; may be empty.
        remedy: what helps, for the surface to say how; None if there is nothing.

    The command line prints it as one line, a screen as a notification or beside the field.
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
        """Title, message, hint and the advice of a surface, each as a sentence."""
        given = (part.strip().rstrip(".") for part in (self.title, self.message, self.hint, advice))
        parts = [part for part in given if part]
        return ". ".join(part[0].upper() + part[1:] for part in parts)


class NewerVersionError(MeetingError):
    """A file that a newer version of the program has written."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} was written by a newer version of meeting-tui",
            "it has not been touched",
            "Update meeting-tui to open it",
        )


class PastDateError(MeetingError):
    """A past day where a future one is needed."""


class StorageError(MeetingError):
    """A write that was refused; the old file is as it was."""


class UnconfirmedWriteError(StorageError):
    """The write is in place, but the disk did not say that it will survive a power cut."""


class DamagedFileError(MeetingError):
    """A file that cannot be read as what it should be. It is never overwritten.

    Args:
        path: the file.
        reason: what is wrong with it, as part of a sentence; kept as an attribute.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path.name} is damaged",
            f"{reason}; it has not been touched",
            remedy=Remedy.CHECK,
        )
        self.reason = reason


class EditConflictError(MeetingError):
    """Another process has changed the record since it was last read.

    Args:
        subject: what the record is about.
    """

    def __init__(self, subject: str) -> None:
        super().__init__(f"Somebody else has changed “{subject}” meanwhile", "nothing was changed")


class MeetingExistsError(MeetingError):
    """A new meeting cannot be created because its file exists."""

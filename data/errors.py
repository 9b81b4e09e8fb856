"""Errors that a person can act on. Every error that `data` raises on purpose is one of these."""

from __future__ import annotations

from pathlib import Path


class MeetingError(Exception):
    """A refusal: what happened, why, and what to do about it.

    Args:
        title: what happened, as a short sentence without a full stop.
        message: why, or what is safe; may be empty.
        hint: what the person can do now; may be empty.

    The command line prints it as one line, a screen as a toast or beside the field.
    """

    def __init__(self, title: str, message: str = "", hint: str = "") -> None:
        super().__init__(title, message, hint)
        self.title = title
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """All that is known, in one line."""
        given = (part.strip().rstrip(".") for part in (self.title, self.message, self.hint))
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
            "See: meeting-tui check",
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

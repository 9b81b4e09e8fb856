"""Where the library is, and whether it can be used."""

from __future__ import annotations

import os
from pathlib import Path

from data.errors import MeetingError, Remedy

_VARIABLE = "MEETING_TUI_DATA"
_SHOWN = 200  # characters of a path in a message
_LONGEST_NAME = "meetings/.locks/" + "x" * 90  # longer than that of any file of a meeting


def default_root() -> Path:
    """Return the library to use: MEETING_TUI_DATA, or the platform's folder for user data.

    Raises:
        MeetingError: the variable cannot be the path of a folder.
    """
    chosen = os.environ.get(_VARIABLE)
    if chosen:
        return root_path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("meeting-tui", appauthor=False))


def root_path(text: str) -> Path:
    """Return the path of a folder as a user has written it, with a `~` at its beginning replaced.

    Raises:
        MeetingError: the text cannot be a path, or names a user who has no home folder.
    """
    if not text:
        raise _unusable(text, "its name is empty")
    if "\0" in text:
        raise _unusable(text, "the name contains a character that no name may contain")
    try:
        return Path(text).expanduser()
    except RuntimeError:
        reason = "there is no home folder of that name"
        raise _unusable(text, reason) from None


def require_usable(root: Path) -> None:
    """Check that a folder can be a library; it need not exist yet.

    Raises:
        MeetingError: it is a file, may not be read, has too long a name, or the like.
    """
    for folder in (root, root / "meetings"):
        try:
            with os.scandir(folder):
                pass
            if not os.access(folder, os.X_OK):
                raise _unusable(folder, "permission denied")
        except FileNotFoundError:
            if folder.is_symlink():
                raise _unusable(folder, "it is a link that leads nowhere") from None
        except OSError as error:
            raise _unusable(folder, error.strerror or str(error)) from error
    try:
        (root / _LONGEST_NAME).lstat()
    except (FileNotFoundError, PermissionError):
        pass
    except OSError as error:
        raise _unusable(root, error.strerror or str(error)) from error


def _unusable(path: Path | str, reason: str) -> MeetingError:
    shown = str(path)
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    return MeetingError(
        f"The library “{shown}” cannot be used",
        reason,
        "Correct the path",
        remedy=Remedy.CHOOSE_LIBRARY,
    )

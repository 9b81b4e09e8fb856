"""The name of the user who runs the program."""

from __future__ import annotations

import getpass
import os


def user_name() -> str:
    """Return the login name, or the user's number if the system knows no name for it.

    That is so in a container that runs under an arbitrary user id.
    """
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown user"

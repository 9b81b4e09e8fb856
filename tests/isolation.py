"""The environment of a new user, so that no test reads or writes a real home folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]

# Variables that a developer's shell may set and that would change the program's behaviour.
_DROPPED_PREFIXES = ("XDG_", "MEETING_TUI_", "TEXTUAL_", "SSH_", "PYTEST_", "COV_")
_DROPPED = frozenset(
    {"COLUMNS", "DISPLAY", "EDITOR", "ESCDELAY", "FORCE_COLOR", "LC_ALL", "LINES", "NO_COLOR"}
    | {"STY", "TMUX", "TMUX_PANE", "VISUAL", "WAYLAND_DISPLAY"}
)


def isolated_environment(folder: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which home, settings and library are below one folder.

    It has no display, no tmux and no SSH; the time zone is UTC, animations are off, and the
    terminal has all colours.

    Args:
        folder: the folder; only `home` and `run` are created in it.
        base: the environment to start from, by default that of this process. Its PATH is kept.
    """
    source = os.environ if base is None else base
    kept = {
        name: value
        for name, value in source.items()
        if name not in _DROPPED and not name.startswith(_DROPPED_PREFIXES)
    }
    home = folder / "home"
    run = folder / "run"
    for made in (home, run):
        made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        **kept,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "MEETING_TUI_DATA": str(folder / "library"),
        "TEXTUAL_ANIMATIONS": "none",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }

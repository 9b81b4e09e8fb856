"""The surroundings of a person who has nothing yet, so that no test reads or writes a real home."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]

# What a developer's own shell may hold and what would change the program's behaviour.
_DROPPED_PREFIXES = ("XDG_", "MEETING_TUI_", "TEXTUAL_", "SSH_", "PYTEST_", "COV_")
_DROPPED = frozenset(
    {"COLUMNS", "DISPLAY", "EDITOR", "ESCDELAY", "FORCE_COLOR", "LC_ALL", "LINES", "NO_COLOR"}
    | {"STY", "TMUX", "TMUX_PANE", "VISUAL", "WAYLAND_DISPLAY"}
)


def isolated_environment(folder: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """A whole environment in which home, settings and the library lie under one folder.

    Args:
        folder: where everything goes; nothing is created but `home` and `run`.
        base: what to start from, by default this process's own environment. Its PATH stays.

    There is no display, no tmux and no SSH, the time zone is UTC, animations are off.
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
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }

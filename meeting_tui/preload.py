"""Load modules that the start did not need, so that no key has to wait for them."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

_MODULES = (
    "meeting_tui.open_meeting",
    "data.library.minutes_files",
    *(f"screens.{tab}.screen" for tab in ("agenda", "queue", "outcomes", "people")),
    *(f"screens.{tab}.screen" for tab in ("minutes", "wins", "conflicts")),
    "screens.home.search_dialog",
    "screens.home.new_meeting_form",
)
"""In the order in which they are likely to be needed."""


def start_preloading() -> None:
    """Load the modules in a thread, which does not keep the program from ending."""
    Thread(target=_load, name="preload", daemon=True).start()


def _load() -> None:
    for name in _MODULES:
        import_module(name)

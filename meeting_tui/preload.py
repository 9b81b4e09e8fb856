"""Load modules that the start did not need, so that no key has to wait for them.

Loading modules creates many objects and discards few. Looking for garbage among them would take a
tenth of the start, so that waits until all modules are loaded.
"""

from __future__ import annotations

import gc
from importlib import import_module
from threading import Thread

_COLLECT_AFTER = 500_000  # objects that are created: more than there are in all modules
_COLLECT_USUALLY = gc.get_threshold()
_MODULES = (
    "meeting_tui.open_meeting",
    "data.library.minutes_files",
    "data.prompt.interpreter",
    *(f"screens.{tab}.screen" for tab in ("agenda", "queue", "outcomes", "people")),
    *(f"screens.{tab}.screen" for tab in ("minutes", "wins", "conflicts")),
    "screens.room.screen",
    "screens.home.search_dialog",
    "screens.home.new_meeting_form",
)
"""In the order in which they are likely to be needed."""


def postpone_collection() -> None:
    """Let the garbage collector rest until modules are loaded, or until the program ends."""
    gc.set_threshold(_COLLECT_AFTER)


def resume_collection() -> None:
    """Let the garbage collector work as usual."""
    gc.set_threshold(*_COLLECT_USUALLY)


def start_preloading() -> None:
    """Load the modules in a thread, which does not keep the program from ending."""
    Thread(target=_load, name="preload", daemon=True).start()


def _load() -> None:
    for name in _MODULES:
        import_module(name)
    resume_collection()

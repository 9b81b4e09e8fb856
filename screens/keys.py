"""The keys in force: those of the declared commands, or others from the settings of the user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar

from screens.commands import Command, key_name
from screens.keymap import GROUPS

COMMANDS: dict[str, Command] = {c.id: c for group in GROUPS for c in group.commands}
"""All commands by their ids."""

LEAVING_KEYS = ("q", "escape", "ctrl+z")
"""Keys that leave, quit or undo in other programs: where they have no command, a hint is shown."""

_NO_CHANGE: Mapping[str, tuple[str, ...]] = {}

# Widgets run in the context of the app that set it, and texts are also made where no widget is.
_changed: ContextVar[Mapping[str, tuple[str, ...]]] = ContextVar("changed_keys", default=_NO_CHANGE)

_PLACE = re.compile(r"\{([a-z_.]+)\}")


def use_keys(changed: Mapping[str, tuple[str, ...]]) -> None:
    """Put other keys in force, for this app and all that it shows.

    Args:
        changed: the keys of commands that have others than declared, by the ids of the commands.
    """
    _changed.set(changed)


def keys_of(command: Command) -> tuple[str, ...]:
    """Return the keys of a command, by Textual's names."""
    return _changed.get().get(command.id, command.keys)


def key_of(command: Command) -> str:
    """Return the first key of a command, as users know it."""
    return key_name(keys_of(command)[0])


def with_keys(text: str) -> str:
    """Return a text with keys in place of the ids in it: "n starts" for "{next} starts".

    Raises:
        KeyError: there is no command of an id.
    """
    return _PLACE.sub(lambda place: key_of(COMMANDS[place[1]]), text)

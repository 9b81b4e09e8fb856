"""How commands are declared, and the key bindings made from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.binding import Binding, BindingType

# As in "Take the next item; asks for a conclusion first." and "Switch the order (by hand too)."
_STATEMENT_END = re.compile(r"; | \(|\.$")


@dataclass(frozen=True)
class Command:
    """A command and its keys.

    Args:
        id: a unique name.
        keys: Textual's names of the keys; the footer and error messages show the first one.
        action: the action that the screen or widget runs.
        label: one or two words, for the footer.
        help: a sentence, for the help, the palette and the documentation.
        priority: whether the keys act before the focused widget sees them.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    priority: bool = False

    @property
    def full_name(self) -> str:
        """What it does in full words, for the palette: the first statement of its help."""
        return _STATEMENT_END.split(self.help)[0]

    @property
    def rest_of_help(self) -> str:
        """What its help says beyond `full_name`; "" for nothing."""
        return self.help.removeprefix(self.full_name).strip(" ;.")


@dataclass(frozen=True)
class Group:
    """The commands of one screen, dialog or kind of widget.

    Args:
        title: the heading in the help and the documentation.
        commands: the commands, the most important first.
    """

    title: str
    commands: tuple[Command, ...]


_KEY_NAMES = {
    "question_mark": "?",
    "plus": "+",
    "colon": ":",
    "slash": "/",
    "shift+up": "shift+↑",
    "shift+down": "shift+↓",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
}


def key_name(key: str) -> str:
    """Return a key as users know it: "?" for "question_mark"."""
    return _KEY_NAMES.get(key, key)


def bindings(*groups: Group) -> list[BindingType]:
    """Return Textual's bindings for all commands of some groups."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.label,
            show=False,
            key_display=key_name(command.keys[0]),
            priority=command.priority,
            tooltip=command.help,
            id=command.id,
        )
        for group in groups
        for command in group.commands
    ]

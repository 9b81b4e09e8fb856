"""How commands are declared, and the key bindings made from them."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True)
class Command:
    """A command and its keys.

    Args:
        id: unique name, as in a keymap.
        keys: Textual's names of the keys, the first one shown.
        action: the action that runs on the screen.
        label: one or two words, for footer and palette.
        help: a sentence for the help.
        shown: whether the footer shows it.
    """

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    shown: bool = False


@dataclass(frozen=True)
class Group:
    """The commands of one place, under the title that the help gives them."""

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
    "exclamation_mark": "!",
    "equals_sign": "=",
    "less_than_sign": "<",
}


def key_name(key: str) -> str:
    """A key as a person knows it: "?" for "question_mark"."""
    return _KEY_NAMES.get(key, key)


def bindings(*groups: Group) -> list[BindingType]:
    """Textual's bindings for these groups."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.label,
            show=command.shown,
            key_display=key_name(command.keys[0]),
            tooltip=command.help,
            id=command.id,
        )
        for group in groups
        for command in group.commands
    ]

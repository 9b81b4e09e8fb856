"""Check the keys that a user has chosen for commands, so that no other command loses its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import BindingsMap, BindingType
from textual.keys import Keys as NamedKeys
from textual.keys import format_key
from textual.widgets import Input, OptionList, TextArea

from data.settings.names import nearest_name
from screens.commands import Command, Group, key_name
from screens.dialog_keymap import CHOICE, CONCLUSION, FIELD, FORM, LINE, PASTE, ROOM, SEARCH, SPEAK
from screens.keymap import (
    AGENDA,
    CONFLICTS,
    EVERYWHERE,
    HOME,
    LIST,
    MEETING,
    MINUTES,
    OUTCOMES,
    PEOPLE,
    QUEUE,
    RECORDS,
)
from screens.keys import COMMANDS

Keymap = Mapping[str, tuple[str, ...]]

_IN_MEETING = (EVERYWHERE, MEETING)
_LISTS = (AGENDA, QUEUE, CONFLICTS, OUTCOMES, PEOPLE)
_IN_TEXT = (FORM, LINE, PASTE, SPEAK, CONCLUSION, SEARCH)

TOGETHER: dict[str, tuple[Group, ...]] = {
    "in the list of meetings": (EVERYWHERE, HOME, LIST),
    "in the list of wins": (*_IN_MEETING, RECORDS, LIST),
    **{f"on the screen “{group.title}”": (*_IN_MEETING, RECORDS, LIST, group) for group in _LISTS},
    f"on the screen “{MINUTES.title}”": (*_IN_MEETING, MINUTES),
    **{f"in “{group.title}”": (FIELD, group) for group in _IN_TEXT},
    f"in “{CHOICE.title}”": (FIELD, FORM, CHOICE),
    f"in “{ROOM.title}”": (EVERYWHERE, ROOM),
}
"""The groups whose keys act at the same time, by where that is."""

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_NAMES = {key.value for key in NamedKeys}


def check_keymap(chosen: Keymap) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Return the keys that can be used, and what is wrong with the others.

    Args:
        chosen: the keys that the user has chosen, by the ids of the commands.

    Returns:
        The keys by the ids of the commands, by Textual's names; and a sentence by the id of each
        command that keeps its own keys.
    """
    usable: dict[str, tuple[str, ...]] = {}
    problems: dict[str, str] = {}
    for command_id, keys in chosen.items():
        try:
            usable[command_id] = _usable(command_id, keys)
        except ValueError as error:
            problems[command_id] = str(error)
    while clash := _find_clash(usable):
        command_id, what = clash
        del usable[command_id]
        kept = " ".join(map(key_name, COMMANDS[command_id].keys))
        problems[command_id] = f"{what}. It keeps {kept}"
    return usable, problems


def _usable(command_id: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the names that Textual has for the keys of a command.

    Raises:
        ValueError: there is no such command or key, or it cannot be a key of the command.
    """
    if command_id not in COMMANDS:
        raise ValueError("there is no such command" + nearest_name(command_id, list(COMMANDS)))
    in_text = any(COMMANDS[command_id] in group.commands for group in (FIELD, *_IN_TEXT))
    names = []
    for key in keys:
        name = _name(key)
        if in_text and _is_character(name):
            raise ValueError(f"“{key}” is typed into the text there: choose one with ctrl")
        names.append(name)
    return tuple(dict.fromkeys(names))


def _name(key: str) -> str:
    """Return the name that Textual has for a key, such as question_mark for "?".

    Raises:
        ValueError: there is no such key.
    """
    *modifiers, base = key.split("+") if len(key) > 1 else (key,)
    if modifiers == ["shift"] and len(base) == 1 and base.isalpha():
        return base.upper()
    name = next(iter(BindingsMap([(base, "none", "")]).key_to_bindings), "") if base else ""
    is_known = name in _NAMES or _is_character(name)
    if not is_known or not set(modifiers) <= set(_MODIFIERS):
        raise ValueError(f"“{key}” is not the name of a key" + nearest_name(key, sorted(_NAMES)))
    return "+".join((*modifiers, name))


def _is_character(name: str) -> bool:
    """Return whether a key is typed into a text: Textual shows a character for its name."""
    return name == "space" or (name not in _NAMES and len(format_key(name)) == 1)


def _find_clash(usable: Keymap) -> tuple[str, str] | None:
    """Return a command whose chosen key belongs to another one too, and a sentence about it."""
    order = list(usable)
    for where, groups in TOGETHER.items():
        taken = dict.fromkeys(_widget_keys(groups), "")
        owners: dict[str, Command] = {}
        for command in (command for group in groups for command in group.commands):
            for key in usable.get(command.id, command.keys):
                if command.id in usable and key in taken and key not in command.keys:
                    return command.id, f"“{key_name(key)}” moves or edits {where}"
                other = owners.setdefault(key, command)
                ids = [each.id for each in (command, other) if each.id in usable]
                if other is not command and ids:
                    loser = max(ids, key=order.index)
                    winner = other.id if loser == command.id else command.id
                    return loser, f"“{key_name(key)}” is the key of {winner} too, {where}"
    return None


def _widget_keys(groups: Iterable[Group]) -> set[str]:
    """Return the keys that the widgets themselves need where these groups act."""
    bindings: list[BindingType] = []
    if LIST in groups:
        bindings += OptionList.BINDINGS
    if FIELD in groups:
        bindings += [*Input.BINDINGS, *TextArea.BINDINGS]
    return set(BindingsMap(bindings).key_to_bindings)

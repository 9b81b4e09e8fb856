"""What the first screen needs of the settings, read without the models, which load slowly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Animations = Literal["full", "basic", "none"]

Keys = tuple[str, ...]
"""The keys of a command, by their names."""


@dataclass(frozen=True)
class Appearance:
    """How the screens look and which keys they have. The values here are the defaults.

    Args:
        theme: the name of a theme, which may not exist.
        animations: how much moves.
        keymap: the keys of commands that have other keys than by default, by the id of the command.
    """

    theme: str = "assembly-dark"
    animations: Animations = "full"
    keymap: Mapping[str, Keys] = field(default_factory=dict)


def read_appearance(given: Mapping[str, object], keymap: Mapping[str, object]) -> Appearance:
    """Return how the screens are to look; a value of the wrong kind is left at its default.

    Args:
        given: the values of "theme" and "animations", as far as they are given.
        keymap: the keys that are given, by the ids of the commands.
    """
    theme, animations = given.get("theme"), given.get("animations")
    keys = {}
    for command_id, value in keymap.items():
        try:
            keys[command_id] = parse_keys(value)
        except ValueError:
            continue  # the check of all settings reports it
    return Appearance(
        theme if isinstance(theme, str) and theme else Appearance.theme,
        animations if animations in get_args(Animations) else Appearance.animations,  # type: ignore[arg-type]
        keys,
    )


def parse_keys(value: object) -> Keys:
    """Return the keys in a text with commas between them, or in a list of texts.

    Raises:
        ValueError: the value is neither, or has no key.
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValueError('write a key such as "ctrl+n", or several: "n, ctrl+n"')
    keys = tuple(part.strip() for part in parts if part.strip())
    if not keys:
        raise ValueError("there is no key")
    return keys

"""Check all settings: a value that does not fit is reported, and its default is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from data.settings.model import KEYMAP, Settings, sections, setting_names
from data.settings.names import nearest_name
from data.settings.sources import Given, Problem


@dataclass(frozen=True)
class Checked:
    """The settings in force, and what is wrong with those that were given.

    Args:
        settings: a default for each value that was not given or does not fit.
        problems: one for each value that does not fit.
        refused: the names of these settings.
    """

    settings: Settings
    problems: tuple[Problem, ...]
    refused: frozenset[str]


def check(given: Mapping[str, Given]) -> Checked:
    """Return the settings for the values that were given.

    Args:
        given: the values by the names of the settings; `keymap.ID` for those of the keymap.
    """
    left, problems = dict(given), []
    while True:
        try:
            settings = Settings.model_validate(_nested(left))
        except ValidationError as error:
            for detail in error.errors():
                name = _name(detail["loc"])
                if name in left:  # a value can have several errors, the first is enough
                    problems.append(_problem(name, left.pop(name), str(detail["msg"])))
        else:
            return Checked(settings, tuple(problems), frozenset(given.keys() - left.keys()))


def _nested(given: Mapping[str, Given]) -> dict[str, Any]:
    """Return the values in the tables that they belong to."""
    tables: dict[str, Any] = {}
    for name, value in given.items():
        section, _, key = name.partition(".")
        if key:
            tables.setdefault(section, {})[key] = value.value
        else:
            tables[name] = value.value
    return tables


def _name(location: Sequence[str | int]) -> str:
    """Return the name of the setting that an error of pydantic is about."""
    depth = 2 if location[0] in {KEYMAP, *(name for name, _ in sections())} else 1
    return ".".join(str(part) for part in location[:depth])


def _problem(name: str, given: Given, message: str) -> Problem:
    reason = message.removeprefix("Value error, ").removeprefix("Input ")
    return Problem(
        given.source, name, f"{shown(given.value)} does not fit: {reason}. The default is used"
    )


def shown(value: object) -> str:
    """Return a value as an error shows it: in quotes, and never longer than half a line."""
    text = value if isinstance(value, str) else repr(value)
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def unknown(name: str, given: Given) -> Problem:
    """Return the problem that there is no setting of a name, with the nearest one that exists."""
    if name in {KEYMAP, *(section for section, _ in sections())}:
        return Problem(given.source, name, f"it is a table, not a value: write [{name}]")
    nearest = nearest_name(name, [*setting_names(), KEYMAP])
    return Problem(given.source, name, "there is no such setting" + nearest)

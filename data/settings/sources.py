"""Where the value of a setting comes from, and what is wrong with a value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

VARIABLE_PREFIX = "MEETING_TUI_"


class Origin(StrEnum):
    """The kinds of places for a setting. The order of the members is their precedence."""

    COMMAND_LINE = "command line"
    ENVIRONMENT = "environment"
    FILE = "file"
    DEFAULT = "default"


@dataclass(frozen=True)
class Source:
    """Where a value stands.

    Args:
        origin: the kind of the place.
        name: the option, the variable or the path of the file; "" for a default.
        line: the line of the file, from 1; 0 for another place.
    """

    origin: Origin
    name: str = ""
    line: int = 0

    def __str__(self) -> str:
        """The place as users know it: `PATH:7`, `environment NAME`."""
        if self.origin is Origin.FILE:
            return f"{self.name}:{self.line}" if self.line else self.name
        return f"{self.origin} {self.name}".rstrip()


DEFAULT = Source(Origin.DEFAULT)


@dataclass(frozen=True)
class Given:
    """A value that somebody gave, unchecked.

    Args:
        value: the text of an option or variable, or what the file contains.
        source: where it stands.
    """

    value: object
    source: Source


@dataclass(frozen=True)
class Problem:
    """What is wrong with a setting, in one line.

    Args:
        source: where it stands.
        name: the name of the setting; "" if the problem is that of the whole file.
        what: what is wrong with it, and what is used instead.
    """

    source: Source
    name: str
    what: str

    def __str__(self) -> str:
        """Place, name and problem in one line."""
        said = (" ".join(text.split()) for text in (self.name, self.what))
        return ": ".join(part for part in (str(self.source), *said) if part)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems sorted by where they stand."""
    return sorted(problems, key=lambda problem: (problem.source.name, problem.source.line))


def variable(name: str) -> str:
    """Return the environment variable of a setting: `MEETING_TUI_THEME` for "theme"."""
    return VARIABLE_PREFIX + name.upper().replace(".", "_")

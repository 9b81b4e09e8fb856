"""What the words of the prompt are made of; each is declared once, in vocabulary.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.storage.meeting_file import MeetingFile

Act = Callable[[MeetingFile, str, datetime], str]
"""Does what follows a word, and says what it did in one line."""


class Completes(StrEnum):
    """Whose names can follow a command: these are offered first."""

    NOTHING = "nothing"
    PRESENT = "present"
    WAITING = "waiting"
    ABSENT = "absent"


@dataclass(frozen=True)
class PromptCommand:
    """A command of the prompt: for the parser, the help, the README and completion.

    Args:
        name: what a line begins with.
        usage: what follows; capitals stand for what is typed, "" for a command without arguments.
        help: what it does, in a sentence.
        example: a line as a chair would type it.
        act: does it.
        completes: whose names follow, offered first.
        choices: what else can follow it, offered by completion.
        also: other spellings of the name.
    """

    name: str
    usage: str
    help: str
    example: str
    act: Act
    completes: Completes = Completes.NOTHING
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def syntax(self) -> str:
        """How it is written."""
        return f"{self.name} {self.usage}".strip()

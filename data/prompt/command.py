"""PromptCommand: what a command of the prompt consists of. All are declared in command_list.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.storage.meeting_file import MeetingFile

Act = Callable[[MeetingFile, str, datetime], str]
"""Runs a command and returns the answer, in one line.

Args: the open meeting, the arguments of the command as they stand in the line, and the present
instant.

Raises MeetingError if the command is refused; nothing has changed then.
"""


class Completes(StrEnum):
    """Which names complete the arguments of a command; these people come first."""

    NOTHING = "nothing"
    PRESENT = "present"
    WAITING = "waiting"
    ABSENT = "absent"


@dataclass(frozen=True)
class PromptCommand:
    """A command of the prompt, for the interpreter, completion, the help and the documentation.

    Args:
        name: the beginning of a line.
        usage: its arguments, with placeholders in capitals; "" for a command without arguments.
        help: what it does, in one sentence.
        example: a complete line.
        act: runs it.
        completes: whose names complete the arguments.
        choices: other arguments that completion offers.
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
        """The name with its arguments: "q+ NAME to TOPIC"."""
        return f"{self.name} {self.usage}".strip()

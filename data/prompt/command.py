"""PromptCommand: what a command of the prompt consists of.

Commands are declared where they are implemented, in the `COMMANDS` of each *_commands.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.errors import MeetingError
from data.prompt.arguments import quoted
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
class Capture:
    """How one key asks for the arguments of a command, in one line.

    Args:
        title: the title of the dialog.
        hint: what to type.
        runs: the name of the command that runs the line; "" for the command itself.
    """

    title: str
    hint: str
    runs: str = ""


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
        capture: how a key of the screens asks for its arguments; None if none does.
        lists: whether its arguments are a list, of which each line of a paste is a part.
    """

    name: str
    usage: str
    help: str
    example: str
    act: Act
    completes: Completes = Completes.NOTHING
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    capture: Capture | None = None
    lists: bool = False

    @property
    def syntax(self) -> str:
        """The name with its arguments: "q+ NAME to TOPIC"."""
        return f"{self.name} {self.usage}".strip()


def without_arguments(act: Callable[[MeetingFile, datetime], str]) -> Act:
    """Return the act of a command that takes no arguments; it refuses them."""

    def run_command(file: MeetingFile, text: str, now: datetime) -> str:
        if text:
            raise MeetingError(
                f"This command takes no arguments, but {quoted(text)} follows it",
                "nothing was changed",
            )
        return act(file, now)

    return run_command

"""All commands of the prompt. The interpreter, its help and docs/ read this list."""

from __future__ import annotations

from datetime import datetime

from data.errors import MeetingError
from data.prompt import (
    agenda_commands,
    outcome_commands,
    people_commands,
    queue_commands,
    queue_mode_commands,
)
from data.prompt.arguments import quoted
from data.prompt.command import Capture, PromptCommand
from data.storage.journal import REDONE, UNDONE
from data.storage.meeting_file import MeetingFile

_ANYWAY = "anyway"


def replay(file: MeetingFile, text: str, now: datetime, *, act: str) -> str:
    """Undo the last act, or redo the one that was undone last: undo, undo anyway.

    Args:
        file: the open meeting.
        text: "anyway" if acts that other programs have done since do not matter.
        now: the present instant.
        act: UNDONE or REDONE.

    Raises:
        MeetingError: there is no such act, or other programs have acted since.
    """
    if text.casefold() not in ("", _ANYWAY):
        raise MeetingError(f"{quoted(text)} does not belong to this command", "nothing was changed")
    upcoming = file.next_replay(act)
    command = "undo" if act == UNDONE else "redo"
    if not upcoming.is_clear(now) and not text:
        raise MeetingError(
            f"This would {command} “{upcoming.what}”{upcoming.whose}",
            upcoming.newer,
            f"Type {command} {_ANYWAY}",
        )
    done = file.undo() if act == UNDONE else file.redo()
    newer = f"; {upcoming.newer}" if upcoming.newer else ""
    return f"{act.capitalize()}: {done}{upcoming.whose}{newer}"


def explain(_file: MeetingFile, text: str, _now: datetime) -> str:
    """List the commands, or say what one does: help, help COMMAND.

    Raises:
        MeetingError: there is no such command.
    """
    name = text.strip().casefold().rstrip(":")
    if not name:
        names = ", ".join(command.name for command in COMMANDS)
        return f"{names}; help COMMAND says more"
    found = next((c for c in COMMANDS if name in (c.name, *c.also)), None)
    if found is None:
        raise MeetingError(f"{quoted(name)} is not a command", "nothing was changed", "Type help")
    return f"{found.syntax}: {found.help} Example: {found.example}"


COMMANDS: tuple[PromptCommand, ...] = (
    *queue_commands.COMMANDS,
    *queue_mode_commands.COMMANDS,
    *agenda_commands.COMMANDS,
    *people_commands.COMMANDS,
    *outcome_commands.COMMANDS,
    PromptCommand(
        "undo",
        f"[{_ANYWAY}]",
        "Undo the last change; `anyway` if other programs have acted since.",
        "undo",
        lambda file, text, now: replay(file, text, now, act=UNDONE),
        choices=(_ANYWAY,),
    ),
    PromptCommand(
        "redo",
        f"[{_ANYWAY}]",
        "Redo the last undone change.",
        "redo",
        lambda file, text, now: replay(file, text, now, act=REDONE),
        choices=(_ANYWAY,),
    ),
    PromptCommand(
        "help",
        "[COMMAND]",
        "List the commands, or say what one does.",
        "help q+",
        explain,
        also=("?",),
    ),
)


def capture_of(name: str) -> Capture:
    """Return how a key of the screens asks for the arguments of a command that has that."""
    return next(c.capture for c in COMMANDS if c.name == name and c.capture is not None)

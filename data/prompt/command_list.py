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
from data.prompt.command import PromptCommand, without_arguments
from data.storage.meeting_file import MeetingFile


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
        "",
        "Undo the last change.",
        "undo",
        without_arguments(lambda file, now: f"Undone: {file.undo()}"),
    ),
    PromptCommand(
        "redo",
        "",
        "Redo the last undone change.",
        "redo",
        without_arguments(lambda file, now: f"Redone: {file.redo()}"),
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

"""All commands of the prompt. The interpreter, its help and docs/ read this list."""

from __future__ import annotations

from data.prompt import (
    agenda_commands,
    outcome_commands,
    people_commands,
    queue_commands,
    queue_mode_commands,
)
from data.prompt.command import Capture, PromptCommand, without_arguments

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
)


def capture_of(name: str) -> Capture:
    """Return how a key of the screens asks for the arguments of a command that has that."""
    return next(c.capture for c in COMMANDS if c.name == name and c.capture is not None)

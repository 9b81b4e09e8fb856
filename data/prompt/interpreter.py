"""The one-line prompt: text in, an act done, one line said.

The words are those that chairs type to Zakim and its kin (q+, ack, topic, present+), so that a
hand that knows them need not learn others.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from data.errors import MeetingError
from data.prompt.arguments import shortened
from data.prompt.command import Completes, PromptCommand
from data.prompt.command_list import COMMANDS
from data.records.meeting import Meeting
from data.records.models import ItemState, PersonState
from data.records.validation import validation_error
from data.rules import agenda, speaker_queue
from data.storage.meeting_file import MeetingFile
from data.text.cleaning import clean_text
from data.text.comparison import fold

HELP: tuple[PromptCommand, ...] = COMMANDS
"""Every command: its syntax, a sentence of help, and an example."""

_SHOWN = 8
# The longer word first where one begins with another.
_SPELLINGS = sorted(
    ((spelling, command) for command in COMMANDS for spelling in (command.name, *command.also)),
    key=lambda pair: -len(pair[0]),
)


@dataclass(frozen=True)
class Done:
    """What a line did, said in one line."""

    said: str


def run(file: MeetingFile, line: str, now: datetime) -> Done:
    """Do what a line says; all of it is on the disk when this returns.

    Raises MeetingError with the reason for a line that is not understood or is refused; nothing
    has changed then. Blank lines and lines that begin with # are no act: they are refused too.
    """
    try:
        text = " ".join(clean_text(line).split())
    except ValueError as error:
        raise MeetingError(f"The line {error}", "nothing was changed") from error
    text = text.removeprefix(":").lstrip()
    if not text or text.startswith("#"):
        raise MeetingError("There is no command in that line", "nothing was changed")
    found = _find_command(text)
    if found is None:
        first = shortened(text.split()[0])
        raise MeetingError(
            f"“{first}” is no command", "nothing was changed", f"Did you mean {_near(first)}?"
        )
    command, rest = found
    file.refresh()  # another process may have added the very name
    try:
        return Done(command.act(file, rest, now))
    except ValidationError as error:
        raise validation_error(error) from error


def _find_command(text: str) -> tuple[PromptCommand, str] | None:
    """The word that a line begins with, and what follows it.

    q+ and its like need no blank behind them; the others may have a colon.
    """
    for spelling, command in _SPELLINGS:
        start, rest = text[: len(spelling)], text[len(spelling) :]
        if start.casefold() != spelling:
            continue
        if spelling[-1] in "+-?" or not rest or rest[0].isspace():
            return command, rest.strip()
        if rest[0] == ":" and command.usage:
            return command, rest[1:].strip()
    return None


def _near(typed: str) -> str:
    near = difflib.get_close_matches(typed.casefold(), [c.name for c in COMMANDS], n=3, cutoff=0.4)
    return " or ".join(near) or "q+ NAME, next or note TEXT"


def complete(meeting: Meeting, line: str) -> tuple[str, ...]:
    """Whole lines that this one can become, best first: words, names, items and choices."""
    text = line.lstrip().removeprefix(":").lstrip()
    if not text:
        return ()
    before = line[: len(line) - len(text)]
    lower = text.casefold()
    offered = [c.name for c in COMMANDS if c.name.startswith(lower) and c.name != lower]
    found = _find_command(text)
    if found is not None:
        command, rest = found
        kept = text[: len(text.rstrip()) - len(rest)] if rest else text
        typed = text[len(kept) :]
        if kept[-1].isspace() or kept[-1] in "+-":
            # A blank typed behind a word says that it is whole.
            folded = fold(typed) + (" " if typed and typed[-1].isspace() else "")
            fits = (o for o in _following(meeting, command) if fold(o).startswith(folded))
            offered += [f"{kept}{one}" for one in fits if one != typed]
    return tuple(f"{before}{one}" for one in dict.fromkeys(offered))[:_SHOWN]


def _following(meeting: Meeting, command: PromptCommand) -> list[str]:
    """What can follow a word: names, those most likely meant first; titles; choices."""
    if command.name == "topic":
        items = agenda.sorted_items(meeting)
        return [i.title for i in items if i.state is ItemState.WAITING]
    if command.completes is Completes.NOTHING:
        return list(command.choices)
    here = (
        {PersonState.PRESENT}
        if command.completes is not Completes.ABSENT
        else {PersonState.EXPECTED}
    )
    waiting = (
        {fold(e.who) for e in speaker_queue.waiting_requests(meeting)}
        if command.completes is Completes.WAITING
        else set()
    )
    ranked = sorted(
        ((fold(p.name) not in waiting, p.state not in here, fold(p.name), p.name))
        for p in meeting.people
    )
    return [name for *_, name in ranked]

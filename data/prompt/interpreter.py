"""Run and complete the lines of the one-line prompt.

The commands are those that chairs of W3C calls type to the bot Zakim and its relatives (q+, ack,
topic, present+), so that people who know these need not learn others.
"""

from __future__ import annotations

import difflib
import re
from datetime import datetime

from pydantic import ValidationError

from data.errors import MeetingError
from data.prompt.arguments import EXCERPT, quoted
from data.prompt.command import Completes, PromptCommand
from data.prompt.command_list import COMMANDS
from data.prompt.names import whole_name
from data.records.meeting import Meeting
from data.records.models import ItemState, PersonState
from data.records.validation import validation_error
from data.rules import agenda, speaker_queue
from data.storage.meeting_file import MeetingFile
from data.text.cleaning import clean_text
from data.text.comparison import fold
from data.text.formatting import shortened

HELP: tuple[PromptCommand, ...] = COMMANDS
"""Every command: its syntax, a sentence of help, and an example."""

_COMPLETIONS_SHOWN = 8
_ALONE = frozenset(command.name for command in COMMANDS if not command.usage)
_ADDRESSED = re.compile(r"(?:zakim|rrsagent|trackbot|gb)\s*[,:]\s*", re.IGNORECASE)
# What other programs for meetings call it, and what to type here.
_HINTS = {
    "vote": "decided TEXT by majority", "poll": "decided TEXT by majority",
    "straw": "note TEXT", "strawpoll": "note TEXT", "proposed": "note TEXT",
    "proposal": "note TEXT",
    "motion": "decided TEXT by majority", "agree": "decided TEXT", "agreed": "decided TEXT",
    "agenda+": "item TITLE", "agenda": "topic NUMBER", "agenda?": "topic NUMBER",
    "agendum": "topic NUMBER", "take": "topic NUMBER",
    "comment": "note TEXT", "info": "note TEXT", "link": "note TEXT", "idea": "park TEXT",
    "parking": "park TEXT", "here": "present+ NAME", "present": "present+ NAME",
    "arrived": "present+ NAME", "hi": "present+ NAME", "apologies": "regrets+ NAME",
    "regrets": "regrets+ NAME", "bye": "left NAME", "gone": "left NAME", "who": "q?",
    "list": "q?", "queue": "q+ NAME to TOPIC, or q?", "q": "q+ NAME to TOPIC, or q?",
    "add": "q+ NAME to TOPIC", "speak": "q+ NAME to TOPIC", "hand": "q+ NAME to TOPIC",
    "call": "ack NAME", "recognize": "ack NAME", "recognise": "ack NAME", "remove": "q- NAME",
    "stop": "done", "close": "close queue", "open": "open queue", "adjourn": "end",
    "finish": "end", "begin": "start", "correct": "undo",
    "approve": "approve last", "approved": "approve last",
    "oops": "undo", "remind": "action NAME: TEXT by DATE", "task": "action NAME: TEXT by DATE",
    "time": "extend TIME", "timer": "limit TIME",
}  # fmt: skip
# "next item" before "next": where one spelling begins with another, the longer one is tried first.
_SPELLINGS = sorted(
    ((spelling, command) for command in COMMANDS for spelling in (command.name, *command.also)),
    key=lambda pair: -len(pair[0]),
)


def run(file: MeetingFile, line: str, now: datetime) -> str:
    """Run a line of the prompt and return the answer in one line.

    The change is on disk when this returns.

    Args:
        file: the open meeting.
        line: a command and its arguments; a colon may stand before it.
        now: the present instant.

    Raises:
        MeetingError: the line is blank, a comment (#), not understood or refused; nothing has
            changed then.
    """
    try:
        lines = [" ".join(part.split()) for part in clean_text(line).splitlines()]
    except ValueError as error:
        raise MeetingError(f"The line {error}", "nothing was changed") from error
    text = _without_prefix(" ".join(part for part in lines if part))
    if not text or text.startswith("#"):
        raise MeetingError("There is no command in that line", "nothing was changed")
    found = _find_command(text)
    if found is None:
        raise _unknown_command(file.meeting, text)
    command, arguments = found
    if command.lists:
        rows = _find_command(_without_prefix("\n".join(lines).strip()))
        arguments = rows[1] if rows else arguments
    file.refresh()  # another process may have added the very name
    try:
        return command.act(file, arguments, now)
    except ValidationError as error:
        raise validation_error(error) from error


def _without_prefix(text: str) -> str:
    """A line without what may stand before a command: ":", "#" without a blank, or "Zakim,"."""
    text = _ADDRESSED.sub("", text.removeprefix(":").lstrip())
    if text[:1] in ("#", "/") and _find_command(text[1:]) is not None and text[1:2].isalpha():
        return text[1:]
    return text


def _find_command(text: str) -> tuple[PromptCommand, str] | None:
    """The command that a line begins with, and its arguments.

    Commands that end with a sign, such as q+, need no blank after them; the others may have a
    colon.
    """
    if text[-1:] in ("!", ".", ":", ",") and text[:-1].casefold() in _ALONE:
        text = text[:-1]  # "next!"
    for spelling, command in _SPELLINGS:
        start, rest = text[: len(spelling)], text[len(spelling) :]
        if start.casefold() != spelling:
            continue
        # "+5" needs a blank: "+1" is what people type who agree.
        if (spelling[-1] in "+-?" and spelling != "+") or not rest or rest[0].isspace():
            return command, rest.strip()
        if rest[0] in ":：,;" and command.usage:
            return command, rest[1:].strip()
    return None


def _unknown_command(meeting: Meeting, text: str) -> MeetingError:
    """Return the error for a line that begins with no command, with the nearest one."""
    first = text.split()[0]
    word = first.rstrip(":,").casefold()
    if re.match(r"s/[^/]*/", text):
        hint = "Type undo, and then the line as it should be"
    elif word in _HINTS:
        hint = f"Type {_HINTS[word]}"
    elif whole_name(meeting, first.rstrip(":,")) is not None:
        hint = f"Type q+ {shortened(text, EXCERPT)}"
    else:
        hint = f"Did you mean {_similar_commands(word)}?"
    return MeetingError(f"{quoted(first)} is not a command", "nothing was changed", hint)


def between_lines(line: str) -> str:
    """Return what stands between the lines of a paste that follows the beginning of a line."""
    found = _find_command(line.lstrip().removeprefix(":").lstrip())
    return "; " if found is not None and found[0].lists else " "


def _similar_commands(text: str) -> str:
    near = difflib.get_close_matches(text, [c.name for c in COMMANDS], n=3, cutoff=0.5)
    return " or ".join(near) or "q+ NAME, next or note TEXT"


def complete(meeting: Meeting, line: str) -> tuple[str, ...]:
    """Return whole lines that this one can become, the best first.

    Completed are commands, names, titles of agenda items, and fixed choices.
    """
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
        begun = text[len(kept) :]
        if kept[-1].isspace() or kept[-1] in "+-":
            # A blank at the end means that the word before it is complete.
            folded = fold(begun) + (" " if begun and begun[-1].isspace() else "")
            fits = (o for o in _possible_arguments(meeting, command) if fold(o).startswith(folded))
            offered += [f"{kept}{one}" for one in fits if one != begun]
    return tuple(f"{before}{one}" for one in dict.fromkeys(offered))[:_COMPLETIONS_SHOWN]


def _possible_arguments(meeting: Meeting, command: PromptCommand) -> list[str]:
    """What can follow a command, the likeliest first: names, titles of items, or choices."""
    if command.name == "topic":
        items = agenda.sorted_items(meeting)
        return [i.title for i in items if i.state is ItemState.WAITING]
    if command.completes is Completes.NOTHING:
        return list(command.choices)
    likely = PersonState.EXPECTED if command.completes is Completes.ABSENT else PersonState.PRESENT
    waiting = (
        {fold(e.who) for e in speaker_queue.waiting_requests(meeting)}
        if command.completes is Completes.WAITING
        else set()
    )
    ranked = sorted(
        (fold(p.name) not in waiting, p.state is not likely, fold(p.name), p.name)
        for p in meeting.people
    )
    return [name for *_, name in ranked]

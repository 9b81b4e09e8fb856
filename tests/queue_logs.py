"""Reads chat logs of calls whose chairs keep a speaker queue, as prompt lines.

A line of such a log is `[time] <nick> text`; a bridge to another chat writes `<bot> nick: text`.
Underscores in nicks stand for blanks. Lines that are not queue commands are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_LINE = re.compile(r"\[([^\]]+)\]\s+<([^>]+)>\s+(.*)$")
_COMMAND = re.compile(r"(q\+|q-|ack\b|present\+|regrets\+|topic:)\s*(.*)$", re.IGNORECASE)
_COMMANDS_WITH_ARGUMENT = ("ack", "topic:")
_BRIDGED = re.compile(r"(\S+): ((?:q\+|q-|present\+|ack ).*)$")


@dataclass(frozen=True)
class QueueLine:
    """One queue command of a log.

    Attributes:
        at: when it was written.
        who: who wrote it.
        command: the command in lower case, such as "q+".
        rest: the text after the command.
        line: the prompt line that does the same.
    """

    at: datetime
    who: str
    command: str
    rest: str
    line: str


def read(path: Path) -> Iterator[QueueLine]:
    """Yield the queue commands of a log in their order."""
    for row in path.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _LINE.match(row)
        if not found:
            continue
        at = datetime.fromisoformat(found[1].replace("Z", "+00:00"))
        nick, text = found[2], found[3].strip()
        if nick == "Transcriber" and not text.casefold().startswith("topic:"):
            continue  # a transcript of speech, which may begin with any word
        bridged = _BRIDGED.match(text)
        if bridged:
            nick, text = bridged[1], bridged[2]
        command = _COMMAND.match(text)
        if command and (command[2] or command[1].casefold() not in _COMMANDS_WITH_ARGUMENT):
            who = nick.replace("_", " ").strip()
            line = _prompt_line(who, command[1], command[2])
            yield QueueLine(at, who, command[1].casefold(), command[2], line)


def _prompt_line(who: str, command: str, rest: str) -> str:
    """Return the prompt line for a command; in a chat, the person concerned is the writer."""
    command, rest = command.casefold(), rest.strip()
    if command in ("topic:", "ack"):
        return f"{command.removesuffix(':')} {rest.replace('_', ' ') if command == 'ack' else rest}"
    if command == "q+" and rest and len(rest.split()) > 1:
        topic = re.sub(r"^to\s+", "", rest, flags=re.IGNORECASE)
        return f"q+ {who} to {topic}"
    name = rest.replace("_", " ").strip() if rest and len(rest.split()) == 1 else who
    return f"{command} {name}"

"""Reads chat logs of calls whose chairs keep a speaker queue, as lines of the prompt.

A line of such a log is `[time] <nick> text`; a bridge says `<bot> nick: text`. Underscores stand
for blanks. What is not a word of the queue is talk, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_LINE = re.compile(r"\[([^\]]+)\]\s+<([^>]+)>\s+(.*)$")
_WORD = re.compile(r"(q\+|q-|ack\b|present\+|regrets\+|topic:)\s*(.*)$", re.IGNORECASE)
_NEEDING_MORE = ("ack", "topic:")
_BRIDGED = re.compile(r"(\S+): ((?:q\+|q-|present\+|ack ).*)$")


@dataclass(frozen=True)
class Said:
    """One line: when, who, the word, what followed it, and the line of the prompt."""

    at: datetime
    who: str
    word: str
    rest: str
    line: str


def read(path: Path) -> Iterator[Said]:
    """The lines of a log that speak to the queue, in their order."""
    for row in path.read_text(encoding="utf-8", errors="replace").splitlines():
        found = _LINE.match(row)
        if not found:
            continue
        at = datetime.fromisoformat(found[1].replace("Z", "+00:00"))
        nick, text = found[2], found[3].strip()
        if nick == "Transcriber" and not text.casefold().startswith("topic:"):
            continue  # it writes down what is said, which may begin with any word
        bridged = _BRIDGED.match(text)
        if bridged:
            nick, text = bridged[1], bridged[2]
        word = _WORD.match(text)
        if word and (word[2] or word[1].casefold() not in _NEEDING_MORE):
            who = nick.replace("_", " ").strip()
            yield Said(at, who, word[1].casefold(), word[2], _line(who, word[1], word[2]))


def _line(who: str, word: str, rest: str) -> str:
    word, rest = word.casefold(), rest.strip()
    if word in ("topic:", "ack"):
        return f"{word.removesuffix(':')} {rest.replace('_', ' ') if word == 'ack' else rest}"
    if word == "q+" and rest and len(rest.split()) > 1:
        topic = re.sub(r"^to\s+", "", rest, flags=re.IGNORECASE)
        return f"q+ {who} to {topic}"
    name = rest.replace("_", " ").strip() if rest and len(rest.split()) == 1 else who
    return f"{word} {name}"

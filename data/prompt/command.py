"""What the words of the prompt are made of; each is declared once, in vocabulary.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.storage.meeting_file import MeetingFile

Act = Callable[[MeetingFile, str, datetime], str]
"""Does what follows a word, and says what it did in one line."""


class Who(StrEnum):
    """Whose names follow a word: these are offered first."""

    NOBODY = "nobody"
    HERE = "here"
    WAITING = "waiting"
    AWAY = "away"


@dataclass(frozen=True)
class Word:
    """A command of the prompt: for the parser, the help, the README and completion.

    Args:
        word: what a line begins with.
        form: what follows; capitals stand for what one types, "" for a word that stands alone.
        help: what it does, in a sentence.
        example: a line as a chair would type it.
        act: does it.
        who: whose names follow the word.
        choices: what else can follow it, to be offered.
        also: other spellings of the word.
    """

    word: str
    form: str
    help: str
    example: str
    act: Act
    who: Who = Who.NOBODY
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def syntax(self) -> str:
        """How it is written."""
        return f"{self.word} {self.form}".strip()

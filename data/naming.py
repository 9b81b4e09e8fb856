"""Who is meant by a few typed letters, and what follows their name."""

from __future__ import annotations

from dataclasses import dataclass

from data.meeting import Meeting
from data.models import Person, PersonState
from data.rules.people import in_order, matching
from data.text import fold


@dataclass(frozen=True)
class Request:
    """What was typed to queue somebody: candidates, best first, or a new name, and the topic."""

    candidates: tuple[Person, ...]
    new_name: str
    topic: str


def by_presence(meeting: Meeting) -> tuple[Person, ...]:
    """Everybody, those present first."""
    return tuple(sorted(in_order(meeting), key=lambda p: p.state is not PersonState.PRESENT))


def understand(meeting: Meeting, typed: str) -> Request:
    """Split "ada rents" into Ada and the topic "rents".

    The longest beginning that fits somebody's name is the name; what follows is the topic. A word
    "to", "re" or "about" after the name is left out of the topic. Where no beginning fits, all
    that stands before " to ", " re " or " about " is a new name.
    """
    words = typed.split()
    if not words:
        return Request(by_presence(meeting), "", "")
    for length in range(len(words), 0, -1):
        found = _meant(meeting, " ".join(words[:length]))
        if found:
            return Request(found, "", _topic(words[length:]))
    for index, word in enumerate(words):
        if index and word.casefold() in ("to", "re", "about"):
            return Request((), " ".join(words[:index]), " ".join(words[index + 1 :]))
    return Request((), " ".join(words), "")


def _meant(meeting: Meeting, typed: str) -> tuple[Person, ...]:
    """People that the letters fit: by the beginning of the name, then of another word of it."""
    folded = fold(typed)
    found = matching(meeting, typed)
    return tuple(
        sorted(
            found,
            key=lambda p: (
                p.state is not PersonState.PRESENT,
                not fold(p.name).startswith(folded),
                fold(p.name),
            ),
        )
    )


def _topic(words: list[str]) -> str:
    if words and words[0].casefold() in ("to", "re", "about"):
        words = words[1:]
    return " ".join(words)

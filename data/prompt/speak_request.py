"""Who is meant by a few typed letters, and what follows their name."""

from __future__ import annotations

from dataclasses import dataclass

from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules.people import matching_people, organisations, sorted_people
from data.text.comparison import fold


@dataclass(frozen=True)
class Request:
    """What was typed to queue somebody.

    Args:
        candidates: the people that are meant, best first.
        new_name: a name that nobody has yet; "" where somebody's fits.
        topic: what follows the name.
        organisations: those of whom somebody may be meant, as in "someone from Riverside".
        new_topic: what follows the new name, where that is another split of what was typed.
    """

    candidates: tuple[Person, ...]
    new_name: str
    topic: str
    organisations: tuple[str, ...] = ()
    new_topic: str = ""


def by_presence(meeting: Meeting) -> tuple[Person, ...]:
    """Everybody, those present first."""
    return tuple(sorted(sorted_people(meeting), key=lambda p: p.state is not PersonState.PRESENT))


def parse(meeting: Meeting, typed: str) -> Request:
    """Split "ada rents" into Ada and the topic "rents".

    The longest beginning that fits somebody's name, or that of an organisation, is the name; what
    follows is the topic. A word "to", "re" or "about" after the name is left out of the topic.
    Where nobody's name fits, all that stands before " to ", " re " or " about " is a new name.
    """
    words = typed.split()
    if not words:
        return Request(by_presence(meeting), "", "")
    for length in range(len(words), 0, -1):
        typed, topic = " ".join(words[:length]), _topic(words[length:])
        found, sending = _meant(meeting, typed), organisations_matching(meeting, typed)
        if found:
            return Request(found, "", topic, sending)
        if sending:
            name, new_topic = ("", "") if _said_someone(typed) else _new(words)
            return Request((), name, topic, sending, new_topic)
    name, topic = _new(words)
    return Request((), name, topic, new_topic=topic)


def _new(words: list[str]) -> tuple[str, str]:
    """A name that nobody has, and the topic."""
    for index, word in enumerate(words):
        if index and word.casefold() in ("to", "re", "about"):
            return " ".join(words[:index]), " ".join(words[index + 1 :])
    return " ".join(words), ""


_SOMEONE = ("someone from ", "somebody from ", "someone of ", "somebody of ")


def _said_someone(typed: str) -> bool:
    return fold(typed).startswith(_SOMEONE)


def organisations_matching(meeting: Meeting, typed: str) -> tuple[str, ...]:
    """Organisations whose name, or a word of it, begins with what was typed; two letters at least.

    "Someone from" may stand before it.
    """
    folded = fold(typed)
    for beginning in _SOMEONE:
        folded = folded.removeprefix(f"{beginning}the ").removeprefix(beginning)
    if len(folded) < 2:
        return ()
    return tuple(
        name
        for name in organisations(meeting.people)
        if fold(name).startswith(folded)
        or any(word.startswith(folded) for word in fold(name).split())
    )


def _meant(meeting: Meeting, typed: str) -> tuple[Person, ...]:
    """People that the letters fit: by the beginning of the name, then of another word of it."""
    folded = fold(typed)
    found = matching_people(meeting, typed)
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

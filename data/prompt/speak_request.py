"""Parse who asks to speak and about what: "Ada to rents", "someone from Riverside: rents".

The prompt (q+, ask+, ack, invite ...) and the speak dialog share this parser. The dialog shows
every reading of the text as a row; the prompt takes the likely one (see speaker.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from data.prompt.name_split import (
    NameSplit,
    split_after,
    split_words,
    starts_with_separator,
    words_before_separator,
)
from data.prompt.names import near_people
from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules.people import matching_people, organisations, person_named, sorted_people
from data.text.comparison import fold
from data.text.name_words import is_near, is_particle, is_title, means_name

_OF = ("of", "from")
_HYPHEN = re.compile("[-‐‑·]")  # another may type a blank in its place
_SOMEONE = ("someone", "somebody")


class Reading(Enum):
    """How to understand a text where only one answer is possible, as at the prompt."""

    NOBODY = auto()
    """It names nobody."""
    KNOWN = auto()
    """It begins with a person or an organisation that the meeting knows."""
    NEW = auto()
    """It begins with the name of a new person."""
    UNCLEAR = auto()
    """It begins with a known name, but "to" or "of" after more words suggests a new one."""


@dataclass(frozen=True)
class SpeakRequest:
    """A parsed request to speak, with every reading of it.

    Args:
        reading: the likely one.
        name: the part of the text that `candidates` and `organisations` fit.
        candidates: the people who may be meant, the best match first.
        organisations: the organisations for whom someone may ask, as in "someone from Riverside".
        topic: what follows `name`.
        speaks_for: the organisations that fit "of ORGANISATION" after the name of a candidate.
        new_name: the name of a new person; "" if the text does not allow one.
        new_organisation: the organisation of the new person.
        new_topic: what follows the new name.
    """

    reading: Reading
    name: str = ""
    candidates: tuple[Person, ...] = ()
    organisations: tuple[str, ...] = ()
    topic: str = ""
    speaks_for: tuple[str, ...] = ()
    new_name: str = ""
    new_organisation: str = ""
    new_topic: str = ""


def parse(meeting: Meeting, text: str) -> SpeakRequest:
    """Split a text into a name and a topic.

    The longest beginning that fits a known person or organisation is the name; the rest is the
    topic, without a leading "to", "re", "about" or ":". If nothing known fits, the name of a new
    person ends at the first of these separators, and may have "of ORGANISATION" after it.

    Only a complete known name may contain a separator: "Ride to fares" is Ride, even if someone
    is called Ride to Work.
    """
    words = split_words(meeting, text)
    if not words:
        return SpeakRequest(
            Reading.NOBODY, candidates=() if text.strip() else people_by_presence(meeting)
        )
    if len(words) > 1 and words[0].casefold() in _SOMEONE and words[1].casefold() in _OF:
        return _exactly_named(meeting, words) or _from_organisation(meeting, words[2:])
    if starts_with_separator(words):
        return _exactly_named(meeting, words) or _without_name(meeting, words)
    mistyped = _mistyped(meeting, words)
    if mistyped is not None:
        return mistyped
    for length in _lengths(meeting, words):
        split = split_after(words, length)
        people, known = _people_at(meeting, split), _organisations_at(meeting, split)
        if people:
            return _person_request(meeting, words, split, people, known)
        if known:
            return _organisation_request(meeting, words, split, known)
    return _new_request(meeting, words)


def people_by_presence(meeting: Meeting) -> tuple[Person, ...]:
    """Return all people, those present first."""
    return tuple(sorted(sorted_people(meeting), key=lambda p: p.state is not PersonState.PRESENT))


def organisations_matching(meeting: Meeting, text: str) -> tuple[str, ...]:
    """Return the organisations whose name, or a word of it, begins with the text.

    A single letter matches none.
    """
    folded = fold(text)
    if len(folded) < 2:
        return ()
    return tuple(
        name
        for name in organisations(meeting.people)
        if fold(name).startswith(folded)
        or any(word.startswith(folded) for word in fold(name).split())
    )


def begins_with_words(name: str, text: str) -> bool:
    """Return whether a name is, or begins with, the whole words of a text."""
    return f"{fold(name)} ".startswith(f"{fold(text)} ")


# -- what stands at the beginning ----------------------------------------------------------


def _lengths(meeting: Meeting, words: Sequence[str]) -> range:
    """How many words a known name can have, the most first."""
    most = meeting.cached(_longest_name) + is_title(words[0] if words else "")
    return range(min(len(words), most), 0, -1)


def _longest_name(meeting: Meeting) -> int:
    """How many words a name of the meeting has at most."""
    names = [*organisations(meeting.people), *(n for p in meeting.people for n in _names(p))]
    return max(
        (max(len(n.split()), len(_HYPHEN.sub(" ", fold(n)).split())) for n in names), default=0
    )


def _names(person: Person) -> tuple[str, ...]:
    return (person.name, person.handle) if person.handle else (person.name,)


def _people_at(meeting: Meeting, split: NameSplit) -> tuple[Person, ...]:
    """The people whose name the words before the cut are or begin, those present first."""
    if split.spans and split.rest:
        exact = person_named(meeting, split.name)
        return (exact,) if exact is not None else ()
    folded = fold(split.name)
    return tuple(
        sorted(
            matching_people(meeting, split.name),
            key=lambda p: (
                p.state is not PersonState.PRESENT,
                not fold(p.name).startswith(folded),
                fold(p.name),
            ),
        )
    )


def _organisations_at(meeting: Meeting, split: NameSplit) -> tuple[str, ...]:
    if split.spans:
        folded = fold(split.name)
        return tuple(n for n in organisations(meeting.people) if fold(n) == folded)
    return organisations_matching(meeting, split.name)


def _exactly_named(meeting: Meeting, words: Sequence[str]) -> SpeakRequest | None:
    """The person whose complete name is the text, or stands before a separator."""
    for length in _lengths(meeting, words):
        split = split_after(words, length)
        person = person_named(meeting, split.name) if split.separated else None
        if person is not None:
            return SpeakRequest(
                Reading.KNOWN, name=split.name, candidates=(person,), topic=split.topic
            )
    return None


def _mistyped(meeting: Meeting, words: Sequence[str]) -> SpeakRequest | None:
    """The person whose whole name the text begins with, but for an error after the first word.

    The words may also be in another order: "Quill Ada".
    """
    if len(words) < 2:
        return None
    first, second = fold(words[0]), fold(words[1]).rstrip(":,;!?.")
    for person in meeting.people:
        name = fold(person.name)
        if not name.startswith(f"{first} ") and not name.startswith(f"{second} "):
            continue
        parts = name.split()
        split = split_after(words, len(parts))
        typed = fold(split.name).replace(",", "")  # "Quill, Ada"
        if len(parts) < 2 or not is_near(typed, name):
            continue
        alike = typed.split()[0] == parts[0] or sorted(typed.split()) == sorted(parts)
        if alike and not split.spans and not matching_people(meeting, split.name):
            return SpeakRequest(
                Reading.KNOWN, name=person.name, candidates=(person,), topic=split.topic
            )
    return None


def _without_name(meeting: Meeting, words: Sequence[str]) -> SpeakRequest:
    """A topic without a name; but "to" alone may be the first letters of Tom."""
    split = split_after(words, len(words))
    people = _people_at(meeting, split)
    if people:
        return SpeakRequest(Reading.KNOWN, name=split.name, candidates=people)
    return SpeakRequest(Reading.NOBODY)


# -- a known name --------------------------------------------------------------------------


def _person_request(
    meeting: Meeting,
    words: Sequence[str],
    split: NameSplit,
    people: tuple[Person, ...],
    known: tuple[str, ...],
) -> SpeakRequest:
    """The text begins with the name of a person; `known` are organisations of that name."""
    request = SpeakRequest(
        Reading.KNOWN, name=split.name, candidates=people, organisations=known, topic=split.topic
    )
    if len(split.rest) > 1 and split.rest[0].casefold() in _OF:
        organisation = _organisation_at_start(meeting, split.rest[1:])
        members = [p for p in people if {p.organisation, *p.also_for} & {*organisation.names}]
        members = members or [
            p for p in people if not p.organisation and begins_with_words(p.name, split.name)
        ]
        if members:
            return replace(
                request,
                candidates=tuple(members),
                organisations=(),
                topic=organisation.topic,
                speaks_for=organisation.names,
            )
    new = _new_person(meeting, words)
    if new.length < split.length or (new.length == split.length and not new.organisation):
        return request  # the new name would be the known one, or a part of it
    if split.length > 1 and any(
        begins_with_words(p.name, split.name) or means_name(split.name, p.name) for p in people
    ):
        return request  # two whole words of a name leave no doubt
    first = fold(split.name).partition(" ")[0]
    whole = any(begins_with_words(name, first) for p in people for name in _names(p))
    if not new.separated:
        return request if whole else _with_new(request, new)
    return _with_new(replace(request, reading=Reading.UNCLEAR if whole else Reading.NEW), new)


def _organisation_request(
    meeting: Meeting, words: Sequence[str], split: NameSplit, known: tuple[str, ...]
) -> SpeakRequest:
    new = _new_person(meeting, words)
    reading = Reading.NEW
    if any(begins_with_words(name, split.name) for name in known):
        longer = split.length == 1 and new.separated and new.length > 1
        reading = Reading.UNCLEAR if longer else Reading.KNOWN
    request = SpeakRequest(reading, name=split.name, organisations=known, topic=split.topic)
    return _with_new(request, new)


# -- a new name ----------------------------------------------------------------------------


def _new_request(meeting: Meeting, words: Sequence[str]) -> SpeakRequest:
    """The text begins with no known name. People with a similar name come before the new one."""
    new = _new_person(meeting, words)
    near, name, topic = near_people(meeting, new.name), new.name, new.topic
    if not near and len(words) > 1 and not new.separated:
        near, name, topic = near_people(meeting, words[0]), words[0], " ".join(words[1:])
    request = SpeakRequest(Reading.NEW)
    if near:
        request = replace(request, name=name, candidates=near, topic=topic)
    return _with_new(request, new)


# -- organisations and new people ----------------------------------------------------------


@dataclass(frozen=True)
class _Organisation:
    """An organisation at the beginning of a text.

    Args:
        typed: the words of the text.
        names: the known organisations that these words fit, or else the words themselves.
        topic: what follows.
    """

    typed: str
    names: tuple[str, ...]
    topic: str


def _organisation_at_start(meeting: Meeting, words: Sequence[str]) -> _Organisation:
    """The known organisation that the text begins with, or else all before the first separator.

    Whole words are needed where a topic follows without a separator.
    """
    for length in _lengths(meeting, words):
        split = split_after(words, length)
        found = _organisations_at(meeting, split)
        if not split.separated:
            found = tuple(name for name in found if begins_with_words(name, split.name))
        if found:
            return _Organisation(split.name, found, split.topic)
    split = split_after(words, words_before_separator(words))
    return _Organisation(split.name, (split.name,), split.topic)


def _from_organisation(meeting: Meeting, words: Sequence[str]) -> SpeakRequest:
    """What follows "someone from"."""
    if not words or starts_with_separator(words):
        return SpeakRequest(Reading.NOBODY, organisations=organisations(meeting.people))
    found = _organisation_at_start(meeting, words)
    if words[0].casefold() == "the" and len(words) > 1 and found.names == (found.typed,):
        found = _organisation_at_start(meeting, words[1:])
    return SpeakRequest(
        Reading.KNOWN, name=found.typed, organisations=found.names, topic=found.topic
    )


@dataclass(frozen=True)
class _NewPerson:
    """A text whose beginning is read as the name of a new person.

    Args:
        length: how many words the name has.
        separated: whether a separator or "of" ends the name; else it is the whole text.
    """

    name: str
    organisation: str
    topic: str
    length: int
    separated: bool


def _new_person(meeting: Meeting, words: Sequence[str]) -> _NewPerson:
    end = words_before_separator(words)
    for length in range(1, end - 1):
        if words[length].casefold() in _OF:
            found = _organisation_at_start(meeting, words[length + 1 :])
            organisation = found.names[0] if len(found.names) == 1 else found.typed
            name = " ".join(words[:length])
            return _NewPerson(name, organisation, found.topic, length, separated=True)
    topic_starts = _topic_after_capitals(words[:end])
    if end == len(words) and topic_starts:
        name, topic = " ".join(words[:topic_starts]), " ".join(words[topic_starts:])
        return _NewPerson(name, "", topic, topic_starts, separated=True)
    name = " ".join(words[:end])
    topic = split_after(words, end).topic
    return _NewPerson(name.rstrip(":,;!?") or name, "", topic, end, separated=end < len(words))


def _topic_after_capitals(words: Sequence[str]) -> int:
    """Where a topic begins that follows a new name without a separator: "Ada rents"; 0 for nowhere.

    It begins at the first word without a capital letter, if every word before it has one.
    Particles such as "van" belong to the name.
    """
    for index, word in enumerate(words):
        if word[:1].islower() and not is_particle(word):
            names = [w for w in words[:index] if not is_particle(w)]
            return index if names and all(w[:1].isupper() for w in names) else 0
    return 0


def _with_new(request: SpeakRequest, new: _NewPerson) -> SpeakRequest:
    return replace(
        request, new_name=new.name, new_organisation=new.organisation, new_topic=new.topic
    )

"""Whom a typed name means, and where the topic after it begins."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from data.errors import MeetingError
from data.prompt.arguments import shortened
from data.records.meeting import Meeting
from data.records.models import Person
from data.rules import speaker_queue
from data.rules.people import matching_people, organisations, person_named
from data.text.comparison import fold

NAME_LIMIT = 300
"""A longer "name" is a sentence that was pasted after the wrong word."""

_MARKS = "to|re|about"
_TOPIC = re.compile(rf"\s+(?:{_MARKS})(?::\s*|\s+)|\s*:\s+", re.IGNORECASE)
_NO_NAME = re.compile(rf"(?:(?:{_MARKS})(?::|\s|$)|:)", re.IGNORECASE)
_SOMEONE = re.compile(r"(?:someone|somebody)\s+(?:from|of)\s+(?:the\s+(?=\S))?(.+)", re.IGNORECASE)


def split_topic(meeting: Meeting, text: str) -> tuple[str, str]:
    """A name and the topic after it.

    The longest known name that the text begins with is the name, so that it may hold "to" itself;
    else the topic begins at the first " to ", " re ", " about " or ": ". Refused where a topic
    stands without a name.
    """
    text = text.strip()
    plain = fold(text)
    known = sorted((fold(p.name) for p in meeting.people), key=len, reverse=True)
    for name in known:
        if plain == name:
            return text, ""
        if plain.startswith(name):
            cut = _cut_after(text, name)
            found = _TOPIC.match(text, cut) if cut is not None else None
            if found is not None:
                return text[:cut], text[found.end() :].strip()
    if _NO_NAME.match(text):
        raise MeetingError("Nobody was named", "nothing was changed", "Type q+ NAME to TOPIC")
    found = _TOPIC.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(), text[found.end() :].strip()


def _cut_after(text: str, folded: str) -> int | None:
    """Where the typed text has run out of the name; folding can change lengths."""
    for cut in range(min(len(text), 4 * len(folded) + 8), 0, -1):
        if fold(text[:cut]) == folded:
            return len(text[:cut].rstrip())
    return None


def find_person(meeting: Meeting, typed: str, among: Iterable[str] = ()) -> Person | None:
    """The person that was meant; None for a name that nobody has.

    An exact name comes first, then whole words at the beginning of one name alone ("Ann" is Ann
    Lee and not Anna Roe), then letters that one name alone begins with, or one word of it. Where
    letters fit several, `among` (names) decides, if it holds one of them alone; and somebody
    `among` whose name begins with the words typed comes before somebody else of that very name:
    a chair who calls Tom means the Tom Berg who waits. Raises MeetingError where it stays
    ambiguous.
    """
    typed = typed.strip()
    if not typed:
        raise MeetingError("Nobody was named", "nothing was changed", "Type a name")
    if len(typed) > NAME_LIMIT:
        raise MeetingError(
            f"“{shortened(typed)}” is too long for a name",
            "nothing was changed",
            "Type to and a topic",
        )
    letters = fold(typed)
    preferred = {fold(name) for name in among}
    exact = person_named(meeting, typed)
    if exact is not None and (fold(exact.name) in preferred or not preferred):
        return exact
    meant = [
        p
        for p in meeting.people
        if fold(p.name) in preferred and fold(p.name).startswith(f"{letters} ")
    ]
    if len(meant) == 1:
        return meant[0]
    if exact is not None:
        return exact
    found = matching_people(meeting, typed)
    if len(found) <= 1:
        return found[0] if found else None
    for fitting in (
        [p for p in found if fold(p.name).startswith(f"{letters} ")],
        [p for p in found if fold(p.name) in preferred],
        [p for p in found if fold(p.name).startswith(letters)],
    ):
        if len(fitting) == 1:
            return fitting[0]
    names = ", ".join(p.name for p in found[:5])
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    # Whoever is picked out of a list, `among`, is nobody new.
    new = (
        ""
        if preferred
        else f"; for somebody new, first: present+ {shortened(typed)} of ORGANISATION"
    )
    raise MeetingError(
        f"“{shortened(typed)}” can be {names}{more}",
        "nothing was changed",
        f"Type more of the name{new}",
    )


def known_person(meeting: Meeting, typed: str, among: Iterable[str] = ()) -> Person:
    """As find_person, but a name that nobody has is refused, with names that look like it."""
    person = find_person(meeting, typed, among)
    if person is None:
        by_fold = {fold(p.name): p.name for p in meeting.people}
        near = [by_fold[n] for n in difflib.get_close_matches(fold(typed), by_fold, 3, cutoff=0.5)]
        raise MeetingError(
            f"Nobody here is called “{shortened(typed)}”",
            "nothing was changed",
            f"Did you mean {' or '.join(near)}?" if near else "Type the name as the people have it",
        )
    return person


def whole_name(meeting: Meeting, typed: str) -> Person | None:
    """The person whose exact name, or alone whose first whole words, were typed; else None."""
    exact = person_named(meeting, typed)
    if exact is not None or not fold(typed):
        return exact
    found = [p for p in meeting.people if fold(p.name).startswith(f"{fold(typed)} ")]
    return found[0] if len(found) == 1 else None


def organisation_asked(meeting: Meeting, typed: str) -> str:
    """The organisation of "someone from Riverside", as the people have it; "" for a name.

    The words are a person's where somebody is called so.
    """
    match = _SOMEONE.fullmatch(typed.strip())
    if match is None or person_named(meeting, typed) is not None:
        return ""
    folded = fold(match[1])
    known = organisations(meeting.people)
    exact = [name for name in known if fold(name) == folded]
    begins = [name for name in known if folded and fold(name).startswith(folded)]
    return exact[0] if exact else begins[0] if len(begins) == 1 else match[1]


def queued(meeting: Meeting) -> list[str]:
    """The names of those who wait now."""
    return [entry.who for entry in speaker_queue.waiting_requests(meeting)]

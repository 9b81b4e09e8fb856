"""Whom a typed name means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from data.errors import MeetingError
from data.meeting import Meeting
from data.models import Person
from data.rules import speaking
from data.rules.people import matching, named
from data.text import fold

_TOPIC = re.compile(r"\s+(?:to|re|about|on)\b:?\s+|:\s+|\s+(?:to|re|about|on):\s*", re.IGNORECASE)


def split_topic(meeting: Meeting, text: str) -> tuple[str, str]:
    """A name and the topic after it.

    The longest known name that the text begins with is the name, so that it may hold "to" itself;
    else the topic begins at the first " to ", " re ", " about ", " on " or ": ".
    """
    text = text.strip()
    plain = fold(text)
    known = sorted((p.name for p in meeting.people), key=len, reverse=True)
    for name in known:
        if plain == fold(name):
            return text, ""
        if plain.startswith(fold(name)):
            # Folding can change lengths: cut where the folded text has run out of name.
            cut = _cut_after(text, fold(name))
            found = _TOPIC.match(text, cut) if cut is not None else None
            if found is not None and cut is not None:
                return text[:cut], text[found.end() :].strip()
    found = _TOPIC.search(text)
    if found is None or not text[: found.start()].strip():
        return text, ""
    return text[: found.start()].strip(), text[found.end() :].strip()


def _cut_after(text: str, folded: str) -> int | None:
    for cut in range(len(text), 0, -1):
        if fold(text[:cut]) == folded:
            return len(text[:cut].rstrip())
    return None


def find_person(meeting: Meeting, typed: str, among: Iterable[str] = ()) -> Person | None:
    """The person that was meant; None for a name that nobody has.

    An exact name comes before a beginning. Where a beginning fits several, `among` (names)
    decides, if it holds one of them alone. Raises MeetingError where it stays ambiguous.
    """
    typed = typed.replace("_", " ").strip()
    if not typed:
        raise MeetingError("Nobody was named", hint="Type a name")
    exact = named(meeting, typed)
    if exact is not None:
        return exact
    found = matching(meeting, typed)
    if len(found) > 1:
        preferred = {fold(name) for name in among}
        chosen = [p for p in found if fold(p.name) in preferred]
        if len(chosen) == 1:
            return chosen[0]
        names = ", ".join(p.name for p in found[:5])
        raise MeetingError(f"“{typed}” can be {names}", "nothing was changed", "Type more of it")
    return found[0] if found else None


def known_person(meeting: Meeting, typed: str, among: Iterable[str] = ()) -> Person:
    """As find_person, but a name that nobody has is refused, with names that look like it."""
    person = find_person(meeting, typed, among)
    if person is None:
        names = [p.name for p in meeting.people]
        near = difflib.get_close_matches(typed, names, n=3, cutoff=0.5)
        hint = f"Did you mean {' or '.join(near)}?" if near else "See the people: 6"
        raise MeetingError(f"Nobody here is called “{typed}”", "nothing was changed", hint)
    return person


def queued(meeting: Meeting) -> list[str]:
    """The names of those who wait now."""
    return [entry.who for entry in speaking.waiting(meeting)]

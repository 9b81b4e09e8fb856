"""Find the person whom a typed name means."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

from data.errors import MeetingError
from data.prompt.arguments import EXCERPT, quoted
from data.records.meeting import Meeting
from data.records.models import Person, PersonState
from data.rules import speaker_queue
from data.rules.people import best_match, matching_people, person_named, respelled
from data.text.comparison import fold
from data.text.formatting import shortened
from data.text.name_words import is_near

NAME_LIMIT = 300
"""A longer name is refused: it is a sentence pasted after the wrong command."""

_NAMES_SHOWN = 5
_NOT_NAMES = re.compile(
    r"me|i|myself|us|we|you|all|none|no-one|no(?:one|body)"
    r"|every(?:one|body)(?: (?:but|except|else)\b.*)?"
    r"|(?:the )?next(?: (?:one|person|speaker))?"
)
_BEFORE_NAME = re.compile(r"^(?:[\s:,;.!?@*•·+=>~|–—-]|#(?!\d))+")  # "#1 Fan" is a name
_AFTER_NAME = " \t:,;!?"
_QUOTED = re.compile(r"""["“”„«»]([^"“”„«»]*)["“”„«»]?|'([^']*)'(?=[\s:,;]|$)""")


def clean_name(text: str) -> str:
    """Return a text that begins with a name, without the punctuation around that name.

    Dropped are quotation marks and signs before it, such as the @ of a handle, and signs at the
    end of the text. What remains is "" if there was nothing else.

    >>> clean_name('@ada'), clean_name('"Ada Quill" to rents'), clean_name("!")
    ('ada', 'Ada Quill to rents', '')
    """
    return clean_beginning(text).rstrip(_AFTER_NAME)


def clean_beginning(text: str) -> str:
    """Return a text as `clean_name` does, but with the signs at its end."""
    text = _BEFORE_NAME.sub("", text.strip())
    found = _QUOTED.match(text)
    if found is not None:
        name = found[1] or found[2] or ""
        text = _BEFORE_NAME.sub("", f"{name.strip()}{text[found.end() :]}")
    return text


def is_name(text: str) -> bool:
    """Return whether a text can be a name: it has a letter."""
    return any(character.isalpha() for character in text)


def require_name(text: str) -> str:
    """Return the name of a new person, without blanks around it.

    Raises:
        MeetingError: it is a word such as "me" or "everyone", has a colon before a blank, or as
            `require_letters` raises.
    """
    if _NOT_NAMES.fullmatch(fold(text)) or ": " in text:
        raise MeetingError(f"{quoted(text)} is not a name", "nothing was changed", "Type a name")
    return require_letters(text)


def require_letters(text: str) -> str:
    """Return the name of somebody, or of a group, without blanks around it.

    Raises:
        MeetingError: it has no letter, or is too long.
    """
    if not is_name(text):
        raise MeetingError(f"{quoted(text)} has no letter", "nothing was changed", "Type a name")
    if len(text) > NAME_LIMIT:
        raise MeetingError(
            f"{quoted(text)} is too long for a name", "nothing was changed", "Type a name"
        )
    return text.strip()


def find_person(
    meeting: Meeting, text: str, among: Iterable[str] = (), new_name: str = ""
) -> Person | None:
    """Return the person whom a name means, or None if it fits nobody.

    An exact name comes first; then whole words that begin one name alone ("Ann" is Ann Lee and
    not Anna Roe); then letters that begin one name alone, or one word of it.

    Args:
        meeting: the meeting as it is now.
        text: a name or its first letters.
        among: names that are preferred where several people fit. One of them that begins with the
            text comes even before another person of exactly that name: a chair who calls Tom
            means the Tom Berg who is waiting.
        new_name: the name to suggest for a new person if the text is ambiguous; by default the
            text.

    Raises:
        MeetingError: the text is empty, too long, or ambiguous.
    """
    text = text.strip()
    if not text:
        raise MeetingError("Nobody was named", "nothing was changed", "Type a name")
    if len(text) > NAME_LIMIT:
        raise MeetingError(
            f"{quoted(text)} is too long for a name", "nothing was changed", "Type a name"
        )
    preferred = {fold(name) for name in among}
    exact = person_named(meeting, text)
    if exact is not None and (fold(exact.name) in preferred or not preferred):
        return exact
    begun = [
        p
        for p in meeting.people
        if fold(p.name) in preferred and fold(p.name).startswith(f"{fold(text)} ")
    ]
    if len(begun) == 1:
        return begun[0]
    if exact is not None:
        return exact
    found = matching_people(meeting, text)
    return pick_person(found, text, among, new_name) if found else None


def pick_person(
    people: Sequence[Person], text: str, among: Iterable[str] = (), new_name: str = ""
) -> Person:
    """Return the one of several people whom a name fits best.

    Args:
        people: the people that the text fits.
        text: a name or its first letters.
        among: as for `find_person`.
        new_name: as for `find_person`.

    Raises:
        MeetingError: several of them fit equally well.
    """
    preferred = {fold(name) for name in among}
    person = best_match(people, text, preferred)
    if person is not None:
        return person
    # A person who is picked out of the queue is not a new one.
    raise ambiguous_name(
        text, [p.name for p in people], new_name="" if preferred else new_name or text
    )


def ambiguous_name(text: str, names: Sequence[str], new_name: str = "") -> MeetingError:
    """Return the error for a text that fits several names.

    Args:
        text: the text.
        names: all that it fits.
        new_name: the name that a new person would have; "" where only known ones can be meant.
    """
    listed = ", ".join(names[:_NAMES_SHOWN])
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    new = (
        f"; for a new person, first: present+ {shortened(new_name, EXCERPT)} of ORGANISATION"
        if new_name
        else ""
    )
    return MeetingError(
        f"{quoted(text)} can be {listed}{more}",
        "nothing was changed",
        f"Type more of the name{new}",
    )


def known_person(meeting: Meeting, text: str, among: Iterable[str] = ()) -> Person:
    """Return the person whom a name means, as `find_person` does.

    Args:
        meeting: the meeting as it is now.
        text: a name or its first letters.
        among: as for `find_person`.

    Raises:
        MeetingError: the name fits nobody, or as `find_person` raises.
    """
    person = find_person(meeting, text, among)
    if person is None:
        raise unknown_name(meeting, text)
    return person


def unknown_name(meeting: Meeting, text: str) -> MeetingError:
    """Return the error for a name that fits nobody, with similar names in its hint."""
    by_fold = {fold(p.name): p.name for p in meeting.people}
    near = [by_fold[n] for n in difflib.get_close_matches(fold(text), by_fold, 3, cutoff=0.5)]
    return MeetingError(
        f"Nobody here is called {quoted(text)}",
        "nothing was changed",
        f"Did you mean {' or '.join(near)}?" if near else "Type a name from the list of people",
    )


def near_people(meeting: Meeting, text: str) -> tuple[Person, ...]:
    """Return the people whose name is a typing error away from a text, those present first."""
    typed = fold(text)
    near = [p for p in meeting.people if is_near(typed, fold(p.name))]
    return tuple(sorted(near, key=lambda p: (p.state is not PersonState.PRESENT, fold(p.name))))


def whole_name(meeting: Meeting, text: str) -> Person | None:
    """Return the person of exactly that name, or the only one whose name begins with these words.

    Letters alone are not enough: "Ad" is not Ada. Two words may also be others of the name, or the
    name in another spelling: "Mary Ann" is Mary-Ann O'Neill.
    """
    exact = person_named(meeting, text)
    if exact is not None or not fold(text):
        return exact
    found = [p for p in meeting.people if fold(p.name).startswith(f"{fold(text)} ")]
    if not found and len(text.split()) > 1:
        found = respelled(meeting, text)
    return found[0] if len(found) == 1 else None


def queued(meeting: Meeting) -> list[str]:
    """Return the names of those who are waiting to speak now."""
    return [entry.who for entry in speaker_queue.waiting_requests(meeting)]

"""Conflict notes: the parties, what they want and why, and whether they feel heard.

Source: Fisher and Ury, "Getting to Yes": each side has a position and an interest behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from data.errors import EditConflictError, MeetingError
from data.records.meeting import Meeting
from data.records.models import ConflictNote, ConflictStatus, Party, Visibility
from data.rules.edits import change, record_subject
from data.text.comparison import fold

_SLASH = re.compile(r"(?<!\S)/+(?!\S)")
UNSETTLED = (ConflictStatus.OPEN, ConflictStatus.NARROWING)
"""The states of a conflict that has no common ground yet."""


def toggle_heard(meeting: Meeting, at: datetime, conflict_id: str, name: str) -> Meeting:
    """Mark a party of a conflict as heard, or as not heard if it is.

    Raises:
        MeetingError: the conflict note was removed, or has no party of that name.
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    party = get_party(conflict, name)
    changed = party.model_copy(update={"heard": not party.heard})
    parties = tuple(changed if p is party else p for p in conflict.parties)
    act = "feels heard" if changed.heard else "does not feel heard"
    subject = _log_name(conflict, party.name)
    return meeting.put(conflict.replace(parties=parties)).logged(at, act, subject)


def parse_parties(text: str) -> tuple[Party, ...]:
    """Return parties from names separated by slashes, for example "Tenants / Landlords".

    Where a slash has blanks around it, one without them is a part of a name: "Desk 24/7 / Owners".

    Raises:
        ValidationError: a name has no visible character.
    """
    names = _SLASH.split(text) if _SLASH.search(text) else text.split("/")
    return tuple(Party(name=name.strip()) for name in names if name.strip())


def fill_sides(meeting: Meeting, at: datetime, conflict_id: str, sides: Sequence[Party]) -> Meeting:
    """Add sides to a conflict: new parties, and what known ones want and why.

    Nothing is overwritten: a position that differs from the one that is there is added below it.

    Args:
        conflict_id: the conflict.
        sides: parties with what is known of them.

    Returns:
        The meeting after the act; the same object if the conflict has all of that already.

    Raises:
        MeetingError: the conflict note was removed.
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    parties = list(conflict.parties)
    for side in sides:
        known = same_party(parties, side.name)
        if known is None:
            parties.append(side)
            continue
        added = {
            "position": _with_line(known.position, side.position),
            "interest": _with_line(known.interest, side.interest),
        }
        parties[parties.index(known)] = known.model_copy(update=added)
    return change(meeting, at, conflict, parties=tuple(parties))


def same_party(parties: Sequence[Party], name: str) -> Party | None:
    """Return the party that a name means: of this name, or the only one that has its words."""
    for party in parties:
        if fold(party.name) == fold(name):
            return party
    words = set(fold(name).split())
    alike = [p for p in parties if words <= (own := set(fold(p.name).split())) or own <= words]
    return alike[0] if len(alike) == 1 and words else None


def _with_line(text: str, line: str) -> str:
    """A text with a further line, unless it says the same."""
    if not line or fold(line) in map(fold, text.splitlines()):
        return text
    return f"{text}\n{line}" if text else line


def accepts(conflict: ConflictNote, sides: Sequence[Party]) -> bool:
    """Return whether sides can belong to a conflict that is not settled.

    One of them is known there, or there is none yet.
    """
    known = any(same_party(conflict.parties, side.name) is not None for side in sides)
    return conflict.status in UNSETTLED and (known or not conflict.parties)


def note_for(meeting: Meeting, about: str, sides: Sequence[Party]) -> ConflictNote | None:
    """Return the open conflict that a line describes, or None if it describes a new one.

    Args:
        meeting: the meeting.
        about: the subject of the line: that of the conflict. If it is "", the only open conflict
            is meant, if it accepts the sides.
        sides: the sides of the line.
    """
    found = [note for note in meeting.conflicts if note.status in UNSETTLED]
    if about:
        found = [note for note in found if fold(note.about) == fold(about)]
    return found[0] if len(found) == 1 and (about or accepts(found[0], sides)) else None


def get_party(conflict: ConflictNote, name: str) -> Party:
    """Return the party of a conflict by its name, ignoring case and accents.

    Raises:
        MeetingError: there is no such party.
    """
    for party in conflict.parties:
        if fold(party.name) == fold(name):
            return party
    raise MeetingError(f"The party “{name}” was removed")


def add_party(meeting: Meeting, at: datetime, conflict_id: str, party: Party) -> Meeting:
    """Add a party to a conflict.

    Raises:
        MeetingError: the conflict note was removed, or has a party of that name.
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    return _with_parties(meeting, at, conflict, (*conflict.parties, party), party.name)


def edit_party(
    meeting: Meeting, at: datetime, conflict_id: str, known: Party, party: Party
) -> Meeting:
    """Replace a party of a conflict.

    Args:
        conflict_id: the conflict.
        known: the party as it was when editing began.
        party: the party with its new values.

    Raises:
        EditConflictError: another process has changed the party since.
        MeetingError: the conflict note or the party was removed, or another party has the new name.
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    present = get_party(conflict, known.name)
    if present not in (known, party):
        raise EditConflictError(record_subject(conflict))
    parties = tuple(party if p is present else p for p in conflict.parties)
    return _with_parties(meeting, at, conflict, parties, party.name)


def _with_parties(
    meeting: Meeting, at: datetime, conflict: ConflictNote, parties: tuple[Party, ...], name: str
) -> Meeting:
    """Replace the parties of a conflict; raise MeetingError if the name is not unique."""
    if sum(fold(party.name) == fold(name) for party in parties) > 1:
        raise MeetingError(
            f"There is already a party called “{name}”", hint="Give each party its own name"
        )
    changed = conflict.replace(parties=parties)
    return meeting.put(changed).logged(at, "party changed", _log_name(changed, name))


def remove_party(meeting: Meeting, at: datetime, conflict_id: str, name: str) -> Meeting:
    """Remove a party from a conflict.

    Raises:
        MeetingError: the conflict note was removed, or has no party of that name.
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    gone = get_party(conflict, name)
    parties = tuple(party for party in conflict.parties if party is not gone)
    subject = _log_name(conflict, gone.name)
    return meeting.put(conflict.replace(parties=parties)).logged(at, "party removed", subject)


def _log_name(conflict: ConflictNote, party: str) -> str:
    """Return what the log says of a party, which is shown when the act is undone."""
    return record_subject(conflict) if conflict.visibility is Visibility.PRIVATE else party

"""Conflict notes: the parties, what they want and why, and whether they feel heard."""

from __future__ import annotations

from datetime import datetime

from data.errors import EditConflictError, MeetingError
from data.records.meeting import Meeting
from data.records.models import ConflictNote, Party
from data.text.comparison import fold


def toggle_heard(meeting: Meeting, at: datetime, conflict_id: str, name: str) -> Meeting:
    """Turn over whether a party of a conflict, named, feels heard."""
    conflict = meeting.get(ConflictNote, conflict_id)
    party = get_party(conflict, name)
    changed = party.model_copy(update={"heard": not party.heard})
    parties = tuple(changed if p is party else p for p in conflict.parties)
    act = "feels heard" if changed.heard else "does not feel heard"
    return meeting.put(conflict.replace(parties=parties)).logged(at, act, party.name)


def parse_parties(text: str) -> tuple[Party, ...]:
    """Parties out of their names with slashes between them: "Tenants / Landlords"."""
    return tuple(Party(name=name.strip()) for name in text.split("/") if name.strip())


def get_party(conflict: ConflictNote, name: str) -> Party:
    """The party of that name, without case or accents; MeetingError if there is none."""
    for party in conflict.parties:
        if fold(party.name) == fold(name):
            return party
    raise MeetingError(f"The party “{name}” was removed")


def add_party(meeting: Meeting, at: datetime, conflict_id: str, party: Party) -> Meeting:
    """Add a party to a conflict; each has a name of its own.

    (Positions and the interests behind them are found for each side: Fisher and Ury, "Getting to
    Yes".)
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    return _with_parties(meeting, at, conflict, (*conflict.parties, party), party.name)


def edit_party(
    meeting: Meeting, at: datetime, conflict_id: str, known: Party, party: Party
) -> Meeting:
    """Give a party other values.

    Args:
        meeting: the meeting.
        at: now.
        conflict_id: the conflict.
        known: the party as it was when the editing began.
        party: as it is to be.

    Raises ChangedMeanwhile where somebody else has changed it since.
    """
    conflict = meeting.get(ConflictNote, conflict_id)
    present = get_party(conflict, known.name)
    if present not in (known, party):
        raise EditConflictError(conflict.about)
    parties = tuple(party if p is present else p for p in conflict.parties)
    return _with_parties(meeting, at, conflict, parties, party.name)


def _with_parties(
    meeting: Meeting, at: datetime, conflict: ConflictNote, parties: tuple[Party, ...], name: str
) -> Meeting:
    if sum(fold(party.name) == fold(name) for party in parties) > 1:
        raise MeetingError(f"“{name}” is a party already", hint="Give each its own name")
    changed = conflict.replace(parties=parties)
    return meeting.put(changed).logged(at, "party changed", name)


def remove_party(meeting: Meeting, at: datetime, conflict_id: str, name: str) -> Meeting:
    """Take a party out of a conflict."""
    conflict = meeting.get(ConflictNote, conflict_id)
    gone = get_party(conflict, name)
    parties = tuple(party for party in conflict.parties if party is not gone)
    return meeting.put(conflict.replace(parties=parties)).logged(at, "party removed", gone.name)

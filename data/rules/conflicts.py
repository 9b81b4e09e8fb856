"""Conflict notes: the parties, what they want and why, and whether they feel heard.

Source: Fisher and Ury, "Getting to Yes": each side has a position and an interest behind it.
"""

from __future__ import annotations

from datetime import datetime

from data.errors import EditConflictError, MeetingError
from data.records.meeting import Meeting
from data.records.models import ConflictNote, Party, Visibility
from data.rules.edits import record_subject
from data.text.comparison import fold


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

    Raises:
        ValidationError: a name has no visible character.
    """
    return tuple(Party(name=name.strip()) for name in text.split("/") if name.strip())


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

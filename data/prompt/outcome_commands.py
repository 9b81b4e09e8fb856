"""Words about what comes out of a meeting: wins, decisions, actions, what is parked, conflicts."""

from __future__ import annotations

import re
from datetime import date, datetime

from data.clock import local_date
from data.errors import MeetingError, PastDateError
from data.prompt.arguments import required
from data.prompt.names import find_person, whole_name
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import Action, ConflictNote, Decision, Parked, Win
from data.rules import conflicts, decisions, edits
from data.storage.meeting_file import MeetingFile
from data.text.dates import parse_date


def win(file: MeetingFile, text: str, now: datetime) -> str:
    """Win TEXT."""
    words = required(text, "win and what was achieved")
    _add(file, now, Win(text=words, item=_item_id(file), at=now))
    return f"A win: {words}"


def thank(file: MeetingFile, text: str, now: datetime) -> str:
    """Thank NAME, NAME and NAME for TEXT."""
    parts = re.split(r"\s+for\s+", text, maxsplit=1, flags=re.IGNORECASE)
    if len(parts) != 2 or not parts[0].strip() or not parts[1].strip():
        raise MeetingError("It does not say for what", hint="Type thank NAME for TEXT")
    # A known name may hold a comma or an "and" itself.
    whole = whole_name(file.meeting, parts[0]) is not None
    split = [parts[0]] if whole else re.split(r",|\s+and\s+|\s*&\s*", parts[0])
    found = [(name, find_person(file.meeting, name)) for name in split if name.strip()]
    names = tuple(person.name if person else name.strip() for name, person in found)
    organisations = dict.fromkeys(p.organisation for _, p in found if p and p.organisation)
    record = Win(
        text=parts[1].strip(),
        thanks=names,
        organisations=tuple(organisations),
        item=_item_id(file),
        at=now,
    )
    _add(file, now, record)
    return f"A win, thanks to {', '.join(names)}: {record.text}"


def decided(file: MeetingFile, text: str, now: datetime) -> str:
    """Decided TEXT; "by consensus" or another way at its end tells how."""
    words = required(text, "decided and the wording")
    rule = ""
    for way in decisions.DECISION_RULES:
        found = re.search(rf"[\s,;(]+by {way}\)?\.?$", words, re.IGNORECASE)
        if found:
            words, rule = words[: found.start()].rstrip(), way
    _add(file, now, Decision(text=words, rule=rule, item=_item_id(file), at=now))
    return f"Decided{f' by {rule}' if rule else ''}: {words}"


def action(file: MeetingFile, text: str, now: datetime) -> str:
    """Action NAME: TEXT by DATE, or NAME to TEXT for a known name.

    A date that is none stays part of the text, but what looks like a date is refused.
    """
    words, due = _split_due(required(text, "action NAME: TEXT by DATE"), local_date(now))
    typed, rest = _split_owner(file.meeting, words)
    person = find_person(file.meeting, typed) if typed else None
    record = Action(
        text=rest,
        owner=person.name if person else typed,
        organisation=person.organisation if person else "",
        due=due,
        item=_item_id(file),
        at=now,
    )
    _add(file, now, record)
    when = f", by {due.isoformat()}" if due else ", without a date"
    return f"Action of {record.owner or 'nobody yet'}{when}: {record.text}"


def _split_due(words: str, today: date) -> tuple[str, date | None]:
    found = list(re.finditer(r"\s+by\s+", words, re.IGNORECASE))
    if not found:
        return words, None
    head, tail = words[: found[-1].start()], words[found[-1].end() :]
    try:
        return head, parse_date(tail, today)
    except PastDateError:
        raise
    except MeetingError:
        if re.search(r"\d", tail) and len(tail.split()) <= 3:
            raise  # meant as a date: better asked than lost in the text
    return words, None


def _split_owner(meeting: Meeting, words: str) -> tuple[str, str]:
    """The owner as typed, "" for none, and what is to be done."""
    name, colon, rest = words.partition(": ")
    if colon and rest.strip() and len(name.split()) <= 8:
        return name.strip(), rest.strip()
    # As the minutes bots of the W3C have it: ACTION: Ben to call the owner.
    name, to, rest = words.partition(" to ")
    if to and rest.strip() and whole_name(meeting, name) is not None:
        return name.strip(), rest.strip()
    return "", words


def park(file: MeetingFile, text: str, now: datetime) -> str:
    """Park TEXT."""
    words = required(text, "park and what is for later")
    _add(file, now, Parked(text=words, item=_item_id(file), at=now))
    return f"Parked: {words}"


def conflict(file: MeetingFile, text: str, now: datetime) -> str:
    """Conflict TEXT: PARTY / PARTY."""
    words = required(text, "conflict and what it is about")
    about, colon, rest = words.rpartition(":")
    parties = conflicts.parse_parties(rest) if colon and "/" in rest and about.strip() else ()
    record = ConflictNote(
        about=about.strip() if parties else words, parties=parties, item=_item_id(file), at=now
    )
    _add(file, now, record)
    names = " / ".join(party.name for party in parties)
    return f"Conflict note: {record.about}{f' ({names})' if names else ''}"


def _add(file: MeetingFile, now: datetime, record: Record) -> None:
    file.apply(lambda m: edits.add(m, now, record))


def _item_id(file: MeetingFile) -> str:
    return edits.current_item_id(file.meeting)

"""Commands of the prompt about outcomes: wins, decisions, actions, parked points, conflicts.

The functions are acts: command.py describes their arguments and errors.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from data.clock import local_date
from data.errors import MeetingError, PastDateError
from data.prompt.arguments import required
from data.prompt.command import Capture, Completes, PromptCommand
from data.prompt.name_list import split_names
from data.prompt.names import find_person, require_letters, whole_name
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import Action, ConflictNote, Decision, Parked, Win
from data.rules import conflicts, edits, outcomes
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.dates import parse_date


def win(file: MeetingFile, text: str, now: datetime) -> str:
    """Record a win: win TEXT."""
    achieved = required(text, "win")
    _add(file, now, Win(text=achieved, item=_item_id(file), at=now))
    return f"A win: {achieved}"


def thank(file: MeetingFile, text: str, now: datetime) -> str:
    """Record a win that thanks people: thank NAME, NAME and NAME for TEXT.

    Raises:
        MeetingError: the name or the reason is missing.
    """
    thanked, reason = _split_reason(file.meeting, text)
    named = split_names(file.meeting, thanked)
    if not named or not reason:
        raise MeetingError(
            "Say what the thanks are for", "nothing was changed", "Type thank NAME for TEXT"
        )
    found = [(one, find_person(file.meeting, one.name) if one.name else None) for one in named]
    names = dict.fromkeys(
        p.name if p else require_letters(one.name) for one, p in found if one.name
    )
    organisations = dict.fromkeys(
        name for one, p in found for name in (p.organisation if p else "", one.organisation) if name
    )
    record = Win(
        text=reason,
        thanks=tuple(names),
        organisations=tuple(organisations),
        item=_item_id(file),
        at=now,
    )
    _add(file, now, record)
    own = {fold(p.organisation) for _, p in found if p}
    others = (one.organisation for one in named if one.organisation)
    thanked = ", ".join([*names, *(name for name in others if fold(name) not in own)])
    return f"A win, thanks to {thanked}: {record.text}"


def _split_reason(meeting: Meeting, text: str) -> tuple[str, str]:
    """The names before "for", and the reason after it; a known name may contain "for"."""
    cuts = list(re.finditer(r"\s+for\s+", text, re.IGNORECASE))
    for cut in reversed(cuts[1:]):
        names = split_names(meeting, text[: cut.start()])
        if names and all(
            not one.name or whole_name(meeting, one.name) is not None for one in names
        ):
            return text[: cut.start()], text[cut.end() :].strip()
    return (text[: cuts[0].start()], text[cuts[0].end() :].strip()) if cuts else (text, "")


def decided(file: MeetingFile, text: str, now: datetime) -> str:
    """Record a decision, and the rule in words such as "by consensus" at its end: decided TEXT."""
    words = required(text, "decided")
    rule = ""
    for way in outcomes.DECISION_RULES:
        found = re.search(rf"(?:^|[\s,;(]+)\(?by {way}\)?\.?$", words, re.IGNORECASE)
        if found:
            words, rule = words[: found.start()].rstrip(), way
    required(words, "decided")
    _add(file, now, Decision(text=words, rule=rule, item=_item_id(file), at=now))
    return f"Decided{f' by {rule}' if rule else ''}: {words}"


def action(file: MeetingFile, text: str, now: datetime) -> str:
    """Record an action: action NAME: TEXT by DATE; also NAME to TEXT if the name is known.

    "by" is part of the text if no date follows; what looks like a wrong date is refused.
    """
    usage = "action NAME: TEXT by DATE"
    words, due = _split_due(required(text, "action", usage=usage), local_date(now))
    name, rest = _split_owner(file.meeting, required(words, "action", usage=usage))
    required(rest, "action", usage=usage)
    person = find_person(file.meeting, name) if name else None
    record = Action(
        text=rest,
        owner=person.name if person else name,
        organisation=person.organisation if person else "",
        due=due,
        item=_item_id(file),
        at=now,
    )
    _add(file, now, record)
    when = f", by {due.isoformat()}" if due else ", without a date"
    return f"Action of {record.owner or 'nobody yet'}{when}: {record.text}"


def _split_due(words: str, today: date) -> tuple[str, date | None]:
    found = list(re.finditer(r"(?:^|\s+)by\s+", words, re.IGNORECASE))
    if not found:
        return words, None
    head, tail = words[: found[-1].start()], words[found[-1].end() :]
    try:
        return head, parse_date(tail, today)
    except PastDateError:
        raise
    except MeetingError:
        if re.search(r"\d", tail) and len(tail.split()) <= 3:
            raise  # it looks like a date: refuse it, rather than lose the date in the text
    return words, None


def _split_owner(meeting: Meeting, words: str) -> tuple[str, str]:
    """The name of the owner, "" for none, and what is to be done."""
    name, colon, rest = f"{words} ".partition(": ")
    if colon and len(name.split()) <= 8:
        return name.strip(), rest.strip()
    # The minutes bots of the W3C write "ACTION: Ben to call the owner".
    name, to, rest = f"{words} ".partition(" to ")
    if to and whole_name(meeting, name) is not None:
        return name.strip(), rest.strip()
    return "", words


def park(file: MeetingFile, text: str, now: datetime) -> str:
    """Put a point into the parking lot: park TEXT."""
    point = required(text, "park")
    _add(file, now, Parked(text=point, item=_item_id(file), at=now))
    return f"Parked: {point}"


def conflict(file: MeetingFile, text: str, now: datetime) -> str:
    """Record a conflict note: conflict TEXT: PARTY / PARTY."""
    words = required(text, "conflict", usage="conflict TEXT: PARTY / PARTY")
    about, colon, rest = words.rpartition(":")
    required(words.partition(":")[0], "conflict", usage="conflict TEXT: PARTY / PARTY")
    parties = conflicts.parse_parties(rest) if colon and "/" in rest and about.strip() else ()
    record = ConflictNote(
        about=about.strip() if parties else words.rstrip(": "),
        parties=parties,
        item=_item_id(file),
        at=now,
    )
    _add(file, now, record)
    names = " / ".join(party.name for party in parties)
    return f"Conflict note: {record.about}{f' ({names})' if names else ''}"


def _add(file: MeetingFile, now: datetime, record: Record) -> None:
    file.apply(lambda m: edits.add(m, now, record))


def _item_id(file: MeetingFile) -> str:
    return edits.current_item_id(file.meeting)


COMMANDS = (
    PromptCommand(
        "win",
        "TEXT",
        "Record a win.",
        "win The permit is here",
        win,
        capture=Capture("Win", "what was achieved; thank NAME for it with: thank NAME for TEXT"),
    ),
    PromptCommand(
        "thank",
        "NAME for TEXT",
        "Record a win that thanks people.",
        "thank Ada for the permit",
        thank,
        Completes.PRESENT,
        also=("thanks to", "thank you", "thanks"),
    ),
    PromptCommand(
        "decided",
        "TEXT",
        "Record a decision; “by consensus” or another rule may end the text.",
        "decided We meet on Tuesdays by consensus",
        decided,
        capture=Capture("Decision", "the wording, as it was agreed"),
    ),
    PromptCommand(
        "action",
        "NAME: TEXT by DATE",
        "Record an action with its owner and due date.",
        "action Ben: call the owner by friday",
        action,
        Completes.PRESENT,
        capture=Capture("Action", "NAME: what, by DATE (friday, 12 dec, in 2 weeks, 2026-12-12)"),
    ),
    PromptCommand(
        "park",
        "TEXT",
        "Put a point into the parking lot.",
        "park A shared van",
        park,
        capture=Capture("Parking lot", "what is for later"),
    ),
    PromptCommand(
        "conflict",
        "TEXT: PARTY / PARTY",
        "Record a conflict note; the parties are optional.",
        "conflict Opening hours: Tenants / Owners",
        conflict,
        capture=Capture("Conflict", "what it is about: one party / the other party"),
    ),
)

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
from data.prompt.name_list import full_names, several_known, split_names
from data.prompt.names import clean_name, find_person, is_name, require_letters, whole_name
from data.records.base import Record
from data.records.meeting import Meeting
from data.records.models import (
    Action,
    ConflictNote,
    Decision,
    Dissent,
    DissentKind,
    Parked,
    Win,
)
from data.rules import conflicts, edits, outcomes
from data.rules.people import organisations
from data.sentences.dissents import split_dissents
from data.sentences.sides import NUMBERED, TypedConflict, parse_conflict, parse_more
from data.storage.meeting_file import MeetingFile
from data.text.comparison import fold
from data.text.dates import looks_like_date, parse_date


def win(file: MeetingFile, text: str, now: datetime) -> str:
    """Record a win: win TEXT."""
    achieved = required(text, "win")
    _add(file, now, Win(text=achieved, item=_item_id(file), at=now))
    return f"A win: {achieved}"


_MOST_CUTS = 8  # of "for" in the thanks before the reason


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
    for cut in reversed(cuts[1:_MOST_CUTS]):
        names = split_names(meeting, text[: cut.start()])
        if names and all(
            not one.name or whole_name(meeting, one.name) is not None for one in names
        ):
            return text[: cut.start()], text[cut.end() :].strip()
    if cuts:
        return text[: cuts[0].start()], text[cuts[0].end() :].strip()
    before, _, reason = text.partition(": ")
    return before, reason.strip()


def decided(file: MeetingFile, text: str, now: datetime) -> str:
    """Record a decision: decided TEXT, decided TEXT; NAME stands aside: WHY; NAME blocks: WHY.

    Words such as "by consensus" at the end of the text are its rule.

    Raises:
        MeetingError: there is no text, a block has no reason, or a name is ambiguous or
            given twice.
    """
    words, dissents = read_dissents(file.meeting, required(text, "decided"))
    rule = ""
    for way in outcomes.DECISION_RULES:
        found = re.search(rf"(?:^|[\s,;(]+)\(?by {way}\)?[.:]?$", words, re.IGNORECASE)
        before = re.match(rf"by {way}\s*[:,;–—-]\s*(?=\S)", words, re.IGNORECASE)
        if found:
            words, rule = words[: found.start()].rstrip(), way
        elif before:
            words, rule = words[before.end() :], way
    required(words, "decided")
    decision = Decision(text=words, rule=rule, item=_item_id(file), at=now)
    for dissent in dissents:
        decision = outcomes.with_dissent(decision, dissent)
    _add(file, now, decision)
    answer = f"Decided{f' by {rule}' if rule else ''}: {words}"
    if not dissents:
        return answer
    verdict = "Blocked" if decision.result == "blocked" else answer.partition(":")[0]
    said = "; ".join(dissent.in_words for dissent in dissents)
    return f"{verdict}: {words} ({said})"


def read_dissents(meeting: Meeting, text: str) -> tuple[str, tuple[Dissent, ...]]:
    """Return the wording of a decision, and the dissents in the same line, with whole names.

    Raises:
        MeetingError: a block has no reason, or a name is ambiguous or given twice.
    """
    wording, typed = split_dissents(meeting, text)
    found: dict[str, Dissent] = {}
    for one in typed:
        for name in one.names:
            who = _dissenter(meeting, name)
            if fold(who) in found:
                raise MeetingError(f"{who} dissents twice", "nothing was changed", "Name each once")
            if one.kind is DissentKind.BLOCK and not one.why:
                raise MeetingError(
                    f"{who} blocks: a block needs a reason",
                    "nothing was changed",
                    f"Type the reason: {name} blocks: WHY",
                )
            found[fold(who)] = Dissent(who=who, kind=one.kind, why=one.why)
    return wording, tuple(found.values())


def _dissenter(meeting: Meeting, typed: str) -> str:
    """The whole name of who dissents; the text where no known person is meant.

    Raises:
        MeetingError: the name is ambiguous, too long, or has no letter.
    """
    if fold(typed) not in map(fold, organisations(meeting.people)):
        named = split_names(meeting, typed)  # "Ines of Riverside"
        name = named[0].name if len(named) == 1 else typed
        person = find_person(meeting, name) if name else None
        if person is not None:
            return person.name
    return require_letters(typed)


def action(file: MeetingFile, text: str, now: datetime) -> str:
    """Record an action: action NAME: TEXT by DATE; also NAME to TEXT if the name is known."""
    record = parse_action(file.meeting, text, now)
    _add(file, now, record)
    when = f", by {record.due.isoformat()}" if record.due else ", without a date"
    return f"Action of {record.owner or 'nobody yet'}{when}: {record.text}"


def parse_action(meeting: Meeting, text: str, now: datetime) -> Action:
    """Return the action of "NAME: TEXT by DATE", on the current item.

    "by" is part of the text if no date follows; what looks like a wrong date is refused.

    Raises:
        MeetingError: it does not say what is to be done, the name is ambiguous, or the date is
            wrong or past.
    """
    usage = "action NAME: TEXT by DATE"
    words, due = _split_due(required(text, "action", usage=usage), local_date(now))
    name, rest = _split_owner(meeting, required(words, "action", usage=usage))
    required(rest, "action", usage=usage)
    person = find_person(meeting, name) if name else None
    return Action(
        text=rest,
        owner=person.name if person else full_names(meeting, name),
        organisation=person.organisation if person else "",
        due=due,
        item=edits.current_item_id(meeting),
        at=now,
    )


def typed_action(meeting: Meeting, typed: str, text: str, now: datetime) -> Action | None:
    """Return the action that was typed into another field; None if none was.

    Args:
        meeting: the meeting as it is now.
        typed: "action", "an action", or "action NAME: TEXT by DATE".
        text: what is to be done if nothing follows "action".
        now: the present instant.

    Raises:
        MeetingError: as `parse_action` raises.
    """
    found = re.match(r"(?:an? )?(?:new )?action(?:item)?\b\s*:?\s*", typed.strip(), re.IGNORECASE)
    rest = typed.strip()[found.end() :] if found else ""
    if found is None or not (rest or text):
        return None
    if rest:
        return parse_action(meeting, rest, now)
    return Action(text=text, item=edits.current_item_id(meeting), at=now)


def _split_due(words: str, today: date) -> tuple[str, date | None]:
    found = list(re.finditer(r"(?:^|\s+)\(?by\s+", words, re.IGNORECASE))
    if not found:
        return words, None
    head, tail = words[: found[-1].start()].rstrip(",;"), words[found[-1].end() :].rstrip(")")
    day, colon, rest = tail.partition(": ")
    if colon:  # "Ben by friday: call the owner"
        head, tail = f"{head}: {rest}" if head else rest, day.rstrip(")")
    try:
        return head, parse_date(tail, today)
    except PastDateError:
        raise
    except MeetingError:
        if looks_like_date(tail):
            raise  # it looks like a date: refuse it, rather than lose the date in the text
    return words, None


def _split_owner(meeting: Meeting, words: str) -> tuple[str, str]:
    """The name of the owner, "" for none, and what is to be done."""
    words = words.replace("：", ": ", 1)
    name, colon, rest = f"{words} ".partition(": ")
    if colon and not is_name(name):
        return "", words  # "12: the roof"
    if colon and len(name.split()) <= 8:
        return _owner(meeting, name), rest.strip()
    # The minutes bots of the W3C write "ACTION: Ben to call the owner".
    for separator in (" to ", " - ", " – ", ":"):
        name, found, rest = f"{words} ".partition(separator)
        owner = _owner(meeting, name)
        if found and (whole_name(meeting, owner) or several_known(meeting, owner)[0]):
            return owner, rest.strip()
    return _first_words(meeting, words)


def _first_words(meeting: Meeting, words: str) -> tuple[str, str]:
    """The owner whose name begins a text: "Ben call the owner"; "" if no known name does.

    It must be written with a capital letter: "will call" is not Will.
    """
    parts = words.split()
    for length in range(min(len(parts) - 1, 4), 0, -1):
        name = " ".join(parts[:length])
        if name[:1].isupper() and parts[length][:1].islower() and whole_name(meeting, name):
            return name, " ".join(parts[length:])
    return "", words


def _owner(meeting: Meeting, text: str) -> str:
    """A name without the punctuation around it, and without a known organisation after it."""
    named = split_names(meeting, text)
    if len(named) == 1 and whole_name(meeting, named[0].name) is not None:
        return named[0].name
    return clean_name(text)


def park(file: MeetingFile, text: str, now: datetime) -> str:
    """Put a point into the parking lot: park TEXT."""
    point = required(text, "park")
    _add(file, now, Parked(text=point, item=_item_id(file), at=now))
    return f"Parked: {point}"


def conflict(file: MeetingFile, text: str, now: datetime, *, is_new: bool = False) -> str:
    """Record a conflict note, or fill one: conflict TEXT: PARTY / PARTY, conflict SIDE / SIDE.

    Sides without a subject belong to the only open conflict, if it has one of them or none yet;
    those after "#2" to the second one of the list.

    Raises:
        MeetingError: there is no text, or no conflict note of that number.
    """
    usage = "conflict TEXT: PARTY / PARTY"
    words = required(text, "conflict", usage=usage)
    numbered = NUMBERED.match(words)
    typed = parse_conflict(words)
    note = None
    if numbered and (rest := parse_more(words[numbered.end() :])).sides:
        typed = rest
        notes, place = file.meeting.conflicts, int(numbered[1])
        if not 0 < place <= len(notes):
            raise MeetingError(f"There is no conflict note {place}", "nothing was changed")
        note = notes[place - 1]
    elif typed.sides and not is_new:
        note = conflicts.note_for(file.meeting, typed.about, typed.sides)
    if note is not None:
        return _fill(file, note, typed, now)
    required(words.partition(":")[0], "conflict", usage=usage)
    typed = parse_conflict(words)
    record = ConflictNote(about=typed.subject, parties=typed.sides, item=_item_id(file), at=now)
    _add(file, now, record)
    names = " / ".join(party.name for party in record.parties)
    return f"Conflict note: {record.about}{f' ({names})' if names else ''}"


def _fill(file: MeetingFile, note: ConflictNote, typed: TypedConflict, now: datetime) -> str:
    """Add the sides of a line to a conflict note."""
    before = file.meeting
    file.apply(lambda m: conflicts.fill_sides(m, now, note.id, typed.sides))
    subject = edits.record_subject(note)
    if file.meeting is before:
        return f"Nothing new for the conflict note: {subject}"
    return f"Added to the conflict note: {subject} ({' / '.join(s.name for s in typed.sides)})"


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
        "TEXT; NAME stands aside: WHY; NAME blocks: WHY",
        "Record a decision and who dissents; “by consensus” or another rule may end the text.",
        "decided We meet on Tuesdays by consensus; Ada stands aside: night shifts",
        decided,
        also=("decision", "resolved", "resolution"),
        capture=Capture("Decision", "the wording; NAME stands aside: why; NAME blocks: why"),
    ),
    PromptCommand(
        "action",
        "NAME: TEXT by DATE",
        "Record an action with its owner and due date.",
        "action Ben: call the owner by friday",
        action,
        Completes.PRESENT,
        also=("todo",),
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
        "Record a conflict note, or add to the open one: PARTY wants WHAT because WHY / PARTY ….",
        "conflict Opening hours: Tenants want quiet because children sleep / Owners",
        conflict,
        capture=Capture(
            "Conflict",
            "PARTY wants what because why / PARTY …, or SUBJECT: PARTY / PARTY",
            "conflict+",
        ),
    ),
    PromptCommand(
        "conflict+",
        "TEXT: PARTY / PARTY",
        "Record a new conflict note, even if another one is open.",
        "conflict+ Tenants want quiet / Owners want late hours",
        lambda file, text, now: conflict(file, text, now, is_new=True),
    ),
)

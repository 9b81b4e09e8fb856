"""Words about the meeting: agenda, people, outcomes."""

from __future__ import annotations

import re
from datetime import date, datetime

from data.clock import local_date
from data.dates import PastDay, read_date, read_seconds
from data.errors import MeetingError
from data.meeting import Meeting
from data.meeting_file import MeetingFile
from data.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    ItemState,
    Parked,
    Person,
    PersonState,
    Record,
    Win,
)
from data.prompt.names import find_person, known_person, shown, whole_name
from data.rules import agenda, life, outcomes, people, records
from data.text import fold
from data.wording import count, duration


def start(file: MeetingFile, now: datetime) -> str:
    """start: the meeting."""
    file.apply(lambda m: life.start(m, now))
    return "The meeting has started"


def end(file: MeetingFile, now: datetime) -> str:
    """end: the meeting; tells what is missing."""
    gaps = life.missing(file.meeting)
    file.apply(lambda m: life.end(m, now))
    missing = f"; missing: {'; '.join(gaps)}" if gaps else ""
    return f"The meeting has ended{missing}"


def topic(file: MeetingFile, text: str, now: datetime) -> str:
    """Topic NUMBER takes that item; topic TEXT the one that it fits, or a new one."""
    text = _needed(text, "topic 3, or topic and its words")
    item = _item_meant(file.meeting, text) or AgendaItem(title=text)

    def rule(meeting: Meeting) -> Meeting:
        if meeting.find(AgendaItem, item.id) is None:
            meeting = agenda.add_items(meeting, now, (item,))
        return agenda.take_item(meeting, now, item.id)

    current = records.current_item(file.meeting)
    if current is not None and current.id == item.id:
        raise MeetingError(f"“{item.title}” is the current item already")
    file.apply(rule)
    return _says_item(file.meeting)


def _item_meant(meeting: Meeting, text: str) -> AgendaItem | None:
    """The item of that number, of that title, or alone beginning so; waiting ones first."""
    items = agenda.in_order(meeting)
    if text.isascii() and text.isdigit() and len(text) < 4:
        if not 1 <= int(text) <= len(items):
            raise MeetingError(
                f"There is no item {text}", f"the agenda has {count(len(items), 'item')}"
            )
        return items[int(text) - 1]
    exact = [item for item in items if fold(item.title) == fold(text)]
    if exact:
        return next((i for i in exact if i.state is ItemState.WAITING), exact[0])
    found = [item for item in items if fold(text) and fold(item.title).startswith(fold(text))]
    waiting = [item for item in found if item.state is ItemState.WAITING]
    return waiting[0] if len(waiting) == 1 else found[0] if len(found) == 1 else None


def next_item(file: MeetingFile, now: datetime) -> str:
    """Next item: the next one that waits."""
    file.apply(lambda m: agenda.next_item(m, now))
    return _says_item(file.meeting)


def _says_item(meeting: Meeting) -> str:
    item = records.current_item(meeting)
    if item is None:
        return "No item is open"
    number = agenda.number_of(meeting, item.id)
    return f"Item {number} of {len(meeting.agenda)}: {item.title}"


def conclude(file: MeetingFile, text: str, now: datetime) -> str:
    """Conclude TEXT: of the current item."""
    item = _current(file.meeting)
    conclusion = _needed(text, "conclude and what came out of it")
    file.apply(lambda m: records.change(m, now, item, conclusion=conclusion))
    return f"Conclusion of “{item.title}”: {conclusion}"


def skip(file: MeetingFile, text: str, now: datetime) -> str:
    """Skip, skip item, skip NUMBER|TEXT: that item, the current one by default."""
    item = _item_or_current(file.meeting, text)
    file.apply(lambda m: agenda.skip_item(m, now, item.id))
    return f"“{item.title}” is skipped"


def defer(file: MeetingFile, text: str, now: datetime) -> str:
    """Defer, defer item, defer NUMBER|TEXT: that item, to the next meeting."""
    item = _item_or_current(file.meeting, text)
    file.apply(lambda m: agenda.defer_item(m, now, item.id))
    return f"“{item.title}” is put off to the next meeting"


def _item_or_current(meeting: Meeting, text: str) -> AgendaItem:
    words = text.strip()
    if fold(words) in ("", "item"):
        return _current(meeting)
    item = _item_meant(meeting, words)
    if item is None:
        raise MeetingError(
            f"“{shown(words)}” is no item of the agenda",
            "nothing was changed",
            "Type its number, or more of its title",
        )
    return item


def extend(file: MeetingFile, text: str, now: datetime) -> str:
    """Extend 5m: the current item."""
    seconds = read_seconds(_needed(text, "extend 5m"))
    file.apply(lambda m: agenda.extend(m, now, seconds))
    item = _current(file.meeting)
    return f"“{item.title}” has {duration(agenda.box(item) or 0)} now"


def note(file: MeetingFile, text: str, now: datetime) -> str:
    """Note TEXT: on the current item."""
    words = _needed(text, "note and what was said")
    file.apply(lambda m: agenda.note(m, now, words))
    return f"Noted on “{_current(file.meeting).title}”"


def _current(meeting: Meeting) -> AgendaItem:
    item = records.current_item(meeting)
    if item is None:
        raise MeetingError("No agenda item is open", hint="Take one first: next item")
    return item


def present(file: MeetingFile, text: str, now: datetime) -> str:
    """present+ NAME of ORGANISATION."""
    name, organisation = _split_organisation(file.meeting, text)
    known = _attendee(file.meeting, name, organisation)
    person = Person(name=known.name if known else name, organisation=organisation)
    meeting = file.apply(lambda m: people.arrive(m, now, person))
    here = people.named(meeting, person.name) or person
    of = f" of {here.organisation}" if here.organisation else ""
    return f"{here.name}{of} is here"


def _attendee(meeting: Meeting, name: str, organisation: str) -> Person | None:
    """Who of the people was meant; None for somebody new.

    With an organisation, a beginning of a name is somebody of that organisation, or of none yet.
    """
    if not organisation:
        return find_person(meeting, name)
    exact = people.named(meeting, name)
    if exact is not None:
        return exact
    of_it = [
        p
        for p in people.matching(meeting, name)
        if not p.organisation
        or fold(organisation) in (fold(p.organisation), *map(fold, p.also_for))
    ]
    return of_it[0] if len(of_it) == 1 else None


def _split_organisation(meeting: Meeting, text: str) -> tuple[str, str]:
    text = _needed(text, "present+ and a name")
    if people.named(meeting, text) is not None:
        return text, ""
    parts = re.split(r"\s+(?:of|from)\s+", text, maxsplit=1, flags=re.IGNORECASE)
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (text, "")


def regrets(file: MeetingFile, text: str, now: datetime) -> str:
    """regrets+ NAME: apologies, also of somebody not known before."""
    name, organisation = _split_organisation(file.meeting, text)
    known = _attendee(file.meeting, name, organisation)
    if known is None:
        person = Person(name=name, organisation=organisation, state=PersonState.APOLOGIES)
        file.apply(lambda m: people.add_people(m, now, (person,)))
        return f"{person.name} sends apologies"
    file.apply(lambda m: people.set_state(m, now, known.id, PersonState.APOLOGIES))
    return f"{known.name} sends apologies"


def left(file: MeetingFile, text: str, now: datetime) -> str:
    """Left NAME."""
    person = known_person(file.meeting, text)
    file.apply(lambda m: people.set_state(m, now, person.id, PersonState.LEFT))
    return f"{person.name} has left"


def win(file: MeetingFile, text: str, now: datetime) -> str:
    """Win TEXT."""
    words = _needed(text, "win and what was achieved")
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
    words = _needed(text, "decided and the wording")
    rule = ""
    for way in outcomes.DECISION_RULES:
        found = re.search(rf"[\s,;(]+by {way}\)?\.?$", words, re.IGNORECASE)
        if found:
            words, rule = words[: found.start()].rstrip(), way
    _add(file, now, Decision(text=words, rule=rule, item=_item_id(file), at=now))
    return f"Decided{f' by {rule}' if rule else ''}: {words}"


def action(file: MeetingFile, text: str, now: datetime) -> str:
    """Action NAME: TEXT by DATE, or NAME to TEXT for a known name.

    A date that is none stays part of the text, but what looks like a date is refused.
    """
    words, due = _split_due(_needed(text, "action NAME: TEXT by DATE"), local_date(now))
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
    when = f", by {due.isoformat()}" if due else ""
    return f"Action of {record.owner or 'nobody yet'}{when}: {record.text}"


def _split_due(words: str, today: date) -> tuple[str, date | None]:
    found = list(re.finditer(r"\s+by\s+", words, re.IGNORECASE))
    if not found:
        return words, None
    head, tail = words[: found[-1].start()], words[found[-1].end() :]
    try:
        return head, read_date(tail, today)
    except PastDay:
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
    words = _needed(text, "park and what is for later")
    _add(file, now, Parked(text=words, item=_item_id(file), at=now))
    return f"Parked: {words}"


def conflict(file: MeetingFile, text: str, now: datetime) -> str:
    """Conflict TEXT: PARTY / PARTY."""
    words = _needed(text, "conflict and what it is about")
    about, colon, rest = words.rpartition(":")
    parties = outcomes.parties_named(rest) if colon and "/" in rest and about.strip() else ()
    record = ConflictNote(
        about=about.strip() if parties else words, parties=parties, item=_item_id(file), at=now
    )
    _add(file, now, record)
    names = " / ".join(party.name for party in parties)
    return f"Conflict note: {record.about}{f' ({names})' if names else ''}"


def _add(file: MeetingFile, now: datetime, record: Record) -> None:
    file.apply(lambda m: records.add(m, now, record))


def _item_id(file: MeetingFile) -> str:
    return records.current_item_id(file.meeting)


def _needed(text: str, form: str) -> str:
    if not text.strip():
        raise MeetingError("There is nothing after the word", hint=f"Type {form}")
    return text.strip()

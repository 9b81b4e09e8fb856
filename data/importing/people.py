"""Find people in a text: a pasted list, a CSV file, or complete minutes.

In complete minutes only the lists of attendees are used: prose, links and notes name no people.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from data.errors import MeetingError
from data.importing.markup import SourceLine, check, is_link, lines, plain
from data.importing.own_minutes import read_own_minutes
from data.limits import PEOPLE_LIMIT
from data.text.comparison import fold


@dataclass(frozen=True)
class ImportedPerson:
    """A person found in a text.

    Args:
        name: the name.
        organisation: for whom they speak; may be empty.
        also_for: further organisations.
        handle: a nickname, without "@"; may be empty.
        role: may be empty.
        state: "expected", "present" or "apologies"; "left" in minutes of this program.
    """

    name: str
    organisation: str = ""
    also_for: tuple[str, ...] = ()
    handle: str = ""
    role: str = ""
    state: str = "expected"


_ATTENDED = re.compile(
    r"\b(attendees?|attendance|attending|present|participants?|roll|guests?|observers?)\b",
    re.IGNORECASE,
)
_EXCUSED = re.compile(r"\b(apolog\w+|regrets?|excused)\b", re.IGNORECASE)
_EXPECTED = re.compile(
    r"\b(absent|absence|invited|expected|people|members|delegates|representatives|staff)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(agenda|minutes|notes|discussion|decisions?|actions?|links?|upcoming|next|outcomes?)\b",
    re.IGNORECASE,
)
_EXCUSED_HERE = re.compile(
    r"\s*(?:[(\[]\s*(?:sends\s+)?(?:apolog\w+|regrets?|excused)\s*[)\]]"
    r"|[-–—,]\s*(?:sends\s+)?(?:apologies|regrets|excused))\s*$",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\s*[(\[]?@([A-Za-z0-9][\w.-]{0,60})[)\]]?")
_MAIL = re.compile(r"\s*[<(]?[\w.+-]{1,80}@[\w-]{1,80}\.[\w.-]{1,80}[>)]?")
_SUFFIX = re.compile(r"(jr|sr|ii|iii|iv|ph\.?d|m\.?d|esq)\.?$", re.IGNORECASE)
_DASH = re.compile(r"\s+(?:-{1,2}|–|—)\s+")
_COLUMNS = {
    "name": "name", "person": "name", "who": "name", "full name": "name", "attendee": "name",
    "organisation": "organisation", "organization": "organisation", "org": "organisation",
    "company": "organisation", "affiliation": "organisation", "group": "organisation",
    "handle": "handle", "github": "handle", "nick": "handle",
    "role": "role", "function": "role", "title": "role",
    "state": "state", "status": "state", "present": "state", "attended": "state",
}  # fmt: skip


def parse_people(text: str) -> tuple[ImportedPerson, ...]:
    """Return the people that a text lists, each once, in its order.

    "Name - Organisation", "Name, Organisation", "Name (Organisation)" and "Name @handle" are
    understood. A ticked check box means present, an empty one expected. Without check boxes,
    people under a heading such as "Present" or "Attendees" are present, and those under
    "Apologies" are excused. In a list without headings they are expected, or excused if the line
    ends with "(regrets)". A person who is listed twice speaks for both organisations, and is
    present if one of the lines says so.

    Raises:
        MeetingError: the text is too long, is not a text, or lists too many people.
    """
    own = read_own_minutes(check(text))
    if own is not None:
        return tuple(ImportedPerson(**fields) for fields in own.people)  # type: ignore[arg-type]
    rows = list(lines(text))
    table = _table(text)
    if table is not None:
        found = list(table)
    elif any(line.headings for line in rows) and any(_section(line.headings) for line in rows):
        found = _from_sections(rows)
    elif any(_about_talk(line.headings) for line in rows):
        found = []  # complete minutes without a list of attendees
    else:
        found = _from_list(rows)
    people = _merged(found)
    if len(people) > PEOPLE_LIMIT:
        raise MeetingError(
            f"That text lists {len(people):,} people; a meeting holds at most {PEOPLE_LIMIT:,}",
            "nobody was added",
            "Use only the list of people who are invited",
        )
    return people


# -- complete minutes -------------------------------------------------------------------------


# Many lines stand below the same headings, which can be long.
@lru_cache(maxsize=16)
def _about_talk(headings: tuple[str, ...]) -> bool:
    return any(_TALK.search(heading) for heading in headings)


@lru_cache(maxsize=16)
def _section(headings: tuple[str, ...]) -> str:
    """The state of people who are listed on a line, from its headings; "" if it lists nobody.

    The nearest heading about attendance decides, unless a heading between it and the line begins
    another part of the minutes.
    """
    for heading in reversed(headings):
        if _EXCUSED.search(heading):
            return "apologies"
        if _ATTENDED.search(heading):
            return "present"
        if _TALK.search(heading):
            return ""
        if _EXPECTED.search(heading) and not any(_ATTENDED.search(above) for above in headings):
            return "expected"
    return ""


def _from_sections(rows: list[SourceLine]) -> list[ImportedPerson]:
    found: list[ImportedPerson] = []
    for block in _without_teams(_blocks(rows)):
        for line in block:
            state = _section(line.headings)
            if line.box:
                state = "present" if line.box == "x" else "expected"
            person = _person(line.text)
            if person is not None:
                found.append(replace(person, state=state))
    return found


def _blocks(rows: list[SourceLine]) -> list[list[SourceLine]]:
    """Top-level list items in sections of attendees, grouped at headings and blank lines."""
    blocks: list[list[SourceLine]] = []
    previous: SourceLine | None = None
    for line in rows:
        if line.bullet and line.depth < 2 and _section(line.headings):
            together = previous is not None and not line.apart
            if together and blocks:
                blocks[-1].append(line)
            else:
                blocks.append([line])
            previous = line
        else:
            previous = None
    return blocks


def _without_teams(blocks: list[list[SourceLine]]) -> list[list[SourceLine]]:
    """Leave out blocks that list teams instead of people.

    Minutes of councils end their roll with the groups invited. If most people of a section are
    listed with a handle, a separate block without any handle is such a list.
    """
    kept: list[list[SourceLine]] = []
    with_handles: dict[tuple[str, ...], bool] = {}
    for block in blocks:
        headings = block[0].headings
        handles = sum(bool(_HANDLE.search(line.text)) for line in block)
        if with_handles.get(headings) and not handles:
            continue
        with_handles[headings] = with_handles.get(headings, False) or handles * 2 > len(block)
        kept.append(block)
    return kept


# -- a list --------------------------------------------------------------------------


def _from_list(rows: list[SourceLine]) -> list[ImportedPerson]:
    found: list[ImportedPerson] = []
    for line in rows:
        organisation = line.headings[-1] if line.headings else ""
        grouped = None if line.bullet or line.box else _group(line.text)
        if grouped is not None:
            found += grouped
            continue
        text, excused = _EXCUSED_HERE.subn("", line.text)
        person = _person(text)
        if person is None:
            continue
        state = "apologies" if excused else {"x": "present"}.get(line.box, "expected")
        found.append(replace(person, state=state, organisation=person.organisation or organisation))
    return found


def _group(text: str) -> list[ImportedPerson] | None:
    """The people of "Riverside Tenants: Ada, Ben"; None for a line of another form."""
    organisation, colon, names = plain(text).partition(": ")
    if not colon or not names or "," in organisation:
        return None
    people = [_person(name) for name in names.split(",")]
    return [replace(p, organisation=p.organisation or organisation) for p in people if p]


def _person(text: str) -> ImportedPerson | None:
    """The person that a line names; None if it does not look like a name."""
    if is_link(text):
        return None
    words = plain(_MAIL.sub(" ", text) if "@" in text else text).strip(" ;,")
    handle = _HANDLE.search(words)
    if handle:
        words = (words[: handle.start()] + " " + words[handle.end() :]).strip(" ;,")
        words = " ".join(words.split())
    name, organisation = _name_and_organisation(words)
    if not _is_name(name):
        return None
    return ImportedPerson(name, organisation, handle=handle[1] if handle else "")


def _name_and_organisation(words: str) -> tuple[str, str]:
    dash = _DASH.search(words)
    if dash:
        return words[: dash.start()].strip(), words[dash.end() :].strip()
    parts = words.split(", ")
    if len(parts) > 1 and _SUFFIX.match(parts[1]):
        parts[:2] = [f"{parts[0]}, {parts[1]}"]
    if len(parts) > 1:
        return parts[0].strip(), ", ".join(parts[1:]).strip()
    if words.endswith(")") and "(" in words:
        name, _, organisation = words.rpartition("(")
        if name.strip():
            return name.strip(), organisation[:-1].strip()
    return words.strip(), ""


def _is_name(name: str) -> bool:
    return (
        0 < len(name) <= 120
        and len(name.split()) <= 8
        and any(character.isalpha() for character in name)
        and not name.endswith((":", "?", "!"))
        and "://" not in name
    )


# -- tables --------------------------------------------------------------------------------


def _table(text: str) -> list[ImportedPerson] | None:
    """The people of a CSV text whose first row names its columns; None for any other text."""
    head = next((row for row in text.splitlines() if row.strip()), "")
    delimiter = max(",;\t", key=head.count)
    names = [cell.strip().strip('"').casefold() for cell in head.split(delimiter)]
    columns = [_COLUMNS.get(name, "") for name in names]
    if "name" not in columns or (len(columns) == 1 and text.count("\n") < 1):
        return None
    found: list[ImportedPerson] = []
    body = text[text.index(head) :]
    try:
        for row in list(csv.reader(io.StringIO(body), delimiter=delimiter))[1:]:
            cells = {
                column: " ".join(cell.split())
                for column, cell in zip(columns, row, strict=False)
                if column
            }
            if cells.get("name"):
                found.append(
                    ImportedPerson(
                        name=cells["name"],
                        organisation=cells.get("organisation", ""),
                        handle=cells.get("handle", "").removeprefix("@"),
                        role=cells.get("role", ""),
                        state=_state(cells.get("state", "")),
                    )
                )
    except csv.Error as error:
        raise MeetingError(
            "That table cannot be read", f"{error}; nobody was added", "Use a list of lines"
        ) from error
    return found


def _state(cell: str) -> str:
    if cell.casefold() in ("x", "yes", "y", "1", "true", "present", "here", "attended"):
        return "present"
    return "apologies" if _EXCUSED.search(cell) else "expected"


# -- merging ------------------------------------------------------------------------------


def _merged(found: Iterable[ImportedPerson]) -> tuple[ImportedPerson, ...]:
    """Every person once."""
    people: dict[str, ImportedPerson] = {}
    for person in found:
        key = fold(person.name)
        before = people.get(key)
        people[key] = person if before is None else _merge(before, person)
    return tuple(people.values())


def _merge(before: ImportedPerson, more: ImportedPerson) -> ImportedPerson:
    organisations = dict.fromkeys(
        name for name in (before.organisation, *before.also_for, more.organisation) if name
    )
    first, *others = organisations or [""]
    states = ("present", "apologies", "expected")
    return replace(
        before,
        organisation=first,
        also_for=tuple(others),
        handle=before.handle or more.handle,
        role=before.role or more.role,
        state=min(before.state, more.state, key=states.index),
    )

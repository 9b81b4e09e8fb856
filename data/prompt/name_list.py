"""Split a list of names: "Ada, Ben and Cleo", "Ada Quill of Riverside, Ben Ortiz of Owners"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.prompt.names import clean_name, whole_name
from data.records.meeting import Meeting
from data.rules.people import matching_people, organisations
from data.text.comparison import fold

_BETWEEN = re.compile(r"\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|from)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class NamedPerson:
    """A name of a list, with the organisation that follows it.

    Args:
        name: the name, or its first letters; "" for an organisation that stands alone.
        organisation: the organisation; "" if none was given.
    """

    name: str
    organisation: str = ""


def split_names(meeting: Meeting, text: str) -> tuple[NamedPerson, ...]:
    """Split a list of names at commas, semicolons, "and" and "&".

    A known person or organisation whose name contains one of these is not split. Neither is an
    unknown organisation at a last "and" that nobody known follows: "Dora of Food and Land".

    Args:
        meeting: the meeting as it is now.
        text: the names, each with "of ORGANISATION" if need be; the name of a known organisation
            may also follow a comma.
    """
    known = {fold(name): name for name in organisations(meeting.people)}
    ends = [*(found.start() for found in _BETWEEN.finditer(text)), len(text)]
    starts = [0, *(found.end() for found in _BETWEEN.finditer(text))]
    result: list[NamedPerson] = []
    first = 0
    while first < len(ends):
        wholes = (n for n in range(len(ends) - 1, first, -1)
                  if _is_known(meeting, known, text[starts[first] : ends[n]]))  # fmt: skip
        last = next(wholes, first)
        rest = text[ends[last] :]
        if last == len(ends) - 2 and _is_of_organisation(
            meeting, known, text[starts[first] : ends[last]], rest
        ):
            last += 1
        one = _person(meeting, known, text[starts[first] : ends[last]])
        before = result[-1] if result else None
        if not one.name and before is not None and before.name and not before.organisation:
            result[-1] = replace(before, organisation=one.organisation)
        elif one.name or one.organisation:
            result.append(one)
        first = last + 1
    return tuple(result)


def _is_known(meeting: Meeting, known: Mapping[str, str], text: str) -> bool:
    """Whether a text is the name of a person or of an organisation, or "NAME of ORGANISATION"."""
    if fold(text) in known or whole_name(meeting, text) is not None:
        return True
    name, organisation = _cut(text)
    return fold(organisation) in known and (
        _BETWEEN.search(name) is None or whole_name(meeting, name) is not None
    )


def _is_of_organisation(meeting: Meeting, known: Mapping[str, str], text: str, rest: str) -> bool:
    """Whether an unknown organisation goes on after "and": "Dora of Food" and then " and Land"."""
    organisation = _cut(text)[1]
    found = re.match(r"\s+(?:and|&)\s+", rest, re.IGNORECASE)
    if not organisation or fold(organisation) in known or found is None:
        return False
    after = rest[found.end() :]
    return _OF.search(after) is None and not matching_people(meeting, after)


def _person(meeting: Meeting, known: Mapping[str, str], text: str) -> NamedPerson:
    text = clean_name(text)
    if whole_name(meeting, text) is not None:
        return NamedPerson(text)
    if fold(text) in known:
        return NamedPerson("", known[fold(text)])
    name, organisation = _cut(text)
    return NamedPerson(clean_name(name), known.get(fold(organisation), organisation))


def _cut(text: str) -> tuple[str, str]:
    """The name before "of" and the organisation after it; "" for none."""
    parts = _OF.split(text.strip(), maxsplit=1)
    return (parts[0].strip(), parts[1].strip()) if len(parts) == 2 else (text.strip(), "")

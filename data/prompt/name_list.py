"""Split a list of names: "Ada, Ben and Cleo", "Ada Quill (Riverside), Ben Ortiz of Owners"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from data.prompt.name_split import split_after, words_before_separator
from data.prompt.names import NAME_LIMIT, clean_name, find_person, whole_name
from data.records.meeting import Meeting
from data.rules.people import matching_people, organisations
from data.text.comparison import fold
from data.text.formatting import joined
from data.text.name_words import is_organisation, is_pronouns, is_remark

_AND = r"(?:and|&|\+|plus|und(?!\s+zu\b)|et(?!\s+al\b)|och|og)"
_BETWEEN = re.compile(
    rf"\s*[,;\n，、；](?:\s*(?:{_AND}\s*)?[,;\n，、；])*\s*(?:{_AND}\s+)?"
    rf"|\s+(?:{_AND}|[|/·])(?:\s*[,;\n]\s*|\s+)|\s+&\s*|(?<=\w)&\s+",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(r'\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|"[^"]*"|“[^“”]*”')
_AROUND = re.compile(rf"^(?:{_AND}|both|also)\s+|\s+{_AND}$|\s+et al\.?$")
_LONGEST_LIST = 600  # characters of a list of people who ask to speak
_AND_SO_ON = ("etc", "etc.", "others", "…", "...")
_NUMBER = re.compile(r"^(?:\d{1,3}[.)]|\[[ xX]?\])\s+")
_OF = re.compile(r"\s+(?:of|from)\s+|\s+(?:-{1,2}|–|—)\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_MAIL = re.compile(r"\s*[<(]?[\w.+-]+@[\w-]+\.[\w.-]+[>)]?\s*$")
_HANDLE = re.compile(r"(?<=\S)\s+[(\[]?@([A-Za-z0-9][\w.-]*)[)\]]?\s*$")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d|esq)\.?$", re.IGNORECASE)


@dataclass(frozen=True)
class NamedPerson:
    """A name of a list, with what follows it.

    Args:
        name: the name, or its first letters; "" for an organisation that stands alone.
        organisation: the organisation; "" if none was given.
        handle: a nickname, without "@"; "" if none was given.
    """

    name: str
    organisation: str = ""
    handle: str = ""


@dataclass(frozen=True)
class _Piece:
    """A text between two separators, and the separator before it."""

    text: str
    after: str

    @property
    def begins_line(self) -> bool:
        """Whether a semicolon or a line break stands before it."""
        return not self.after or ";" in self.after or "\n" in self.after


def split_names(meeting: Meeting, text: str) -> tuple[NamedPerson, ...]:
    """Split a list of names at line breaks, commas, semicolons, "and", "und", "et", "&" and "+".

    A known person or organisation whose name contains one of these is not split, nor is what
    stands in brackets or quotation marks. Neither is an unknown organisation at a last "and" that
    nobody known follows: "Dora of Food and Land".

    Args:
        meeting: the meeting as it is now.
        text: the names, each with "of ORGANISATION", "- ORGANISATION" or "(ORGANISATION)" if need
            be. An organisation may also follow a comma, if it is known, if it has a word such as
            "Union", or if lines or semicolons stand between the people.
    """
    known = {fold(name): name for name in organisations(meeting.people)}
    text = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
    pieces = tuple(_pieces(meeting, known, text))
    in_pairs = _are_pairs(pieces)
    result: list[NamedPerson] = []
    group = ""
    for piece in pieces:
        before = result[-1] if result and not piece.begins_line else None
        comma = before is not None and "," in piece.after
        if before is not None and before.name and comma and _SUFFIX.match(piece.text):
            result[-1] = replace(before, name=f"{before.name}, {piece.text}")
            continue
        heading, names = _heading(known, piece.text)
        group = heading if heading or piece.begins_line else group
        one = _person(meeting, known, names)
        alone = one.name if in_pairs and not one.organisation else ""
        if alone and comma and whole_name(meeting, alone) is None:
            one = NamedPerson("", alone)
        if comma and before and before.name and not one.name and not before.organisation:
            result[-1] = replace(before, organisation=one.organisation)
        elif one.name or one.organisation:
            result.append(replace(one, organisation=one.organisation or group))
    return tuple(result)


def full_names(meeting: Meeting, text: str) -> str:
    """Return the full names of the person or people whom a text names: "Ada Quill and Ben Osei".

    Returns:
        The text itself if one of them is not known.

    Raises:
        MeetingError: a name is ambiguous, or too long.
    """
    person = find_person(meeting, text) if text.strip() else None
    if person is not None:
        return person.name
    names = []
    for one in split_names(meeting, text):
        person = find_person(meeting, one.name) if one.name else None
        if person is None:
            return text
        names.append(person.name)
    return joined(list(dict.fromkeys(names))) or text


def several_known(meeting: Meeting, text: str) -> tuple[tuple[str, ...], str]:
    """Return the names of several known people, and the topic after them.

    Args:
        meeting: the meeting as it is now.
        text: "Ada, Ben and Cleo to rents". There must be whole words of each name.

    Returns:
        No names if the text does not begin with such a list.
    """
    words = text.split()
    if len(text) > _LONGEST_LIST:
        return (), ""
    end = words_before_separator(words)
    named = split_names(meeting, " ".join(words[:end]))
    people = [whole_name(meeting, one.name) for one in named if one.name and not one.organisation]
    names = tuple(dict.fromkeys(person.name for person in people if person is not None))
    if len(people) < len(named) or None in people or len(names) < 2:
        return (), ""
    return names, split_after(words, end).topic


def _pieces(meeting: Meeting, known: Mapping[str, str], text: str) -> Iterator[_Piece]:
    """The pieces of a text, with names that contain a separator in one."""
    enclosed = [found.span() for found in _ENCLOSED.finditer(text)]
    cuts = [
        found
        for found in _BETWEEN.finditer(text)
        if not any(start < found.start() < end for start, end in enclosed)
    ]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    first, most = 0, 2 * meeting.cached(_separators_in_names)
    while first < len(ends):
        wholes = (n for n in range(min(len(ends) - 1, first + most), first, -1)
                  if _is_known(meeting, known, text[starts[first] : ends[n]]))  # fmt: skip
        last = next(wholes, first)
        rest = text[ends[last] :]
        if last == len(ends) - 2 and _goes_on(
            meeting, known, text[starts[first] : ends[last]], rest
        ):
            last += 1
        yield _Piece(text[starts[first] : ends[last]], cuts[first - 1][0] if first else "")
        first = last + 1


def _separators_in_names(meeting: Meeting) -> int:
    """How many separators a name of the meeting has at most."""
    names = (*organisations(meeting.people), *(person.name for person in meeting.people))
    return max((len(_BETWEEN.findall(name)) for name in names), default=0)


def _are_pairs(pieces: Sequence[_Piece]) -> bool:
    """Whether lines or semicolons stand between people, and commas before organisations."""
    lines: list[int] = []
    for piece in pieces:
        if piece.begins_line:
            lines.append(0)
        elif "," in piece.after:
            lines[-1] += 1
        else:
            return False
    pasted = any("\n" in piece.after for piece in pieces)
    return len(lines) > 1 and max(lines) == 1 and (pasted or min(lines) == 1)


def _is_known(meeting: Meeting, known: Mapping[str, str], text: str) -> bool:
    """Whether a text is the name of a person or of an organisation, or "NAME of ORGANISATION"."""
    if fold(text) in known or whole_name(meeting, text) is not None:
        return True
    name, organisation = _cut(text)
    return fold(organisation) in known and (
        _BETWEEN.search(name) is None or whole_name(meeting, name) is not None
    )


def _goes_on(meeting: Meeting, known: Mapping[str, str], text: str, rest: str) -> bool:
    """Whether an unknown organisation goes on after "and": "Dora of Food" and then " and Land"."""
    organisation = _cut(text)[1]
    found = re.match(rf"\s+{_AND}\s+", rest, re.IGNORECASE)
    if not organisation or fold(organisation) in known or found is None:
        return False
    after = rest[found.end() :]
    return _OF.search(after) is None and not matching_people(meeting, after)


def _heading(known: Mapping[str, str], text: str) -> tuple[str, str]:
    """The organisation of "Riverside Tenants: Ada", and the rest; "" for none."""
    before, colon, rest = text.partition(":")
    before = clean_name(before)
    if colon and rest.strip() and (fold(before) in known or is_organisation(before)):
        return known.get(fold(before), before), rest
    return "", text


def _person(meeting: Meeting, known: Mapping[str, str], text: str) -> NamedPerson:
    text = clean_name(_NUMBER.sub("", clean_name(text)))
    if len(text) > NAME_LIMIT:
        return NamedPerson(text)  # to be refused
    if text.endswith(".") and matching_people(meeting, text.rstrip(".")):
        text = text.rstrip(".")
    if fold(text) in _AND_SO_ON:
        return NamedPerson("")
    if whole_name(meeting, text) is not None:
        return NamedPerson(text)
    if fold(text) in known:
        return NamedPerson("", known[fold(text)])
    text = _AROUND.sub("", _MAIL.sub("", text))
    found = _HANDLE.search(text)
    name, organisation = _cut(text[: found.start()] if found else text)
    without_pronouns = _BRACKETS.sub("", name)
    if matching_people(meeting, without_pronouns):
        name = without_pronouns
    if not organisation and is_organisation(name) and not matching_people(meeting, name):
        name, organisation = "", name
    name, organisation = clean_name(name), known.get(fold(organisation), organisation)
    return NamedPerson(name, organisation, found[1] if found and name else "")


def _cut(text: str) -> tuple[str, str]:
    """The name and the organisation after "of", after a dash or in brackets; "" for none.

    Pronouns in brackets stay with the name; remarks such as "(remote)" are dropped.
    """
    name, organisation, pronouns = text.strip(), "", ""
    if len(name) > NAME_LIMIT:
        return name, ""
    while (found := _BRACKETS.search(name)) is not None and found.start():
        name = name[: found.start()]
        parts = [part.strip() for part in found[1].split(",")]
        pronouns = next((f" ({part})" for part in parts if is_pronouns(part)), pronouns)
        rest = [part for part in parts if part and not is_pronouns(part) and not is_remark(part)]
        organisation = ", ".join(rest) or organisation
    head, *tail = _OF.split(name, maxsplit=1)
    if tail and is_pronouns(tail[0]):
        pronouns = f" ({tail[0].strip()})"
    elif tail and not is_remark(tail[0]):
        organisation = organisation or tail[0].strip()
    return f"{head.strip()}{pronouns}", organisation

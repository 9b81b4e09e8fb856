"""Find who does not agree in the line of a decision: "We share the van; Hugo blocks: cost"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from data.records.choices import DissentKind
from data.records.meeting import Meeting
from data.rules.people import matching_people, organisations, respelled
from data.text.comparison import fold
from data.text.name_words import is_organisation, is_particle

_BETWEEN = re.compile(r"\s*;\s*")
_HELPING = r"(?:(?:(?:is|are)(?=\s+\w+ing\b)|has|have|will|would)\s+)?"
_ASIDE = r"(?:stand(?:s|ing)?|stood)[\s-]+asides?"
_BLOCK = r"(?:blocks?|blocked|blocking)"
_WHY = r"because\b\s*"
_BECAUSE = rf"(?:\s*[:,–—]|\s+-)\s*(?:{_WHY})?|\s+{_WHY}"
_NAMES_FIRST = re.compile(
    rf"(?P<who>.+?)\s+{_HELPING}(?:(?P<aside>{_ASIDE})|{_BLOCK})"
    rf"(?:(?:{_BECAUSE})(?P<why>.*)|\s*\((?P<enclosed>[^()]*)\))?",
    re.IGNORECASE,
)
_NAMES_LAST = re.compile(
    rf"(?:(?P<aside>{_ASIDE})|{_BLOCK})(?:\s*:\s*|\s+(?:by\s+)?)(?P<who>[^:]+?)"
    rf"(?:(?:\s*:\s*(?:{_WHY})?|\s+{_WHY})(?P<why>.*)|\s*\((?P<enclosed>[^()]*)\))?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*[,/]\s*(?:and\s+)?|\s+(?:and|&|\+|und|et|och|og)\s+", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:,\s*|\.\s+)(?:(?:and|but|while)\s+)?|\s+(?:and|but|while|–|—|-)\s+", re.IGNORECASE
)
_IN_WORDING = re.compile(r"(?:,\s*|\.\s+)(?:but\s+)?|\s+(?:but|–|—|-)\s+", re.IGNORECASE)
_BEGINNING = re.compile(
    rf"(?P<who>[^;:]{{1,200}}?)\s+{_HELPING}(?:{_ASIDE}|{_BLOCK})"
    r"(?=\s*(?:$|[:,.(–—]|-\s|(?:and|but|while|because)\b))",
    re.IGNORECASE,
)
_ALSO = re.compile(r"^(?:and|but)\s+(?=\S)", re.IGNORECASE)
_SOMEONE = re.compile(r"(?:someone|somebody)\s+(?:of|from)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_NOT_NAMES = re.compile(
    r"(?:and|or|but|if|that|which|who|what|this|these|those|it|he|she|they|we|us|you|i|me|nobody"
    r"|none|no|no one|anybody|anyone|any|somebody|someone|some|everybody|everyone|all|nothing)\b.*"
)
_OF = re.compile(r"\s+(?:of|from|for)\s+\S.*|\s*\([^()]*\)$")
_MOST_CUTS = 5  # at "and" and commas in one known name
_LONGEST_NAME = 4  # words of a name that nobody here has


@dataclass(frozen=True)
class TypedDissent:
    """People who do not agree, as the line names them.

    Args:
        names: of people or organisations, as they were typed.
        kind: whether they stand aside or block.
        why: their reason; may be empty.
    """

    names: tuple[str, ...]
    kind: DissentKind
    why: str


def split_dissents(meeting: Meeting, text: str) -> tuple[str, tuple[TypedDissent, ...]]:
    """Split the line of a decision into its wording and the dissents after it.

    A dissent stands after a semicolon: "NAME stands aside: REASON", "NAME and NAME block: REASON",
    "stand aside NAME: REASON" or "block: NAME: REASON". One that begins with a known name may also
    stand after a comma or a full stop. What else stands after a semicolon belongs to the wording,
    as does "the city blocks the road".

    Args:
        meeting: the meeting, whose people and organisations are known.
        text: one line.

    Returns:
        The wording with its semicolons, and the dissents in their order. Every word of the text is
        in one of them, but for those that say what kind of dissent it is or join two of them.
    """
    known = {fold(name) for name in organisations(meeting.people)}
    first, *others = (
        piece
        for n, part in enumerate(_BETWEEN.split(text))
        for piece in _cut_before_names(meeting, known, part, is_first=n == 0)
    )
    wording, found = [first], []
    for part in others:
        dissent = _dissent(meeting, part)
        if dissent is not None:
            found.append(dissent)
        else:
            wording.append(part)
    return ("; ".join(wording) if found else text), tuple(found)


def _cut_before_names(
    meeting: Meeting, known: Collection[str], part: str, *, is_first: bool
) -> list[str]:
    """A part of the line, cut before each dissent of somebody known.

    In the wording ("We share, Ada stands aside") no name stands before the cut, so that "with Ada,
    Ben" stays whole. A further dissent begins after another one: "Ada stands aside, Ben blocks".
    """
    for cut in (_IN_WORDING if is_first else _NEXT).finditer(part):
        before, rest = part[: cut.start()].strip(), part[cut.end() :]
        begun = _BEGINNING.match(rest)
        names = _names(meeting, known, begun["who"]) if begun is not None and before else ()
        if not names or not all(_is_whole_name(meeting, known, name) for name in names):
            continue
        if not before.split()[-1][:1].isupper() if is_first else _dissent(meeting, before):
            return [before, *_cut_before_names(meeting, known, rest, is_first=False)]
    return [part]


def _is_whole_name(meeting: Meeting, known: Collection[str], name: str) -> bool:
    """Whether a name with a capital letter is whole words of one that is known."""
    name = _OF.sub("", name)
    people = (person.name for person in meeting.people)
    return name[:1].isupper() and (
        fold(name) in known
        or any(f"{fold(one)} ".startswith(f"{fold(name)} ") for one in people)
        or bool(respelled(meeting, name))
    )


def _dissent(meeting: Meeting, part: str) -> TypedDissent | None:
    """The dissent that a part of the line says; None if it says none."""
    text = _ALSO.sub("", part.strip())
    known = {fold(name) for name in organisations(meeting.people)}
    for pattern in (_NAMES_LAST, _NAMES_FIRST):
        found = pattern.fullmatch(text)
        names = _names(meeting, known, found["who"]) if found is not None else ()
        if pattern is _NAMES_LAST and not all(
            name[:1].isupper() or _is_known(meeting, known, _OF.sub("", name)) for name in names
        ):
            names = ()  # "blocked by rain"
        if found is not None and names:
            kind = DissentKind.STAND_ASIDE if found["aside"] else DissentKind.BLOCK
            return TypedDissent(names, kind, (found["why"] or found["enclosed"] or "").strip())
    return None


def _names(meeting: Meeting, known: Iterable[str], text: str) -> tuple[str, ...]:
    """The names of a list; none if a part of it cannot be a name."""
    whole = _SOMEONE.sub("", text.strip())
    if fold(whole) in known or (_AND.search(whole) and _is_known(meeting, known, whole)):
        return (whole,)
    names = tuple(_SOMEONE.sub("", name) for name in _split_names(meeting, known, whole))
    own = tuple(_POSSESSIVE.sub("", name) for name in names)
    names = tuple(o if _is_known(meeting, known, o) else n for o, n in zip(own, names, strict=True))
    return names if names and all(_can_be_name(meeting, known, name) for name in names) else ()


def _split_names(meeting: Meeting, known: Iterable[str], text: str) -> list[str]:
    """The names between "and" and commas; a known name that contains these stays whole."""
    cuts = list(_AND.finditer(text))
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(text)]
    names, first = [], 0
    while first < len(ends):
        wholes = (
            last
            for last in range(min(len(ends) - 1, first + _MOST_CUTS), first, -1)
            if fold(whole := text[starts[first] : ends[last]]) in known
            or fold(whole) in meeting.cached(_folded_names)
        )
        last = next(wholes, first)
        names.append(text[starts[first] : ends[last]])
        first = last + 1
    return [name for name in names if name]


def _folded_names(meeting: Meeting) -> frozenset[str]:
    return frozenset(fold(person.name) for person in meeting.people)


def _is_known(meeting: Meeting, known: Iterable[str], name: str) -> bool:
    return fold(name) in known or bool(matching_people(meeting, name))


def _can_be_name(meeting: Meeting, known: Iterable[str], name: str) -> bool:
    """Whether a text is a name that is known, or that is written as a name is."""
    name = _OF.sub("", name)  # "Ines of Riverside", "Ines (Riverside)"
    if _NOT_NAMES.fullmatch(fold(name)) or not any(c.isalpha() for c in name):
        return False
    if _is_known(meeting, known, name) or is_organisation(name):
        return True
    words = name.split()
    return len(words) == 1 or (
        len(words) <= _LONGEST_NAME
        and words[0][:1].isupper()
        and all(word[:1].isupper() or is_particle(word) for word in words)
        and words[0] != "The"
    )

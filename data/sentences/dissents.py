"""Find who does not agree in the line of a decision: "We share the van; Hugo blocks: cost"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data.records.choices import DissentKind
from data.records.meeting import Meeting
from data.rules.people import matching_people, organisations
from data.text.comparison import fold
from data.text.name_words import is_organisation, is_particle

_BETWEEN = re.compile(r"\s*;\s*")
_ASIDE = r"(?:stands?|standing|stood)\s+aside"
_BLOCK = r"(?:blocks?|blocked|blocking)"
_BECAUSE = r"(?:\s*[:,–—]|\s+-)\s*(?:because\b\s*)?|\s+because\b\s*"
_NAMES_FIRST = re.compile(
    rf"(?P<who>.+?)\s+(?:(?P<aside>{_ASIDE})|{_BLOCK})"
    rf"(?:(?:{_BECAUSE})(?P<why>.*)|\s*\((?P<enclosed>[^()]*)\))?",
    re.IGNORECASE,
)
_NAMES_LAST = re.compile(
    rf"(?:(?P<aside>{_ASIDE})|{_BLOCK})(?:\s*:\s*|\s+(?:by\s+)?)(?P<who>[^:]+?)"
    rf"(?:(?:\s*:\s*|\s+because\b\s*)(?P<why>.*)|\s*\((?P<enclosed>[^()]*)\))?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&|\+)\s+", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"(?:and|or|but|if|that|which|who|what|this|these|those|it|he|she|they|we|us|you|i|me|nobody"
    r"|none|no|no one|anybody|anyone|any|somebody|someone|some|everybody|everyone|all|nothing)\b.*"
)
_OF = re.compile(r"\s+(?:of|from|for)\s+\S.*|\s*\([^()]*\)$")
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
    "stand aside NAME: REASON" or "block: NAME: REASON". What else stands after a semicolon belongs
    to the wording, as does "the city blocks the road".

    Args:
        meeting: the meeting, whose people and organisations are known.
        text: one line.

    Returns:
        The wording with its semicolons, and the dissents in their order. Every word of the text is
        in one of them, but for those that say what kind of dissent it is.
    """
    first, *others = _BETWEEN.split(text)
    wording, found = [first], []
    for part in others:
        dissent = _dissent(meeting, part)
        if dissent is not None:
            found.append(dissent)
        else:
            wording.append(part)
    return ("; ".join(wording) if found else text), tuple(found)


def _dissent(meeting: Meeting, part: str) -> TypedDissent | None:
    """The dissent that a part of the line says; None if it says none."""
    text = part.strip()
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
    whole = text.strip()
    if fold(whole) in known or (_AND.search(whole) and _is_known(meeting, known, whole)):
        return (whole,)
    names = tuple(name for name in _AND.split(whole) if name)
    return names if names and all(_can_be_name(meeting, known, name) for name in names) else ()


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

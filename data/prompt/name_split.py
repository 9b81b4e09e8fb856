"""Cut a text into a name and a topic: "Ada to rents", "Ada: rents", "Ada rents"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.prompt.names import clean_beginning
from data.records.meeting import Meeting
from data.rules.people import matching_people, organisations
from data.text.comparison import fold
from data.text.name_words import is_organisation, is_pronouns, is_remark

_STRONG_SEPARATOR = re.compile(r"(?:to|re|about)(?::\s*|\s+|$)|:(?:\s+|$)", re.IGNORECASE)
_DASH = re.compile(r"[–—-]\s+[a-z]")
_SEPARATOR = re.compile(rf"{_STRONG_SEPARATOR.pattern}|[–—-](?:\s+|$)", re.IGNORECASE)


_ASIDE = re.compile(
    r"(.+?)(?:\s+\((?P<brackets>[^()]*)\)(?P<after>.*)|(?:,\s+|\s+[–—-]\s+)(?P<plain>.+))$"
)


@dataclass(frozen=True)
class NameSplit:
    """A text that is cut after some of its words.

    Args:
        length: how many words stand before the cut.
        name: these words, without punctuation at their end.
        topic: the text after the cut, without a separator at its beginning.
        rest: the words after the cut.
        separated: whether a separator stands at the cut, or the text ends there.
        spans: whether a separator stands inside the name.
    """

    length: int
    name: str
    topic: str
    rest: tuple[str, ...]
    separated: bool
    spans: bool


def split_after(words: Sequence[str], length: int) -> NameSplit:
    """Cut a text, given as its words, after so many of them."""
    head, rest = " ".join(words[:length]), " ".join(words[length:])
    separator = None if head.endswith(":") else _SEPARATOR.match(rest)
    return NameSplit(
        length=length,
        name=head.rstrip(":,;!?.") or head,
        topic=rest[separator.end() :] if separator else rest,
        rest=tuple(words[length:]),
        separated=not rest or head.endswith(":") or separator is not None,
        spans=words_before_separator(words) < length,
    )


def starts_with_separator(words: Sequence[str]) -> bool:
    """Return whether a text has nothing before its first separator, as in "to rents"."""
    return _SEPARATOR.match(" ".join(words)) is not None


def words_before_separator(words: Sequence[str]) -> int:
    """Return how many words stand before the first separator that has one before it.

    A separator is "to", "re" or "about", also with a colon, or a colon before a blank. If there is
    none, it is a dash before a small letter: "Ada - rents", but not "Ada - HumanOS".
    Returns the number of all words if there is none.
    """
    for separator in (_STRONG_SEPARATOR, _DASH):
        for length in range(1, len(words)):
            after = " ".join(words[length : length + 2])
            if separator.match(after) or (
                separator is _STRONG_SEPARATOR and words[length - 1].endswith(":")
            ):
                return length
    return len(words)


def split_words(meeting: Meeting, text: str) -> list[str]:
    """Return the words of a text that begins with a name.

    The punctuation before the name is dropped, unless a known name has it. "Ada of Riverside"
    takes the place of "Ada (Riverside)", "Ada, Riverside" and "Ada - Riverside".
    """
    text = text.replace("：", ": ", 1)
    if not any(fold(text).startswith(name) for name in meeting.cached(_punctuated)):
        cleaned = clean_beginning(text)
        if not text.lstrip().startswith(":") or matching_people(meeting, cleaned.partition(" ")[0]):
            text = cleaned
    words = _with_of(meeting, text).split()
    name, colon, topic = words[0].partition(":") if words else ("", "", "")
    if colon and topic and not topic.startswith("//") and not matching_people(meeting, words[0]):
        return [f"{name}:", topic, *words[1:]]
    return words


def _punctuated(meeting: Meeting) -> tuple[str, ...]:
    """The known names that begin with punctuation, folded."""
    names = (*organisations(meeting.people), *(p.name for p in meeting.people))
    return tuple(fold(name) for name in names if name != clean_beginning(name))


def _with_of(meeting: Meeting, text: str) -> str:
    """A text with "of" before the organisation that follows a name in another way.

    The organisation must be known, and the person be new or speak for it; in brackets after a new
    name it may also read like one. Pronouns and remarks in
    brackets after a known name are dropped.
    """
    found = _ASIDE.match(text)
    if found is None or words_before_separator(found[1].split()) < len(found[1].split()):
        return text
    name, brackets, after = found[1], found["brackets"], (found["after"] or "").strip()
    people = matching_people(meeting, name)
    if people and brackets and (is_pronouns(brackets) or is_remark(brackets)):
        return f"{name} {after}"
    if brackets is None:
        words = found["plain"].split()
        end = words_before_separator(words)
        organisation, after = " ".join(words[:end]).removesuffix(":"), " ".join(words[end:])
    else:
        organisation = brackets
    own = [n for p in people for n in (p.organisation, *p.also_for)]
    known = own if people else organisations(meeting.people)
    is_new = not people and brackets is not None and is_organisation(organisation)
    if not is_new and fold(organisation) not in map(fold, known):
        return text
    colon = "" if _SEPARATOR.match(after) else ":"
    return f"{name} of {organisation.strip()}{colon} {after}".rstrip(": ")

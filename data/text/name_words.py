"""Tell from its words alone whether a text is rather a name, an organisation or a remark."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OF_ORGANISATIONS = _words(
    """
    agency alliance association associations assembly authority board campaign caucus centre
    center circle coalition collective commission committee company confederation congress
    cooperative co-op coop corporation corps council department e.v. federation forum
    foundation gmbh group guild inc inc. initiative institute institution lab labs league llc
    ltd ltd. ministry movement network neighbours neighbors ngo office organisation
    organization owners partnership project residents school services society students team
    tenants trust union unions university volunteers workers workshop youth
    """
)
_PARTICLES = _words(
    """
    a af al and ap av bar bin bint d' da dal das de del della den der di dos du e el en from
    ibn in la las le lo los of op san st 't te ten ter the und van vom von y zu zum zur
    """
)
_PRONOUN = r"(?:she|her|hers|he|him|his|they|them|theirs|ze|hir|xe|xem|it|its|any|all)"
_PRONOUNS = re.compile(rf"{_PRONOUN}(?:\s*/\s*{_PRONOUN})+|they|any pronouns", re.IGNORECASE)
_REMARKS = re.compile(
    r"(?:is\s+)?(?:ill|sick|late|away|remote|remotely|online|on ?line|by phone|on the phone|guest"
    r"|observer|chair|co-chair|host|notes|scribe|facilitator|minutes|running late|on leave"
    r"|on holiday|travelling|traveling|part time|partial)",
    re.IGNORECASE,
)


def is_organisation(text: str) -> bool:
    """Return whether a text of several words has one that organisations end with.

    >>> is_organisation("Green Youth"), is_organisation("Union of Cooks"), is_organisation("Youth")
    (True, True, False)
    """
    words = text.casefold().split()
    before_of = words[: words.index("of")] if "of" in words else words
    return len(words) > 1 and bool(before_of) and before_of[-1] in _OF_ORGANISATIONS


def is_particle(word: str) -> bool:
    """Return whether a word in small letters belongs to a name, such as "van" or "de la"."""
    return word.casefold().rstrip(".") in _PARTICLES or word.startswith(("d'", "d’", "l'", "al-"))


def is_pronouns(text: str) -> bool:
    """Return whether a text is the pronouns of a person, such as "she/her"."""
    return _PRONOUNS.fullmatch(text.strip()) is not None


def is_remark(text: str) -> bool:
    """Return whether a text beside a name says where or how a person is, such as "remote"."""
    return _REMARKS.fullmatch(text.strip()) is not None


_NEAR_LENGTH = 4  # in less letters, every error makes another name
_LONG_WORD = 7


def is_near(typed: str, name: str) -> bool:
    """Return whether a typed name is rather another name with a typing error.

    It is if each of its words is near a word of the name, in that order; if it has one word, any
    word of the name will do. In a word, one letter may be wrong, left out, added or swapped with
    the next one; in a long one, two. The beginning of a word is not near it, and digits must be
    the same: Guest1 is not Guest2.

    Args:
        typed: the name as it was typed, folded.
        name: the other name, folded.

    >>> is_near("clio", "cleo bent"), is_near("cleo bnet", "cleo bent")
    (True, True)
    >>> is_near("anne lee", "ann roe")
    False
    """
    words, parts = typed.split(), name.split()
    if not words or len(words) > len(parts) or typed == name:
        return False
    if len(words) == 1:
        return any(_is_near_word(words[0], part) for part in parts)
    if sorted(words) == sorted(parts):
        return True
    pairs = list(zip(words, parts, strict=False))
    return all(word == part or _is_near_word(word, part) for word, part in pairs)


def _is_near_word(word: str, other: str) -> bool:
    if max(len(word), len(other)) < _NEAR_LENGTH or other.startswith(word):
        return False
    if _digits(word) != _digits(other):
        return False
    errors = 2 if min(len(word), len(other)) >= _LONG_WORD else 1
    return abs(len(word) - len(other)) <= errors and _errors(word, other) <= errors


def _digits(word: str) -> str:
    return "".join(character for character in word if character.isdigit())


def _errors(one: str, other: str) -> int:
    """The least number of letters to change, add, leave out or swap with the next one."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]

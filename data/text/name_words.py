"""Tell from its words alone whether a text is rather a name, an organisation or a remark."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from data.text.comparison import fold


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
_TITLES = _words(
    """
    cllr councillor dame dott dr frau herr madame miss mlle mme mr mrs ms mx prof professor rev
    senor senora sir sra srta
    """
)
_INITIAL = re.compile(r"(?<!\S)([^\W\d_])(?:\.(?!\S)|(?!\S))")
_DEGREES = _words("esq esquire mba md msc phd")
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


def is_title(word: str) -> bool:
    """Return whether a word is a title before a name, such as "Dr." or "Frau"."""
    return fold(word).rstrip(".") in _TITLES


@lru_cache(maxsize=8192)
def plain_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without hyphens, full stops, titles and degrees.

    Initials that follow each other are one word.

    >>> plain_words("Dr. Mary-Ann O'Neill"), plain_words("J. R. Smith"), plain_words("J.R. Smith")
    (('mary', 'ann', "o'neill"), ('jr', 'smith'), ('jr', 'smith'))
    """
    words: list[str] = []
    initials = False
    for word in re.sub(r"[-‐‑·]", " ", fold(name)).split():
        plain = word.strip(".,").replace(".", "")
        if not plain:
            continue
        if initials and len(plain) == 1:
            words[-1] += plain
        else:
            words.append(plain)
        initials = len(plain) == 1
    while len(words) > 1 and words[0] in _TITLES:
        del words[0]
    while len(words) > 1 and words[-1] in _DEGREES:
        del words[-1]
    return tuple(words)


def means_name(typed: str, name: str) -> bool:
    """Return whether a text is a name in another spelling, or some of its words in their order.

    Hyphens, full stops, titles and degrees make no difference, and a capital letter may stand for
    a word beside another one: "Jan Berg" is Jan van der Berg, and "J. Berg" too.

    >>> means_name("Mary Ann", "Mary-Ann O'Neill"), means_name("Dr Koch", "Ines Koch")
    (True, True)
    >>> means_name("A. Quill", "Ada Quill"), means_name("Ada q", "Ada Quill")
    (True, False)
    """
    return fits_words(plain_words(typed), initials_in(typed), plain_words(name))


def initials_in(typed: str) -> frozenset[str]:
    """Return the capital letters that stand alone in a text, or before a full stop, folded."""
    return frozenset(fold(found) for found in _INITIAL.findall(typed) if found.isupper())


def fits_words(words: Sequence[str], initials: Container[str], name: Sequence[str]) -> bool:
    """Return whether words are some of those of a name in their order, as `means_name` does.

    Args:
        words: the plain words of a text.
        initials: those of them that may stand for a longer word, if others do not.
        name: the plain words of a name.
    """
    parts = iter(name)
    return any(word not in initials for word in words) and all(
        any(part == word or (word in initials and part.startswith(word)) for part in parts)
        for word in words
    )


_NEAR_LENGTH = 4  # in less letters, every error makes another name
_SURE_LENGTH = 6  # in shorter words the first letter is hardly ever wrong: Hanna is not Anna
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
    shorter, longer = sorted((len(word), len(other)))
    errors = 2 if shorter >= _LONG_WORD else 1
    if longer - shorter > errors or longer < _NEAR_LENGTH or other.startswith(word):
        return False
    if word[0] != other[0] and shorter < _SURE_LENGTH:
        return False
    if len(set(word) ^ set(other)) > 2 * errors or _digits(word) != _digits(other):
        return False
    return _errors(word, other) <= errors


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

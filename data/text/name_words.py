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

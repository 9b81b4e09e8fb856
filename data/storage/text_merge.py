"""Merge two versions of one text that two people have changed at the same time."""

from __future__ import annotations


def merge_text(base: str, theirs: str, mine: str, *, joint: str = "\n") -> str:
    """Merge two versions of a text, so that nothing that either of them added is lost.

    This is a three-way merge of a whole field. It need not be clever, since the person who gets the
    result looks at it before it is written.

    Args:
        base: the text that both started from.
        theirs: the text in the file now.
        mine: the text typed here.
        joint: what separates the two versions if both have something of their own.

    Returns:
        The version that was changed, if only one was. Otherwise both, one after the other; if both
        only added to the end of the base, the base is there once.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    common = base if theirs.startswith(base) and mine.startswith(base) else ""
    my_part, their_part = mine[len(common) :], theirs[len(common) :]
    if not my_part.strip() or my_part.strip() in their_part:
        return theirs
    if not their_part.strip() or their_part.strip() in my_part:
        return mine
    return f"{theirs.rstrip()}{joint}{my_part.strip()}"

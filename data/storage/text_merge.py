"""Two people changed one text at once: theirs, mine, or both.

Both is what version control calls a three-way merge; here of whole fields, since the person who
sees the result looks at it before it is written.
"""

from __future__ import annotations


def merge_text(base: str, theirs: str, mine: str, *, joint: str = "\n") -> str:
    """One text out of two that began as the same.

    Args:
        base: what both started from.
        theirs: what is written now.
        mine: what was typed meanwhile.
        joint: what stands between the two where each has something of its own.

    Where only one was changed it is the result. Where each only added to the end, what both began
    with stands there once.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    common = base if theirs.startswith(base) and mine.startswith(base) else ""
    ours, others = mine[len(common) :], theirs[len(common) :]
    if not ours.strip() or ours.strip() in others:
        return theirs
    if not others.strip() or others.strip() in ours:
        return mine
    return f"{theirs.rstrip()}{joint}{ours.strip()}"

"""Find the name that somebody meant."""

from __future__ import annotations

from collections.abc import Sequence

_NEAR = 0.5  # of 1, that two names are alike so that one is suggested for the other


def nearest_name(name: str, known: Sequence[str]) -> str:
    """Return “. Did you mean NAME?” for the nearest of the known names; "" if none is near."""
    import difflib  # loads slowly, and is needed only where something is wrong

    by_last = {each.rpartition(".")[2]: each for each in reversed(known)}
    found = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR) or [
        by_last[last]
        for last in difflib.get_close_matches(
            name.rpartition(".")[2], list(by_last), n=1, cutoff=_NEAR
        )
    ]
    return f". Did you mean {found[0]}?" if found else ""

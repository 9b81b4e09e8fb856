"""How often the tests of random input repeat: in CI twice as often as usual, or as asked for."""

from __future__ import annotations

import os

IN_CI = os.environ.get("CI") == "true"


def times(name: str, *, by_default: int, in_ci: int) -> int:
    """Return how often something is repeated.

    Args:
        name: the variable MEETING_TUI_... that asks for another number.
        by_default: without that variable.
        in_ci: without that variable, in CI.
    """
    return int(os.environ.get(f"MEETING_TUI_{name}", in_ci if IN_CI else by_default))

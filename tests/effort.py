"""How much the tests try: in CI each screen, size and way, and random input twice as often.

By default a change is checked in less time, by the first of those that differ little.
"""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")

IN_CI = os.environ.get("CI") == "true"


def in_ci(*more: T) -> tuple[T, ...]:
    """Return further values of a parameter in CI, and none elsewhere."""
    return more if IN_CI else ()


def times(name: str, *, by_default: int, in_ci: int) -> int:
    """Return how often something is repeated.

    Args:
        name: the variable MEETING_TUI_... that asks for another number.
        by_default: without that variable.
        in_ci: without that variable, in CI.
    """
    return int(os.environ.get(f"MEETING_TUI_{name}", in_ci if IN_CI else by_default))

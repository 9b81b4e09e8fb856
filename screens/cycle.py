"""Step through a few values, round and round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def next_in_cycle(values: Iterable[T], current: T, steps: int = 1) -> T:
    """Return the value that follows the current one; after the last comes the first.

    Args:
        values: all values, in order, such as the members of an enum.
        current: one of them.
        steps: how many to go on; negative goes back.

    Raises:
        ValueError: the current value is not one of them.
    """
    ring = tuple(values)
    return ring[(ring.index(current) + steps) % len(ring)]

"""Waiting for a condition instead of a fixed time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.css.query import NoMatches
from textual.pilot import Pilot


async def wait_until(
    pilot: Pilot[Any],
    condition: Callable[[], object],
    what: str = "",
    *,
    seconds: float = 10.0,
) -> None:
    """Let the app run until a condition holds.

    Args:
        pilot: the pilot of the app under test.
        condition: called repeatedly; a widget that does not exist yet (Textual's NoMatches) counts
            as false.
        what: describes the condition in the failure message.
        seconds: time after which the test fails.

    Raises:
        AssertionError: the condition did not hold in time.
    """

    def holds() -> bool:
        try:
            return bool(condition())
        except NoMatches:
            return False

    try:
        async with asyncio.timeout(seconds):
            while not holds():
                await pilot.pause()
    except TimeoutError:
        what = what or getattr(condition, "__qualname__", repr(condition))
        message = f"not within {seconds:g} s: {what}; on top: {pilot.app.screen!r}"
        raise AssertionError(message) from None

"""Waiting for what must come to be true, instead of for a time to pass."""

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
    """Let the app work until a condition holds.

    Args:
        pilot: of the app under test.
        condition: anything that tells true or false; a widget that is not there yet
            (Textual's NoMatches) counts as false.
        what: says in the failure what was waited for.
        seconds: after which the test fails. Generous, since it is only a net.
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

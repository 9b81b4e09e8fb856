"""Clocks without counters: durations are computed from stored instants."""

from __future__ import annotations

from datetime import datetime

from data.records.base import Span


def total_seconds(spans: tuple[Span, ...], now: datetime) -> float:
    """Return the length of all spans together in seconds; an open span lasts until `now`.

    A span counts as zero if its end lies before its start, because a clock was set back.
    """
    total = 0.0
    for start, end in spans:
        total += max(0.0, ((end or now) - start).total_seconds())
    return total


def close_spans(spans: tuple[Span, ...], at: datetime) -> tuple[Span, ...]:
    """Return the spans with the last one closed, if it is open; it never ends before its start."""
    if spans and spans[-1][1] is None:
        start = spans[-1][0]
        return (*spans[:-1], (start, max(at, start)))
    return spans


def is_running(spans: tuple[Span, ...]) -> bool:
    """Return whether the last span is open."""
    return bool(spans) and spans[-1][1] is None

"""Clocks without counters: time is what lies between stored instants."""

from __future__ import annotations

from datetime import datetime

from data.records.base import Span


def total_seconds(spans: tuple[Span, ...], now: datetime) -> float:
    """The length of all spans together, in seconds; one still open runs to now.

    A span that a clock set back has turned around counts nothing: time is never negative.
    """
    total = 0.0
    for start, end in spans:
        total += max(0.0, ((end or now) - start).total_seconds())
    return total


def close_spans(spans: tuple[Span, ...], at: datetime) -> tuple[Span, ...]:
    """The spans with the last one ended, if it was open. It never ends before it began."""
    if spans and spans[-1][1] is None:
        start = spans[-1][0]
        return (*spans[:-1], (start, max(at, start)))
    return spans


def is_running(spans: tuple[Span, ...]) -> bool:
    """Whether the last span is still open."""
    return bool(spans) and spans[-1][1] is None

"""Durations from stored spans are never negative."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.records.base import Span
from data.records.spans import close_spans, is_running, total_seconds
from tests.builders import after

seconds = st.integers(-500, 500)
instants = seconds.map(after)
some_spans = st.lists(st.tuples(instants, st.none() | instants), max_size=5).map(tuple)


def test_no_spans_have_zero_seconds() -> None:
    assert total_seconds((), after(0)) == 0
    assert close_spans((), after(0)) == ()
    assert not is_running(())


def test_spans_add_up_and_an_open_one_lasts_until_now() -> None:
    spans: tuple[Span, ...] = ((after(0), after(10)), (after(60), None))
    assert total_seconds(spans, after(65.5)) == 15.5
    assert is_running(spans)
    ended = close_spans(spans, after(70))
    assert ended == ((after(0), after(10)), (after(60), after(70)))
    assert not is_running(ended)
    assert total_seconds(ended, after(9999)) == 20


def test_closed_spans_do_not_change() -> None:
    spans: tuple[Span, ...] = ((after(0), after(10)),)
    assert close_spans(spans, after(99)) is spans


@given(spans=some_spans, now=instants, later=st.integers(0, 500))
def test_total_seconds_are_never_negative_and_never_decrease(
    spans: tuple[Span, ...], now: datetime, later: int
) -> None:
    first = total_seconds(spans, now)
    assert 0 <= first <= total_seconds(spans, now + timedelta(seconds=later))


@given(spans=some_spans, at=instants, now=instants)
def test_close_spans_stops_the_clock_at_that_instant(
    spans: tuple[Span, ...], at: datetime, now: datetime
) -> None:
    ended = close_spans(spans, at)
    assert not is_running(ended)
    assert len(ended) == len(spans)
    if is_running(spans):
        start, end = ended[-1]
        assert end is not None
        assert end >= start
        # Whatever the clock says later, the last span counts the same.
        assert total_seconds(ended[-1:], now) == total_seconds(spans[-1:], at)

"""Dates, times of day and durations are parsed. Today is Monday, 23 November 2026."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MeetingError, PastDateError
from data.text.dates import looks_like_date, parse_date, parse_time
from data.text.durations import parse_duration

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", "2026-12-01"),
        ("27-11-2026", "2026-11-27"),
        ("the first of december", "2026-12-01"),
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("friday", "2026-11-27"),
        ("on Fri", "2026-11-27"),
        ("this friday.", "2026-11-27"),
        ("monday", "2026-11-30"),
        ("next friday", "2026-12-04"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-23"),
        ("in 2 weeks", "2026-12-07"),
        ("in 1 day", "2026-11-24"),
        ("in 3 months", "2027-02-23"),
        ("12 dec", "2026-12-12"),
        ("12. December", "2026-12-12"),
        ("Dec 12th", "2026-12-12"),
        ("1 nov", "2027-11-01"),
        ("1 March 2028", "2028-03-01"),
        ("29 feb", "2028-02-29"),
        ("12.12.", "2026-12-12"),
        ("3.4.2027", "2027-04-03"),
        ("13/12", "2026-12-13"),
        ("12/13", "2026-12-13"),
        ("25/12/2026", "2026-12-25"),
        ("Fri, 27 Nov", "2026-11-27"),
        ("Friday, November 27th, 2026", "2026-11-27"),
        ("the 27th", "2026-11-27"),
        ("12th of December", "2026-12-12"),
        ("12.12.26", "2026-12-12"),
        ("2026/12/12", "2026-12-12"),
        ("2026-12-12T18:30", "2026-12-12"),
        ("by end of month", "2026-11-30"),
        ("EOM", "2026-11-30"),
        ("the last day of the month", "2026-11-30"),
        ("end of the week", "2026-11-29"),
        ("end of next month", "2026-12-31"),
        ("end of december", "2026-12-31"),
        ("end of october", "2027-10-31"),
        ("mid december", "2026-12-15"),
        ("end of 2027", "2027-12-31"),
        ("EOD", "2026-11-23"),
        ("EOD friday", "2026-11-27"),
        ("friday evening", "2026-11-27"),
        ("friday at 17:00", "2026-11-27"),
        ("tonight", "2026-11-23"),
        ("friday, please", "2026-11-27"),
        ("weds", "2026-11-25"),
        ("friday next week", "2026-12-04"),
        ("a week from now", "2026-11-30"),
        ("in a fortnight", "2026-12-07"),
        ("in two months", "2027-01-23"),
        ("the day after tomorrow", "2026-11-25"),
    ],
)
def test_dates(typed: str, meant: str) -> None:
    assert parse_date(typed, TODAY) == date.fromisoformat(meant)


def test_another_weekday_than_that_of_the_date_is_refused() -> None:
    with pytest.raises(MeetingError, match="Fri 27 Nov 2026"):
        parse_date("Thu, 27 Nov", TODAY)


def test_the_end_of_the_last_month_that_a_date_can_have() -> None:
    for text in ("end of december 9999", "end of 0000", "31 dec 9999", "in 999 years"):
        with suppress(MeetingError):
            parse_date(text, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31 feb", True), ("tusday", True), ("end of moth", True), ("december", True),
        ("dec", True), ("Jan", False),
        ("the door", False), ("next meeting", False), ("end users", False), ("", False),
    ],
)  # fmt: skip
def test_what_was_probably_meant_as_a_date(typed: str, meant: bool) -> None:
    assert looks_like_date(typed) is meant


def test_a_weekday_from_a_weekend() -> None:
    sunday = date(2026, 11, 29)
    assert parse_date("friday", sunday) == date(2026, 12, 4)
    assert parse_date("next friday", sunday) == date(2026, 12, 4)


@pytest.mark.parametrize("typed", ["3/4", "03/04/2027", "03-04-2027"])
def test_ambiguous_dates_are_refused(typed: str) -> None:
    with pytest.raises(MeetingError, match="two days"):
        parse_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["2026-11-22", "yesterday", "1 nov 2026"])
def test_past_days_are_refused_by_default(typed: str) -> None:
    with pytest.raises(PastDateError, match="past"):
        parse_date(typed, TODAY)
    assert parse_date(typed, TODAY, past=True) < TODAY


@pytest.mark.parametrize("typed", ["", "soon", "fr", "31 feb", "32.1.", "13/13", "2026-13-01", "5"])
def test_what_is_not_a_date_is_refused(typed: str) -> None:
    with pytest.raises(MeetingError, match="is not a date"):
        parse_date(typed, TODAY)


@given(st.text(max_size=20))
def test_any_text_is_a_present_or_future_day_or_refused(typed: str) -> None:
    with suppress(MeetingError):
        assert parse_date(typed, TODAY) >= TODAY


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [
        ("5m", 300), ("5 min", 300), ("5", 300), ("90s", 90), ("90 seconds", 90), ("1h", 3600),
        ("1h 30m", 5400), ("1h30", 5400), ("2 Hours", 7200), ("-5m", -300), ("- 5", -300),
        ("+5m", 300), ("0", 0), ("1.5h", 5400), ("1,5 h", 5400), ("1½h", 5400), ("1:30", 5400),
        ("1:05:00", 3900), ("-1:30", -5400), ("−5", -300), ("1h30min", 5400), ("1 h 30 min.", 5400),
        ("1m30", 90), ("1'30\"", 90), ("1 hour and 30 minutes", 5400), ("half an hour", 1800),
        ("an hour", 3600), ("2 and a half hours", 9000), ("by 10 min", 600), ("0.5", 30),
        ("ten more minutes", 600), ("two and a half minutes", 150), ("one minute", 60),
        ("twenty-five seconds", 25), ("forty five minutes", 2700), ("one and a half hours", 5400),
    ],
)  # fmt: skip
def test_durations(typed: str, seconds: int) -> None:
    assert parse_duration(typed) == seconds


@pytest.mark.parametrize(
    "typed",
    ["", "m", "5x", "five", "5m later", "--5", "5 5 m x", "5 5", "5m 1h", "1:75", "1.h", "-"],
)
def test_what_is_not_a_duration_is_refused(typed: str) -> None:
    with pytest.raises(MeetingError, match="is not a duration"):
        parse_duration(typed)


def test_a_clock_of_a_speaker_is_in_minutes() -> None:
    assert parse_duration("1:30", clock_in_minutes=True) == 90
    assert parse_duration("0:01:30", clock_in_minutes=True) == 90
    assert parse_duration("1:30 h", clock_in_minutes=True) == 5400


@given(st.text(max_size=60))
def test_any_text_is_a_duration_or_refused(typed: str) -> None:
    with suppress(MeetingError):
        assert isinstance(parse_duration(typed), int)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("18:30", 18, 30),
        ("18.30", 18, 30),
        ("1830", 18, 30),
        ("18h", 18, 0),
        ("6pm", 18, 0),
        ("6:30 PM", 18, 30),
        ("12 am", 0, 0),
        ("12pm", 12, 0),
        ("0:05", 0, 5),
    ],
)
def test_times_of_day(text: str, hour: int, minute: int) -> None:
    assert parse_time(text) == time(hour, minute)


@pytest.mark.parametrize(
    "text", ["", "6", "noon", "24:00", "18:60", "13pm", "0 pm", "18:3", "-1:00"]
)
def test_what_is_not_a_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(MeetingError, match="is not a time of day"):
        parse_time(text)

"""Clocks: the program reads the time through these, so that tests can set it."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of the current time."""

    def now(self) -> datetime:
        """The current instant, in UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The current instant, in UTC, rounded down to a millisecond."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


@dataclass
class FixedClock:
    """A clock for tests: it stands still until `advance` is called."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 18, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """The instant that the clock is set to."""
        return self.instant

    def advance(self, seconds: float) -> datetime:
        """Move the clock forward by some seconds and return the new time."""
        self.instant += timedelta(seconds=seconds)
        return self.instant


def require_time_zone() -> None:
    """Fall back to UTC if the time zone of this machine is a day or more from it.

    POSIX allows such a zone in TZ, but no time can be converted to it.
    """
    try:
        datetime.now(UTC).astimezone()
    except ValueError:
        os.environ["TZ"] = "UTC"
        time.tzset()


def local_date(instant: datetime) -> date:
    """The calendar day of an instant in the time zone of this machine."""
    return instant.astimezone().date()


def local_zone(instant: datetime) -> tuple[int, str]:
    """Return the minutes by which this machine's clock is ahead of UTC, and its zone's name."""
    local = instant.astimezone()
    offset = local.utcoffset() or timedelta(0)
    return round(offset.total_seconds() / 60), local.tzname() or ""

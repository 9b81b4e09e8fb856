"""The time, from one place, so that a test can hold it still."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, in UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The present instant, in UTC, to the millisecond (all that a meeting needs)."""
        now = datetime.now(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


@dataclass
class FixedClock:
    """A clock for tests: it moves only when told to."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 18, 0, tzinfo=UTC))

    def now(self) -> datetime:
        """The instant that it was set to."""
        return self.instant

    def advance(self, seconds: float) -> datetime:
        """Move on by so many seconds and tell the new time."""
        self.instant += timedelta(seconds=seconds)
        return self.instant


def local_date(instant: datetime) -> date:
    """The calendar day of an instant where this machine is."""
    return instant.astimezone().date()

"""The minutes show the local time of the meeting, wherever they are made."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from data.clock import local_zone, require_time_zone
from data.minutes.compose import compose
from data.records.meeting import Meeting
from data.records.models import MeetingState
from data.rules import lifecycle
from tests.builders import a_meeting, person

BEGIN = datetime(2026, 11, 24, 1, 3, tzinfo=UTC)  # 20:03 on Monday in New York
END = datetime(2026, 11, 24, 2, 3, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="POSIX sets the zone")


def set_zone(name: str) -> None:
    os.environ["TZ"] = name
    time.tzset()


@pytest.fixture(autouse=True)
def own_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    yield
    monkeypatch.undo()
    time.tzset()


def held_in(zone: str) -> Meeting:
    set_zone(zone)
    arriving = person("Ada", arrived=datetime(2026, 11, 24, 1, 30, tzinfo=UTC))
    meeting = a_meeting(arriving, state=MeetingState.DRAFT, started=None)
    return lifecycle.end(lifecycle.start(meeting, BEGIN), END)


def test_the_minutes_have_the_local_time_of_the_meeting() -> None:
    meeting = held_in("EST5EDT,M3.2.0,M11.1.0")
    assert compose(meeting, END).time == "20:03–21:03 (60 minutes)"
    set_zone("UTC")
    document = compose(meeting, END)
    assert document.time == "20:03–21:03 EST, UTC-05:00 (60 minutes)"
    assert document.present[0].people[0].arrived == "20:30"
    approved = compose(lifecycle.approve(meeting, END), END)
    assert approved.state == "Minutes approved on 2026-11-23"


def test_a_zone_without_a_name_is_named_by_its_offset() -> None:
    meeting = held_in("<+0545>-5:45")
    set_zone("UTC")
    assert compose(meeting, END).time == "06:48–07:48 UTC+05:45 (60 minutes)"


@pytest.mark.parametrize("offset", [None, 10**9])
def test_a_meeting_without_a_zone_is_in_that_of_this_machine(offset: int | None) -> None:
    meeting = held_in("EST5EDT,M3.2.0,M11.1.0")
    set_zone("UTC")
    meeting = meeting.put(meeting.info.replace(utc_offset=offset, zone=""))
    assert compose(meeting, END).time == "01:03–02:03 (60 minutes)"


@pytest.mark.parametrize("zone", ["XXX-24", "XXX24", "XXX-167", "<-99>99"])
def test_a_zone_a_day_from_utc_is_not_used(zone: str) -> None:
    set_zone(zone)
    require_time_zone()
    assert local_zone(datetime(2026, 11, 23, 18, tzinfo=UTC))[0] == 0

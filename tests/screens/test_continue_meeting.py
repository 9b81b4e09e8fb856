"""`n` and enter on the list of meetings continue the last meeting."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.records.models import MeetingState
from meeting_tui.app import MeetingApp
from screens.home.new_meeting_form import meeting_to_continue, new_meeting_fields
from screens.widgets.record_list import RecordList
from tests.builders import START, a_meeting
from tests.waiting import wait_until


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def create(library: Library, title: str, day: int, state: str, series: str = "") -> str:
    meeting = a_meeting(
        "Ada", title=title, date=dt.date(2026, 11, day), state=MeetingState(state), series=series
    )
    return library.create(meeting.put(meeting.info.replace(ended=START)))


def test_which_meeting_is_continued(library: Library) -> None:
    assert meeting_to_continue(library) is None
    draft = create(library, "Plan", 9, "draft")
    assert [field.initial for field in new_meeting_fields(library)][3] == "from scratch"
    old = create(library, "Call", 1, "approved")
    last = create(library, "October call", 2, "closed", series="Call")
    other = create(library, "Working group", 3, "closed")
    create(library, "Call", 4, "running")
    for highlighted, expected in ((old, last), (last, last), (draft, other), ("", other)):
        found = meeting_to_continue(library, highlighted)
        assert found is not None
        assert found.id == expected
    ways = new_meeting_fields(library, old)[3]
    assert ways.initial == "continue October call of 2 Nov 2026"
    assert ways.initial == ways.choices[0]


async def test_two_keys_continue_the_highlighted_meeting(library: Library) -> None:
    call = create(library, "Call", 1, "closed")
    create(library, "Working group", 3, "closed")
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        meetings = app.screen.query_one(RecordList)
        await pilot.press("G")
        await wait_until(pilot, lambda: meetings.highlighted_id == call)
        await pilot.press("n", "enter")
        await wait_until(pilot, lambda: len(library.summaries()) == 3)
    (draft,) = (summary for summary in library.summaries() if summary.state == "draft")
    file = library.open(draft.id)
    file.close()
    assert (file.meeting.info.title, file.meeting.info.continues) == ("Call", call)
    assert [person.name for person in file.meeting.people] == ["Ada"]

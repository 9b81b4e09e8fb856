"""After a capture, the new record is highlighted on its screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from data.clock import FixedClock
from data.library.library import Library
from data.records.models import Action, ConflictNote, Decision, Parked, Win
from meeting_tui.app import MeetingApp
from screens.widgets.record_list import RecordList
from tests.builders import START, a_meeting
from tests.effort import in_ci
from tests.waiting import wait_until

BEFORE = (
    Decision(text="first", at=START),
    Action(text="first", owner="Ada", at=START),
    Parked(text="first", at=START),
    ConflictNote(about="first", at=START),
    Win(text="first", at=START),
)


@pytest.mark.parametrize(
    ("key", "tab"), [("d", "5"), ("a", "5"), ("p", "5"), ("c", "3"), ("w", "4")]
)
@pytest.mark.parametrize("opened", [True, *in_ci(False)], ids=["seen before", *in_ci("new")])
async def test_the_new_record_is_highlighted(
    isolated: Path, key: str, tab: str, opened: bool
) -> None:
    library = Library(isolated / "library", FixedClock())
    app = MeetingApp(library, library.create(a_meeting("Ada").put(*BEFORE)))
    async with app.run_test(size=(80, 24)) as pilot:
        if opened:
            await pilot.press(tab, "G", "g", "2")
        await pilot.press(key, *"Zebra", "enter", tab)
        rows = app.screen.query_one("#records", RecordList)
        await wait_until(pilot, lambda: any("Zebra" in row.text.plain for row in rows.rows))
        (row,) = (row for row in rows.rows if row.id == rows.highlighted_id)
        assert "Zebra" in row.text.plain


async def test_the_item_of_a_note_is_highlighted(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    app = MeetingApp(library, library.create(a_meeting("Ada", items=("One", "Two"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "2")
        await pilot.press("colon", *"topic Two", "enter", "o", *"Zebra", "enter", "1")
        rows = app.screen.query_one("#records", RecordList)
        await wait_until(pilot, lambda: rows.highlighted_id != "")
        (row,) = (row for row in rows.rows if row.id == rows.highlighted_id)
        assert "Two" in row.text.plain


async def test_sides_in_the_prompt_fill_the_highlighted_conflict(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    notes = (ConflictNote(about="Hours", at=START), ConflictNote(about="Noise", at=START))
    meeting_id = library.create(a_meeting("Ada").put(*notes))
    file = library.open(meeting_id)
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "G", "colon")
        app.post_message(events.Paste("conflict tenants want quiet / union wants late hours"))
        await pilot.pause()
        await pilot.press("enter")
        await wait_until(pilot, file.refresh)
    hours, noise = file.meeting.conflicts
    assert not hours.parties
    assert [(p.name, p.position) for p in noise.parties] == [
        ("tenants", "quiet"),
        ("union", "late hours"),
    ]

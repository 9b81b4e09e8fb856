"""A row of the queue shows the speaker and the reason for their place, at any width."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from meeting_tui.app import MeetingApp
from screens.widgets.meeting_bar import MeetingBar
from screens.widgets.record_list import RecordList
from tests.waiting import wait_until

LINES = (
    "start",
    "present+ Ada Quill of Riverside Tenants and Neighbours",
    "present+ Cleo Márquez of Green Roofs",
    "q+ Ada to rents",
    "next",
    "done",
    "q+ Ada to the date of the festival in the old harbour",
    "q+ Cleo",
    "q+ Dov Lind",
)


@pytest.mark.parametrize("order", ["as asked", "first voices first", "balanced"])
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_names_and_reasons_are_shown(isolated: Path, order: str, width: int) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    file = library.open(library.create(new_meeting("Call", clock.now().date())))
    for line in LINES if order == "as asked" else (*LINES, f"order {order}"):
        interpreter.run(file, line, clock.now())
        clock.advance(20)
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(width, 24)) as pilot:
        await pilot.press("2")
        rows = app.screen.query_one("#records", RecordList)
        await wait_until(pilot, lambda: rows.option_count == 3)
        shown = [str(rows.get_option_at_index(n).prompt) for n in range(3)]
        for name in ("Ada Quill", "Cleo Márquez", "Dov Lind"):
            assert any(name in row for row in shown), shown
        why = app.screen.query_one("#why")
        await wait_until(pilot, lambda: str(why.render()).strip())
        reason = str(why.render())
    if order == "as asked":
        assert reason == "Ada Quill: as asked"
    elif order == "balanced":
        assert reason.startswith("Cleo Márquez: first time today; Green Roofs 0:00 of")
        assert all("first" in row or "0:20" in row for row in shown)
    else:
        assert reason == "Cleo Márquez: first on this item"
        assert all("first" in row or "again" in row or "has spoken" in row for row in shown)


async def test_an_organisation_falls_back_while_one_of_its_members_speaks(isolated: Path) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    file = library.open(library.create(new_meeting("Call", clock.now().date())))
    for line in (
        "start",
        "order balanced",
        "present+ Ada Quill of Riverside",
        "present+ Bo Lund of Riverside",
        "present+ Cy Marsh of Hilltop",
        "ack Bo",
        "ack Cy",
        "ack Ada",
        "q+ Bo",
        "q+ Cy",
    ):
        interpreter.run(file, line, clock.now())
        if line.startswith("ack"):
            clock.advance(10)
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        rows = app.screen.query_one("#records", RecordList)
        bar = app.screen.query_one(MeetingBar)

        def names() -> list[str]:
            prompts = (str(rows.get_option_at_index(n).prompt) for n in range(rows.option_count))
            return [" ".join(prompt.split()[1:3]) for prompt in prompts]

        await wait_until(pilot, lambda: names() == ["Cy Marsh", "Bo Lund"])
        highlighted = rows.highlighted_id
        clock.advance(-10)  # as long ago as when Ada began: both have had ten seconds
        await wait_until(pilot, lambda: names() == ["Bo Lund", "Cy Marsh"])
        assert "next Bo Lund" in str(bar.render())
        clock.advance(2)
        await wait_until(pilot, lambda: names() == ["Cy Marsh", "Bo Lund"])
        assert "next Cy Marsh" in str(bar.render())
        assert rows.highlighted_id == highlighted


async def test_the_next_speaker_of_a_go_round_is_in_view(isolated: Path) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    file = library.open(library.create(new_meeting("Call", clock.now().date())))
    interpreter.run(file, "start", clock.now())
    for n in range(18):
        interpreter.run(file, f"present+ Person {n:02}", clock.now())
        interpreter.run(file, f"q+ Person {n:02}", clock.now())
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "G")
        rows = app.screen.query_one("#records", RecordList)
        await wait_until(pilot, lambda: rows.scroll_offset.y > 0)
        interpreter.run(file, "go-round person", clock.now())
        await wait_until(pilot, lambda: rows.option_count > 30 and rows.scroll_offset.y == 0)
        assert "Person 00" in str(rows.get_option_at_index(1).prompt)
        await pilot.press("z")
        await wait_until(pilot, lambda: "Person 01" in str(rows.get_option_at_index(1).prompt))
        assert rows.scroll_offset.y == 0

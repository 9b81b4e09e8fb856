"""The people stand in columns by organisation, and the keys go through all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.content import Content

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.records.models import Person
from meeting_tui.app import MeetingApp
from screens.people.column_list import MIN_WIDTH, ColumnList, arrange
from screens.widgets.record_list import Row
from tests.waiting import wait_until


def rows(*sizes: int) -> list[Row]:
    """Return a heading for each size, with so many rows below it."""
    ids = [id_ for n, size in enumerate(sizes) for id_ in ["", *(f"{n}.{i}" for i in range(size))]]
    return [Row(id_, Content(id_)) for id_ in ids]


@pytest.mark.parametrize(
    ("sizes", "width", "expected"),
    [
        ((2, 1), MIN_WIDTH, [[0, 1, 2, None, 3, 4]]),
        ((2, 1), 2 * MIN_WIDTH + 2, [[0, 1, 2], [3, 4]]),
        ((1, 1, 1), 2 * MIN_WIDTH + 2, [[0, 1, None, 2, 3], [4, 5]]),
        ((1,), 200, [[0, 1]]),
        ((), 200, []),
    ],
)
def test_groups_fill_columns_of_about_one_height(
    sizes: tuple[int, ...], width: int, expected: list[list[int | None]]
) -> None:
    columns = arrange(rows(*sizes), width)
    assert [list(lines) for lines in columns.lines] == expected
    for index, (column, line) in enumerate(columns.places):
        assert columns.row_at(columns.left(column), line) == index
    assert columns.row_at(0, columns.height) is None


async def test_keys_and_clicks_reach_everyone(isolated: Path) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    people = tuple(
        Person(id=f"{o}{n}", name=f"Person {o}{n}", organisation=f"Organisation {o}")
        for o in "1234"
        for n in range(9)
    )
    meeting = replace(new_meeting("Call", clock.now().date()), people=people)
    app = MeetingApp(library, library.create(meeting))
    async with app.run_test(size=(80, 16)) as pilot:
        await pilot.press("6")
        await wait_until(pilot, lambda: bool(app.screen.query("ColumnList")))
        listed = app.screen.query_one("#records", ColumnList)
        await wait_until(pilot, lambda: len(listed.columns.lines) == 2)

        def shown() -> str:
            height = listed.size.height
            return "\n".join(listed.render_line(y).text for y in range(height))

        assert "Organisation 1             0 of 9 here  Organisation 3" in shown()
        seen = set()
        for _ in people:
            seen.add(listed.highlighted_id)
            assert f"Person {listed.highlighted_id}" in shown()
            await pilot.press("j")
        assert seen == {person.id for person in people}
        await pilot.press("g")
        assert shown().startswith("Organisation 1")
        await pilot.click(listed, offset=(listed.columns.left(1) + 3, 3))
        await wait_until(pilot, lambda: listed.highlighted_id == "32")

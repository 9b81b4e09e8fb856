"""Cached rows show their present numbers and colours."""

from __future__ import annotations

from dataclasses import replace

from textual.app import App, ComposeResult
from textual.content import Content
from textual.strip import Strip

from screens.widgets.record_list import RecordList, Row
from tests.waiting import wait_until

TEXTS = [Content.assemble((f"Speaker {n}", "bold $text-error"), " waits") for n in range(130)]


class Lists(App[None]):
    """An app with a list as high as the screen."""

    CSS = "RecordList { height: 1fr; }"

    def compose(self) -> ComposeResult:
        yield RecordList(id="old")


def numbered(texts: list[Content]) -> list[Row]:
    """Return rows that are numbered as in the speaker queue, with three digits."""
    return [Row(text.plain, text, f"{n:>3} ") for n, text in enumerate(texts, start=1)]


def lines(records: RecordList) -> list[Strip]:
    """Return the painted lines of a list."""
    return [records.render_line(y) for y in range(records.size.height)]


async def test_more_than_a_hundred_rows_move_up_by_one() -> None:
    async with Lists().run_test(size=(40, 20)) as pilot:
        records = pilot.app.query_one("#old", RecordList)
        records.show(numbered(TEXTS))
        await wait_until(pilot, lambda: "  1 Speaker 0 waits" in lines(records)[0].text)
        records.show(numbered(TEXTS[1:]))
        await wait_until(pilot, lambda: "  1 Speaker 1 waits" in lines(records)[0].text)
        records.focus()
        await pilot.press("G")
        await wait_until(pilot, lambda: "129 Speaker 129 waits" in lines(records)[-1].text)
        assert "128 Speaker 128 waits" in lines(records)[-2].text
        records.show(numbered(TEXTS[30:]))
        await wait_until(pilot, lambda: "100 Speaker 129 waits" in lines(records)[-1].text)
        assert " 99 Speaker 128 waits" in lines(records)[-2].text


async def test_rows_are_repainted_in_the_colours_of_a_new_theme() -> None:
    async with Lists().run_test(size=(40, 20)) as pilot:
        records = pilot.app.query_one("#old", RecordList)
        records.show(numbered(TEXTS))
        records.focus()
        await wait_until(pilot, lambda: records.has_focus and "Speaker 5" in lines(records)[5].text)
        before = lines(records)
        # Only the colour of names differs: the style of the rows is the same.
        theme = replace(pilot.app.current_theme, name="other", error="#00ff00")
        pilot.app.register_theme(theme)
        pilot.app.theme = "other"
        await wait_until(pilot, lambda: lines(records)[5] != before[5])
        painted = lines(records)
        records_size = records.size
        await records.remove()
        fresh = RecordList(id="new")
        await pilot.app.mount(fresh)
        fresh.show(numbered(TEXTS))
        fresh.focus()
        await wait_until(pilot, lambda: fresh.has_focus and fresh.size == records_size)
        await pilot.pause()
        for old, new in zip(painted[1:], lines(fresh)[1:], strict=True):  # the first is highlighted
            assert list(old) == list(new)

"""The home screen shows the meetings, or what to do where there are none."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Static

from data.clock import FixedClock
from data.index.meeting_index import Listing
from data.index.summaries import Summary
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.records.models import Win
from data.rules import lifecycle
from meeting_tui.app import MeetingApp
from screens.dialogs.choice import ChoiceDialog
from screens.home import screen as home_screen
from screens.home.rows import meeting_row
from screens.home.screen import HomeScreen
from screens.widgets.record_list import RecordList
from screens.widgets.status_text import StatusText
from tests.waiting import wait_until


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def test_the_styles_of_the_first_screen_are_loaded() -> None:
    # Textual loads the styles of a screen when it is pushed; the first one never is.
    assert any("home/style.tcss" in str(path) for path in MeetingApp.CSS_PATH or ())


async def test_an_empty_library_says_what_to_press(library: Library) -> None:
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)):
        assert app.screen.query_one("#empty").display
        assert not app.screen.query_one("#body").display


async def test_meetings_stand_alone_and_come_back_from_the_bin(library: Library) -> None:
    library.create(new_meeting("Call", FixedClock().now().date()))
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        meetings = app.screen.query_one(RecordList)
        assert app.screen.query_one("#body").display
        assert not app.screen.query_one("#empty").display
        assert meetings.region.height == 21
        await pilot.press("delete")
        await wait_until(pilot, lambda: app.screen.query_one("#empty").display)
        assert library.deleted() == ("2026-11-23-call",)
        await pilot.press("u")
        await wait_until(pilot, lambda: app.screen.query_one("#body").display)
        assert library.deleted() == ()


async def test_each_heading_stands_once(library: Library) -> None:
    today = FixedClock().now()
    for days, state in ((0, "run"), (-7, ""), (-14, "end"), (3, ""), (-21, "")):
        meeting = new_meeting(f"Call {days}", today.date() + timedelta(days=days))
        if state:
            meeting = lifecycle.start(meeting, today)
        library.create(lifecycle.end(meeting, today) if state == "end" else meeting)
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)):
        rows = app.screen.query_one(RecordList).rows
        headings = [str(row.text) for row in rows if not row.id]
        assert headings == ["Running", "In preparation", "Past"]
        assert [row.id[-1] for row in rows if row.id] == ["0", "3", "7", "1", "4"]


async def test_what_others_do_shows(library: Library) -> None:
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        meetings = app.screen.query_one(RecordList)
        assert meetings.option_count == 0
        now = library.clock.now()
        other = Library(library.root, FixedClock())
        meeting_id = other.create(new_meeting("Made elsewhere", now.date()))
        await wait_until(pilot, lambda: meetings.option_count == 2)
        assert "Made elsewhere" in str(meetings.get_option_at_index(1).prompt)
        other.delete(meeting_id)
        await wait_until(pilot, lambda: meetings.option_count == 0)


async def test_a_copy_that_a_sync_tool_made_is_listed_as_such_and_opens_nothing(
    library: Library,
) -> None:
    now = FixedClock().now()
    meeting = lifecycle.start(new_meeting("Call", now.date()), now)
    whole = library.path(library.create(meeting))
    names = ("2026-11-23-call (Ada's conflicted copy 2026-11-25)", "Copy of 2026-11-23-call")
    for name in names:
        whole.with_name(f"{name}.json").write_bytes(whole.read_bytes())
    app = MeetingApp(library)
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        home = app.screen
        rows = home.query_one(RecordList).rows
        assert [row.id for row in rows[:2]] == ["", "2026-11-23-call"]
        assert {row.id for row in rows[3:]} == set(names)
        assert all("a copy of 2026-11-23-call" in str(row.text) for row in rows[3:])
        assert "1 meeting" in str(home.query_one("#title", Static).render())
        for number, key in enumerate(("enter", "y", "delete"), start=1):
            await pilot.press("G", key)
            await wait_until(pilot, lambda: len(app.screen.query("Toast")) == number)  # noqa: B023
            assert "a copy of 2026-11-23-call" in str(app.screen.query("Toast").last().render())
            assert app.screen is home
    assert len(list(library.meetings_path.glob("*.json"))) == 3


async def test_a_file_whose_name_is_not_an_id_is_listed_as_such_and_opens_nothing(
    library: Library,
) -> None:
    whole = library.path(library.create(new_meeting("Call", FixedClock().now().date())))
    stray = whole.with_name("o'brien.json")
    stray.write_bytes(whole.read_bytes())
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        home = app.screen
        meetings = home.query_one(RecordList)
        assert [row.id for row in meetings.rows] == ["", "2026-11-23-call", "", "o'brien"]
        heading, row = (str(row.text) for row in meetings.rows[2:])
        assert heading == "Not meetings"
        assert "o'brien.json" in row
        assert "the file name is not a meeting id" in row
        assert "1 meeting" in str(home.query_one("#title", Static).render())
        for number, key in enumerate(("enter", "y", "delete"), start=1):
            await pilot.press("G", key)
            await wait_until(pilot, lambda: len(app.screen.query("Toast")) == number)  # noqa: B023
            assert "“o'brien” is not a meeting id" in str(app.screen.query("Toast").last().render())
            assert app.screen is home
        await pilot.press("g", "enter")
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
    assert stray.exists()


async def test_a_meeting_that_is_gone_is_restored_from_its_newest_copy(library: Library) -> None:
    now = FixedClock().now()
    meeting_id = library.create(new_meeting("Call", now.date()))
    file = library.open(meeting_id)
    file.apply(lambda meeting: lifecycle.start(meeting, now))
    file.close()
    library.path(meeting_id).unlink()
    app = MeetingApp(library)
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        (row,) = [row for row in app.screen.query_one(RecordList).rows if row.id]
        assert row.id == meeting_id
        assert "gone, 1 copy" in str(row.text)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("enter")
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
    assert library.path(meeting_id).exists()


async def test_the_list_is_read_once_at_the_start_and_once_for_a_change_while_it_is_shown(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting_id = library.create(new_meeting("Call", FixedClock().now().date()))
    reads: list[int] = []
    read = HomeScreen.reload

    def counted(home: HomeScreen) -> None:
        reads.append(1)
        read(home)

    monkeypatch.setattr(HomeScreen, "reload", counted)
    app = MeetingApp(library)
    async with app.run_test(size=(80, 24)) as pilot:
        home = app.screen
        await asyncio.sleep(2 * home_screen._REFRESH_SECONDS)
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert len(reads) == 1
        for changed in (False, True):
            reads.clear()
            await pilot.press("enter")
            await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
            if changed:
                for text in ("One", "Two"):
                    await pilot.press("w", *text, "enter")
                    await asyncio.sleep(1.2 * home_screen._REFRESH_SECONDS)
                wins = library.open(meeting_id).meeting.wins
                assert [win.text for win in wins] == ["One", "Two"]
            assert reads == []
            await pilot.press("b")
            await wait_until(pilot, lambda: app.screen is home)
            await asyncio.sleep(2 * home_screen._REFRESH_SECONDS)
            assert len(reads) == int(changed)
        assert "★2" in str(home.query_one(RecordList).rows[1].text)


async def test_of_two_thousand_meetings_only_the_visible_rows_are_made(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    summaries = tuple(
        Summary(f"2026-11-23-call-{n}", f"Call {n}", "2026-11-23", "closed", 9, 9, 9, 9, 9, 9)
        for n in range(2000)
    )
    monkeypatch.setattr(library, "listing", lambda: Listing(summaries, ({}, set())))
    made: list[str] = []

    def make(summary: Summary, width: int) -> Content:
        made.append(summary.id)
        return meeting_row(summary, width)

    monkeypatch.setattr(home_screen, "meeting_row", make)
    app = MeetingApp(library)
    async with app.run_test(size=(100, 40)) as pilot:
        meetings = app.screen.query_one(RecordList)
        await wait_until(pilot, lambda: "Call 5" in meetings.render_line(6).text)
        assert meetings.option_count == 2001
        await pilot.pause(0.1)
        # A row has another text in each of the styles and widths in which it was painted.
        assert len(set(made)) <= 40
        assert len(made) <= 3 * 40
        await pilot.press("G")
        await wait_until(pilot, lambda: "Call 1999" in meetings.render_line(35).text)
        assert len(set(made)) <= 2 * 40


async def test_a_running_meeting_is_deleted_only_after_a_question(library: Library) -> None:
    now = FixedClock().now()
    meeting_id = library.create(lifecycle.start(new_meeting("Call", now.date()), now))
    app = MeetingApp(library)
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        home = app.screen
        for keys in (("enter",), ("escape",)):
            await pilot.press("delete")
            await wait_until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
            await pilot.press(*keys)
            await wait_until(pilot, lambda: app.screen is home)
            assert library.deleted() == ()
        await pilot.press("delete")
        await wait_until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("j", "enter")
        await wait_until(pilot, lambda: library.deleted() == (meeting_id,))
        await wait_until(pilot, lambda: bool(home.query("Toast")))
        text = str(home.query("Toast").last().render())
        assert f"{meeting_id} is in the bin" in text
        assert "u brings it back" in text
        assert f"meeting-tui bin restore {meeting_id}" in text.replace("\n", " ")
    again = MeetingApp(Library(library.root, FixedClock()))
    async with again.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.press("u")
        await wait_until(pilot, lambda: bool(again.screen.query("Toast")))
        text = str(again.screen.query("Toast").last().render())
        assert "1 meeting in the bin: meeting-tui bin list shows what can be restored" in text
    assert library.restore(meeting_id) == meeting_id


async def test_the_list_is_not_read_below_a_meeting_that_is_opened_at_once(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(isolated / "library", FixedClock())
    meeting_id = library.create(new_meeting("Call", FixedClock().now().date()))
    reads: list[int] = []
    read = library.listing

    def counted() -> Listing:
        reads.append(1)
        return read()

    monkeypatch.setattr(library, "listing", counted)
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: getattr(app.screen, "TAB", "") == "agenda")
        assert not reads
        await pilot.press("b")
        await wait_until(pilot, lambda: app.screen.query_one(RecordList).rows and reads)


async def test_what_is_shown_beside_the_list_follows_the_highlighted_meeting(
    library: Library,
) -> None:
    meeting_id = library.create(new_meeting("Call", FixedClock().now().date()))
    app = MeetingApp(library)
    async with app.run_test(size=(100, 40)) as pilot:
        beside = app.screen.query_one("#preview-text", StatusText)
        await wait_until(pilot, lambda: "Nothing is recorded yet" in beside.plain)
        file = library.open(meeting_id)
        now = FixedClock().now()
        win = Win(text="A freezer", at=now)
        file.apply(lambda meeting: meeting.put(win).logged(now, "win", win.text))
        file.close()
        await wait_until(pilot, lambda: "A freezer" in beside.plain)


def is_highlighted(app: MeetingApp, meeting_id: str) -> bool:
    return app.screen.query_one(RecordList).highlighted_id == meeting_id


async def test_the_meeting_that_is_left_is_highlighted(library: Library) -> None:
    day = FixedClock().now().date()
    ids = [library.create(new_meeting(title, day)) for title in ("One", "Two", "Three")]
    app = MeetingApp(library)
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_until(pilot, lambda: app.screen.query_one(RecordList).rows)
        for meeting_id in (*ids, ids[0]):
            await app.open_meeting(meeting_id)
            await pilot.press("b")
            await wait_until(pilot, lambda: isinstance(app.screen, HomeScreen))
            await wait_until(pilot, partial(is_highlighted, app, meeting_id))

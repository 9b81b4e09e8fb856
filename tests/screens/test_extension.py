"""The key that gives an item more time: what it takes from later items, and who agreed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from data.clock import FixedClock
from data.library.library import Library
from data.prompt import interpreter
from data.prompt.agenda_commands import complete_extension
from data.records.models import AgendaItem
from meeting_tui.app import MeetingApp
from screens.dialogs.line import LineDialog
from screens.meeting.extension_text import extension_preview
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.status_text import StatusText
from tests.builders import START, Room, a_meeting
from tests.waiting import wait_until

ITEMS = tuple(
    AgendaItem(title=title, minutes=10, position=n)
    for n, title in enumerate(("Rents", "News", "Next steps"), start=1)
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", "Takes 5 min from 3 Next steps · or the meeting ends at 18:35, planned 18:30"),
        (
            "15 ada",
            "Takes 5 min from 2 News, all 10 min from 3 Next steps"
            " · or the meeting ends at 18:45, planned 18:30 · agreed by Ada Quill",
        ),
        ("-5", "The meeting ends at 18:25, planned 18:30"),
        ("soon", "“soon” is not a duration"),
    ],
)
def test_what_an_extension_takes_is_shown(
    line: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(a_meeting("Ada Quill", "Jon Reyes", items=ITEMS)).take("Rents")
    zoneless = "screens.meeting.extension_text.local_time"
    monkeypatch.setattr(zoneless, lambda instant: f"{instant:%H:%M}")
    assert extension_preview(room.meeting, START, line).plain == expected


def test_names_of_those_who_agreed_are_completed() -> None:
    meeting = a_meeting("Ada Quill", "Jon Reyes")
    assert complete_extension(meeting, "5 ada, jo") == ("5 ada, Jon Reyes",)
    assert complete_extension(meeting, "5 a") == ("5 Ada Quill",)
    assert complete_extension(meeting, "5") == ()


async def test_enter_alone_extends_by_five_minutes_and_names_say_who_agreed(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    file = library.open(library.create(a_meeting("Ada Quill", items=ITEMS)))
    interpreter.run(file, "next item", library.clock.now())
    app = MeetingApp(library, file.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("+")
        await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
        preview = app.screen.query_one("#preview", Static)
        assert "the meeting ends at" in str(preview.render())
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await pilot.press("+")
        await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
        await pilot.press(*"7 ada", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        details = app.screen.query_one("#details", StatusText)
        await wait_until(pilot, lambda: "agreed by Ada" in details.plain.replace("\n", " "))
        await wait_until(pilot, lambda: details.size.height == len(details.plain.splitlines()) > 1)
    file.refresh()
    item = file.meeting.agenda[0]
    assert (item.extensions, item.agreed) == ((300, 420), ("Ada Quill",))
    assert file.meeting.log[-1].subject == "Rents, agreed by Ada Quill"

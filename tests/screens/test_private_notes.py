"""A conflict note that becomes private is also removed from the minutes that were saved."""

from __future__ import annotations

from pathlib import Path

from data.clock import FixedClock
from data.library.library import Library
from data.records.choices import Visibility
from data.records.models import ConflictNote
from data.rules import edits
from meeting_tui.app import MeetingApp
from screens.meeting.meeting_screen import MeetingScreen
from tests.builders import START, a_meeting
from tests.waiting import wait_until


async def test_a_note_that_becomes_private_leaves_the_saved_minutes(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    meeting_id = library.create(a_meeting("Ada", items=("Rents",)))
    with_note = library.open(meeting_id)
    note = ConflictNote(about="xylophone", common_ground="quiet after ten", at=START)
    with_note.apply(lambda meeting: edits.add(meeting, START, note))
    path = library.minutes_path(meeting_id)
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        screen = app.screen
        assert isinstance(screen, MeetingScreen)
        private = {"visibility": Visibility.PRIVATE}
        assert screen.try_apply(edits.change, START, note, **private)
        assert not path.exists(), "nothing is written where no minutes were saved"
        screen.action_undo()
        screen.session.save_minutes()
        assert "xylophone" in path.read_text(encoding="utf-8")
        assert screen.try_apply(edits.change, START, note, **private)
        assert "xylophone" not in path.read_text(encoding="utf-8")
        screen.action_undo()
        assert "xylophone" in path.read_text(encoding="utf-8")
        screen.action_redo()
        assert "xylophone" not in path.read_text(encoding="utf-8")

"""`u` asks before it reaches back over newer acts of other programs, and says whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from data.clock import FixedClock
from data.errors import MeetingError
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.storage.journal import REDONE
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.dialogs.choice import ChoiceDialog
from screens.meeting.meeting_screen import MeetingScreen
from tests.waiting import wait_until


def two(isolated: Path) -> tuple[Library, MeetingFile, MeetingFile]:
    library = Library(isolated / "library", FixedClock())
    one = library.open(library.create(new_meeting("Call", library.clock.now().date())))
    return library, one, library.open(one.id)


def say(file: MeetingFile, line: str) -> str:
    return interpreter.run(file, line, file.clock.now())


def wins(file: MeetingFile) -> list[str]:
    file.refresh()
    return [win.text for win in file.meeting.wins]


def test_undo_in_the_prompt_is_refused_over_newer_acts_of_others(isolated: Path) -> None:
    _, one, other = two(isolated)
    say(one, "win Mine")
    assert one.next_replay().newer == ""
    for text in ("Theirs", "Also theirs"):
        say(other, f"win {text}")
    for file in (one, other):
        assert isinstance(file.clock, FixedClock)
        file.clock.advance(60)
    with pytest.raises(MeetingError) as refused:
        say(one, "undo")
    assert "This would undo “win added: Mine”" in str(refused.value)
    assert "another program has done “win added: Theirs” and “win added: Also" in str(refused.value)
    assert wins(one) == ["Mine", "Theirs", "Also theirs"]
    say(other, "undo")
    assert say(one, "undo anyway").startswith("Undone: win added: Mine; since then, another prog")
    assert wins(one) == ["Theirs"]
    assert one.next_replay(REDONE).newer == "", "the newer act is older than the undoing"
    with pytest.raises(
        MeetingError, match=r"nothing to undo. The last act is of .*: “win added: T"
    ):
        say(one, "undo")
    third = MeetingFile(one.path)
    assert third.next_replay().newer == "", "all of that was there when it was opened"
    third.by = "mara:1"
    assert "in another program or an earlier run)" in say(third, "undo")
    assert wins(one) == []


def test_what_was_just_done_is_undone_at_once_and_newer_acts_are_named(isolated: Path) -> None:
    _, one, other = two(isolated)
    say(one, "win Mine")
    say(other, "win Theirs")
    said = say(one, "undo")
    assert said.startswith(
        "Undone: win added: Mine; since then, another program has done “win added: Theirs” (by "
    )
    assert wins(one) == ["Theirs"]


async def test_u_asks_before_it_undoes_under_newer_acts_of_others(isolated: Path) -> None:
    library, other, _ = two(isolated)
    clock = library.clock
    assert isinstance(clock, FixedClock)
    app = MeetingApp(library, other.id)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w", *"Mine", "enter")
        await wait_until(pilot, lambda: wins(other) == ["Mine"])
        say(other, "win Theirs")
        clock.advance(60)
        for answer in (("enter",), ("j", "enter")):
            await pilot.press("u")
            await wait_until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
            shown = " ".join(str(text.content) for text in app.screen.query(Static))
            assert "Undo “win added: Mine”?" in shown
            assert "another program has done “win added: Theirs”" in shown
            assert wins(other) == ["Mine", "Theirs"]
            await pilot.press(*answer)
            await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await wait_until(pilot, lambda: wins(other) == ["Theirs"])

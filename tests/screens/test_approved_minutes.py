"""The file of the minutes is written again by an approval and by each correction."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.disk.user import user_name
from data.library.library import Library
from data.records.models import MeetingState
from meeting_tui.app import MeetingApp
from meeting_tui.cli.main import main
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.line import LineDialog
from screens.minutes.screen import MinutesScreen
from tests.builders import START, a_meeting
from tests.waiting import wait_until


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


@pytest.fixture
def closed(library: Library) -> str:
    """A closed meeting whose minutes were saved."""
    meeting_id = library.create(a_meeting("Ada", state=MeetingState.CLOSED, ended=START))
    library.save_minutes(library.open(meeting_id))
    return meeting_id


def edit_by_hand(path: Path) -> str:
    edited = path.read_text(encoding="utf-8") + "\nBy hand.\n"
    path.write_text(edited, encoding="utf-8")
    return edited


def edited_files(library: Library) -> dict[str, str]:
    """The edited files in the bin, by path."""
    return {str(p): p.read_text(encoding="utf-8") for p in library.bin_path.glob("*.md")}


async def test_approving_and_correcting_write_the_file_again(
    library: Library, closed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    notified: list[str] = []
    monkeypatch.setattr(MeetingApp, "notify", lambda _, text, **more: notified.append(text))
    path = library.minutes_path(closed)
    assert "not approved yet" in path.read_text(encoding="utf-8")
    first = edit_by_hand(path)
    app = MeetingApp(library, closed)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, MinutesScreen))
        await pilot.press("A")
        await wait_until(pilot, lambda: bool(edited_files(library)))
        approved = path.read_text(encoding="utf-8")
        assert "Minutes approved on" in approved
        ((kept, text),) = edited_files(library).items()
        assert text == first
        assert any(kept in text for text in notified)
        second = edit_by_hand(path)
        await pilot.press("C")
        await wait_until(pilot, lambda: isinstance(app.screen, ChoiceDialog))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MinutesScreen))
        await pilot.press("d")
        await wait_until(pilot, lambda: isinstance(app.screen, LineDialog))
        await pilot.press(*"We march", "enter")
        await wait_until(pilot, lambda: "We march" in path.read_text(encoding="utf-8"))
        assert set(edited_files(library).values()) == {first, second}
        third = edit_by_hand(path)
        await pilot.press("ctrl+s")
        await wait_until(pilot, lambda: third in edited_files(library).values())
        assert sum("edited file is now" in text for text in notified) == 3
    corrected = path.read_text(encoding="utf-8")
    assert f", corrected on {START:%Y-%m-%d} by {user_name()}" in corrected
    (version,) = path.parent.glob(f"{closed}-approved-*.md")
    assert version.read_text(encoding="utf-8") == approved


def test_the_command_line_writes_the_file_again(
    library: Library,
    closed: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = library.minutes_path(closed)
    edited = edit_by_hand(path)
    arguments = ("do", "--correct", closed, "decided We march")
    monkeypatch.setattr(sys, "argv", ["meeting-tui", "--data", str(library.root), *arguments])
    main()
    assert "We march" in path.read_text(encoding="utf-8")
    ((kept, text),) = edited_files(library).items()
    assert text == edited
    assert kept in capsys.readouterr().err

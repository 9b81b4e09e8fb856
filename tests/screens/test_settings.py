"""What the settings change on the screens: theme, keys, new meetings, copied minutes."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.records.choices import QueueMode
from data.records.models import AgendaItem
from data.rules import lifecycle
from data.settings.appearance import Appearance
from data.settings.settings import UserSettings
from meeting_tui.app import MeetingApp
from screens.agenda.notes_editor import NotesEditor
from screens.dialogs.help import HelpScreen
from screens.widgets.footer import Footer
from screens.widgets.record_list import RecordList
from tests.waiting import wait_until


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def app_with(library: Library, path: Path, text: str, **environment: str) -> MeetingApp:
    path.write_text(text, encoding="utf-8")
    return MeetingApp(library, settings=UserSettings(path, environment))


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Title and text of each notification, in one line."""
    found: list[str] = []

    def notify(_: object, message: str, *, title: str = "", **__: object) -> None:
        found.append(f"{title}: {message}")

    monkeypatch.setattr(MeetingApp, "notify", notify)
    return found


def running_meeting(library: Library) -> str:
    now = library.clock.now()
    return library.create(lifecycle.start(new_meeting("Call", now.date()), now))


def test_without_settings_the_app_has_the_default_theme(library: Library) -> None:
    assert MeetingApp(library).theme == Appearance.theme


async def test_theme_and_animations_are_those_of_the_settings(
    library: Library, path: Path, notices: list[str]
) -> None:
    app = app_with(library, path, 'theme = "nord"\nanimations = "basic"\n')
    async with app.run_test() as pilot:
        await pilot.pause()
        assert (app.theme, app.animation_level) == ("nord", "basic")
    assert notices == []


async def test_all_that_cannot_be_used_is_shown_once_with_its_line(
    library: Library, path: Path, notices: list[str]
) -> None:
    text = 'theme = "nrd"\n[minutes]\nformat = "pdf"\n[keymap]\nspeak = "n"\n'
    app = app_with(library, path, text)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: notices)
        assert app.theme == Appearance.theme
        (notice,) = notices
        first, second, third = notice.splitlines()
        unknown = f"there is no theme “nrd”; {app.theme} is used. Did you mean nord?"
        assert first == f"Settings: {path}:1: theme: {unknown}"
        assert "config.toml:3: minutes.format: “pdf” does not fit" in second
        assert "config.toml:5: keymap.speak: “n” is the key of next too" in third


async def test_a_theme_chosen_in_the_palette_is_remembered(library: Library, path: Path) -> None:
    app = app_with(library, path, "# mine\n[minutes]\n")
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p", *"theme", "enter")
        await wait_until(pilot, lambda: len(app.screen_stack) == 2)
        await pilot.press(*"dracula", "enter")
        await wait_until(pilot, lambda: 'theme = "dracula"' in path.read_text(encoding="utf-8"))
        assert app.theme == "dracula"
    assert path.read_text(encoding="utf-8").startswith("# mine\n")
    assert MeetingApp(library, settings=UserSettings(path)).theme == "dracula"


async def test_a_theme_that_cannot_be_written_is_told_and_stays_until_the_end(
    library: Library, path: Path, notices: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_with(library, path, "")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    async with app.run_test() as pilot:
        monkeypatch.setattr("data.disk.atomic.os.write", full)
        app.theme = "dracula"
        await wait_until(pilot, lambda: notices)
        assert notices[0].startswith("config.toml was not written: the disk is full")
        assert app.theme == "dracula"
    assert path.read_text(encoding="utf-8") == ""


async def test_a_variable_that_goes_before_the_remembered_theme_is_told(
    library: Library, path: Path, notices: list[str]
) -> None:
    app = app_with(library, path, "", MEETING_TUI_THEME="nord")
    async with app.run_test() as pilot:
        app.theme = "dracula"
        await wait_until(pilot, lambda: "MEETING_TUI_THEME goes before it" in "".join(notices))


KEYMAP = """\
[keymap]
speak = "Z"
win = "ctrl+w"
help = "f9"
undo = "ctrl+z"
"records.new" = "f7"
"field.leave" = "f8"
palette = "ctrl+k"
"""


async def pressed(pilot: Pilot[Any], *keys: str) -> str:
    """Press keys, and return the name of the screen that is shown then."""
    await pilot.press(*keys)
    await pilot.pause()
    return type(pilot.app.screen).__name__


async def test_the_keys_of_the_settings_act_and_the_others_do_not(
    library: Library, path: Path
) -> None:
    path.write_text(KEYMAP, encoding="utf-8")
    app = MeetingApp(library, running_meeting(library), UserSettings(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: type(app.screen).__name__ == "AgendaScreen")
        assert await pressed(pilot, "s", "w", "question_mark", "i") == "AgendaScreen"
        for key, shown in (
            ("Z", "SpeakDialog"),
            ("ctrl+w", "LineDialog"),
            ("f9", "HelpScreen"),
            ("f7", "FormDialog"),
            ("ctrl+k", "CommandPalette"),
        ):
            assert await pressed(pilot, key) == shown, key
            if shown == "HelpScreen":
                assert await pressed(pilot, "f9") == "AgendaScreen"
            elif shown == "CommandPalette":
                assert await pressed(pilot, "escape") == "AgendaScreen"
            else:
                assert await pressed(pilot, "escape") == shown, key
                assert await pressed(pilot, "f8") == "AgendaScreen", key


async def test_footer_help_hints_and_palette_show_the_keys_in_force(
    library: Library, path: Path
) -> None:
    path.write_text(KEYMAP, encoding="utf-8")
    app = MeetingApp(library, running_meeting(library), UserSettings(path))
    async with app.run_test(size=(160, 50)) as pilot:
        await wait_until(pilot, lambda: type(app.screen).__name__ == "AgendaScreen")
        footer = str(app.screen.query_one(Footer).content)
        assert "Z Speak" in footer
        assert "ctrl+w Win" in footer
        assert "f7 adds one" in str(app.screen.query_one(".empty", Static).content)
        palette = {c.title: c.help for c in app.get_system_commands(app.screen)}
        assert palette["Queue a speaker: letters of the name, then enter"].startswith("Z · ")
        assert "(ctrl+z brings it back)" in palette["Remove the highlighted record"]
        await pilot.press("f9")
        await wait_until(pilot, lambda: isinstance(app.screen, HelpScreen))
        shown = "\n".join(str(text.content) for text in app.screen.query(Static))
        assert " Z  Queue a speaker" in shown
        assert "f8 closes this help" in shown
        await pilot.press("f8", "Z")

        def hint() -> str:
            return str(app.screen.query_one("#hint", Static).content)

        await wait_until(pilot, lambda: "f8 backs out" in hint())


async def test_a_chosen_letter_is_typed_into_a_text_as_any_other(
    library: Library, path: Path
) -> None:
    path.write_text(KEYMAP, encoding="utf-8")
    now = library.clock.now()
    items = (AgendaItem(title="Rents"),)
    meeting = lifecycle.start(new_meeting("Call", now.date(), items=items), now)
    app = MeetingApp(library, library.create(meeting), UserSettings(path))
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: type(app.screen).__name__ == "AgendaScreen")
        await pilot.press("tab", "Z", "a")
        notes = app.screen.query_one(NotesEditor)
        await wait_until(pilot, lambda: notes.text == "Za")
        await pilot.press("f8", "Z")
        await wait_until(pilot, lambda: type(app.screen).__name__ == "SpeakDialog")
        await pilot.press("Z")
        await wait_until(pilot, lambda: app.screen.query_one(Input).value == "Z")


async def test_two_apps_in_one_process_have_keys_of_their_own(library: Library, path: Path) -> None:
    path.write_text(KEYMAP, encoding="utf-8")
    MeetingApp(library, settings=UserSettings(path))
    app = MeetingApp(library)
    async with app.run_test():
        assert "? Help" in str(app.screen.query_one(Footer).content)


async def test_a_new_meeting_begins_with_the_settings(library: Library, path: Path) -> None:
    text = '[new_meetings]\norder = "balanced"\nspeech_limit = "2m"\n'
    app = app_with(library, path, text)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Call", "enter")
        await wait_until(pilot, lambda: library.summaries())
        await wait_until(pilot, lambda: app.screen.query_one(RecordList))
    file = library.open(library.summaries()[0].id)
    file.close()
    assert file.meeting.info.order is QueueMode.BALANCED
    assert file.meeting.info.speech_limit == 120


async def test_minutes_are_copied_in_the_format_of_the_settings(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []

    async def copy(text: str) -> None:
        copied.append(text)

    running_meeting(library)
    app = app_with(library, path, '[minutes]\nformat = "html"\n')
    monkeypatch.setattr(app, "_copy", copy)
    monkeypatch.setattr("meeting_tui.app.show_copy_result", lambda *_: None)
    monkeypatch.setattr("screens.minutes.screen.show_copy_result", lambda *_: None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await wait_until(pilot, lambda: len(copied) == 1)
        await pilot.press("enter")
        await wait_until(pilot, lambda: type(app.screen).__name__ == "AgendaScreen")
        await pilot.press("7", "y")
        await wait_until(pilot, lambda: len(copied) == 2)
    assert all(text.startswith("<!DOCTYPE html>") for text in copied)

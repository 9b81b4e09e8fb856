"""An edit that is open here, of a record that was changed there: theirs, mine, or both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from data.clock import FixedClock
from data.errors import MeetingError
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.records.meeting import Meeting
from data.records.models import Action, AgendaItem
from data.rules import agenda, edits, lifecycle
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.agenda.notes_editor import NotesEditor
from screens.agenda.screen import AgendaScreen
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form import FormDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.fields import LineInput
from screens.widgets.record_list import RecordList
from tests.waiting import wait_until

ANSWERS = {"both": (), "theirs": ("j",), "mine": ("j", "j")}


@dataclass
class Pair:
    """The program, and another one that works on the same meeting."""

    app: MeetingApp
    pilot: Pilot[Any]
    other: MeetingFile
    clock: FixedClock

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def until_on_top(self, screen: type[Any]) -> None:
        await wait_until(self.pilot, lambda: isinstance(self.app.screen, screen))

    async def answer(self, answer: str) -> None:
        await self.until_on_top(ChoiceDialog)
        await self.press(*ANSWERS[answer], "enter")

    def change(self, record: Any, **changes: object) -> None:
        self.other.apply(lambda m: edits.change(m, self.clock.now(), record, **changes))

    def now(self) -> MeetingFile:
        self.other.refresh()
        return self.other


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@asynccontextmanager
async def pair(isolated: Path, clock: FixedClock) -> AsyncIterator[Pair]:
    library = Library(isolated / "library", clock)
    items = (AgendaItem(title="Rents", notes="The owner has"), AgendaItem(title="Festival"))
    meeting = new_meeting("Call", clock.now().date(), items=items)
    meeting = agenda.next_item(lifecycle.start(meeting, clock.now()), clock.now())
    meeting = edits.add(meeting, clock.now(), Action(text="call", owner="Ada", at=clock.now()))
    meeting_id = library.create(meeting)
    app = MeetingApp(library, meeting_id)
    async with app.run_test(size=(80, 24)) as pilot:
        yield Pair(app, pilot, library.open(meeting_id), clock)


async def open_action(both: Pair) -> None:
    """Open the form of the action."""
    await both.press("5")
    await wait_until(both.pilot, lambda: getattr(both.app.screen, "TAB", "") == "outcomes")
    await both.press("enter")
    await both.until_on_top(FormDialog)


async def write_notes(both: Pair) -> NotesEditor:
    """Go into the notes of the highlighted item."""
    await both.press("tab")
    area = both.app.screen.query_one(NotesEditor)
    await wait_until(both.pilot, lambda: area.has_focus)
    return area


async def edit_the_action(both: Pair) -> Action:
    """Open the form of the action, type another owner, while the other changes owner and date."""
    await open_action(both)
    await both.press("tab", *(["backspace"] * 3), *"Ben")
    (action,) = both.other.meeting.actions
    both.change(action, owner="Cleo", organisation="Harbour")
    await both.press("enter")
    return action


async def test_mine_is_written_over_theirs_and_undo_brings_it_back(
    isolated: Path, clock: FixedClock
) -> None:
    async with pair(isolated, clock) as both:
        await edit_the_action(both)
        await both.answer("mine")
        await both.until_on_top(MeetingScreen)
        (action,) = both.now().meeting.actions
        assert (action.owner, action.organisation) == ("Ben", "")
        await both.press("u")
        await wait_until(both.pilot, lambda: both.now().meeting.actions[0].owner == "Cleo")
        assert both.now().meeting.actions[0].organisation == "Harbour"


async def test_theirs_stays_and_mine_is_set_aside(isolated: Path, clock: FixedClock) -> None:
    async with pair(isolated, clock) as both:
        await edit_the_action(both)
        await both.answer("theirs")
        await both.until_on_top(MeetingScreen)
        (action,) = both.now().meeting.actions
        assert (action.owner, action.organisation) == ("Cleo", "Harbour")
        await both.press("enter")
        await both.until_on_top(FormDialog)
        form = both.app.screen
        assert isinstance(form, FormDialog)
        await both.press("ctrl+r")
        await wait_until(both.pilot, lambda: form.values()["owner"] == "Ben")
        assert form.values()["organisation"] == "Harbour"


async def test_both_are_put_together_and_looked_at_first(isolated: Path, clock: FixedClock) -> None:
    async with pair(isolated, clock) as both:
        before = await edit_the_action(both)
        await both.answer("both")
        await both.until_on_top(FormDialog)
        form = both.app.screen
        assert isinstance(form, FormDialog)
        await wait_until(both.pilot, lambda: form.values()["owner"] == "Cleo / Ben")
        assert both.now().meeting.actions[0].owner == "Cleo"
        await both.press("enter")
        await both.until_on_top(MeetingScreen)
        (action,) = both.now().meeting.actions
        assert (action.owner, action.organisation) == ("Cleo / Ben", "Harbour")
        assert action.text == before.text


async def test_escape_leaves_everything_and_the_form_still_holds_mine(
    isolated: Path, clock: FixedClock
) -> None:
    async with pair(isolated, clock) as both:
        await edit_the_action(both)
        await both.until_on_top(ChoiceDialog)
        await both.press("escape")
        await both.until_on_top(FormDialog)
        form = both.app.screen
        assert isinstance(form, FormDialog)
        assert form.values()["owner"] == "Ben"
        assert both.now().meeting.actions[0].owner == "Cleo"


async def test_other_fields_changed_there_are_no_question(
    isolated: Path, clock: FixedClock
) -> None:
    """What is not in the form: the item was taken, its notes were written."""
    async with pair(isolated, clock) as both:
        await both.press("enter")
        await both.until_on_top(FormDialog)
        item = both.other.meeting.agenda[0]
        both.change(item, notes="The owner has written")
        await both.press(*" policy", "enter")
        await both.until_on_top(MeetingScreen)
        item = both.now().meeting.agenda[0]
        assert (item.title, item.notes) == ("Rents policy", "The owner has written")


async def test_a_record_removed_there_leaves_the_form_open(
    isolated: Path, clock: FixedClock
) -> None:
    async with pair(isolated, clock) as both:
        await open_action(both)
        await both.press(*" the owner")
        (action,) = both.other.meeting.actions
        both.other.apply(lambda m: edits.remove(m, clock.now(), action))
        await both.press("enter")
        form = both.app.screen
        assert isinstance(form, FormDialog)
        await wait_until(both.pilot, lambda: form.query_one("#hint").has_class("error"))
        assert form.query_one("#field-text", LineInput).value == "call the owner"


# -- notes, which are written while one types ----------------------------------------------------


async def notes_of_both(both: Pair) -> NotesEditor:
    """Type into the notes; the other writes before the typing pauses."""
    area = await write_notes(both)
    both.change(both.other.meeting.agenda[0], notes="The owner has written")
    area.insert(" agreed")
    return area


@pytest.mark.parametrize(
    ("answer", "notes"),
    [
        ("both", "The owner has written\nagreed"),
        ("theirs", "The owner has written"),
        ("mine", "The owner has agreed"),
    ],
)
async def test_notes_changed_there_are_asked_about(
    isolated: Path, clock: FixedClock, answer: str, notes: str
) -> None:
    async with pair(isolated, clock) as both:
        area = await notes_of_both(both)
        # Nothing is asked while one writes: both stay, and the keys go on being notes.
        merged = "The owner has written\nagreed"
        await wait_until(both.pilot, lambda: area.text == merged)
        await wait_until(both.pilot, lambda: both.now().meeting.agenda[0].notes == merged)
        assert area.has_focus
        await both.press("escape")
        await both.answer(answer)
        await wait_until(both.pilot, lambda: both.now().meeting.agenda[0].notes == notes)
        await wait_until(both.pilot, lambda: area.text == notes)
        if answer == "theirs":
            await both.press("tab", "ctrl+r")
            await wait_until(both.pilot, lambda: "agreed" in both.now().meeting.agenda[0].notes)


async def test_leaving_the_notes_keeps_both_without_asking(
    isolated: Path, clock: FixedClock
) -> None:
    async with pair(isolated, clock) as both:
        await notes_of_both(both)
        screen = both.app.screen
        assert isinstance(screen, MeetingScreen)
        screen.flush()
        assert both.now().meeting.agenda[0].notes == "The owner has written\nagreed"


async def test_notes_changed_there_show_here_while_nothing_is_typed(
    isolated: Path, clock: FixedClock
) -> None:
    async with pair(isolated, clock) as both:
        area = await write_notes(both)
        both.change(both.other.meeting.agenda[0], notes="The owner has written")
        await wait_until(both.pilot, lambda: area.text == "The owner has written")
        await both.press(*" twice")
        notes = "The owner has written twice"
        await wait_until(both.pilot, lambda: both.now().meeting.agenda[0].notes == notes)


async def test_notes_on_an_item_that_was_removed_there_are_set_aside(
    isolated: Path, clock: FixedClock
) -> None:
    async with pair(isolated, clock) as both:
        await both.press("j", "tab")
        area = both.app.screen.query_one(NotesEditor)
        await wait_until(both.pilot, lambda: area.has_focus)
        festival = both.other.meeting.agenda[1]
        area.insert("on a Sunday")
        both.other.apply(lambda m: edits.remove(m, clock.now(), festival))
        unsaved = both.app.library.unsaved(both.other.id)
        await wait_until(
            both.pilot,
            lambda: (
                [d.values for d in unsaved.list(f"notes/{festival.id}")]
                == [{"notes": "on a Sunday"}]
            ),
        )


async def test_notes_on_a_meeting_that_was_ended_there_are_set_aside_on_the_disk(
    isolated: Path, clock: FixedClock
) -> None:
    async with pair(isolated, clock) as both:
        area = await write_notes(both)
        both.other.apply(lambda m: lifecycle.end(m, clock.now()))
        item = both.other.meeting.agenda[0]
        unsaved = both.app.library.unsaved(both.other.id)

        def kept() -> list[str]:
            return [new_meeting.values["notes"] for new_meeting in unsaved.list(f"notes/{item.id}")]

        area.insert(" agreed")
        await wait_until(both.pilot, lambda: kept() == ["The owner has agreed"])
        area.insert(" to it")
        # One draft, that grows.
        await wait_until(both.pilot, lambda: kept() == ["The owner has agreed to it"])
        assert both.now().meeting.agenda[0].notes == "The owner has"


async def test_what_is_read_during_a_refused_act_is_shown(
    isolated: Path, clock: FixedClock
) -> None:
    def refuse(meeting: Meeting) -> Meeting:
        raise MeetingError("No")

    async with pair(isolated, clock) as both:
        screen = both.app.screen
        assert isinstance(screen, AgendaScreen)
        item = AgendaItem(title="Hall")
        both.other.apply(lambda m: agenda.add_items(m, clock.now(), (item,)))
        # The act reads the file, so that the next look at it finds nothing new.
        assert not screen.try_apply(refuse)
        rows = screen.query_one(RecordList)
        await wait_until(both.pilot, lambda: [row.id for row in rows.rows][-1] == item.id)

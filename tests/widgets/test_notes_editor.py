"""The notes editor, with a meeting in memory: when it commits, and what it keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from data.errors import MeetingError, StorageError
from data.records.meeting import Meeting
from data.records.models import AgendaItem
from data.rules import edits
from data.storage.unsaved_input import UnsavedField, UnsavedInputStore
from screens.agenda.notes_editor import NotesEditor
from tests.builders import START, a_meeting
from tests.waiting import wait_until


class Host(App[None]):
    """Shows the notes of the items of a meeting in memory."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.items = (AgendaItem(title="Rents", notes="The owner has"), AgendaItem(title="Hall"))
        self.meeting: Meeting = a_meeting().put(*self.items)
        self.store = UnsavedInputStore(folder / "unsaved.json")
        self.refusal: MeetingError | None = None
        self.events: list[str] = []

    def compose(self) -> ComposeResult:
        yield NotesEditor(self.find_item, self.commit, self.unsaved_field)

    @property
    def editor(self) -> NotesEditor:
        return self.query_one(NotesEditor)

    def find_item(self, item_id: str) -> AgendaItem | None:
        return self.meeting.find(AgendaItem, item_id)

    def commit(self, known: AgendaItem, notes: str) -> AgendaItem:
        if self.refusal is not None:
            raise self.refusal
        self.meeting = edits.edit(self.meeting, START, known, notes=notes)
        return self.meeting.get(AgendaItem, known.id)

    def unsaved_field(self, field: str, title: str) -> UnsavedField:
        return self.store.field(field, title)

    def notes(self, number: int = 0) -> str:
        return self.meeting.get(AgendaItem, self.items[number].id).notes

    def kept(self) -> list[str]:
        """The unsaved input of the first item."""
        unsaved = self.store.list(f"notes/{self.items[0].id}")
        return [one.values["notes"] for one in unsaved]

    def on_notes_editor_committed(self) -> None:
        self.events.append("committed")

    def on_notes_editor_status_changed(self, event: NotesEditor.StatusChanged) -> None:
        self.events.append(f"status: {event.text}")

    def on_notes_editor_left(self) -> None:
        self.events.append("left")


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


async def test_it_commits_when_the_typing_pauses_and_when_it_is_left(host: Host) -> None:
    async with host.run_test() as pilot:
        host.editor.show_item(host.items[0])
        host.editor.start_editing()
        await pilot.press(*" agreed")
        await wait_until(pilot, lambda: host.notes() == "The owner has agreed")
        await wait_until(pilot, lambda: host.events == ["committed"])
        await pilot.press(*" now", "escape")
        await wait_until(pilot, lambda: host.events == ["committed", "committed", "left"])
        assert host.notes() == "The owner has agreed now"


async def test_a_text_that_was_not_changed_is_not_committed(host: Host) -> None:
    async with host.run_test() as pilot:
        host.editor.show_item(host.items[0])
        host.editor.start_editing()
        await pilot.press("space", "escape")
        await wait_until(pilot, lambda: host.events == ["left"])
        assert host.notes() == "The owner has"


async def test_notes_written_elsewhere_replace_a_text_that_was_not_changed(host: Host) -> None:
    async with host.run_test():
        host.editor.show_item(host.items[0])
        host.editor.show_item(host.items[0].replace(notes="The owner has agreed"))
        assert host.editor.text == "The owner has agreed"


async def test_a_text_that_the_disk_refuses_is_tried_again_and_survives_another_item(
    host: Host,
) -> None:
    async with host.run_test() as pilot:
        host.editor.show_item(host.items[0])
        host.refusal = StorageError("The disk is full")
        host.editor.insert(" agreed", host.editor.document.end)
        host.editor.show_item(host.items[1])
        assert host.editor.text == ""
        host.editor.show_item(host.items[0])
        assert host.editor.text == "The owner has agreed"
        assert host.notes() == "The owner has"
        host.refusal = None
        await wait_until(pilot, lambda: host.notes() == "The owner has agreed")


async def test_a_text_that_a_rule_refuses_is_kept_as_unsaved_input(host: Host) -> None:
    async with host.run_test():
        host.editor.show_item(host.items[0])
        host.refusal = MeetingError("The meeting is closed")
        host.editor.insert(" agreed", host.editor.document.end)
        host.editor.flush()
        assert host.kept() == ["The owner has agreed"]


async def test_unsaved_input_is_offered_and_comes_back_below_the_notes(host: Host) -> None:
    async with host.run_test() as pilot:
        field = f"notes/{host.items[0].id}"
        host.unsaved_field(field, "Notes").set_aside({"notes": "To be asked again"})
        host.editor.show_item(host.items[0])
        host.editor.start_editing()
        await wait_until(
            pilot, lambda: host.events == ["status: ctrl+r brings back: To be asked again"]
        )
        await pilot.press("ctrl+r")
        assert host.editor.text == "The owner has\nTo be asked again"
        await wait_until(pilot, lambda: host.notes() == host.editor.text)
        await wait_until(pilot, lambda: host.kept() == [])


async def test_the_text_of_an_item_that_was_removed_is_kept_as_unsaved_input(host: Host) -> None:
    async with host.run_test():
        host.editor.show_item(host.items[0])
        host.editor.insert(" agreed", host.editor.document.end)
        host.meeting = host.meeting.without(host.items[0])
        host.editor.show_item(host.items[1])
        assert host.kept() == ["The owner has agreed"]
        assert host.editor.text == ""

"""Items by keys: time and presenter in the title, sub-items, and what an item has produced."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.records.agenda_tree import agenda_tree
from data.records.models import (
    Action,
    AgendaItem,
    ConflictNote,
    Decision,
    ItemKind,
    Parked,
    SpeechRequest,
    Visibility,
    Win,
)
from data.rules import agenda, edits
from data.rules.agenda import PendingRequests
from meeting_tui.app import MeetingApp
from screens.agenda.forms import item_values, new_item_fields, preview_title
from screens.agenda.rows import produced
from screens.dialogs.form import FormDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.record_list import RecordList
from tests.builders import START, Room, a_meeting
from tests.waiting import wait_until


def typed(title: str, **others: str) -> dict[str, str]:
    return {**{field.name: field.initial for field in new_item_fields()}, "title": title, **others}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (typed("Roof (5 min, Ada)"), ("Roof", 5, "Ada", ItemKind.DISCUSSION)),
        (typed("Roof 5m"), ("Roof", 5, "", ItemKind.DISCUSSION)),
        (typed("Roof (Ada, 10')", minutes="20"), ("Roof", 20, "Ada", ItemKind.DISCUSSION)),
        (typed("[decision] Roof"), ("Roof", None, "", ItemKind.DECISION)),
        (typed("Roof (draft)"), ("Roof (draft)", None, "", ItemKind.DISCUSSION)),
    ],
)
def test_a_title_has_time_and_presenter(
    values: dict[str, str], expected: tuple[object, ...]
) -> None:
    found = item_values(values)
    assert (found["title"], found["minutes"], found["presenter"], found["kind"]) == expected


def test_a_title_that_was_not_changed_stays() -> None:
    known = AgendaItem(title="Budget (5 min)", minutes=10)
    values = typed("Budget (5 min)", minutes="10")
    assert item_values(values, known)["title"] == "Budget (5 min)"
    changed = item_values({**values, "title": "Budgets (5 min)"}, known)
    assert (changed["title"], changed["minutes"]) == ("Budgets", 5)


def test_the_result_is_shown_before_it_is_saved() -> None:
    assert preview_title(typed("Roof (5 min, Ada)")) == (
        "Becomes: Roof · 5 min · presented by Ada · discussion"
    )
    assert preview_title(typed("Roof")) == ""


def test_what_an_item_has_produced_is_complete() -> None:
    room = Room(a_meeting("Ada", "Ben", items=("One", "Two"))).take("One").ask("Ben", about="rent")
    one = room.item("One")
    sub = AgendaItem(title="Part", parent=one.id, not_reached=(SpeechRequest(who="Ada"),))
    room.act(agenda.add_items, (sub,)).take("Two", pending=PendingRequests.KEEP)
    for record in (
        Decision(text="We meet", item=one.id, at=START),
        Action(text="call", owner="Ada", item=sub.id, at=START),
        Win(text="Permit", item=one.id, at=START),
        ConflictNote(about="Hours", item=one.id, at=START),
        ConflictNote(about="Secret", item=one.id, at=START, visibility=Visibility.PRIVATE),
        Parked(text="Van", item=one.id, at=START),
        Win(text="Elsewhere", item=room.item("Two").id, at=START),
    ):
        room.act(edits.add, record)
    lines = produced(room.meeting, one.id, START.date(), 40).plain.splitlines()
    expected = ["◆ We meet", "○ Ada: call", "★ Permit", "▲ Hours", "□ Van", "… Ada", "… Ben: rent"]
    assert [line.split("  ")[0] for line in lines] == expected
    assert lines[-1].endswith("not reached")


async def test_items_and_sub_items_are_made_by_keys(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    file = library.open(library.create(a_meeting("Ada Quill", items=("One", "Two"))))
    app = MeetingApp(library, file.id)

    def shown() -> list[str]:
        rows = app.screen.query_one(RecordList).rows
        return [" ".join(str(row.text).split()) for row in rows if row.id]

    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("g", "I")
        await wait_until(pilot, lambda: isinstance(app.screen, FormDialog))
        await pilot.press(*"Roof (5 min, ada)")
        hint = app.screen.query_one("#hint")
        await wait_until(pilot, lambda: "5 min · presented by Ada Quill" in str(hint.render()))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await wait_until(pilot, lambda: "1.1 Roof" in shown()[1])
        await pilot.press("G", ">")
        await wait_until(pilot, lambda: "1.2 Two" in shown()[2])
        await pilot.press(">")
        await wait_until(pilot, lambda: "2 Two" in shown()[2])
        await pilot.press("g", "delete")
        await wait_until(pilot, lambda: len(shown()) == 1)
        await pilot.press("u")
        await wait_until(pilot, lambda: len(shown()) == 3)
    file.refresh()
    tree = agenda_tree(file.meeting)
    assert [(i.title, tree.numbers[i.id], i.presenter) for i in tree.items] == [
        ("One", "1", ""),
        ("Roof", "1.1", "Ada Quill"),
        ("Two", "2", ""),
    ]

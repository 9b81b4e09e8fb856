"""The speak dialog queues a known person, a new one, or someone from an organisation."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from data.clock import FixedClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.records.models import Person, PersonState, QueueEntry
from data.rules import go_round, lifecycle
from meeting_tui.app import MeetingApp
from screens.dialogs.speak import SpeakDialog
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.footer import Footer
from tests.waiting import wait_until

PEOPLE = [
    Person(name=name, organisation=organisation, state=PersonState.PRESENT)
    for name, organisation in (("Ada Quill", "Riverside Tenants"), ("Ben Osei", "Harbour Union"))
]


@pytest.mark.parametrize(
    ("keys", "who", "organisation", "about", "kind"),
    [
        ("ad", "Ada Quill", "Riverside Tenants", "", "point"),
        ("ada rents", "Ada Quill", "Riverside Tenants", "rents", "point"),
        ("harb", "", "Harbour Union", "", "point"),
        ("someone from river to rents", "", "Riverside Tenants", "rents", "point"),
        ("  Dov Lind", "Dov Lind", "", "", "question"),
        ("adda: rents", "Ada Quill", "Riverside Tenants", "rents", "point"),
        ("", "Ben Osei", "Harbour Union", "", "point"),
        (" ada", "Ada Quill", "Riverside Tenants", "", "point"),  # a reply to nobody
    ],
)
async def test_who_is_queued(
    isolated: Path, keys: str, who: str, organisation: str, about: str, kind: str
) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    meeting = lifecycle.start(new_meeting("Call", clock.now().date(), people=PEOPLE), clock.now())
    app = MeetingApp(library, library.create(meeting))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await wait_until(pilot, lambda: isinstance(app.screen, SpeakDialog))
        await pilot.press(*("space" if key == " " else key for key in keys), "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
    (entry,) = library.open(library.resolve()).meeting.records(QueueEntry)
    assert (entry.who, entry.organisation, entry.about) == (who, organisation, about)
    assert entry.kind == kind


async def test_a_reply_to_nobody_is_said_to_be_a_new_point_and_a_refusal_names_keys(
    isolated: Path,
) -> None:
    clock = FixedClock()
    library = Library(isolated / "library", clock)
    meeting = lifecycle.start(new_meeting("Call", clock.now().date(), people=PEOPLE), clock.now())
    app = MeetingApp(library, library.create(meeting))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("s", "space", "a", "d", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        said = "Ada Quill: nobody has spoken on this item, so it is a new point"
        await wait_until(pilot, lambda: said in str(app.screen.query_one(Footer).content))
        await pilot.press("s", "a", "d", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        said = "Ada Quill is already waiting, with a new point"
        await wait_until(pilot, lambda: said in str(app.screen.query_one(Footer).content))
        await pilot.press("s", *"ada,ben", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, SpeakDialog))
        hint = app.screen.query_one("#hint", Static)
        said = "are several people"
        await wait_until(pilot, lambda: said in str(hint.content))
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        await pilot.press("2", "x", "s", "b", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, SpeakDialog))
        hint = app.screen.query_one("#hint", Static)
        await wait_until(pilot, lambda: "To open it: x on the queue screen" in str(hint.content))
        assert "escape backs out" in str(hint.content)


async def test_a_few_letters_name_who_speaks_for_an_organisation(isolated: Path) -> None:
    library = Library(isolated / "library", FixedClock())
    now = library.clock.now()
    people = [
        *PEOPLE,
        PEOPLE[0].replace(id="3", name="Cleo Bent"),
        PEOPLE[0].replace(id="4", name="Dov"),
    ]
    meeting = lifecycle.start(new_meeting("Call", now.date(), people=people), now)
    meeting = go_round.begin(meeting, now, go_round.ORGANISATION)
    app = MeetingApp(
        library, library.create(meeting.put(meeting.info.replace(go_round=("Riverside Tenants",))))
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        said = "Who speaks for Riverside Tenants? s and a few letters of the name"
        await wait_until(pilot, lambda: said in str(app.screen.query_one(Footer).content))
        await pilot.press("s", "c", "l", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
    after = library.open(library.resolve()).meeting
    assert [turn.who for turn in after.turns] == ["Cleo Bent"]
    assert after.queue == ()

"""How many keys each act takes, counted while they are pressed; text is not counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from data.clock import FixedClock
from data.library.library import Library
from data.planning import carry_over
from data.records.meeting import Meeting
from data.records.models import DissentKind, MeetingState
from data.rules import agenda, lifecycle, people, turns
from data.storage.meeting_file import MeetingFile
from meeting_tui.app import MeetingApp
from screens.copy_result import CopyResult
from screens.dialogs.form import FormDialog
from screens.home.screen import HomeScreen
from screens.meeting.meeting_screen import MeetingScreen
from screens.widgets.footer import Footer
from tests.builders import START, a_meeting, person
from tests.waiting import wait_until


@dataclass
class Hands:
    """Presses keys and counts them; what `type` types is not counted."""

    library: Library
    file: MeetingFile
    pilot: Pilot[Any]
    keys: int = 0
    copied: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Put text into the field, in one go: a key at a time takes the tests seconds."""
        self.pilot.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def took(self, keys: int, done: Callable[[Meeting], object]) -> None:
        """Wait until the act is on disk, check the number of its keys, and begin to count again."""

        def is_done() -> object:
            self.file.refresh()
            return done(self.file.meeting)

        await wait_until(self.pilot, is_done)
        await wait_until(self.pilot, lambda: isinstance(self.pilot.app.screen, MeetingScreen))
        assert self.keys == keys
        self.keys = 0

    async def show(self, tab: str) -> None:
        """Go to a screen, which belongs to no act."""
        await self.pilot.press(tab)


@asynccontextmanager
async def meeting(
    isolated: Path, monkeypatch: pytest.MonkeyPatch, day: int = 23
) -> AsyncIterator[Hands]:
    """The second meeting of a series runs; the first one has ended."""
    library = Library(isolated / "library", FixedClock())
    last = a_meeting(
        *(person(name, "Riverside Tenants") for name in ("Ada Quill", "Ines Fell", "Hugo Marsh")),
        title="Monthly call",
        date=dt.date(2026, 11, 2),
        state=MeetingState.CLOSED,
        ended=START,
        items=("Rents", "Festival"),
    )
    last_id = library.create(last)
    running = carry_over.continue_meeting(last, last_id, "Monthly call", dt.date(2026, 11, day))
    for rule in (lifecycle.start, people.mark_all_present, agenda.next_item):
        running = rule(running, START)
    meeting_id = library.create(running)
    app = MeetingApp(library, meeting_id)
    copied: list[str] = []

    async def copy(text: str) -> CopyResult:
        copied.append(text)
        return CopyResult(True, "copied")

    monkeypatch.setattr(app, "_copy", copy)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, MeetingScreen))
        yield Hands(library, library.open(meeting_id), pilot, copied=copied)


async def test_keys_of_the_acts_in_a_meeting(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with meeting(isolated, monkeypatch) as hands:
        await hands.press("s", "a", "enter")  # one letter of the name
        await hands.took(3, lambda m: [e.who for e in m.queue] == ["Ada Quill"])

        await hands.press("n")
        await hands.took(1, turns.current_turn)

        await hands.press("N")
        await hands.type("We ask the owner")
        await hands.press("enter")
        await hands.took(2, lambda m: m.agenda[0].conclusion and m.agenda[1].state == "current")

        await hands.press("w")
        await hands.type("thank ada for the permit")
        await hands.press("enter")
        await hands.took(2, lambda m: [w.thanks for w in m.wins] == [("Ada Quill",)])

        await hands.press("c")
        await hands.type(
            "tenants want quiet because children sleep / union wants late hours because of shifts"
        )
        await hands.press("enter")
        await hands.took(
            2,
            lambda m: (
                [[(p.name, p.position, p.interest) for p in c.parties] for c in m.conflicts]
                == [[("tenants", "quiet", "children sleep"), ("union", "late hours", "shifts")]]
            ),
        )

        await hands.press("d")
        await hands.type("We share the van; Ines stands aside: no insurance; Hugo blocks: cost")
        await hands.press("enter")
        aside, block = DissentKind.STAND_ASIDE, DissentKind.BLOCK
        await hands.took(
            2,
            lambda m: (
                [[(d.who, d.kind, d.why) for d in decision.dissent] for decision in m.decisions]
                == [[("Ines Fell", aside, "no insurance"), ("Hugo Marsh", block, "cost")]]
            ),
        )

        await hands.show("7")
        await hands.press("y")
        await hands.took(1, lambda _: hands.copied)
        assert "We share the van" in hands.copied[0]


async def test_the_minutes_say_so_once_the_last_ones_are_found(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meeting_tui.app._LOOK_UP_DELAY", 3.0)
    async with meeting(isolated, monkeypatch) as hands:
        await hands.show("7")
        screen = hands.pilot.app.screen
        assert isinstance(screen, MeetingScreen)
        assert screen.session.minutes_due is None
        steps = screen.query_one("#next-steps", Static)
        await wait_until(hands.pilot, lambda: "A approves" in str(steps.content))


@pytest.mark.parametrize("tab", ["1", "7"], ids=["agenda", "minutes"])
async def test_one_key_approves_the_last_minutes(
    isolated: Path, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    def state() -> MeetingState:
        file = hands.library.open("2026-11-02-monthly-call")
        file.close()
        return file.meeting.info.state

    async with meeting(isolated, monkeypatch) as hands:
        screen = hands.pilot.app.screen
        assert isinstance(screen, MeetingScreen)
        await wait_until(hands.pilot, lambda: screen.session.minutes_due)
        await hands.show(tab)
        footer = hands.pilot.app.screen.query_one(Footer)
        await wait_until(hands.pilot, lambda: str(footer.content).startswith("A Approve"))
        await hands.press("A")
        await hands.took(1, lambda m: m.info.approves)
        assert state() == "approved"
        await wait_until(hands.pilot, lambda: "takes it back" in str(footer.content))
        await hands.press("u")
        await hands.took(1, lambda m: not m.info.approves)
        assert state() == "closed"
        await hands.press("C")
        await wait_until(hands.pilot, lambda: isinstance(hands.pilot.app.screen, FormDialog))
        await hands.type("Ada was late")
        await hands.press("ctrl+s")
        await hands.took(2, lambda m: [a.corrections for a in m.info.approves] == ["Ada was late"])
        assert state() == "approved"
        await hands.press("A")  # nothing is due any more
        await hands.took(1, lambda m: len(m.info.approves) == 1)


async def test_two_keys_continue_the_last_meeting(
    isolated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with meeting(isolated, monkeypatch) as hands:
        await hands.show("b")
        await wait_until(hands.pilot, lambda: isinstance(hands.pilot.app.screen, HomeScreen))
        await hands.press("n", "enter")
        await hands.took(2, lambda _: len(hands.library.summaries()) == 3)

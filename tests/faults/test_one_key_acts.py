"""Two programs press one-key acts against each other: no speaker is skipped, no act is doubled.

The second act was meant for what its screen showed, so it is refused if the first one has changed
that. `MEETING_TUI_ROUNDS` sets the number of rounds.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from data.clock import SystemClock
from data.library.library import Library
from data.planning.new_meeting import new_meeting
from data.prompt import interpreter
from data.records.meeting import Meeting
from data.records.models import AgendaItem
from data.rules import speaker_queue, turns
from meeting_tui.app import MeetingApp
from screens.commands import Command
from screens.keymap import AGENDA, CONFLICTS, MEETING, MINUTES, OUTCOMES, PEOPLE, QUEUE, RECORDS
from screens.meeting.meeting_screen import MeetingScreen
from tests.effort import times
from tests.waiting import wait_until

ROUNDS = times("ROUNDS", by_default=3, in_ci=6)
APART = 0.05  # seconds between the two keys, at most

FLOOR = ("next", "free", "pause", "back", "queue.call", "queue.last", "queue.pass")
"""Acts that change who has the floor, or who is next."""
ON_THE_QUEUE = (
    *FLOOR,
    "next_item",
    "queue.close",
    "queue.order",
    "queue.invite",
    "queue.round",
    "records.remove",
    "records.up",
    "records.down",
)
ELSEWHERE = {
    "agenda": (
        "agenda.take",
        "agenda.skip",
        "agenda.defer",
        "agenda.level",
        "records.down",
        "records.remove",
    ),
    "conflicts": ("conflicts.status", "conflicts.heard", "records.remove"),
    "outcomes": ("outcomes.done", "records.remove"),
    "people": (
        *("people.left", "people.here", "people.apologies", "people.all", "records.remove"),
    ),
}
"""The one-key acts of the other screens, by screen."""
ACCEPTED = {
    *("agenda.skip", "conflicts.status", "outcomes.done"),
    *("people.left", "people.here", "people.apologies"),
}
"""Those of them that one of two programs must be able to do."""
ALONE = ("agenda.approve_last", "start", "agenda.reopen", "minutes.approve", "minutes.reopen")
"""One-key acts that need a state of their own."""
NO_ACTS = {
    "agenda", "queue", "conflicts", "wins", "outcomes", "people", "minutes", "home", "prompt",
    "speak", "note", "conflict", "win", "decision", "action", "park", "extend", "end",
    "undo", "redo", "records.new", "records.edit", "records.find",
    "agenda.notes", "agenda.paste", "agenda.sub_item", "agenda.meeting",
    "queue.speaking_time", "conflicts.party",
    "outcomes.dissent", "outcomes.becomes", "people.paste",
    "minutes.copy", "minutes.save", "minutes.source", "minutes.correct",
    "agenda.not_reached", "agenda.correct_last", "search", "room", "tab.next", "tab.previous",
}  # fmt: skip
"""Commands that show or ask for something, or that are not about what is shown."""

GROUPS = (MEETING, RECORDS, AGENDA, QUEUE, CONFLICTS, OUTCOMES, PEOPLE, MINUTES)
COMMANDS: dict[str, Command] = {c.id: c for group in GROUPS for c in group.commands}
NAMES = ("Ada", "Ben", "Cleo", "Dov")


def test_every_command_of_a_meeting_is_classified() -> None:
    acts = {*ON_THE_QUEUE, *ALONE, *(act for acts in ELSEWHERE.values() for act in acts)}
    assert acts | NO_ACTS == COMMANDS.keys()
    assert not acts & NO_ACTS


class Pair:
    """Two programs on one meeting, and the command line on the same meeting."""

    def __init__(self, library: Library, meeting_id: str, pilots: list[Pilot[Any]]) -> None:
        self.file = library.open(meeting_id)
        self.pilots = pilots

    def say(self, *lines: str) -> None:
        for line in lines:
            interpreter.run(self.file, line, self.file.clock.now())

    async def settle(self) -> None:
        """Wait until both users have seen the meeting as it is."""
        self.file.refresh()
        for pilot in self.pilots:
            screen = pilot.app.screen
            assert isinstance(screen, MeetingScreen)
            seen = screen.session
            await wait_until(pilot, lambda seen=seen: seen.seen == self.file.meeting)  # type: ignore[misc]

    async def show(self, tab: str) -> None:
        for pilot in self.pilots:
            await pilot.press(COMMANDS[tab].keys[0])
            await wait_until(pilot, lambda p=pilot: tab == p.app.screen.TAB)  # type: ignore[misc]

    async def against_each_other(
        self, acts: tuple[str, str], apart: float
    ) -> tuple[Meeting, Meeting]:
        """Press the keys of two acts; return the meeting before and after."""
        await self.settle()
        for pilot in self.pilots:
            await pilot.press("g")  # both act on the same row
        before = self.file.meeting
        first, second = self.pilots

        async def press_second() -> None:
            await asyncio.sleep(apart)
            await press(second, acts[1])

        await asyncio.gather(press(first, acts[0]), press_second())
        self.file.refresh()
        return before, self.file.meeting


async def press(pilot: Pilot[Any], command: str) -> None:
    """Press the key of a command, and enter if it asks; leave what is still open then."""
    await pilot.press(COMMANDS[command].keys[0])
    if not isinstance(pilot.app.screen, MeetingScreen):
        await pilot.press("enter")
    while not isinstance(pilot.app.screen, MeetingScreen):
        await pilot.press("escape")


@asynccontextmanager
async def pair(isolated: Path) -> AsyncIterator[Pair]:
    library = Library(isolated / "library", SystemClock())
    items = tuple(AgendaItem(title=title) for title in ("One", "Two", "Three", "Four"))
    today = library.clock.now().date()
    meeting_id = library.create(new_meeting("Call", today, items=items))
    async with AsyncExitStack() as stack:
        pilots = [
            await stack.enter_async_context(MeetingApp(library, meeting_id).run_test())
            for _ in range(2)
        ]
        both = Pair(library, meeting_id, pilots)
        both.say("start", "next item", *(f"present+ {name}" for name in NAMES))
        yield both


def acts_of(before: Meeting, after: Meeting) -> list[str]:
    return [entry.act for entry in after.log[len(before.log) :]]


async def test_no_speaker_is_skipped_and_no_act_is_doubled(isolated: Path) -> None:
    chance = random.Random(os.environ.get("MEETING_TUI_SEED", "1"))
    async with pair(isolated) as both:
        await both.show("queue")
        for _ in range(ROUNDS):
            meeting = both.file.meeting
            if not meeting.info.queue_open:
                both.say("open queue")
            waiting = {entry.who for entry in speaker_queue.waiting_requests(meeting)}
            both.say(*(f"q+ {name}" for name in NAMES if name not in waiting))
            one = chance.choice(ON_THE_QUEUE)
            other = one if chance.random() < 0.5 else chance.choice(FLOOR)
            before, after = await both.against_each_other((one, other), chance.uniform(0, APART))
            done = acts_of(before, after)
            assert len(done) == len(set(done)), (one, other, done)
            known = {turn.id for turn in before.turns}
            begun = [turn for turn in after.turns if turn.id not in known]
            assert len(begun) <= 1, (one, other, done)
            assert begun in ([], [turns.current_turn(after)]), (one, other, done)


async def test_the_same_key_on_the_other_screens_acts_once(isolated: Path) -> None:
    async with pair(isolated) as both:
        both.say("conflict Hours: Tenants / Union", "action Ada: call", "park Van", "regrets+ Eve")
        for tab, acts in ELSEWHERE.items():
            await both.show(tab)
            for act in acts:
                before, after = await both.against_each_other((act, act), APART / 2)
                done = acts_of(before, after)
                assert len(done) <= 1, (act, done)
                assert done or act not in ACCEPTED, act

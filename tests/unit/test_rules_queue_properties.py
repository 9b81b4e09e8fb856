"""Long random meetings: whatever is done to queue and agenda, nobody and no second is lost.

A plain model of the floor (a stack of turns, seconds of each) runs beside the rules; after each
act both must tell the same.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from data.errors import MeetingError
from data.journal import Change, changes_between, play, taken_back
from data.meeting import Meeting
from data.models import (
    AgendaItem,
    ItemState,
    PersonState,
    QueueEntry,
    QueueOrder,
    SpeechKind,
    Turn,
    new_id,
)
from data.rules import agenda, go_round, people, records, speaking
from data.rules.agenda import Waiting
from data.rules.order import line
from data.text import fold
from tests.builders import ORDER, REPLY, START, a_meeting, person

INTERRUPTING = speaking.INTERRUPTING
RANK = list(SpeechKind)
NAMES = ("Ada", "Bo", "Cy", "Di", "Zoë", "Newcomer")
ORGANISATIONS = ("Riverside", "Hilltop", "")
numbers = st.integers(0, 20)


@dataclass
class Clocks:
    """What the floor must be: the turns on it, the top one last, and the time of each turn."""

    stack: list[str] = field(default_factory=list)
    running: datetime | None = None  # since when the top one speaks
    seconds: dict[str, float] = field(default_factory=dict)
    spoke_last: dict[str, datetime] = field(default_factory=dict)

    def stop(self, at: datetime) -> None:
        """The top one stops speaking."""
        if self.stack and self.running is not None:
            self.seconds[self.stack[-1]] += (at - self.running).total_seconds()
            self.spoke_last[self.stack[-1]] = at
        self.running = None

    def push(self, turn_id: str, at: datetime) -> None:
        """Somebody speaks, above whoever is interrupted."""
        self.stop(at)
        self.stack.append(turn_id)
        self.seconds.setdefault(turn_id, 0.0)
        self.running = at

    def pop(self, at: datetime) -> None:
        """The top one is done; the one below goes on."""
        self.stop(at)
        self.stack.pop()
        self.running = at if self.stack else None

    def clear(self, at: datetime) -> None:
        """All are done."""
        self.stop(at)
        self.stack.clear()

    def give(self, turn_id: str, kind: SpeechKind, at: datetime) -> None:
        """The floor goes to a new turn."""
        if kind not in INTERRUPTING:
            self.clear(at)
        elif len(self.stack) > 1:
            self.stop(at)
            self.stack.pop()
        self.push(turn_id, at)

    def at(self, now: datetime) -> dict[str, float]:
        """The seconds of each turn now."""
        result = dict(self.seconds)
        if self.running is not None:
            result[self.stack[-1]] += (now - self.running).total_seconds()
        return result


@dataclass
class Act:
    """What one act has changed, to take it back."""

    what: str
    changes: tuple[Change, ...]
    before: Meeting
    after: Meeting
    model: tuple[Clocks, set[str], dict[str, int]]
    model_after: tuple[Clocks, set[str], dict[str, int]]


class QueueMachine(RuleBasedStateMachine):
    """All acts of the queue and the agenda, in any order, while time goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.clocks = Clocks()
        self.waiting: set[str] = set()
        self.placed: dict[str, int] = {}  # where those put by hand must stand
        self.done: list[Act] = []
        self.undone: list[Act] = []

    @initialize()
    def begin(self) -> None:
        self.start = self.meeting = a_meeting(
            person("Ada", "Riverside"),
            person("Bo", "Riverside"),
            person("Cy", "Hilltop", also_for=("Valley",)),
            person("Zoë", state=PersonState.EXPECTED),
            items=("One", "Two", "Three"),
        )

    # The helpers of all acts

    def act(self, rule: Callable[..., Meeting], *arguments: Any, **more: Any) -> bool:
        """Do it; False when it is refused, which must leave the meeting as it was."""
        before, frozen, model = self.meeting, _told(self.meeting), self._model()
        try:
            after = rule(before, self.now, *arguments, **more)
        except MeetingError as refusal:
            told = refusal.title
            assert told, "a refusal says what it refuses"
            assert _told(before) == frozen, "a refusal has changed the meeting"
            self.taken = None
            return False
        assert _told(before) == frozen, "a rule has changed the meeting that it was given"
        changes = json.loads(json.dumps(changes_between(before, after)))
        self.taken = Act(rule.__name__, tuple(changes), before, after, model, model)
        self.meeting = after
        if changes:
            assert len(after.log) > len(before.log), f"{rule.__name__} is not in the log"
            self.done.append(self.taken)
            self.undone.clear()
        return True

    def _model(self) -> tuple[Clocks, set[str], dict[str, int]]:
        return copy.deepcopy((self.clocks, self.waiting, self.placed))

    def leave(self, entry_id: str, ids: list[str]) -> None:
        """The model without somebody who waited in the line `ids`."""
        self.waiting.remove(entry_id)
        self.placed.pop(entry_id, None)
        if entry_id in ids:
            index = ids.index(entry_id)
            self.placed = {k: v - (v > index) for k, v in self.placed.items()}

    def put_at(self, entry_id: str, ids: list[str], index: int) -> None:
        """The model with somebody put at a place by hand."""
        rest = [i for i in ids if i != entry_id]
        rest.insert(index, entry_id)
        self.placed = {i: rest.index(i) for i in (*self.placed, entry_id)}

    def line(self) -> list[str]:
        return [place.entry.id for place in line(self.meeting)]

    def pick(self, rows: tuple[Any, ...], number: int) -> str:
        """The id of one of these records, or one that is not there."""
        return rows[number % len(rows)].id if rows else "404"

    # Time

    @rule(seconds=st.integers(1, 400))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    # The queue

    @rule(
        who=st.sampled_from(NAMES),
        organisation=st.sampled_from(ORGANISATIONS),
        kind=st.sampled_from(SpeechKind),
        about=st.sampled_from(("", "rents", "heating")),
        nameless=st.booleans(),
    )
    def ask(
        self, who: str, organisation: str, kind: SpeechKind, about: str, nameless: bool
    ) -> None:
        self.now += timedelta(seconds=1)
        who = "" if nameless and organisation else who
        new = QueueEntry(who=who, organisation=organisation, kind=kind, about=about, asked=self.now)
        there = [
            e
            for e in speaking.waiting(self.meeting)
            if (e.kind, fold(e.who)) == (kind, fold(who))
            and (who or e.organisation == organisation)
        ]
        item = _open_item(self.meeting)
        expected = self.meeting.info.queue_open or kind is ORDER
        if there:
            expected = expected and about not in ("", there[0].about)
        elif kind is REPLY:
            answerable = any(t.item == item for t in self.meeting.turns) or self.clocks.stack
            expected = expected and bool(answerable)
        known = len(self.meeting.people)
        assert self.act(speaking.ask, new) == expected
        if expected and not there:
            self.waiting.add(new.id)
        if expected and who:
            present = people.named(self.meeting, who)
            assert present is not None
            assert present.state is PersonState.PRESENT
            assert len(self.meeting.people) - known in (0, 1)

    @rule(
        who=st.lists(st.sampled_from(NAMES), min_size=2),
        kinds=st.lists(st.sampled_from(SpeechKind), min_size=2),
    )
    def many_ask(self, who: list[str], kinds: list[SpeechKind]) -> None:
        for name, kind in zip(who, kinds, strict=False):
            self.ask(name, "", kind, "", False)

    @rule(number=numbers)
    def withdraw(self, number: int) -> None:
        entry_id, ids = self.pick(self.meeting.queue, number), self.line()
        if self.act(speaking.withdraw, entry_id):
            self.leave(entry_id, ids)

    @rule(number=numbers, steps=st.integers(-4, 4))
    def move(self, number: int, steps: int) -> None:
        entry_id, ids = self.pick(self.meeting.queue, number), self.line()
        assert self.act(speaking.move, entry_id, steps) == (entry_id in ids)
        if entry_id in ids:
            target = min(max(ids.index(entry_id) + steps, 0), len(ids) - 1)
            if target != ids.index(entry_id):
                self.put_at(entry_id, ids, target)

    @rule(who=st.sampled_from(NAMES))
    def invite(self, who: str) -> None:
        self.now += timedelta(seconds=1)
        new = QueueEntry(who=who, asked=self.now)
        there = [e for e in speaking.waiting(self.meeting) if speaking.same_request(e, new)]
        ids = self.line()
        assert self.act(speaking.invite, new) == (self.meeting.info.queue_open or bool(there))
        if there:
            self.put_at(there[0].id, ids, 0)
        elif self.taken:
            self.waiting.add(new.id)
            self.put_at(new.id, [*ids, new.id], 0)

    @rule(is_open=st.booleans())
    def open_or_close(self, is_open: bool) -> None:
        expected = self.meeting.info.queue_open is not is_open
        assert self.act(speaking.set_queue_open, is_open=is_open) == expected

    @rule(order=st.sampled_from(QueueOrder))
    def set_order(self, order: QueueOrder) -> None:
        self.act(speaking.set_order, order)

    # The floor

    @rule()
    def next_turn(self) -> None:
        self.now += timedelta(seconds=1)
        ids, new = self.line(), new_id()
        front = self.meeting.find(QueueEntry, ids[0]) if ids else None
        interruption = front is not None and front.kind in INTERRUPTING
        in_round = self.meeting.info.go_round
        on_an_interruption = len(self.clocks.stack) > 1
        accepted = self.act(speaking.next_turn, new)
        assert accepted == bool(on_an_interruption or front or in_round)
        if not accepted:
            return
        if on_an_interruption and not interruption:
            self.clocks.pop(self.now)
        elif in_round and not interruption:
            self.clocks.clear(self.now)
            self.clocks.push(new, self.now)
            assert self.meeting.info.go_round == in_round[1:]
        elif front is not None:
            self.leave(front.id, ids)
            self.clocks.give(front.id, front.kind, self.now)

    @rule(number=numbers, last_word=st.booleans())
    def call(self, number: int, last_word: bool) -> None:
        self.now += timedelta(seconds=1)
        entry_id, ids = self.pick(self.meeting.queue, number), self.line()
        entry = self.meeting.find(QueueEntry, entry_id)
        rule = speaking.last_word if last_word else speaking.call
        assert self.act(rule, entry_id) == (entry_id in ids)
        if entry is not None and entry_id in ids:
            self.leave(entry_id, ids)
            self.clocks.give(entry_id, entry.kind, self.now)
            turn = self.meeting.get(Turn, entry_id)
            assert turn.out_of_order == (ids[0] != entry_id)
            assert self.meeting.info.queue_open or last_word or not self.taken_was_open()

    def taken_was_open(self) -> bool:
        assert self.taken is not None
        return self.taken.before.info.queue_open

    @rule(who=st.sampled_from(NAMES))
    def call_unasked(self, who: str) -> None:
        self.now += timedelta(seconds=1)
        new = QueueEntry(who=who, asked=self.now)
        there = any(speaking.same_request(e, new) for e in speaking.waiting(self.meeting))
        assert self.act(speaking.call_unasked, new) == (not there)
        if not there:
            self.clocks.give(new.id, new.kind, self.now)
            assert self.meeting.info.queue_open == self.taken_was_open()

    @rule()
    def end_turn(self) -> None:
        self.now += timedelta(seconds=1)
        assert self.act(speaking.end_turn) == bool(self.clocks.stack)
        if self.clocks.stack:
            self.clocks.pop(self.now)

    @rule()
    def pause(self) -> None:
        self.now += timedelta(seconds=1)
        assert self.act(speaking.pause) == bool(self.clocks.stack)
        if self.clocks.running is not None:
            self.clocks.stop(self.now)
        elif self.clocks.stack:
            self.clocks.running = self.now

    @rule()
    def bring_back(self) -> None:
        self.now += timedelta(seconds=1)
        ended = [t.id for t in self.meeting.turns if t.id not in self.clocks.stack]
        assert self.act(speaking.bring_back) == bool(ended)
        if ended:
            self.clocks.push(max(ended, key=self.clocks.spoke_last.__getitem__), self.now)

    @rule(number=numbers)
    def remove_turn(self, number: int) -> None:
        self.now += timedelta(seconds=1)
        turn_id = self.pick(self.meeting.turns, number)
        if not self.act(speaking.remove_turn, turn_id):
            return
        if self.clocks.stack and self.clocks.stack[-1] == turn_id:
            self.clocks.pop(self.now)
        elif turn_id in self.clocks.stack:
            self.clocks.stack.remove(turn_id)
        del self.clocks.seconds[turn_id]
        self.clocks.spoke_last.pop(turn_id, None)

    # The go-round

    @rule(by=st.sampled_from((go_round.ORGANISATION, go_round.PERSON)))
    def begin_round(self, by: str) -> None:
        self.act(go_round.begin, by)

    @rule(stop=st.booleans())
    def pass_or_stop(self, stop: bool) -> None:
        expected = bool(self.meeting.info.go_round)
        assert self.act(go_round.stop if stop else go_round.pass_over) == expected

    # The agenda

    def _item_closed(self, waiting: Waiting, before: str) -> None:
        """The model after the open item has ended."""
        self.clocks.clear(self.now)
        if waiting is Waiting.DROP:
            assert self.taken is not None
            self.waiting -= {e.id for e in self.taken.before.queue if e.item == before}
        # Another line: places are counted anew in it.
        self._placed_as_found()

    def _placed_as_found(self) -> None:
        entries = [place.entry for place in line(self.meeting)]
        self.placed = {e.id: n for n, e in enumerate(entries) if e.place is not None}

    @rule(number=numbers, waiting=st.sampled_from(Waiting))
    def take_item(self, number: int, waiting: Waiting) -> None:
        self.now += timedelta(seconds=1)
        item_id, before = self.pick(self.meeting.agenda, number), _open_item(self.meeting)
        accepted = self.act(agenda.take_item, item_id, "agreed", waiting)
        assert accepted == (item_id not in (before, "404"))
        if accepted:
            self._item_closed(waiting, before)
            assert self.meeting.info.queue_open

    @rule(waiting=st.sampled_from(Waiting))
    def next_item(self, waiting: Waiting) -> None:
        self.now += timedelta(seconds=1)
        before = _open_item(self.meeting)
        if self.act(agenda.next_item, None, waiting):
            self._item_closed(waiting, before)

    @rule(number=numbers, act=st.sampled_from((agenda.skip_item, agenda.defer_item)))
    def set_aside(self, number: int, act: Callable[..., Meeting]) -> None:
        self.now += timedelta(seconds=1)
        item_id, before = self.pick(self.meeting.agenda, number), _open_item(self.meeting)
        if self.act(act, item_id) and item_id == before:
            self._item_closed(Waiting.KEEP, before)

    @rule(number=numbers, seconds=st.integers(-900, 900), steps=st.integers(-3, 3))
    def rearrange(self, number: int, seconds: int, steps: int) -> None:
        item_id = self.pick(self.meeting.agenda, number)
        self.act(agenda.reopen_item, item_id)
        self.act(agenda.extend, seconds, item_id)
        self.act(agenda.move_item, item_id, steps)

    @rule()
    def add_item(self) -> None:
        self.act(agenda.add_items, (AgendaItem(title="Another", minutes=5),))

    @rule(number=numbers)
    def remove_item(self, number: int) -> None:
        item = self.meeting.find(AgendaItem, self.pick(self.meeting.agenda, number))
        if item is not None:
            accepted = self.act(records.remove, item)
            assert accepted == (item.state is not ItemState.CURRENT)
            if accepted and self.taken:
                self.waiting -= {e.id for e in self.taken.before.queue if e.item == item.id}

    # The people

    @rule(number=numbers, state=st.sampled_from(PersonState))
    def call_the_roll(self, number: int, state: PersonState) -> None:
        self.act(people.set_state, self.pick(self.meeting.people, number), state)

    # Undo and redo

    def _acted(self) -> None:
        """Remember the model after the act: it is known only now."""
        if self.done and self.taken is self.done[-1]:
            self.done[-1].model_after = self._model()

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        act = self.done.pop()
        self.meeting = play(self.meeting, taken_back(act.changes), act.what)
        assert _rows(self.meeting) == _rows(act.before), act.what
        self.clocks, self.waiting, self.placed = copy.deepcopy(act.model)
        self.undone.append(act)
        self.taken = None

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        act = self.undone.pop()
        self.meeting = play(self.meeting, act.changes, act.what)
        assert _rows(self.meeting) == _rows(act.after), act.what
        self.clocks, self.waiting, self.placed = copy.deepcopy(act.model_after)
        self.done.append(act)
        self.taken = None

    # What always holds

    taken: Act | None = None

    @invariant()
    def the_floor_and_the_clocks_are_as_the_model_says(self) -> None:
        self._acted()
        turn = speaking.floor(self.meeting)
        assert (turn.id if turn else None) == (self.clocks.stack[-1] if self.clocks.stack else None)
        assert {t.id for t in self.meeting.turns if not t.ended} == set(self.clocks.stack)
        running = [t.id for t in self.meeting.turns if t.spans and t.spans[-1][1] is None]
        assert running == (self.clocks.stack[-1:] if self.clocks.running else [])
        held = {t.id: speaking.held(t, self.now) for t in self.meeting.turns}
        assert held == self.clocks.at(self.now)

    @invariant()
    def no_entry_is_lost_or_doubled(self) -> None:
        ids = [e.id for e in self.meeting.queue]
        assert len(ids) == len(set(ids))
        assert set(ids) == self.waiting
        assert not self.waiting & set(self.clocks.seconds)
        items = {i.id for i in self.meeting.agenda} | {""}
        assert {e.item for e in self.meeting.queue} <= items, "waits on an item that is gone"
        requests = [(e.item, e.kind, fold(e.who) or e.organisation) for e in self.meeting.queue]
        assert len(requests) == len(set(requests)), "somebody waits twice with one kind"

    @invariant()
    def the_line_is_in_its_order(self) -> None:
        places = line(self.meeting)
        item = _open_item(self.meeting)
        here = [e for e in self.meeting.queue if e.item == item]
        assert sorted(p.entry.id for p in places) == sorted(e.id for e in here)
        assert all(place.why for place in places)
        found = {p.entry.id: n for n, p in enumerate(places) if p.entry.place is not None}
        assert found == self.placed
        free = [p.entry for p in places if p.entry.place is None]
        on_item = {_who(t) for t in self.meeting.turns if t.item == item}
        ever = {_who(t) for t in self.meeting.turns}
        for first, second in pairwise(free):
            assert RANK.index(first.kind) <= RANK.index(second.kind)
            if first.kind is not second.kind:
                continue
            match self.meeting.info.order:
                case QueueOrder.ASKED:
                    assert first.asked < second.asked
                case QueueOrder.FIRST:
                    one, other = (_who(e) in on_item for e in (first, second))
                    assert (one, first.asked) < (other, second.asked)
                case QueueOrder.BALANCED:
                    assert (_who(first) in ever) <= (_who(second) in ever)

    @invariant()
    def one_item_is_open_at_most_and_its_clock_alone_runs(self) -> None:
        current = [i.id for i in self.meeting.agenda if i.state is ItemState.CURRENT]
        running = [i.id for i in self.meeting.agenda if i.spans and i.spans[-1][1] is None]
        assert len(current) <= 1
        assert running == current

    def teardown(self) -> None:
        """Take back everything, and do it all again."""
        if not hasattr(self, "start"):
            return
        end = self.meeting
        for act in reversed(self.done):
            self.meeting = play(self.meeting, taken_back(act.changes), act.what)
        assert _rows(self.meeting) == _rows(self.start)
        for act in self.done:
            self.meeting = play(self.meeting, act.changes, act.what)
        assert _rows(self.meeting) == _rows(end)


def _open_item(meeting: Meeting) -> str:
    return next((i.id for i in meeting.agenda if i.state is ItemState.CURRENT), "")


def _who(record: QueueEntry | Turn) -> str:
    return fold(record.who) or f"someone from {fold(record.organisation)}"


def _rows(meeting: Meeting) -> Meeting:
    """All but the log: equal where every table holds the same records in the same order."""
    return replace(meeting, log=())


def _told(meeting: Meeting) -> str:
    """The whole meeting as text, to see that a value has not been changed in its place."""
    return repr((meeting.info, meeting.queue, meeting.turns, meeting.agenda, len(meeting.log)))


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(max_examples=60, stateful_step_count=60)

"""A meeting with random acts, and a plain model of its floor and queue to compare it with.

`QueueModel` has the state that the acts need and the invariants; the acts themselves are in
test_queue_properties.py.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import ItemState, PersonState, QueueEntry, QueueMode, SpeechKind, Turn
from data.rules import turns
from data.rules.queue_order import speaking_order
from data.storage.journal import Change, apply_changes, changes_between, inverse
from data.text.comparison import fold
from tests.builders import START, a_meeting, person

INTERRUPTING = turns.INTERRUPTING
RANK = list(SpeechKind)


@dataclass
class Clocks:
    """The expected floor: a stack of turns, the current one last, and the time of each turn."""

    stack: list[str] = field(default_factory=list)
    running: datetime | None = None  # since when the top one speaks
    seconds: dict[str, float] = field(default_factory=dict)
    spoke_last: dict[str, datetime] = field(default_factory=dict)

    def stop(self, at: datetime) -> None:
        """Stop the clock of the current turn."""
        if self.stack and self.running is not None:
            self.seconds[self.stack[-1]] += (at - self.running).total_seconds()
            self.spoke_last[self.stack[-1]] = at
        self.running = None

    def push(self, turn_id: str, at: datetime) -> None:
        """Begin a turn on top of the one that it interrupts."""
        self.stop(at)
        self.stack.append(turn_id)
        self.seconds.setdefault(turn_id, 0.0)
        self.running = at

    def pop(self, at: datetime) -> None:
        """End the current turn; the one below continues."""
        self.stop(at)
        self.stack.pop()
        self.running = at if self.stack else None

    def clear(self, at: datetime) -> None:
        """End all turns."""
        self.stop(at)
        self.stack.clear()

    def give(self, turn_id: str, kind: SpeechKind, at: datetime) -> None:
        """Give the floor to a new turn."""
        if kind not in INTERRUPTING:
            self.clear(at)
        elif len(self.stack) > 1:
            self.stop(at)
            self.stack.pop()
        self.push(turn_id, at)

    def at(self, now: datetime) -> dict[str, float]:
        """Return the seconds of each turn until now."""
        result = dict(self.seconds)
        if self.running is not None:
            result[self.stack[-1]] += (now - self.running).total_seconds()
        return result


@dataclass
class Act:
    """What one act has changed, to undo it."""

    what: str
    changes: tuple[Change, ...]
    before: Meeting
    after: Meeting
    model: tuple[Clocks, set[str], dict[str, int]]
    model_after: tuple[Clocks, set[str], dict[str, int]]


class QueueModel(RuleBasedStateMachine):
    """The meeting, its model, the acts to undo, and the invariants."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.clocks = Clocks()
        self.waiting: set[str] = set()
        self.placed: dict[str, int] = {}  # where those put by hand must stand
        self.done: list[Act] = []
        self.undone: list[Act] = []
        self.taken: Act | None = None  # the last act, if it was not refused

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
        """Apply a rule; return False if it is refused, which must not change the meeting."""
        self._acted()
        before, frozen, model = self.meeting, _as_text(self.meeting), self._model()
        try:
            after = self.performed(lambda meeting: rule(meeting, self.now, *arguments, **more))
        except MeetingError as error:
            title = error.title
            assert title, "a refusal says what it refuses"
            assert _as_text(before) == frozen, "a refusal has changed the meeting"
            self.taken = None
            return False
        assert _as_text(before) == frozen, "a rule has changed the meeting that it was given"
        changes = json.loads(json.dumps(changes_between(before, after)))
        self.taken = Act(rule.__name__, tuple(changes), before, after, model, model)
        self.meeting = after
        if changes:
            assert len(after.log) > len(before.log), f"{rule.__name__} is not in the log"
            self.done.append(self.taken)
            self.undone.clear()
        return True

    # How acts are done: a subclass may do them to a file

    def performed(self, rule: Callable[[Meeting], Meeting]) -> Meeting:
        """Return the meeting after a rule."""
        return rule(self.meeting)

    def without(self, act: Act) -> Meeting:
        """Return the meeting without its last act."""
        return apply_changes(self.meeting, inverse(act.changes), act.what)

    def with_again(self, act: Act) -> Meeting:
        """Return the meeting with an act that was undone."""
        return apply_changes(self.meeting, act.changes, act.what)

    def _model(self) -> tuple[Clocks, set[str], dict[str, int]]:
        return copy.deepcopy((self.clocks, self.waiting, self.placed))

    def leave(self, entry_id: str, ids: list[str]) -> None:
        """Update the model after a request of the queue `ids` was removed."""
        self.waiting.remove(entry_id)
        self.placed.pop(entry_id, None)
        if entry_id in ids:
            index = ids.index(entry_id)
            self.placed = {k: v - (v > index) for k, v in self.placed.items()}

    def put_at(self, entry_id: str, ids: list[str], index: int) -> None:
        """Update the model after a request was pinned at a place."""
        rest = [i for i in ids if i != entry_id]
        rest.insert(index, entry_id)
        self.placed = {i: rest.index(i) for i in (*self.placed, entry_id)}

    def line(self) -> list[str]:
        return [place.entry.id for place in speaking_order(self.meeting, self.now)]

    def pick(self, rows: tuple[Any, ...], number: int) -> str:
        """Return the id of one of these records, or an unknown id."""
        return rows[number % len(rows)].id if rows else "404"

    def taken_was_open(self) -> bool:
        assert self.taken is not None
        return self.taken.before.info.queue_open

    # Undo and redo

    def _acted(self) -> None:
        """Store the model after the last act, which is known only before the next one."""
        if self.done and self.taken is self.done[-1]:
            self.done[-1].model_after = self._model()

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        act = self.done.pop()
        self.meeting = self.without(act)
        assert _rows(self.meeting) == _rows(act.before), act.what
        self.clocks, self.waiting, self.placed = copy.deepcopy(act.model)
        self.undone.append(act)
        self.taken = None

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        act = self.undone.pop()
        self.meeting = self.with_again(act)
        assert _rows(self.meeting) == _rows(act.after), act.what
        self.clocks, self.waiting, self.placed = copy.deepcopy(act.model_after)
        self.done.append(act)
        self.taken = None

    # What always holds

    @invariant()
    def the_floor_and_the_clocks_are_as_the_model_says(self) -> None:
        self._acted()
        turn = turns.current_turn(self.meeting)
        assert (turn.id if turn else None) == (self.clocks.stack[-1] if self.clocks.stack else None)
        assert {t.id for t in self.meeting.turns if not t.ended} == set(self.clocks.stack)
        running = [t.id for t in self.meeting.turns if t.spans and t.spans[-1][1] is None]
        assert running == (self.clocks.stack[-1:] if self.clocks.running else [])
        held = {t.id: turns.speaking_seconds(t, self.now) for t in self.meeting.turns}
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
        assert len(requests) == len(set(requests)), "a speaker waits twice with the same kind"

    @invariant()
    def the_line_is_in_its_order(self) -> None:
        places = speaking_order(self.meeting, self.now)
        item = open_item(self.meeting)
        here = [e for e in self.meeting.queue if e.item == item]
        assert sorted(p.entry.id for p in places) == sorted(e.id for e in here)
        assert all(place.reason for place in places)
        found = {p.entry.id: n for n, p in enumerate(places) if p.entry.place is not None}
        assert found == self.placed
        free = [p.entry for p in places if p.entry.place is None]
        on_item = {_who(t) for t in self.meeting.turns if t.item == item}
        for first, second in pairwise(free):
            assert RANK.index(first.kind) <= RANK.index(second.kind)
            if first.kind is not second.kind:
                continue
            match self.meeting.info.order:
                case QueueMode.AS_ASKED:
                    assert first.asked < second.asked
                case QueueMode.FIRST_VOICES_FIRST:
                    one, other = (_who(e) in on_item for e in (first, second))
                    assert (one, first.asked) < (other, second.asked)
                case QueueMode.BALANCED:
                    assert self._balance(first) <= self._balance(second)

    def _balance(self, entry: QueueEntry) -> tuple[bool, float, datetime]:
        """First-time speakers first; then by the time of the person and the organisation."""
        seconds, turns = self.clocks.at(self.now), self.meeting.turns
        own = [seconds[t.id] for t in turns if _who(t) == _who(entry)]
        theirs = [
            seconds[t.id]
            for t in turns
            if entry.organisation and fold(t.organisation) == fold(entry.organisation)
        ]
        return bool(own), sum(own) + sum(theirs), entry.asked

    @invariant()
    def one_item_is_open_at_most_and_its_clock_alone_runs(self) -> None:
        current = [i.id for i in self.meeting.agenda if i.state is ItemState.CURRENT]
        running = [i.id for i in self.meeting.agenda if i.spans and i.spans[-1][1] is None]
        assert len(current) <= 1
        assert running == current

    def teardown(self) -> None:
        """Undo everything, and redo it all."""
        if not hasattr(self, "start"):
            return
        end = self.meeting
        for act in reversed(self.done):
            self.meeting = self.without(act)
        assert _rows(self.meeting) == _rows(self.start)
        for act in self.done:
            self.meeting = self.with_again(act)
        assert _rows(self.meeting) == _rows(end)


def open_item(meeting: Meeting) -> str:
    return next((i.id for i in meeting.agenda if i.state is ItemState.CURRENT), "")


def _who(record: QueueEntry | Turn) -> str:
    return fold(record.who) or f"someone from {fold(record.organisation)}"


def _rows(meeting: Meeting) -> Meeting:
    """Return all tables but the log, to compare records and their order."""
    return replace(meeting, log=())


def _as_text(meeting: Meeting) -> str:
    """Return the whole meeting as text, to see that no value was changed in place."""
    return repr((meeting.info, meeting.queue, meeting.turns, meeting.agenda, len(meeting.log)))

"""Long random meetings: no act on queue and agenda loses a request or a second.

A plain model of the floor (a stack of turns, seconds of each) runs beside the rules; after each
act both must tell the same: see queue_model.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from data.records.base import new_id
from data.records.meeting import Meeting
from data.records.models import (
    AgendaItem,
    ItemState,
    Person,
    PersonState,
    QueueEntry,
    QueueMode,
    SpeechKind,
    Turn,
)
from data.rules import agenda, edits, go_round, leaving, people, speaker_queue, turns
from data.rules.agenda import PendingRequests
from data.rules.queue_order import speaking_order
from data.text.comparison import fold
from tests.builders import ORDER, REPLY
from tests.unit.rules.queue_model import INTERRUPTING, QueueModel, open_item

NAMES = ("Ada", "Bo", "Cy", "Di", "Zoë", "Newcomer")
ORGANISATIONS = ("Riverside", "Hilltop", "")
numbers = st.integers(0, 20)


class QueueMachine(QueueModel):
    """All acts on the queue and the agenda in random order, while time passes."""

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
        item = open_item(self.meeting)
        mine = [
            e
            for e in speaker_queue.waiting_requests(self.meeting)
            if fold(e.who) == fold(who) and (who or e.organisation == organisation)
        ]
        expected = self.meeting.info.queue_open or kind is ORDER
        answerable = any(t.item == item for t in self.meeting.turns) or self.clocks.stack
        if kind is REPLY and not answerable and not any(e.kind is REPLY for e in mine):
            kind = SpeechKind.NEW_POINT
        there = [e for e in mine if e.kind is kind]
        if there:
            expected = expected and about not in ("", there[0].about)
        known = len(self.meeting.people)
        assert self.act(speaker_queue.ask, new) == expected
        if expected and not there:
            self.waiting.add(new.id)
        if expected and who:
            present = people.person_named(self.meeting, who)
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
        if self.act(speaker_queue.withdraw, entry_id):
            self.leave(entry_id, ids)

    @rule(number=numbers, steps=st.integers(-4, 4))
    def move(self, number: int, steps: int) -> None:
        entry_id, ids = self.pick(self.meeting.queue, number), self.line()
        assert self.act(speaker_queue.move, entry_id, steps) == (entry_id in ids)
        if entry_id in ids:
            target = min(max(ids.index(entry_id) + steps, 0), len(ids) - 1)
            if target != ids.index(entry_id):
                self.put_at(entry_id, ids, target)

    @rule(who=st.sampled_from(NAMES))
    def invite(self, who: str) -> None:
        self.now += timedelta(seconds=1)
        new = QueueEntry(who=who, asked=self.now)
        there = [
            e
            for e in speaker_queue.waiting_requests(self.meeting)
            if speaker_queue.same_request(e, new)
        ]
        ids = self.line()
        assert self.act(speaker_queue.invite, new), "a closed queue does not prevent it"
        if there:
            self.put_at(there[0].id, ids, 0)
        elif self.taken:
            self.waiting.add(new.id)
            self.put_at(new.id, [*ids, new.id], 0)

    @rule(is_open=st.booleans())
    def open_or_close(self, is_open: bool) -> None:
        expected = self.meeting.info.queue_open is not is_open
        assert self.act(speaker_queue.set_queue_open, is_open=is_open) == expected

    @rule(order=st.sampled_from(QueueMode))
    def set_order(self, order: QueueMode) -> None:
        self.act(speaker_queue.set_queue_mode, order)

    # The floor

    @rule()
    def next_turn(self) -> None:
        self.now += timedelta(seconds=1)
        ids, new = self.line(), new_id()
        front = self.meeting.find(QueueEntry, ids[0]) if ids else None
        interruption = front is not None and front.kind in INTERRUPTING
        in_round = self.meeting.info.go_round
        on_an_interruption = len(self.clocks.stack) > 1
        upcoming = speaker_queue.next_speaker_name(self.meeting, self.now)
        accepted = self.act(speaker_queue.next_turn, new)
        if accepted:
            turn = turns.current_turn(self.meeting)
            assert (turns.speaker(turn) if turn else "") == upcoming
        else:
            assert not upcoming
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
        rule = speaker_queue.last_word if last_word else speaker_queue.call
        assert self.act(rule, entry_id) == (entry_id in ids)
        if entry is not None and entry_id in ids:
            self.leave(entry_id, ids)
            self.clocks.give(entry_id, entry.kind, self.now)
            turn = self.meeting.get(Turn, entry_id)
            assert turn.out_of_order == (ids[0] != entry_id)
            expected = self.taken_was_open() and not last_word
            assert self.meeting.info.queue_open == expected

    @rule(who=st.sampled_from(NAMES))
    def call_unasked(self, who: str) -> None:
        self.now += timedelta(seconds=1)
        new = QueueEntry(who=who, asked=self.now)
        there = any(
            speaker_queue.same_request(e, new) for e in speaker_queue.waiting_requests(self.meeting)
        )
        assert self.act(speaker_queue.call_unasked, new) == (not there)
        if not there:
            self.clocks.give(new.id, new.kind, self.now)
            assert self.meeting.info.queue_open == self.taken_was_open()

    @rule()
    def end_turn(self) -> None:
        self.now += timedelta(seconds=1)
        assert self.act(turns.end_turn) == bool(self.clocks.stack)
        if self.clocks.stack:
            self.clocks.pop(self.now)

    @rule()
    def pause(self) -> None:
        self.now += timedelta(seconds=1)
        assert self.act(turns.toggle_pause) == bool(self.clocks.stack)
        if self.clocks.running is not None:
            self.clocks.stop(self.now)
        elif self.clocks.stack:
            self.clocks.running = self.now

    @rule()
    def bring_back(self) -> None:
        self.now += timedelta(seconds=1)
        ended = [t.id for t in self.meeting.turns if t.id not in self.clocks.stack]
        assert self.act(turns.bring_back) == bool(ended)
        if ended:
            self.clocks.push(max(ended, key=self.clocks.spoke_last.__getitem__), self.now)

    @rule(number=numbers)
    def remove_turn(self, number: int) -> None:
        self.now += timedelta(seconds=1)
        turn_id = self.pick(self.meeting.turns, number)
        if not self.act(turns.remove_turn, turn_id):
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

    def _item_closed(self, pending: PendingRequests, before: str) -> None:
        """Update the model after the current item was closed."""
        self.clocks.clear(self.now)
        if pending is PendingRequests.DROP:
            assert self.taken is not None
            self.waiting -= {e.id for e in self.taken.before.queue if e.item == before}
        # Another queue: its places are counted separately.
        self._placed_as_found()

    def _placed_as_found(self) -> None:
        entries = [place.entry for place in speaking_order(self.meeting, self.now)]
        self.placed = {e.id: n for n, e in enumerate(entries) if e.place is not None}

    @rule(number=numbers, pending=st.sampled_from(PendingRequests))
    def take_item(self, number: int, pending: PendingRequests) -> None:
        self.now += timedelta(seconds=1)
        item_id, before = self.pick(self.meeting.agenda, number), open_item(self.meeting)
        accepted = self.act(agenda.take_item, item_id, "agreed", pending)
        assert accepted == (item_id not in (before, "404"))
        if accepted:
            self._item_closed(pending, before)
            assert self.meeting.info.queue_open

    @rule(pending=st.sampled_from(PendingRequests))
    def next_item(self, pending: PendingRequests) -> None:
        self.now += timedelta(seconds=1)
        before = open_item(self.meeting)
        if self.act(agenda.next_item, None, pending):
            self._item_closed(pending, before)

    @rule(number=numbers, act=st.sampled_from((agenda.skip_item, agenda.defer_item)))
    def set_aside(self, number: int, act: Callable[..., Meeting]) -> None:
        self.now += timedelta(seconds=1)
        item_id, before = self.pick(self.meeting.agenda, number), open_item(self.meeting)
        if self.act(act, item_id) and item_id == before:
            self._item_closed(PendingRequests.KEEP, before)

    @rule(number=numbers, seconds=st.integers(-900, 900), steps=st.integers(-3, 3))
    def rearrange(self, number: int, seconds: int, steps: int) -> None:
        item_id = self.pick(self.meeting.agenda, number)
        self.act(agenda.reopen_item, item_id)
        self.act(agenda.extend_time_box, seconds, item_id)
        self.act(agenda.move_item, item_id, steps)

    @rule()
    def add_item(self) -> None:
        self.act(agenda.add_items, (AgendaItem(title="Another", minutes=5),))

    @rule(number=numbers)
    def remove_item(self, number: int) -> None:
        item = self.meeting.find(AgendaItem, self.pick(self.meeting.agenda, number))
        if item is not None:
            accepted = self.act(edits.remove, item)
            assert accepted == (item.state is not ItemState.CURRENT)
            if accepted and self.taken:
                self.waiting -= {e.id for e in self.taken.before.queue if e.item == item.id}

    # The people

    @rule(number=numbers, state=st.sampled_from(PersonState))
    def call_the_roll(self, number: int, state: PersonState) -> None:
        self.act(people.set_state, self.pick(self.meeting.people, number), state)

    @rule(number=numbers)
    def person_leaves(self, number: int) -> None:
        self.now += timedelta(seconds=1)
        person_id, before = self.pick(self.meeting.people, number), self.meeting
        person = before.find(Person, person_id)
        line_before = self.line()
        if not self.act(leaving.leave_meeting, person_id):
            assert person is None
            return
        assert person is not None
        for entry in before.queue:
            if fold(entry.who) == fold(person.name):
                self.leave(entry.id, line_before)
                line_before = [other for other in line_before if other != entry.id]
        theirs = {turn.id for turn in before.turns if fold(turn.who) == fold(person.name)}
        while self.clocks.stack and self.clocks.stack[-1] in theirs:
            self.clocks.pop(self.now)
        self.clocks.stack = [turn for turn in self.clocks.stack if turn not in theirs]
        assert fold(person.name) not in {fold(e.who) for e in self.meeting.queue}
        on_floor = turns.current_turn(self.meeting)
        assert on_floor is None or fold(on_floor.who) != fold(person.name)


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(stateful_step_count=60)

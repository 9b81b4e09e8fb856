"""A meeting file against a plain list in memory, with whatever a person and a disk may do to it.

The model knows nothing of journals, ids or tables: it is a list of wins, the acts that were done,
and for each of two processes what it can undo and redo.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from data.disk.atomic import PREFIX
from data.storage.backups import Backups
from data.storage.meeting_file import MeetingFile
from tests.faults.acts import new_file
from tests.faults.hands import Hand, other_process

which = st.sampled_from([0, 1])
texts = st.sampled_from(["roof", "bus", "Zoë’s garden", "a [b]c[/b]", "100 \\ 2"])
places = st.integers(0, 9)


@dataclass(frozen=True)
class Act:
    """What was done to the win with this id: None before it was there and after it is gone."""

    record: str
    before: str | None
    after: str | None
    index: int = 0


@dataclass
class Sight:
    """What one open file can undo and redo: numbers of acts, the next one last."""

    undo: list[int] = field(default_factory=list)
    redo: list[int] = field(default_factory=list)


@dataclass
class Model:
    """The wins of a meeting, and all that was ever done to them."""

    wins: list[tuple[str, str]] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    history: list[tuple[str, int]] = field(default_factory=list)

    def text(self, record: str) -> str | None:
        return dict(self.wins).get(record)

    def can(self, record: str, old: str | None) -> bool:
        return self.text(record) == old

    def put(self, record: str, old: str | None, new: str | None, index: int | None) -> None:
        if old is None:
            assert new is not None
            self.wins.insert(len(self.wins) if index is None else index, (record, new))
        elif new is None:
            self.wins = [win for win in self.wins if win[0] != record]
        else:
            self.wins = [(record, new) if win[0] == record else win for win in self.wins]

    def do(self, act: Act, sight: Sight) -> None:
        self.put(act.record, act.before, act.after, None)
        self.acts.append(act)
        self.history.append(("done", len(self.acts) - 1))
        sight.undo.append(len(self.acts) - 1)
        sight.redo.clear()

    def opened(self) -> Sight:
        """What a file that is opened now can undo: all acts of anybody that are not undone."""
        sight = Sight()
        for kind, number in self.history:
            if kind == "done":
                sight.redo.clear()
                sight.undo.append(number)
                continue
            for stack in (sight.undo, sight.redo):
                if number in stack:
                    stack.remove(number)
            (sight.redo if kind == "undone" else sight.undo).append(number)
        return sight


class MeetingFileMachine(RuleBasedStateMachine):
    """Two processes have one meeting open: this one, and another one."""

    other: ClassVar[staticmethod[[str], Hand]]  # opens a file in the other process

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="meeting-"))
        self.model = Model()

    def teardown(self) -> None:
        """Nothing is left behind, not even temporary files."""
        left = list(self.folder.glob(f"{PREFIX}*"))
        shutil.rmtree(self.folder)
        assert left == []

    @initialize()
    def create(self) -> None:
        self.path = new_file(self.folder).path
        self.hands = [Hand(str(self.path)), self.other(str(self.path))]
        self.sights = [self.model.opened(), self.model.opened()]
        # Starting the meeting was not an act of this file, so there is nothing to undo yet.
        assert "nothing to undo" in self.hands[0].undo()
        for text in ("one", "two", "three"):
            self.add(0, text)
        self.refresh(1)

    # -- acts ------------------------------------------------------------------------------

    @rule(n=which, text=texts)
    def add(self, n: int, text: str) -> None:
        error, record = self.hands[n].add(text)
        assert error == ""
        self.model.do(Act(record, None, text), self.sights[n])

    @rule(n=which, place=places, text=texts)
    def change(self, n: int, place: int, text: str) -> None:
        if not self.model.wins:
            return
        record, old = self.model.wins[place % len(self.model.wins)]
        if not self.has_heard_of(n, record):
            return
        assert self.hands[n].change(record, text) == ""
        if text != old:  # else nothing was done, and there is nothing to undo
            self.model.do(Act(record, old, text), self.sights[n])

    @rule(n=which, place=places)
    def remove(self, n: int, place: int) -> None:
        if not self.model.wins:
            return
        index = place % len(self.model.wins)
        record, old = self.model.wins[index]
        if not self.has_heard_of(n, record):
            return
        assert self.hands[n].remove(record) == ""
        self.model.do(Act(record, old, None, index), self.sights[n])

    @rule(n=which, place=places)
    def remove_and_undo(self, n: int, place: int) -> None:
        """What comes back comes back to its place."""
        self.refresh(n)
        self.remove(n, place)
        self.undo(n)

    @rule(n=which, place=places, text=texts, also=texts)
    def undo_what_the_other_has_changed_since(
        self, n: int, place: int, text: str, also: str
    ) -> None:
        self.refresh(n)
        self.refresh(1 - n)
        self.change(n, place, text)
        self.change(1 - n, place, also)
        self.undo(n)

    @rule(n=which)
    def undo(self, n: int) -> None:
        sight = self.sights[n]
        if not sight.undo:
            assert "nothing to undo" in self.hands[n].undo()
            return
        number = sight.undo[-1]
        act = self.model.acts[number]
        if not self.model.can(act.record, act.after):
            assert "cannot be undone" in self.hands[n].undo()
            return
        assert self.hands[n].undo() == ""
        self.model.put(
            act.record,
            act.after,
            act.before,
            min(act.index, len(self.model.wins)) if act.after is None else None,
        )
        self.model.history.append(("undone", number))
        sight.redo.append(sight.undo.pop())

    @rule(n=which)
    def redo(self, n: int) -> None:
        sight = self.sights[n]
        if not sight.redo:
            assert "nothing to redo" in self.hands[n].redo()
            return
        number = sight.redo[-1]
        act = self.model.acts[number]
        if not self.model.can(act.record, act.before):
            assert self.hands[n].redo() != ""
            return
        assert self.hands[n].redo() == ""
        self.model.put(act.record, act.before, act.after, None)
        self.model.history.append(("redone", number))
        sight.undo.append(sight.redo.pop())

    @rule(n=which, text=texts)
    def redo_past_an_act_of_the_other(self, n: int, text: str) -> None:
        """Each file has its own stacks: what one may redo the other knows nothing of."""
        self.add(n, text)
        self.undo(n)
        self.add(1 - n, text)
        self.redo(n)

    # -- what goes wrong -------------------------------------------------------------------

    @rule(n=which, text=texts, call=st.sampled_from(["write", "fsync", "replace"]))
    def disk_full(self, n: int, text: str, call: str) -> None:
        before = self.path.read_bytes()
        error, _ = self.hands[n].add(text, call)
        assert "disk is full" in error
        assert self.path.read_bytes() == before

    @rule(n=which)
    def disk_full_while_undoing(self, n: int) -> None:
        sight = self.sights[n]
        act = self.model.acts[sight.undo[-1]] if sight.undo else None
        if act is None or not self.model.can(act.record, act.after):
            return
        assert "disk is full" in self.hands[n].undo("write")

    @rule(n=which, text=texts)
    def refused(self, n: int, text: str) -> None:
        assert self.hands[n].half(text) == "Not so"

    @rule(n=which)
    def refused_value(self, n: int) -> None:
        error, _ = self.hands[n].add(" \x00 ")
        assert error != ""

    @rule(n=which)
    def reopen(self, n: int) -> None:
        self.hands[n].close()
        self.hands[n].reopen(str(self.path))
        self.sights[n] = self.model.opened()

    @rule(n=which)
    def refresh(self, n: int) -> None:
        self.hands[n].refresh()
        assert self.hands[n].wins() == self.model.wins
        assert not self.hands[n].refresh(), "there is no news of one's own"

    @rule(place=places, text=texts)
    def edited_by_hand(self, place: int, text: str) -> None:
        """Somebody changes the file in an editor: no checksum, no log, no rename."""
        tables = json.loads(self.path.read_text(encoding="utf-8"))
        if not self.model.wins:
            return
        record, old = self.model.wins[place % len(self.model.wins)]
        tables["wins"][record]["text"] = text
        self.path.write_text(json.dumps(tables, indent=1), encoding="utf-8")
        self.model.put(record, old, text, None)

    # -- copies ----------------------------------------------------------------------------

    def write_and_find_a_copy(self, n: int, text: str) -> None:
        before = self.path.read_bytes()
        self.add(n, text)
        newest = Backups(self.folder / "backups").list(self.path.stem)[0]
        assert newest.path.read_bytes() == before

    @rule(n=which, text=texts)
    def reopen_and_write(self, n: int, text: str) -> None:
        """What was there when the file was opened is copied before it is written."""
        self.reopen(n)
        self.write_and_find_a_copy(n, text)

    @rule(n=which, place=places, edit=texts, text=texts)
    def write_over_an_edit_by_hand(self, n: int, place: int, edit: str, text: str) -> None:
        """What somebody else has done to the file is copied before it is written over."""
        self.edited_by_hand(place, edit)
        if MeetingFile(self.path).edited_outside:  # not where it says the same in other words
            self.write_and_find_a_copy(n, text)

    # -- what must hold after each -----------------------------------------------------------

    def has_heard_of(self, n: int, record: str) -> bool:
        return record in dict(self.hands[n].wins())

    @invariant()
    def the_file_holds_what_the_model_holds(self) -> None:
        if not hasattr(self, "path"):
            return
        wins = MeetingFile(self.path).meeting.wins
        assert [(win.id, win.text) for win in wins] == self.model.wins
        tables = json.loads(self.path.read_text(encoding="utf-8"))
        assert [(i, w["text"]) for i, w in tables["wins"].items()] == self.model.wins


MeetingFileMachine.TestCase.settings = settings(
    max_examples=int(os.environ.get("MEETING_TUI_MACHINES", "40")), stateful_step_count=30
)
TestMeetingFile = MeetingFileMachine.TestCase


@pytest.fixture(scope="module", autouse=True)
def process() -> Iterator[None]:
    """The second process, for as long as all of the examples take."""
    with other_process() as opened:
        MeetingFileMachine.other = staticmethod(opened)
        yield

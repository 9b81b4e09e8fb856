"""A meeting file compared with a plain list in memory, under random acts and faults.

The model has no journal and no tables. It is a list of wins, the acts that were done, and for each
of two processes the acts that it can undo and redo.
"""

from __future__ import annotations

import json
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
from tests.effort import times
from tests.faults.acts import new_file
from tests.faults.editors import Editor, other_process

which = st.sampled_from([0, 1])
LONG = "The bus stops again at the corner, and the owner pays for the shelter. " * 2
texts = st.sampled_from(
    [
        *("roof", "bus", "Zoë’s garden", "a [b]c[/b]", "100 \\ 2"),
        *(f"{LONG}roof", f"{LONG}Zoë", f"{LONG[:70]}roof{LONG[70:]}bus", f"roof{LONG}bus"),
    ]
)
places = st.integers(0, 9)


@dataclass(frozen=True)
class Act:
    """A change of the win with this id; its text is None before adding and after removing it."""

    record: str
    before: str | None
    after: str | None
    index: int = 0


@dataclass
class Stacks:
    """The acts that one open file can undo and redo, by number, the next one last."""

    undo: list[int] = field(default_factory=list)
    redo: list[int] = field(default_factory=list)


@dataclass
class Model:
    """The wins of a meeting, and every act on them."""

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

    def do(self, act: Act, stacks: Stacks) -> None:
        self.put(act.record, act.before, act.after, None)
        self.acts.append(act)
        self.history.append(("done", len(self.acts) - 1))
        stacks.undo.append(len(self.acts) - 1)
        stacks.redo.clear()

    def opened(self) -> Stacks:
        """The stacks of a file that is opened now: it can undo the acts of all processes."""
        stacks = Stacks()
        for kind, number in self.history:
            if kind == "done":
                stacks.redo.clear()
                stacks.undo.append(number)
                continue
            for stack in (stacks.undo, stacks.redo):
                if number in stack:
                    stack.remove(number)
            (stacks.redo if kind == "undone" else stacks.undo).append(number)
        return stacks


class MeetingFileMachine(RuleBasedStateMachine):
    """Two processes have one meeting open: this one and another."""

    other: ClassVar[staticmethod[[str], Editor]]  # opens a file in the other process

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="meeting-"))
        self.model = Model()

    def teardown(self) -> None:
        """Check that no temporary file is left."""
        left = list(self.folder.glob(f"{PREFIX}*"))
        shutil.rmtree(self.folder)
        assert left == []

    @initialize()
    def create(self) -> None:
        self.path = new_file(self.folder).path
        self.editors = [Editor(str(self.path)), self.other(str(self.path))]
        self.stacks = [self.model.opened(), self.model.opened()]
        # Starting the meeting was not an act of this file, so there is nothing to undo yet.
        assert "nothing to undo" in self.editors[0].undo()
        for text in ("one", "two", "three"):
            self.add(0, text)
        self.refresh(1)

    # -- acts ------------------------------------------------------------------------------

    @rule(n=which, text=texts)
    def add(self, n: int, text: str) -> None:
        error, record = self.editors[n].add(text)
        assert error == ""
        self.model.do(Act(record, None, text), self.stacks[n])

    @rule(n=which, place=places, text=texts)
    def change(self, n: int, place: int, text: str) -> None:
        if not self.model.wins:
            return
        record, old = self.model.wins[place % len(self.model.wins)]
        if not self.knows(n, record):
            return
        assert self.editors[n].change(record, text) == ""
        if text != old:  # else nothing was done, and there is nothing to undo
            self.model.do(Act(record, old, text), self.stacks[n])

    @rule(n=which, place=places)
    def remove(self, n: int, place: int) -> None:
        if not self.model.wins:
            return
        index = place % len(self.model.wins)
        record, old = self.model.wins[index]
        if not self.knows(n, record):
            return
        assert self.editors[n].remove(record) == ""
        self.model.do(Act(record, old, None, index), self.stacks[n])

    @rule(n=which, place=places)
    def remove_and_undo(self, n: int, place: int) -> None:
        """A removed win returns to its position."""
        self.refresh(n)
        self.remove(n, place)
        self.undo(n)

    @rule(n=which, place=places, text=texts, also=texts)
    def undo_an_act_whose_win_the_other_has_changed(
        self, n: int, place: int, text: str, also: str
    ) -> None:
        self.refresh(n)
        self.refresh(1 - n)
        self.change(n, place, text)
        self.change(1 - n, place, also)
        self.undo(n)

    @rule(n=which)
    def undo(self, n: int) -> None:
        stacks = self.stacks[n]
        if not stacks.undo:
            assert "nothing to undo" in self.editors[n].undo()
            return
        number = stacks.undo[-1]
        act = self.model.acts[number]
        if not self.model.can(act.record, act.after):
            assert "cannot be undone" in self.editors[n].undo()
            return
        assert self.editors[n].undo() == ""
        self.model.put(
            act.record,
            act.after,
            act.before,
            min(act.index, len(self.model.wins)) if act.after is None else None,
        )
        self.model.history.append(("undone", number))
        stacks.redo.append(stacks.undo.pop())

    @rule(n=which)
    def redo(self, n: int) -> None:
        stacks = self.stacks[n]
        if not stacks.redo:
            assert "nothing to redo" in self.editors[n].redo()
            return
        number = stacks.redo[-1]
        act = self.model.acts[number]
        if not self.model.can(act.record, act.before):
            assert self.editors[n].redo() != ""
            return
        assert self.editors[n].redo() == ""
        self.model.put(act.record, act.before, act.after, None)
        self.model.history.append(("redone", number))
        stacks.undo.append(stacks.redo.pop())

    @rule(n=which, text=texts)
    def redo_past_an_act_of_the_other(self, n: int, text: str) -> None:
        """Each open file has its own stacks, so one can redo after an act of the other."""
        self.add(n, text)
        self.undo(n)
        self.add(1 - n, text)
        self.redo(n)

    # -- faults -------------------------------------------------------------------

    @rule(n=which, text=texts, call=st.sampled_from(["write", "fsync", "replace"]))
    def disk_full(self, n: int, text: str, call: str) -> None:
        before = self.path.read_bytes()
        error, _ = self.editors[n].add(text, call)
        assert "disk is full" in error
        assert self.path.read_bytes() == before

    @rule(n=which)
    def disk_full_while_undoing(self, n: int) -> None:
        stacks = self.stacks[n]
        act = self.model.acts[stacks.undo[-1]] if stacks.undo else None
        if act is None or not self.model.can(act.record, act.after):
            return
        assert "disk is full" in self.editors[n].undo("write")

    @rule(n=which, text=texts)
    def refused(self, n: int, text: str) -> None:
        assert self.editors[n].half(text) == "Not so"

    @rule(n=which)
    def refused_value(self, n: int) -> None:
        error, _ = self.editors[n].add(" \x00 ")
        assert error != ""

    @rule(n=which)
    def reopen(self, n: int) -> None:
        self.editors[n].close()
        self.editors[n].reopen(str(self.path))
        self.stacks[n] = self.model.opened()

    @rule(n=which)
    def refresh(self, n: int) -> None:
        self.editors[n].refresh()
        assert self.editors[n].wins() == self.model.wins
        assert not self.editors[n].refresh(), "own acts are not news"

    @rule(place=places, text=texts)
    def edited_by_hand(self, place: int, text: str) -> None:
        """The file is changed in an editor: no checksum, no log, no rename."""
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
        """The content at opening is copied before the first write."""
        self.reopen(n)
        self.write_and_find_a_copy(n, text)

    @rule(n=which, place=places, edit=texts, text=texts)
    def write_over_an_edit_by_hand(self, n: int, place: int, edit: str, text: str) -> None:
        """An edit by another program is copied before it is overwritten."""
        self.edited_by_hand(place, edit)
        if MeetingFile(self.path).edited_outside:  # unless the edit changed nothing
            self.write_and_find_a_copy(n, text)

    # -- invariants -----------------------------------------------------------

    def knows(self, n: int, record: str) -> bool:
        return record in dict(self.editors[n].wins())

    @invariant()
    def the_file_equals_the_model(self) -> None:
        if not hasattr(self, "path"):
            return
        wins = MeetingFile(self.path).meeting.wins
        assert [(win.id, win.text) for win in wins] == self.model.wins
        tables = json.loads(self.path.read_text(encoding="utf-8"))
        assert [(i, w["text"]) for i, w in tables["wins"].items()] == self.model.wins


MeetingFileMachine.TestCase.settings = settings(
    max_examples=times("MACHINES", by_default=20, in_ci=40), stateful_step_count=30
)
TestMeetingFile = MeetingFileMachine.TestCase


@pytest.fixture(scope="module", autouse=True)
def process() -> Iterator[None]:
    """The second process, for the duration of all examples."""
    with other_process() as opened:
        MeetingFileMachine.other = staticmethod(opened)
        yield

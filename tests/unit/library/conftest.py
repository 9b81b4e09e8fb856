"""The library that the tests of `check` start from."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.records.models import Action, Win
from data.rules import edits
from tests.builders import START, a_meeting
from tests.unit.library.checking import ID


@pytest.fixture
def library(tmp_path: Path, clock: FixedClock) -> Library:
    """A library with one meeting: two items, an action, and a win that came of it."""
    library = Library(tmp_path / "library", clock)
    library.create(a_meeting("Ada", items=("One", "Two")))
    file = library.open(ID)
    item = file.meeting.agenda[0].id
    action = Action(text="paint the roof", item=item, at=START)
    won = Win(text="roof", action=action.id, item=item, at=START)
    file.apply(lambda meeting: edits.add(meeting, START, action))
    file.apply(lambda meeting: edits.add(meeting, START, won))
    file.close()
    return library

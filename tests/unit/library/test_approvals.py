"""The minutes of a meeting are approved in the next one of its series, and both files say so."""

from __future__ import annotations

import copy
import datetime as dt
import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.disk import atomic
from data.disk.lock import Lock
from data.disk.tinydb_storage import DurableStorage
from data.errors import BusyError, MeetingError
from data.library.library import Library
from data.minutes.render import render
from data.planning import carry_over
from data.prompt import interpreter
from data.records.models import MeetingInfo, MeetingState, MinutesApproval
from data.rules import lifecycle
from data.storage.meeting_file import MeetingFile
from tests.builders import START, a_meeting


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library", FixedClock())


@pytest.fixture
def last(library: Library) -> str:
    """A meeting that has ended."""
    day, state = dt.date(2026, 11, 2), MeetingState.CLOSED
    return library.create(a_meeting("Ada", title="Call", date=day, state=state, ended=START))


@pytest.fixture
def now_open(library: Library, last: str) -> MeetingFile:
    """The running meeting that continues it."""
    before = library.open(last).meeting
    meeting = carry_over.continue_meeting(before, last, "November call", START.date())
    return library.open(library.create(lifecycle.start(meeting, START)))


def info(library: Library, meeting_id: str) -> MeetingInfo:
    file = library.open(meeting_id)
    file.close()
    return file.meeting.info


def say(file: MeetingFile, line: str) -> str:
    return interpreter.run(file, line, START)


def test_both_files_and_both_minutes_say_so(
    library: Library, last: str, now_open: MeetingFile
) -> None:
    answer = say(now_open, "approve last: Item 2: the rent is 90, not 80")
    assert answer.startswith(
        "Approved: the minutes of Call of Mon 2 Nov 2026, with the corrections"
    )
    closed = info(library, last)
    assert (closed.state, closed.approved, closed.corrected) == ("approved", START, None)
    assert closed.approved_in is not None
    assert closed.approved_in.meeting == now_open.id
    minutes = library.minutes_path(last).read_text(encoding="utf-8")
    assert "approved on 2026-11-23 at November call (Mon 23 Nov 2026)" in minutes
    assert "the rent is 90" in minutes
    own = render(now_open.meeting, START)
    assert "“Call”, 2026-11-02: approved" in own
    assert "the rent is 90" in own
    with pytest.raises(MeetingError, match="no minutes to approve"):
        say(now_open, "approve last")


def test_undo_and_redo_change_both_files(
    library: Library, last: str, now_open: MeetingFile
) -> None:
    say(now_open, "approve last")
    now_open.undo()
    assert not now_open.meeting.info.approves
    closed = info(library, last)
    assert (closed.state, closed.approved, closed.approved_in) == ("closed", None, None)
    assert closed.corrected is None
    assert "not approved yet" in library.minutes_path(last).read_text(encoding="utf-8")
    now_open.redo()
    assert info(library, last).state == "approved"


def test_an_edited_file_of_the_minutes_is_kept(
    library: Library, last: str, now_open: MeetingFile
) -> None:
    library.save_minutes(library.open(last))
    path = library.minutes_path(last)
    path.write_text(f"{path.read_text(encoding='utf-8')}By hand.", encoding="utf-8")
    say(now_open, "approve last")
    (note,) = now_open.take_warnings()
    assert "edited by hand" in note.title
    assert "By hand." in next(library.bin_path.glob("*.md")).read_text(encoding="utf-8")


def test_another_program_that_writes_the_earlier_file_is_waited_for(
    library: Library, last: str, now_open: MeetingFile
) -> None:
    library.shutdown.patience = 0
    with Lock(library.path(last)).held():
        library.shutdown.can_wait = True
        with pytest.raises(BusyError) as caught:
            say(now_open, "approve last")
        assert caught.value.can_wait
    assert not MeetingFile(now_open.path).meeting.info.approves
    assert info(library, last).state == "closed"
    say(now_open, "approve last")
    assert info(library, last).state == "approved"


def test_what_cannot_be_approved(library: Library, last: str, now_open: MeetingFile) -> None:
    approvals = now_open.approvals
    assert approvals is not None
    due = approvals.find(now_open.meeting)
    assert due is not None
    earlier = library.open(last)
    earlier.apply(lambda m: lifecycle.approve(m, START), after_end=True)
    assert approvals.find(now_open.meeting) is None
    with pytest.raises(MeetingError, match="already approved"):
        now_open.apply(lambda m: lifecycle.approve_earlier(m, START, due))
    library.delete(last)
    with pytest.raises(MeetingError, match="No such meeting"):
        now_open.apply(lambda m: lifecycle.approve_earlier(m, START, due))
    assert not now_open.meeting.info.approves


def test_an_approval_that_was_interrupted_is_completed(
    library: Library, last: str, now_open: MeetingFile
) -> None:
    """The program was killed after it had written the earlier file."""
    earlier = library.open(last)
    approval = MinutesApproval(
        meeting=now_open.id,
        title="November call",
        date=START.date(),
        corrections="The rent is 90",
    )
    earlier.apply(lambda m: lifecycle.approve(m, START, approval), after_end=True)
    say(now_open, "approve last")
    assert [one.corrections for one in now_open.meeting.info.approves] == ["The rent is 90"]


def test_the_last_meeting_of_earlier_versions_has_the_same_series_or_title(
    library: Library, last: str
) -> None:
    library.create(a_meeting(title="Other", date=dt.date(2026, 11, 9), state=MeetingState.CLOSED))
    file = library.open(library.create(a_meeting(title="October call", series="Call")))
    assert file.approvals is not None
    found = file.approvals.find(file.meeting)
    assert found is not None
    assert (found.meeting, found.date) == (last, dt.date(2026, 11, 2))


def full_disk_for(meeting_id: str, patch: pytest.MonkeyPatch) -> None:
    """Let the disk be full whenever the file of a meeting is written."""
    replace = atomic._replace

    def full(target: Path, data: bytes, mode: int) -> None:
        if target.name == f"{meeting_id}.json" and target.parent.name == "meetings":
            raise OSError(errno.ENOSPC, "full")
        replace(target, data, mode)

    patch.setattr(atomic, "_replace", full)


@pytest.mark.parametrize("full", ["own", "earlier"])
def test_on_a_full_disk_neither_file_or_both_are_changed(
    library: Library, last: str, now_open: MeetingFile, full: str
) -> None:
    def states() -> tuple[str, int]:
        return info(library, last).state, len(info(library, now_open.id).approves)

    def fails(act: Callable[[], object]) -> None:
        with pytest.MonkeyPatch.context() as patch:
            full_disk_for(now_open.id if full == "own" else last, patch)
            before = states()
            with pytest.raises(MeetingError, match="disk is full"):
                act()
            assert states() == before

    fails(lambda: say(now_open, "approve last"))
    say(now_open, "approve last")
    fails(now_open.undo)
    now_open.undo()
    fails(now_open.redo)
    now_open.redo()
    assert states() == ("approved", 1)


def test_an_earlier_file_that_no_record_can_hold_is_not_to_be_approved(
    library: Library, last: str, now_open: MeetingFile
) -> None:
    storage = DurableStorage(library.path(last))
    tables = copy.deepcopy(storage.read() or {})
    tables["meeting"]["1"]["title"] = "x" * 5000
    storage.write(tables)
    assert now_open.approvals is not None
    assert now_open.approvals.find(now_open.meeting) is None

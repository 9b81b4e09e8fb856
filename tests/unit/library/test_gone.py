"""A meeting whose file another program removes is not lost: what was shown is kept as a copy."""

from __future__ import annotations

import pytest

from data.errors import MeetingError, MissingFileError, Remedy
from data.library.library import Library
from data.library.problems import ProblemKind
from data.records.models import Win
from data.rules import edits
from data.storage.meeting_file import MeetingFile
from tests.builders import START
from tests.unit.library.checking import ID, check


def win(file: MeetingFile, text: str) -> None:
    record = Win(text=text, at=START)
    file.apply(lambda meeting: edits.add(meeting, START, record))


@pytest.mark.parametrize("acting", [True, False])
def test_what_was_shown_is_copied_at_once(library: Library, acting: bool) -> None:
    file = library.open(ID)
    win(file, "shown")
    copies = len(library.backups.list(ID))
    library.path(ID).unlink()
    for _ in range(3 if acting else 1):
        with pytest.raises(MissingFileError, match="What it last held is kept") as error:
            win(file, "refused") if acting else file.refresh()
        assert error.value.remedy is Remedy.RESTORE_BACKUP
    assert len(library.backups.list(ID)) == copies + 1
    assert not library.path(ID).exists()
    library.restore_backup(ID)
    assert [one.text for one in library.open(ID).meeting.wins] == ["roof", "shown"]
    win(file, "after")
    library.path(ID).unlink()
    with pytest.raises(MissingFileError, match="is kept"):
        file.refresh()
    library.restore_backup(ID)
    assert [one.text for one in library.open(ID).meeting.wins] == ["roof", "shown", "after"]


def test_a_meeting_that_is_moved_to_the_bin_is_not_copied(library: Library) -> None:
    file = library.open(ID)
    library.delete(ID)
    with pytest.raises(MissingFileError, match="is gone") as error:
        file.refresh()
    assert error.value.remedy is Remedy.LIST_BIN
    assert library.backups.list(ID) == ()
    assert library.summaries() == ()


def test_it_is_listed_with_its_copies_and_reported(library: Library) -> None:
    library.path(ID).unlink()
    (summary,) = library.summaries()
    assert (summary.id, summary.state, summary.damaged) == (ID, "gone", "gone, 1 copy")
    for repair in (False, True):
        (problem,) = check(library, repair=repair)
        assert (problem.file, problem.kind) == (f"{ID}.json", ProblemKind.MISSING)
        assert problem.what == "gone; 1 backup can replace it"
    assert library.resolve(ID) == ID
    with pytest.raises(MissingFileError, match="Another program has removed it") as error:
        library.open(ID)
    assert error.value.remedy is Remedy.RESTORE_BACKUP
    with pytest.raises(MeetingError, match="There is no meeting yet"):
        library.resolve()
    library.restore_backup(ID)
    assert [summary.state for summary in library.summaries()] == ["running"]
    assert check(library) == ()


def test_its_copies_can_be_deleted_and_come_back(library: Library) -> None:
    library.path(ID).unlink()
    assert library.delete(ID) == ID
    assert library.summaries() == ()
    assert check(library) == ()
    assert library.restore(ID) == ID
    assert [summary.state for summary in library.summaries()] == ["gone"]

"""The files of the minutes: kept up to date, and never overwritten after they were edited."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.disk.user import user_name
from data.errors import MeetingError
from data.library.check import check_library
from data.library.library import Library
from data.library.problems import ProblemKind
from data.minutes.render import Format, render
from data.records.choices import Visibility
from data.records.models import ConflictNote, Decision
from data.rules import edits, lifecycle
from data.storage.meeting_file import MeetingFile
from tests.builders import START, a_meeting


@pytest.fixture
def file(library: Library) -> MeetingFile:
    return library.open(library.create(a_meeting("Ada")))


def decide(file: MeetingFile, text: str) -> None:
    file.apply(lambda m: edits.add(m, file.clock.now(), Decision(text=text, at=START)))


def test_minutes_are_written_again_without_a_copy(library: Library, file: MeetingFile) -> None:
    first = library.save_minutes(file)
    decide(file, "We march")
    second = library.save_minutes(file)
    assert (first.kept, second.kept) == (None, None)
    assert "We march" in second.path.read_text(encoding="utf-8")
    assert not library.bin_path.exists()


def test_an_edited_file_is_kept_and_named(library: Library, file: MeetingFile) -> None:
    path = library.save_minutes(file).path
    edited = path.read_text(encoding="utf-8") + "\nMore by hand.\n"
    path.write_text(edited, encoding="utf-8")
    saved = library.save_minutes(file)
    assert saved.kept is not None
    assert saved.kept.read_text(encoding="utf-8") == edited
    assert str(saved.kept) in saved.message
    assert "by hand" not in path.read_text(encoding="utf-8")
    path.write_text("Other words.\n", encoding="utf-8")
    again = library.save_minutes(file)
    assert again.kept is not None
    assert again.kept != saved.kept
    assert library.save_minutes(file).kept is None
    assert library.deleted() == ()


def test_a_file_of_an_earlier_version_is_kept_too(library: Library, file: MeetingFile) -> None:
    library.prepare()
    library.minutes_path(file.id).write_text("Old minutes.\n", encoding="utf-8")
    saved = library.save_minutes(file)
    assert saved.kept is not None
    assert saved.kept.read_text(encoding="utf-8") == "Old minutes.\n"


def test_an_edited_file_stays_if_no_copy_can_be_made(library: Library, file: MeetingFile) -> None:
    path = library.save_minutes(file).path
    path.write_text("By hand.\n", encoding="utf-8")
    library.bin_path.write_text("not a folder", encoding="utf-8")
    with pytest.raises(MeetingError, match="not written"):
        library.save_minutes(file)
    assert path.read_text(encoding="utf-8") == "By hand.\n"


@pytest.mark.parametrize("kind", list(Format))
def test_a_correction_after_the_approval_shows_in_every_format(
    tmp_path: Path, kind: Format
) -> None:
    clock = FixedClock()
    library = Library(tmp_path / "library", clock)
    with closing(library.open(library.create(a_meeting("Ada")))) as file:
        decide(file, "We march")
        file.apply(lambda m: lifecycle.end(m, clock.now()))
        file.apply(lambda m: lifecycle.approve(m, clock.now()), after_end=True)
        approved_on = f"{clock.now():%Y-%m-%d}"
        assert f"Minutes approved on {approved_on}" in render(file.meeting, clock.now(), kind)
        clock.advance(3 * 86_400)
        kept = file.correct()
        assert "corrected" not in render(file.meeting, clock.now(), kind)
        decide(file, "We do not march")
        text = f"approved on {approved_on}, corrected on {clock.now():%Y-%m-%d} by {user_name()}"
        assert text in render(file.meeting, clock.now(), kind)
        assert kept is not None
        assert "We do not march" not in kept.read_text(encoding="utf-8")
        assert "We march" in kept.read_text(encoding="utf-8")
        (copy,) = (library.root / "backups" / file.id).glob("approved-*.json")
        assert "We do not march" not in copy.read_text(encoding="utf-8")
        assert file.correct() == kept
        assert "We do not march" not in kept.read_text(encoding="utf-8")
        file.undo()
        assert "corrected" not in render(file.meeting, clock.now(), kind)
    assert not check_library(library).problems


def test_the_record_of_a_meeting_that_is_not_approved_has_no_approved_version(
    library: Library, file: MeetingFile
) -> None:
    file.apply(lambda m: lifecycle.end(m, START))
    assert file.correct() is None
    decide(file, "We march")
    assert file.meeting.info.corrected is None


def test_minutes_that_the_meeting_has_outgrown_are_reported(
    library: Library, file: MeetingFile
) -> None:
    path = library.save_minutes(file).path
    os.utime(path, (1, 1))
    assert check_library(library).problems == (), "the same content is not older"
    decide(file, "We march")
    os.utime(path, (1, 1))
    (problem,) = check_library(library).problems
    assert (problem.file, problem.kind) == (f"minutes/{path.name}", ProblemKind.OLD_MINUTES)
    assert problem.what == "older than the meeting: save the minutes again"
    library.save_minutes(file)
    assert check_library(library).problems == ()


def test_minutes_may_reveal_a_conflict_note_only_if_they_exist_and_notes_changed(
    library: Library, file: MeetingFile
) -> None:
    note = ConflictNote(about="xylophone", at=START)
    file.apply(lambda m: edits.add(m, START, note))
    before = file.meeting
    file.apply(
        lambda m: edits.change(m, START, m.table("conflicts")[0], visibility=Visibility.PRIVATE)
    )
    assert not library.minutes_reveal(file.id, before, file.meeting)
    library.save_minutes(file)
    assert library.minutes_reveal(file.id, before, file.meeting)
    before = file.meeting
    decide(file, "We march")
    assert not library.minutes_reveal(file.id, before, file.meeting)


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
def test_a_pipe_in_the_place_of_the_minutes_is_refused(library: Library, file: MeetingFile) -> None:
    os.mkfifo(library.minutes_path(file.id))
    with pytest.raises(MeetingError, match="It is not a file"):
        library.save_minutes(file)

"""Copies of a meeting file that other programs make are named as such, and are never meetings."""

from __future__ import annotations

import json

import pytest

from data.errors import MeetingError
from data.library.library import Library
from data.library.problems import ProblemKind
from data.records.meeting_ids import copied_id
from tests.unit.library.checking import ID, check

COPIES = [
    f"{ID}.sync-conflict-20261125-101112-ABCDEFG",  # Syncthing
    f"{ID} (conflicted copy 2026-11-25 101112)",  # Nextcloud
    f"{ID} (Ada's conflicted copy 2026-11-25)",  # Dropbox
    f"{ID} (Zoë’s Laptop's conflicted copy 2026-11-25 (1))",
    f"{ID}_conf(1)",
    f"{ID} (SFConflict ada@example.org 2026-11-25-10-11-12)",  # Seafile
    f"{ID}-DESKTOP-7AB12",  # OneDrive
    f"{ID} (copy)",  # file managers
    f"{ID} (another copy)",
    f"{ID} (3rd copy)",
    f"{ID} (copy 2)",
    f"{ID} copy",
    f"{ID} 2",
    f"{ID} (1)",
    f"{ID}(1)",
    f"{ID} - Copy",
    f"{ID} - Copy (2)",
    f"{ID} – Kopie",
    f"{ID} (Kopie)",
    f"{ID}~",
    f"{ID}.bak",
    f"Copy of {ID}",
    f"Copy (2) of {ID}",
    f"Kopie von {ID}",
    f"Copy of {ID} (1)",
    f".#{ID}",
    f"#{ID}#",  # editors
    f".{ID}",
    f".bak.0.{ID}",
    f"{ID}[1]",  # browsers
    f"{ID}(1)[2]",
    f"{ID}.json.conflict1",  # rclone
    f"{ID},v",
    f"{ID}=1",
    f"{ID};1",
    f"{ID}%20(1)",
    f"({ID})",
    f"{ID}的副本",  # file managers in languages without blanks
    f"{ID}のコピー",
    f"{ID}（1）",
    f"{ID} - 복사본",
    f"复件{ID}",
    f"コピー～{ID}",
    f"{ID}–Kopie",
    f"{ID}-копия",
    f"{ID}-ÄDA-PC",
    f"{ID} (copy of 2026-11-24-rents)",
    f"{ID} (Ada 2026-11-25-10)",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_told_by_its_name(name: str) -> None:
    assert copied_id(name) == ID


@pytest.mark.parametrize(
    "name",
    [
        ID,
        f"{ID}-2",
        f"{ID}-copy",
        "o'brien",
        "2026-11-23-o'brien",
        "2026-11-23-Call",
        "2026-11-23-call-",
        "2026-11-23-café",
        "2026-11-23-cafe\u0301",
        "2026-11-23-собрание",
        f"../{ID}",
        f"{ID}/x",
        "Copy of something",
        "",
    ],
)
def test_nothing_else_is_a_copy(name: str) -> None:
    assert copied_id(name) == ""


@pytest.fixture
def copied(library: Library) -> Library:
    """A library whose meeting has a copy of every kind, and of its running state."""
    content = library.path(ID).read_bytes()
    for name in COPIES:
        (library.meetings_path / f"{name}.json").write_bytes(content)
    return library


def test_copies_are_listed_as_such_after_the_meetings(copied: Library) -> None:
    first, *others = copied.summaries()
    assert (first.id, first.copy_of, first.damaged) == (ID, "", "")
    assert {summary.id for summary in others} == set(COPIES)
    for summary in others:
        assert (summary.state, summary.copy_of) == ("copy", ID)
        assert summary.damaged == f"a copy of {ID}, made by another program"


def test_copies_count_for_no_answer(copied: Library) -> None:
    assert [action.text for action in copied.open_actions()] == ["paint the roof"]
    assert [hit.meeting_id for hit in copied.search("roof")] == [ID, ID]
    for text in ("", "latest", ID, ID[:-3]):
        assert copied.resolve(text) == ID
    for name in COPIES:
        with pytest.raises(MeetingError, match=f"a copy of {ID}"):
            copied.open(name)


def test_copies_alone_are_no_meeting(copied: Library) -> None:
    copied.path(ID).unlink()
    assert copied.open_actions() == ()
    assert copied.search("roof") == ()
    for path in (copied.root / "backups").glob("*/*.json"):
        path.unlink()
    with pytest.raises(MeetingError, match="There is no meeting yet"):
        copied.resolve()


def test_check_names_each_copy_and_its_meeting(copied: Library) -> None:
    path = copied.meetings_path / f"{ID} (copy).json"
    tables = json.loads(path.read_bytes())
    path.write_text(json.dumps(tables), encoding="utf-8")
    for repair in (False, True):
        problems = {problem.file: problem for problem in check(copied, repair=repair)}
        assert problems.keys() == {f"{name}.json" for name in COPIES}
        for problem in problems.values():
            assert problem.kind is ProblemKind.COPY
            assert problem.what.startswith(f"a copy of {ID} that another program has made; ")
            assert not problem.repaired
        assert "its content differs" in problems[path.name].what
        assert "it has the same content" in problems[f"Copy of {ID}.json"].what
    copied.path(ID).unlink()
    assert any("which is missing" in problem.what for problem in check(copied))


def test_copies_in_the_bin_are_no_deleted_meetings(library: Library) -> None:
    library.delete(ID)
    (library.bin_path / f"{ID} (copy).json").write_bytes(b"{}")
    assert library.deleted() == (ID,)

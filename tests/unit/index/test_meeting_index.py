"""The index is never out of date, and no state of its file or of the meetings ends the program."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.library.library import Library
from data.records.models import Action, Win
from data.rules import edits
from tests.builders import START, a_meeting
from tests.isolation import REPOSITORY
from tests.permissions import bound, mode

__all__ = ["bound"]

ID = "2026-11-23-call"
posix = pytest.mark.skipif(os.name != "posix", reason="modes and links as POSIX has them")


@pytest.fixture
def library(isolated: Path) -> Library:
    """A library with one meeting, which has a win and an open action."""
    library = Library(isolated / "library", FixedClock())
    assert library.create(a_meeting("Ada", title="Call")) == ID
    record(library, Win(text="The bus stops again", at=START))
    record(library, Action(text="Write to the owner", owner="Ada", at=START))
    return library


def record(library: Library, *records: Win | Action, meeting_id: str = ID) -> None:
    file = library.open(meeting_id)
    file.apply(lambda meeting: edits.add(meeting, START, *records))
    file.close()


def answers(library: Library) -> tuple[list[str], list[str], list[str]]:
    """The ids that are listed, the open actions, and where the word "bus" is found."""
    return (
        [summary.id for summary in library.summaries()],
        [action.text for action in library.open_actions()],
        [hit.text for hit in library.search("bus")],
    )


ALL = ([ID], ["Write to the owner"], ["The bus stops again"])
NONE: tuple[list[str], list[str], list[str]] = ([], [], [])


def damaged(library: Library) -> dict[str, str]:
    """Why files are listed as damaged, by id."""
    return {summary.id: summary.damaged for summary in library.summaries() if summary.damaged}


# Meetings that appear, vanish and change


def test_meetings_that_appear_and_vanish(library: Library) -> None:
    assert answers(library) == ALL
    content = library.path(ID).read_bytes()
    library.path("2026-11-24-copy").write_bytes(content)
    ids, actions, hits = answers(library)
    assert (set(ids), len(actions), len(hits)) == ({ID, "2026-11-24-copy"}, 2, 2)
    library.path("2026-11-24-copy").unlink()
    assert answers(library) == ALL
    library.delete(ID)
    assert answers(library) == NONE
    library.restore(ID)
    assert answers(library) == ALL


def test_the_text_of_a_deleted_meeting_does_not_stay_in_the_index(library: Library) -> None:
    record(library, Win(text="xylophone", at=START))
    assert library.search("xylophone")
    assert b"xylophone" in library.index_path.read_bytes()
    library.path(ID).unlink()
    assert library.search("xylophone") == ()
    with closing(sqlite3.connect(library.index_path)) as database:
        assert database.execute("select count(*) from meeting_texts").fetchone() == (0,)


def test_an_act_of_another_process_is_found(library: Library) -> None:
    assert answers(library) == ALL
    other = Library(library.root, FixedClock())
    record(other, Win(text="A bus lane", at=START))
    assert {hit.text for hit in library.search("bus")} == {"The bus stops again", "A bus lane"}
    assert [summary.wins for summary in library.summaries()] == [2]


def test_changes_in_quick_succession_are_all_found(library: Library) -> None:
    """Several changes of the same size fit into one tick of the disk's clock."""
    path = library.path(ID)
    content = path.read_bytes()
    for number in range(100, 160):
        path.write_bytes(content.replace(b"The bus", b"The %d" % number))
        assert [hit.text for hit in library.search(str(number))] == [f"The {number} stops again"]


def test_an_action_is_listed_as_the_latest_meeting_has_it(library: Library) -> None:
    later = library.create(a_meeting("Ada", title="Later", date=START.date().replace(day=24)))
    carried = Action(text="Write to the owner", owner="Ada", at=START, carried_from=ID)
    record(library, carried, meeting_id=later)
    assert [action.meeting_id for action in library.open_actions()] == [later]
    file = library.open(later)
    done = file.meeting.actions[0]
    file.apply(lambda meeting: edits.change(meeting, START, done, state="done"))
    assert library.open_actions() == ()


# The file of the index


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 400)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def change(*statements: str) -> Callable[[Path], None]:
    def apply(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database, database:
            for statement in statements:
                database.execute(statement)

    return apply


def made_by_an_earlier_version(path: Path) -> None:
    path.unlink()
    change(
        "create table files (id text primary key, modified, size, title, date)",
        "create virtual table texts using fts5(id unindexed, kind unindexed, text)",
        "create table summaries_1 (id text primary key, modified, size, summary)",
        "insert into files values ('2020-01-01-gone', 1, 1, 'Gone', '2020-01-01')",
        "insert into texts values ('2020-01-01-gone', 'win', 'bus')",
    )(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").touch()


def link_to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere/index.sqlite")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


HARM = [
    garbage,
    cut,
    delete,
    empty,
    made_by_an_earlier_version,
    folder,
    change("pragma user_version = 7"),
    change("drop table meeting_files"),
    change("drop table meeting_texts"),
    change("drop table meeting_texts", "create table meeting_texts (a, b)"),
    change("delete from meeting_files"),
    change("update meeting_files set summary = '{}', actions = 7"),
    change("update meeting_files set summary = x'ff', actions = x'ff'"),
    change("update meeting_files set size = 'large', number = number + 5"),
    *([link_to_nowhere, pipe] if os.name == "posix" else []),
]


@pytest.mark.parametrize("harm", HARM)
def test_a_harmed_index_is_built_again_or_done_without(
    library: Library, harm: Callable[[Path], None]
) -> None:
    assert answers(library) == ALL
    harm(library.index_path)
    assert answers(library) == ALL
    assert answers(Library(library.root)) == ALL
    record(library, Win(text="A bus lane", at=START))
    assert {hit.text for hit in library.search("bus")} == {"The bus stops again", "A bus lane"}


def test_flipped_bits_in_the_index_end_nothing(library: Library) -> None:
    assert answers(library) == ALL
    whole = library.index_path.read_bytes()
    chance = random.Random(20261125)
    for _ in range(80):
        flipped = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        library.index_path.write_bytes(flipped)
        ids, actions, hits = answers(library)
        assert (ids, actions) == ALL[:2]
        assert len(hits) <= 1  # SQLite has no checksum of its own


@pytest.mark.parametrize("mode", ["exclusive", "immediate"])
def test_an_index_that_another_process_keeps_locked_is_done_without(
    library: Library, mode: str
) -> None:
    assert answers(library) == ALL
    with closing(sqlite3.connect(library.index_path, isolation_level=None)) as other:
        other.execute(f"begin {mode}")
        record(library, Win(text="A bus lane", at=START))
        found = {"The bus stops again", "A bus lane"}
        assert {hit.text for hit in library.search("bus")} == found
        assert [summary.wins for summary in library.summaries()] == [2]
        other.execute("rollback")
    assert [hit.text for hit in library.search("lane")] == ["A bus lane"]


def test_several_processes_that_build_the_index_at_once(library: Library) -> None:
    content = library.path(ID).read_bytes()
    for number in range(300):
        library.path(f"2026-01-01-meeting-{number}").write_bytes(content)
    code = (
        "import sys; from pathlib import Path; from data.library.library import Library;"
        "library = Library(Path(sys.argv[1]));"
        "print(len(library.search('bus')), len(library.summaries()), len(library.search('bus')))"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(library.root)],
            env={"PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [process.communicate()[0] for process in processes] == ["301 301 301\n"] * 3
    with closing(sqlite3.connect(library.index_path)) as database:
        # The 301 meetings have three texts each: title, action, win; and a person.
        assert database.execute("select count(*) from meeting_texts").fetchone() == (301 * 4,)


@posix
@pytest.mark.parametrize("known", [True, False])
def test_on_a_read_only_disk_everything_is_found(
    library: Library, bound: list[str], known: bool
) -> None:
    if known:
        assert answers(library) == ALL
    record(library, Win(text="A bus lane", at=START))
    code = (
        "import sys; from pathlib import Path; from data.library.library import Library\n"
        "library = Library(Path(sys.argv[1]))\n"
        "for _ in range(2):\n"
        "    print(len(library.summaries()), len(library.search('bus')),"
        " len(library.open_actions()))"
    )
    read_only = [(library.root, 0o500), (library.meetings_path, 0o500), (library.path(ID), 0o400)]
    if known:
        read_only.append((library.index_path, 0o400))
    with mode(*read_only):
        process = subprocess.run(
            [*bound, "-c", code, str(library.root)],
            env={"PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert (process.stdout, process.stderr) == ("1 2 1\n1 2 1\n", "")
    assert library.index_path.exists() is known


@posix
def test_the_index_is_private(library: Library) -> None:
    assert answers(library) == ALL
    assert library.index_path.stat().st_mode & 0o777 == 0o600
    library.index_path.chmod(0o644)
    assert answers(library) == ALL
    assert library.index_path.stat().st_mode & 0o777 == 0o600


def test_asking_creates_nothing_where_there_are_no_meetings(tmp_path: Path) -> None:
    library = Library(tmp_path / "none")
    assert answers(library) == NONE
    assert not library.root.exists()
    library.prepare()
    assert answers(library) == NONE
    assert not library.index_path.exists()


# Files that are not meetings


@posix
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: os.mkfifo(path), "it is not a file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is not a file"),
        (lambda path: path.mkdir(), "it is a folder"),
        (lambda path: path.symlink_to("gone.json"), "it is a link to a missing file"),
        (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
        (lambda path: path.write_bytes(b""), "it is empty"),
        (lambda path: path.write_bytes(b"{\xff}"), "it is not text"),
        (lambda path: path.write_bytes(b"[" * 100_000), "it is cut off or garbled"),
        (lambda path: path.write_bytes(b"[]"), "it does not hold tables"),
        (lambda path: path.write_bytes(b'{"wins": {"1": 5}}'), "it does not hold tables"),
    ],
)
def test_what_is_not_a_meeting_is_listed_with_the_reason(
    library: Library, make: Callable[[Path], None], reason: str
) -> None:
    make(library.meetings_path / "2026-11-24-other.json")
    for _ in range(2):
        assert damaged(library) == {"2026-11-24-other": reason}
        assert [hit.meeting_id for hit in library.search("bus")] == [ID]
        assert [action.meeting_id for action in library.open_actions()] == [ID]


@posix
def test_a_file_of_many_gigabytes_is_not_read(library: Library) -> None:
    path = library.meetings_path / "2026-11-24-large.json"
    path.touch()
    os.truncate(path, 20_000_000_000)
    assert damaged(library) == {"2026-11-24-large": "it is far too large"}
    assert len(library.search("bus")) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_file_whose_name_is_not_text_is_listed(library: Library) -> None:
    os.link(library.path(ID), os.fsencode(library.meetings_path) + b"/2026-\xff.json")
    assert damaged(library) == {"2026-?": "its name is not text"}
    assert [hit.meeting_id for hit in library.search("bus")] == [ID]


def forge(path: Path, change: Callable[[dict[str, dict[str, object]]], object]) -> None:
    """Change the tables of a file, and give it a checksum that is valid."""
    from data.disk.checksum import checksum, join

    tables = json.loads(path.read_bytes())
    del tables["file"]
    change(tables)
    body = json.dumps(tables, separators=(",", ":")).encode()
    head = {"file": {"1": {"generation": 9, "checksum": checksum(body)}}}
    path.write_bytes(join(json.dumps(head, separators=(",", ":")).encode(), body))


NESTED: list[object] = ["bus"]
for _ in range(900):
    NESTED = [NESTED]


@pytest.mark.parametrize(
    "change",
    [
        lambda tables: tables.update(meeting={}),
        lambda tables: tables.update(wins={"1": 5}),
        lambda tables: tables.update(actions=[]),
        lambda tables: tables["meeting"]["1"].update(date="soon"),
        lambda tables: tables["meeting"]["1"].update(date=["2026"], title={}),
        lambda tables: tables["meeting"]["1"].update(schema_version="first"),
        lambda tables: tables["meeting"]["1"].update(title="\ud83d"),
        lambda tables: tables.update(wins={"1": {"text": "\ud83d"}}),
        lambda tables: tables.update(wins={"1": {"text": NESTED}}),
        lambda tables: tables.update(actions={"1": {"text": 1, "owner": [], "due": {}}}),
    ],
)
def test_a_valid_checksum_does_not_make_a_meeting(
    library: Library, change: Callable[[dict[str, dict[str, object]]], object]
) -> None:
    path = library.path("2026-11-24-forged")
    path.write_bytes(library.path(ID).read_bytes())
    forge(path, change)
    for _ in range(2):
        assert ID in {hit.meeting_id for hit in library.search("stops")}
        assert "Write to the owner" in {action.text for action in library.open_actions()}
        assert {summary.id for summary in library.summaries()} == {ID, path.stem}

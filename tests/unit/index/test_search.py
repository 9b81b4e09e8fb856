"""Search over all meetings: what is found, and that it is never out of date."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.errors import MeetingError
from data.index import file_table
from data.index.progress import Progress
from data.library.library import Library
from data.records.models import Win
from data.rules import edits
from tests.builders import START, a_meeting


@pytest.fixture
def library(isolated: Path) -> Library:
    return Library(isolated / "library", FixedClock())


def add_win(library: Library, meeting_id: str, text: str) -> None:
    win = Win(text=text, at=START)
    file = library.open(meeting_id)
    file.apply(lambda meeting: edits.add(meeting, START, win))
    file.close()


def found(library: Library, words: str) -> list[str]:
    return [hit.text for hit in library.search(words)]


def test_an_edit_that_leaves_size_and_modification_time_is_found(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    add_win(library, meeting_id, "The bus stops again")
    path = library.path(meeting_id)
    assert found(library, "bus") == ["The bus stops again"]
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"The bus stops", b"The van stops"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert found(library, "bus") == []
    assert found(library, "van") == ["The van stops again"]


def test_words_are_found_by_their_beginning_without_regard_to_case_and_accents(
    library: Library,
) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    add_win(library, meeting_id, "The café in the Straße reopens")
    for words in ("CAFE", "caf reop", "reopens café", "stra"):
        assert found(library, words) == ["The café in the Straße reopens"]
    assert found(library, "cafe closes") == []


@pytest.mark.parametrize("words", ["", " ", "%", '"*', "- ( )"])
def test_a_search_without_a_letter_or_digit_is_refused(library: Library, words: str) -> None:
    with pytest.raises(MeetingError, match="Type something to search for"):
        library.search(words)


@pytest.mark.parametrize("words", ["bus AND", "NOT bus", "NEAR(bus", "text:bus", 'bus" OR "x'])
def test_nothing_in_a_search_is_query_syntax(library: Library, words: str) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    add_win(library, meeting_id, "The bus stops again")
    assert found(library, words) == []
    add_win(library, meeting_id, f"The bus: {words} x")
    assert found(library, words) == [f"The bus: {words} x"]


def test_a_page_of_text_can_be_searched_for(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    add_win(library, meeting_id, "The bus stops again")
    assert found(library, "bus " * 1_000_000) == ["The bus stops again"]


def test_newer_meetings_come_first_and_every_kind_of_record_is_named(library: Library) -> None:
    for day, title in ((23, "bus one"), (25, "bus two"), (24, "bus three")):
        date = START.date().replace(day=day)
        library.create(a_meeting("Bussy", title=title, date=date, items=("Bus stop",)))
    hits = library.search("bus")
    assert [hit.date[-2:] for hit in hits] == ["25"] * 3 + ["24"] * 3 + ["23"] * 3
    assert {hit.kind for hit in hits} == {"meeting", "person", "agenda item"}
    assert {hit.title for hit in hits if hit.date[-2:] == "25"} == {"bus two"}


@pytest.mark.parametrize(
    ("text", "searches"),
    [
        (
            "Die Straße in Łódź",
            ("strasse", "STRASSE", "straße", "lodz", "Łódź", "łodz", "strass l"),
        ),
        ("今日の話をする", ("の話", "話", "今日", "の話を", "話 今日")),
        ("Đà Nẵng, Ørsted, Þór, Æsir, Œuvre", ("da nang", "orsted", "thor", "aesir", "oeuvre")),
        ("Diyarbakır ILGIN", ("diyarbakir", "ilgin")),
        ("ﬁne ＡＢＣ", ("fine", "abc")),
        ("カタカナとひらがな", ("タカ", "ひらがな")),
        ("서울 회의", ("서울", "회의")),
        ("plan_v2 and bus-stop", ("plan_v2", "plan v2", "bus stop", "bus-stop")),
    ],
)
def test_letters_with_a_plain_form_and_cjk_characters_are_found(
    library: Library, text: str, searches: tuple[str, ...]
) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    add_win(library, meeting_id, text)
    for words in searches:
        assert found(library, words) != [], words


def test_cjk_characters_are_found_next_to_each_other_only(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    add_win(library, meeting_id, "今日の話")
    assert found(library, "話の") == []
    assert found(library, "今の") == []


# Indexing beside a search


def seven_calls(library: Library) -> list[str]:
    """Create seven meetings about a bus, and return their ids, the newest first."""
    dates = [START.date().replace(day=day) for day in range(11, 18)]
    ids = [library.create(a_meeting("Ada", title="Bus", date=date)) for date in dates]
    return ids[::-1]


def found_at_present(library: Library, words: str, limit: int = 500) -> list[str]:
    """Return the ids of the meetings that are found in what is indexed."""
    hits = library.find(words, limit)
    assert hits is not None
    return [hit.meeting_id for hit in hits]


def test_the_newest_meetings_are_indexed_first_and_found_while_the_others_are_not(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = seven_calls(library)
    monkeypatch.setattr(file_table, "_BATCH", 3)
    seen: list[tuple[int, int, list[str]]] = []

    class Watched(Progress):
        def __setattr__(self, name: str, value: int) -> None:
            super().__setattr__(name, value)
            if name == "batches" and value:
                seen.append((self.done, self.total, found_at_present(library, "bus")))

    library.update_search(Watched())
    assert seen == [(3, 7, ids[:3]), (6, 7, ids[:6]), (7, 7, ids)]


def test_a_cancelled_update_goes_on_next_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = seven_calls(library)
    monkeypatch.setattr(file_table, "_BATCH", 3)
    monkeypatch.setattr(file_table, "_CLOCK_STEP", 0)

    class Cancelled(Progress):
        def __setattr__(self, name: str, value: int) -> None:
            super().__setattr__(name, value)
            if name == "batches" and value:
                super().__setattr__("cancelled", True)

    library.update_search(Cancelled())
    assert found_at_present(library, "bus") == ids[:3]
    rest = Progress()
    library.update_search(rest)
    assert (rest.done, rest.total) == (4, 4)
    assert found_at_present(library, "bus") == ids


def test_while_another_process_writes_the_index_it_is_read_and_its_update_waits(
    library: Library,
) -> None:
    ids = seven_calls(library)
    assert found_at_present(library, "bus") == []
    library.update_search(Progress())
    late = library.create(a_meeting("Ada", title="Bus", date=START.date().replace(day=20)))
    with closing(sqlite3.connect(library.index_path, isolation_level=None)) as other:
        other.execute("begin immediate")
        update = threading.Thread(target=library.update_search, args=(Progress(),))
        update.start()
        time.sleep(1.2)  # longer than a question waits
        assert update.is_alive()
        assert found_at_present(library, "bus") == ids
        other.execute("rollback")
    update.join(10)
    assert found_at_present(Library(library.root), "bus") == [late, *ids]


def test_a_meeting_whose_date_changes_takes_its_place(library: Library) -> None:
    ids = seven_calls(library)
    assert [hit.meeting_id for hit in library.search("bus")] == ids
    file = library.open(ids[-1])
    moved = file.meeting.info.replace(date=START.date().replace(day=28))
    file.apply(lambda meeting: meeting.put(moved).logged(START, "moved"))
    hits = [hit.meeting_id for hit in library.search("bus")]
    assert hits == [ids[-1], *ids[:-1]]
    assert found_at_present(library, "bus", limit=2) == hits[:2]


def test_the_snippets_of_a_search_are_made_for_the_wanted_hits_only(library: Library) -> None:
    from data.index.search import find, parse_query

    seven_calls(library)
    library.search("bus")
    with closing(sqlite3.connect(library.index_path)) as connection:
        steps: list[int] = []
        connection.set_progress_handler(lambda: steps.append(1), 10)
        assert len(find(connection, parse_query("bus"), 7)) == 7
        all_hits = len(steps)
        steps.clear()
        assert len(find(connection, parse_query("bus"), 1)) == 1
    assert len(steps) < all_hits / 2


def test_only_texts_that_are_not_ascii_are_kept_in_a_second_form(library: Library) -> None:
    meeting_id = library.create(a_meeting("Ada", title="Call"))
    file = library.open(meeting_id)
    for text in ("The bus", "Łódź"):
        win = Win(text=text, thanks=("Bo", "Cy"), at=START)
        file.apply(partial(edits.add, at=START, record=win))
    assert found(library, "lodz") == ["Łódź · Bo · Cy"]
    assert found(library, "bus") == ["The bus · Bo · Cy"]
    with closing(sqlite3.connect(library.index_path)) as index:
        folded = index.execute("select folded from meeting_texts where folded != ''").fetchall()
    assert folded == [("lodz · bo · cy",)]

"""Search over all meetings: what is found, and that it is never out of date."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.errors import MeetingError
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

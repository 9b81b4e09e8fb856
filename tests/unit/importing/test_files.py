"""People and agendas out of what people paste."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MeetingError
from data.importing.files import ReadItem, ReadPerson, read_agenda, read_file, read_people


def person(text: str) -> ReadPerson:
    """The one person of a line."""
    (found,) = read_people(text)
    return found


def item(text: str) -> ReadItem:
    """The one item of a line."""
    (found,) = read_agenda(text)
    return found


@pytest.mark.parametrize(
    ("line", "name", "organisation", "handle"),
    [
        ("Ada Quill", "Ada Quill", "", ""),
        ("- Ada Quill - Riverside", "Ada Quill", "Riverside", ""),
        ("* Ada Quill – Riverside", "Ada Quill", "Riverside", ""),
        ("Ada Quill, Riverside", "Ada Quill", "Riverside", ""),
        ("Ada Quill (Riverside)", "Ada Quill", "Riverside", ""),
        ("Ada Quill (@ada)", "Ada Quill", "", "ada"),
        ("Ada Quill(@ada)", "Ada Quill", "", "ada"),
        ("Ada Quill @ada", "Ada Quill", "", "ada"),
        ("Ada Quill @ada - Riverside", "Ada Quill", "Riverside", "ada"),
        ("Ada Quill <ada@a.example>", "Ada Quill", "", ""),
        ("[Ada Quill](https://a.example) - Riverside", "Ada Quill", "Riverside", ""),
        ("1. Ada Quill", "Ada Quill", "", ""),
        ("Jean-Michel Roy - Epic, Inc", "Jean-Michel Roy", "Epic, Inc", ""),
        ("Abraham Jr. Agiri", "Abraham Jr. Agiri", "", ""),
        ("Tom Berg, Jr., Harbour", "Tom Berg, Jr.", "Harbour", ""),
        ("**Ada** Quill", "Ada Quill", "", ""),
        ("Philip  Grobler", "Philip Grobler", "", ""),
        ("🦊 Fox - Den", "🦊 Fox", "Den", ""),
        ("שרה כהן - ארגון", "שרה כהן", "ארגון", ""),
        ("Zoe\u0308 Ride", "Zoe\u0308 Ride", "", ""),
        ("O'Brien, Union", "O'Brien", "Union", ""),
    ],
)
def test_a_line_names_somebody(line: str, name: str, organisation: str, handle: str) -> None:
    assert person(line) == ReadPerson(name, organisation, handle=handle)


def test_boxes_and_headings_tell_who_is_here() -> None:
    text = """# Call
## Attendees
### Members
- [x] Ada Quill - Riverside
- [ ] Ben Osei - Harbour
### Guests
- Cleo Márquez
## Apologies
- Dov Lind
## Notes
- Eve said something
"""
    assert [(p.name, p.state) for p in read_people(text)] == [
        ("Ada Quill", "present"),
        ("Ben Osei", "expected"),
        ("Cleo Márquez", "present"),
        ("Dov Lind", "apologies"),
    ]


def test_organisations_as_headings_and_before_colons() -> None:
    people = read_people("## Riverside\nAda Quill\nBen Osei\n## Harbour\n- Cleo Roe\n")
    assert [(p.name, p.organisation) for p in people] == [
        ("Ada Quill", "Riverside"),
        ("Ben Osei", "Riverside"),
        ("Cleo Roe", "Harbour"),
    ]
    people = read_people("Riverside: Ada Quill, Ben Osei\n")
    assert [(p.name, p.organisation) for p in people] == [
        ("Ada Quill", "Riverside"),
        ("Ben Osei", "Riverside"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables(mark: str) -> None:
    rows = (
        ("Organization", "Name", "Present", "Role", "GitHub"),
        ("Riverside", "Ada Quill", "yes", "chair", "@ada"),
        ("", "Ben Osei", "", "", ""),
        ("Harbour", "Cleo", "apologies", "", ""),
    )
    text = "\n".join(mark.join(row) for row in rows)
    assert read_people(text) == (
        ReadPerson("Ada Quill", "Riverside", handle="ada", role="chair", state="present"),
        ReadPerson("Ben Osei"),
        ReadPerson("Cleo", "Harbour", state="apologies"),
    )


def test_somebody_listed_twice_is_one_person() -> None:
    (one,) = read_people("- [ ] Zoë Ride - Harbour\n- [x] zoe ride - Riverside (x) @zoe\n")
    assert (one.name, one.organisation, one.also_for) == ("Zoë Ride", "Harbour", ("Riverside (x)",))
    assert (one.state, one.handle) == ("present", "zoe")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rents", ReadItem("Rents")),
        ("- Rents (10 min)", ReadItem("Rents", 10)),
        ("1. Rents - 10m", ReadItem("Rents", 10)),
        ("Rents, 10 minutes", ReadItem("Rents", 10)),
        ("10 min Rents", ReadItem("Rents", 10)),
        ("[10] Rents", ReadItem("Rents", 10)),
        ("10' Rents", ReadItem("Rents", 10)),
        ("14:00-14:20 Rents", ReadItem("Rents", 20)),
        ("Rents (Ada, 10 min)", ReadItem("Rents", 10, "Ada")),
        ("Rents - presenter: Ada Quill", ReadItem("Rents", None, "Ada Quill")),
        ("Rents @ada", ReadItem("Rents", None, "ada")),
        ("decision: Rents", ReadItem("Rents", kind="decision")),
        ("[info] Rents", ReadItem("Rents", kind="information")),
        ("Rents (discussion)", ReadItem("Rents", kind="discussion")),
        ("Wins [celebration]", ReadItem("Wins", kind="celebration")),
        ("- Review [#477](https://a.example/477)", ReadItem("Review #477")),
        (r"- \[WIP\] `code` *soon*", ReadItem("[WIP] code soon")),
        ("2026 Priorities", ReadItem("2026 Priorities")),
        ("Dev Days - May 15, 2025", ReadItem("Dev Days - May 15, 2025")),
        ("Budget (draft 2)", ReadItem("Budget (draft 2)")),
    ],
)
def test_a_line_is_an_item(line: str, expected: ReadItem) -> None:
    assert item(line) == expected


def test_times_of_day_end_where_the_next_begins() -> None:
    found = read_agenda("14:00 Welcome\n14:10 Rents\n14:40 End\n")
    assert [(i.title, i.minutes) for i in found] == [("Welcome", 10), ("Rents", 30), ("End", None)]


def test_nested_items_are_notes() -> None:
    (one, two) = read_agenda("- Rents\n  - the owner\n    - no date\n- Festival\n")
    assert one.notes == "- the owner\n  - no date"
    assert two == ReadItem("Festival")


def test_minutes_without_an_agenda_have_none() -> None:
    assert read_agenda("# Call\n## Notes\n- said this\n- said that\n") == ()
    assert read_people("# Call\n## Notes\n- Ada said this\n") == ()


def test_front_matter_and_code_are_left_out() -> None:
    text = "---\ntitle: Call\n---\n## Agenda\n- Rents\n```\n- not this\n```\n- Festival\n"
    assert [i.title for i in read_agenda(text)] == ["Rents", "Festival"]


@pytest.mark.parametrize("text", ["", "\n\n", "   \n\t\n", "# Only a heading\n"])
def test_nothing_is_invented(text: str) -> None:
    assert read_people(text) == ()
    assert read_agenda(text) == ()


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_people, read_agenda):
        try:
            read(text)
        except MeetingError as error:
            told = str(error)
            assert told, "a refusal says why"


names = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9).map(str.capitalize)


@given(st.lists(st.tuples(st.booleans(), names, names, names), unique_by=lambda row: row[1]))
def test_a_ticked_list_comes_back(rows: list[tuple[bool, str, str, str]]) -> None:
    lines = [f"- [{'x' if here else ' '}] {a} {b} - {of} Group" for here, a, b, of in rows]
    found = [(p.state == "present", p.name, p.organisation) for p in read_people("\n".join(lines))]
    assert found == [(here, f"{a} {b}", f"{of} Group") for here, a, b, of in rows]


@given(st.lists(st.tuples(names, st.integers(1, 120)), max_size=30))
def test_an_agenda_comes_back(rows: list[tuple[str, int]]) -> None:
    text = "\n".join(
        f"{n}. Topic {title} ({minutes} min)" for n, (title, minutes) in enumerate(rows)
    )
    assert [(i.title, i.minutes) for i in read_agenda(text)] == [
        (f"Topic {title}", minutes) for title, minutes in rows
    ]


@pytest.mark.parametrize(
    "piece", [" ", "-", "[", "(", "@", "*a", "_a", "`", "|", "a - ", "# ", "\\"]
)
def test_much_of_anything_is_read(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    broken = "\n".join(text[start : start + 1_000] for start in range(0, len(text), 1_000))
    for one in (text, broken):
        for read in (read_people, read_agenda):
            try:
                assert len(read(one)) <= 1_000_000
            except MeetingError as error:
                told = str(error)
                assert told


def test_too_much_is_refused() -> None:
    with pytest.raises(MeetingError, match="at most 1,000"):
        read_agenda("\n".join(f"Item {n}" for n in range(1_001)))
    with pytest.raises(MeetingError, match="at most 2,000"):
        read_people("\n".join(f"Name {chr(97 + n % 26)}{n}" for n in range(2_001)))
    with pytest.raises(MeetingError, match="at most"):
        read_agenda("x" * 2_000_001)
    with pytest.raises(MeetingError, match="not a text"):
        read_people("Ada\0")


def test_files_of_any_coding(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    for coding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes("Zoë Ride".encode(coding))
        assert read_file(path) == "Zoë Ride"
    with pytest.raises(MeetingError, match="cannot be read"):
        read_file(tmp_path / "missing.txt")
    with pytest.raises(MeetingError, match="cannot be read"):
        read_file(tmp_path)

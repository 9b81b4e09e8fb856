"""People and agenda items are found in pasted texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import MeetingError
from data.importing.agenda import ImportedItem, parse_agenda
from data.importing.files import read_file
from data.importing.people import ImportedPerson, parse_people


def person(text: str) -> ImportedPerson:
    """Return the only person of a line."""
    (found,) = parse_people(text)
    return found


def item(text: str) -> ImportedItem:
    """Return the only item of a line."""
    (found,) = parse_agenda(text)
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
def test_a_line_names_a_person(line: str, name: str, organisation: str, handle: str) -> None:
    assert person(line) == ImportedPerson(name, organisation, handle=handle)


def test_check_boxes_and_headings_show_who_is_present() -> None:
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
    assert [(p.name, p.state) for p in parse_people(text)] == [
        ("Ada Quill", "present"),
        ("Ben Osei", "expected"),
        ("Cleo Márquez", "present"),
        ("Dov Lind", "apologies"),
    ]


def test_organisations_as_headings_and_before_colons() -> None:
    people = parse_people("## Riverside\nAda Quill\nBen Osei\n## Harbour\n- Cleo Roe\n")
    assert [(p.name, p.organisation) for p in people] == [
        ("Ada Quill", "Riverside"),
        ("Ben Osei", "Riverside"),
        ("Cleo Roe", "Harbour"),
    ]
    people = parse_people("Riverside: Ada Quill, Ben Osei\n")
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
    assert parse_people(text) == (
        ImportedPerson("Ada Quill", "Riverside", handle="ada", role="chair", state="present"),
        ImportedPerson("Ben Osei"),
        ImportedPerson("Cleo", "Harbour", state="apologies"),
    )


def test_a_person_listed_twice_is_one_person() -> None:
    (one,) = parse_people("- [ ] Zoë Ride - Harbour\n- [x] zoe ride - Riverside (x) @zoe\n")
    assert (one.name, one.organisation, one.also_for) == ("Zoë Ride", "Harbour", ("Riverside (x)",))
    assert (one.state, one.handle) == ("present", "zoe")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Rents", ImportedItem("Rents")),
        ("- Rents (10 min)", ImportedItem("Rents", 10)),
        ("1. Rents - 10m", ImportedItem("Rents", 10)),
        ("Rents, 10 minutes", ImportedItem("Rents", 10)),
        ("10 min Rents", ImportedItem("Rents", 10)),
        ("[10] Rents", ImportedItem("Rents", 10)),
        ("10' Rents", ImportedItem("Rents", 10)),
        ("14:00-14:20 Rents", ImportedItem("Rents", 20)),
        ("Rents (Ada, 10 min)", ImportedItem("Rents", 10, "Ada")),
        ("Rents - presenter: Ada Quill", ImportedItem("Rents", None, "Ada Quill")),
        ("Rents @ada", ImportedItem("Rents", None, "ada")),
        ("decision: Rents", ImportedItem("Rents", kind="decision")),
        ("[info] Rents", ImportedItem("Rents", kind="information")),
        ("Rents (discussion)", ImportedItem("Rents", kind="discussion")),
        ("Wins [celebration]", ImportedItem("Wins", kind="celebration")),
        ("- Review [#477](https://a.example/477)", ImportedItem("Review #477")),
        (r"- \[WIP\] `code` *soon*", ImportedItem("[WIP] code soon")),
        ("2026 Priorities", ImportedItem("2026 Priorities")),
        ("Dev Days - May 15, 2025", ImportedItem("Dev Days - May 15, 2025")),
        ("Budget (draft 2)", ImportedItem("Budget (draft 2)")),
    ],
)
def test_a_line_is_an_item(line: str, expected: ImportedItem) -> None:
    assert item(line) == expected


def test_an_item_lasts_until_the_next_one_begins() -> None:
    found = parse_agenda("14:00 Welcome\n14:10 Rents\n14:40 End\n")
    assert [(i.title, i.minutes) for i in found] == [("Welcome", 10), ("Rents", 30), ("End", None)]


def test_nested_items_are_notes() -> None:
    (one, two) = parse_agenda("- Rents\n  - the owner\n    - no date\n- Festival\n")
    assert one.notes == "- the owner\n  - no date"
    assert two == ImportedItem("Festival")


def test_minutes_without_an_agenda_have_none() -> None:
    assert parse_agenda("# Call\n## Notes\n- said this\n- said that\n") == ()
    assert parse_people("# Call\n## Notes\n- Ada said this\n") == ()


def test_front_matter_and_code_are_left_out() -> None:
    text = "---\ntitle: Call\n---\n## Agenda\n- Rents\n```\n- not this\n```\n- Festival\n"
    assert [i.title for i in parse_agenda(text)] == ["Rents", "Festival"]


@pytest.mark.parametrize("text", ["", "\n\n", "   \n\t\n", "# Only a heading\n"])
def test_nothing_is_invented(text: str) -> None:
    assert parse_people(text) == ()
    assert parse_agenda(text) == ()


@given(st.text())
def test_any_text_is_parsed_or_refused(text: str) -> None:
    for parse in (parse_people, parse_agenda):
        try:
            parse(text)
        except MeetingError as error:
            reason = str(error)
            assert reason, "a refusal has a reason"


names = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9).map(str.capitalize)


@given(st.lists(st.tuples(st.booleans(), names, names, names), unique_by=lambda row: row[1]))
def test_a_list_with_check_boxes_round_trips(rows: list[tuple[bool, str, str, str]]) -> None:
    lines = [f"- [{'x' if here else ' '}] {a} {b} - {of} Group" for here, a, b, of in rows]
    found = [(p.state == "present", p.name, p.organisation) for p in parse_people("\n".join(lines))]
    assert found == [(here, f"{a} {b}", f"{of} Group") for here, a, b, of in rows]


@given(st.lists(st.tuples(names, st.integers(1, 120)), max_size=30))
def test_an_agenda_round_trips(rows: list[tuple[str, int]]) -> None:
    text = "\n".join(
        f"{n}. Topic {title} ({minutes} min)" for n, (title, minutes) in enumerate(rows)
    )
    assert [(i.title, i.minutes) for i in parse_agenda(text)] == [
        (f"Topic {title}", minutes) for title, minutes in rows
    ]


@pytest.mark.parametrize(
    "piece", [" ", "-", "[", "(", "@", "*a", "_a", "`", "|", "a - ", "# ", "\\"]
)
def test_long_repetitions_are_parsed_quickly(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    broken = "\n".join(text[start : start + 1_000] for start in range(0, len(text), 1_000))
    for one in (text, broken):
        for parse in (parse_people, parse_agenda):
            try:
                assert len(parse(one)) <= 1_000_000
            except MeetingError as error:
                reason = str(error)
                assert reason


def test_too_long_texts_are_refused() -> None:
    with pytest.raises(MeetingError, match="at most 1,000"):
        parse_agenda("\n".join(f"Item {n}" for n in range(1_001)))
    with pytest.raises(MeetingError, match="at most 2,000"):
        parse_people("\n".join(f"Name {chr(97 + n % 26)}{n}" for n in range(2_001)))
    with pytest.raises(MeetingError, match="at most"):
        parse_agenda("x" * 2_000_001)
    with pytest.raises(MeetingError, match="not a text"):
        parse_people("Ada\0")


def test_files_of_any_encoding(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes("Zoë Ride".encode(encoding))
        assert read_file(path) == "Zoë Ride"
    with pytest.raises(MeetingError, match="cannot be read"):
        read_file(tmp_path / "missing.txt")
    with pytest.raises(MeetingError, match="cannot be read"):
        read_file(tmp_path)

"""Further layouts of lines, as facilitators type them."""

from __future__ import annotations

import pytest

from data.importing.agenda import parse_agenda
from data.importing.people import parse_people


@pytest.mark.parametrize(
    ("line", "title", "minutes", "presenter"),
    [
        ("2. Rents and repairs - 15 min - Ben", "Rents and repairs", 15, "Ben"),
        ("Rents – 15m, Ada Quill", "Rents", 15, "Ada Quill"),
        ("3. Opening hours of the hall [20m] discussion", "Opening hours of the hall", 20, ""),
        ("Hall (Ada, 10 min)", "Hall", 10, "Ada"),
        ("Budget 2026 - 10 min", "Budget 2026", 10, ""),
        ("Welcome and roll (5 min) - Ada", "Welcome and roll", 5, "Ada"),
        ("Opening hours, 20 min, Ben", "Opening hours", 20, "Ben"),
        ("Budget 2027: 15 minutes, Cleo", "Budget 2027", 15, "Cleo"),
        ("Budget 2027: 15 minutes", "Budget 2027", 15, ""),
        ("Plan for 2027: what, when", "Plan for 2027: what, when", None, ""),
        ("Rents (1 h 30 min)", "Rents", 90, ""),
        ("Rents - 1h30 - Ada", "Rents", 90, "Ada"),
        ("1.5h Rents", "Rents", 90, ""),
        ("Rents (Ada, half an hour)", "Rents", 30, "Ada"),
        ("Rents (10-15 min)", "Rents", 15, ""),
        ("Dinner at 18 h", "Dinner at 18 h", None, ""),
        ("Budget - part 2", "Budget - part 2", None, ""),
    ],
)
def test_an_item_with_its_time_and_presenter(
    line: str, title: str, minutes: int | None, presenter: str
) -> None:
    (item,) = parse_agenda(line)
    assert (item.title, item.minutes, item.presenter) == (title, minutes, presenter)


@pytest.mark.parametrize(
    ("line", "name", "organisation", "state"),
    [
        ("Max Old, School Board (regrets)", "Max Old", "School Board", "apologies"),
        ("Ben - regrets", "Ben", "", "apologies"),
        ("Dov Lind, Harbour, apologies", "Dov Lind", "Harbour", "apologies"),
        ("Ada [sends apologies]", "Ada", "", "apologies"),
        ("Cleo (Green Roofs)", "Cleo", "Green Roofs", "expected"),
    ],
)
def test_a_person_who_sends_apologies(line: str, name: str, organisation: str, state: str) -> None:
    (person,) = parse_people(line)
    assert (person.name, person.organisation, person.state) == (name, organisation, state)


def test_addresses_between_angle_brackets_are_read_without_them() -> None:
    (item,) = parse_agenda("- Rents\n  - see <https://a.example/b_c> and [d](<https://e.example>)")
    assert item.notes == "- see https://a.example/b_c and d"

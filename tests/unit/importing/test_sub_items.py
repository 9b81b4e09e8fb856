"""Agendas of two levels: numbered, indented, and one line with its time and its presenter."""

from __future__ import annotations

import pytest

from data.importing.agenda import parse_agenda, parse_item
from data.importing.records import items_from
from data.records.agenda_tree import agenda_tree
from tests.builders import a_meeting


@pytest.mark.parametrize(
    "text",
    [
        "3. News\n3.1 Tenants (5 min)\n3.2 Union\n4. Rents",
        "3. News\n   3.1. Tenants (5 min)\n   3.2. Union\n4. Rents",
        "3 News\n3.1 Tenants (5 min)\n3.2 Union\n4 Rents",
        "3) News\n   1) Tenants (5 min)\n   2) Union\n4) Rents",
        "- News\n  - Tenants (5 min)\n  - Union (10 min)\n- Rents",
    ],
)
def test_sub_items_are_read(text: str) -> None:
    items = parse_agenda(text)
    found = [(item.title, item.is_sub) for item in items]
    assert found == [("News", False), ("Tenants", True), ("Union", True), ("Rents", False)]
    assert items[1].minutes == 5
    tree = agenda_tree(a_meeting(items=items_from(items)))
    assert list(tree.numbers.values()) == ["1", "1.1", "1.2", "2"]


def test_notes_and_other_numbers_are_no_sub_items() -> None:
    news, rents = parse_agenda("1. News\n   - from the council\n2. Rents\n   2.5 percent more")
    assert (news.notes, rents.notes) == ("- from the council", "2.5 percent more")


@pytest.mark.parametrize(
    "text", ["Roof (5 min, Ada)", "Roof (Ada, 5')", "Roof - 5 min - Ada", "5 min Roof (5m, Ada)"]
)
def test_one_line_has_title_minutes_and_presenter(text: str) -> None:
    item = parse_item(text)
    assert (item.title, item.minutes, item.presenter) == ("Roof", 5, "Ada")


def test_a_title_alone_stays_as_it_is() -> None:
    assert parse_item("Roof 5m").minutes == 5
    item = parse_item("Budget (draft) of 2027")
    assert (item.title, item.minutes, item.presenter) == ("Budget (draft) of 2027", None, "")

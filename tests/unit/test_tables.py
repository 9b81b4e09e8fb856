"""The tables in the pages of `docs/` are those of the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

from data.records.models import MODELS
from docs.data_tables import type_in_words
from docs.tables import DOCS, PAGES, with_tables
from screens.keymap import GROUPS
from tests.isolation import REPOSITORY


def test_the_pages_are_up_to_date() -> None:
    command = [sys.executable, str(REPOSITORY / "docs" / "tables.py"), "--check"]
    result = subprocess.run(
        command, capture_output=True, text=True, env={"PYTHONPATH": str(REPOSITORY)}, check=False
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("page", PAGES)
def test_a_table_that_was_edited_by_hand_is_written_again(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    name = next(iter(PAGES[page]))
    edited = text.replace(f"<!-- /{name} -->", f"| by hand |\n<!-- /{name} -->")
    assert edited != text
    assert with_tables(page, edited) == text


def test_a_page_without_a_place_for_its_table_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"docs/keys\.md has 0 places for the table `keys`"):
        with_tables("keys.md", "# Keys\n")


@pytest.mark.parametrize("page", PAGES)
def test_the_readme_links_to_each_page(page: str) -> None:
    assert f"](docs/{page})" in (REPOSITORY / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MODELS)
def test_every_field_of_a_table_is_described_with_a_meaning(name: str) -> None:
    page = (DOCS / "data.md").read_text(encoding="utf-8")
    section = page.split(f"### `{name}`\n")[1].split("\n### ")[0]
    for field in set(MODELS[name].model_fields) - {"id"}:
        row = next(line for line in section.splitlines() if line.startswith(f"| `{field}` |"))
        assert row.rsplit("|", 2)[1].strip().endswith("."), row


def test_a_type_without_words_is_refused() -> None:
    with pytest.raises(SystemExit, match="no words for the type"):
        type_in_words(set[bytes])


def test_each_command_has_an_id_of_its_own() -> None:
    ids = [command.id for group in GROUPS for command in group.commands]
    assert len(ids) == len(set(ids))


def test_no_key_stands_twice_in_a_group() -> None:
    for group in GROUPS:
        keys = [key for command in group.commands for key in command.keys]
        assert len(keys) == len(set(keys)), group.title

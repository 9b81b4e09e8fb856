"""The descriptions of the tables fit the models."""

from __future__ import annotations

import pytest

from data.records.models import MODELS
from data.records.tables import TABLES


def test_every_model_has_its_table_in_the_order_of_the_file() -> None:
    assert list(TABLES) == list(MODELS)


@pytest.mark.parametrize("name", TABLES)
def test_every_field_that_is_described_exists(name: str) -> None:
    table, fields = TABLES[name], MODELS[name].model_fields
    described = {*table.searched, *table.refers, *(path.split(".")[0] for path in table.people)}
    described |= set(table.carry_over.reset) if table.carry_over else set()
    assert described <= set(fields)
    assert set(table.refers.values()) <= set(TABLES)

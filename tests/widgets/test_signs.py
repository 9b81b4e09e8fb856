"""The signs of kinds of records."""

from __future__ import annotations

from data.records.models import Action, ConflictNote, Decision, Parked, Turn, Win
from data.records.tables import TABLES
from screens import signs


def test_each_outcome_has_a_sign_of_its_own() -> None:
    outcomes = (Win, Decision, Action, ConflictNote, Parked)
    found = [signs.kind_sign(TABLES[model.TABLE].noun) for model in outcomes]
    assert found == [signs.WIN, signs.DECISION, signs.ACTION, signs.CONFLICT, signs.PARKED]
    assert signs.kind_sign(TABLES[Turn.TABLE].noun) not in found

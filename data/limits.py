"""How much a meeting can hold. The rules and the import of texts share these limits."""

PEOPLE_LIMIT = 2_000
"""The most people of a meeting."""

ITEM_LIMIT = 1_000
"""The most items of an agenda."""

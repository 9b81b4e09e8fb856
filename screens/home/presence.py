"""Whether the widgets of a screen are there: work in the background may end when they are gone."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.widget import Widget


def has_all(screen: DOMNode, *selectors: str | type[Widget]) -> bool:
    """Return whether a screen has a widget for each selector.

    While a screen is being removed its widgets go one by one, before it knows of that itself.
    """
    return all(screen.query_one_optional(selector) is not None for selector in selectors)

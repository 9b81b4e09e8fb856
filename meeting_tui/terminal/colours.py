"""Whether a terminal has colours at all, and whether its user wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MONOCHROME = re.compile(r"dumb|unknown|vt\d+.*|.+-(m|mono)")


def without_colours(environment: Mapping[str, str]) -> bool:
    """Return whether nothing may be coloured: by NO_COLOR, or in a monochrome terminal.

    Args:
        environment: the environment of the program. https://no-color.org says of NO_COLOR that it
            counts if it is not empty.
    """
    if environment.get("NO_COLOR"):
        return True
    return bool(_MONOCHROME.fullmatch(environment.get("TERM", "").strip().lower()))

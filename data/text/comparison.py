"""How names are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name as it is compared: without case, accents, or punctuation between its words.

    >>> fold("Zoë  O’Brien") == fold("zoe o'brien")
    True
    """
    plain = unicodedata.normalize("NFKD", name).casefold().replace("’", "'").replace("_", " ")
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())

"""Compare names."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name in the form in which names are compared.

    Case, accents, compatibility forms (ﬁ, Ａ) and runs of white space make no difference; a
    typographic apostrophe equals a straight one, and "_" a blank.

    >>> fold("Zoë  O’Brien") == fold("zoe o'brien")
    True
    """
    plain = unicodedata.normalize("NFKD", name).casefold().replace("’", "'").replace("_", " ")
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.split())

"""Compare names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "ø": "o",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": "'",
        "_": " ",
    }
)
# Kana, Bopomofo and Han: scripts that put no blank between words.
_CJK = re.compile("([\u3041-\u30ff\u3105-\u312f\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name in the form in which names are compared.

    Case, accents, compatibility forms (ﬁ, Ａ) and runs of white space make no difference; a
    typographic apostrophe equals a straight one, "_" a blank, and a letter such as ł, ø or ß the
    plain letters in its place.

    >>> fold("Zoë  O’Brien") == fold("zoe o'brien")
    True
    >>> fold("Łódź Straße")
    'lodz strasse'
    """
    return _fold(name)


def fold_to_search(text: str) -> str:
    """Return a text in the form in which it is searched: folded, each CJK character a word.

    >>> fold_to_search("今日の話 Straße")
    '今 日 の 話 strasse'
    """
    return " ".join(_CJK.sub(r" \1 ", _fold(text)).split())


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split())

"""Find web addresses in a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"(?<![^\W_])https?://[^\s<>\"“”„«»]+", re.IGNORECASE)
_AFTER = ".,;:!?'’…*"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def split_links(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text in order, each with whether it is a web address.

    Only http and https count, so that no link runs a script. Punctuation at the end belongs to the
    sentence, and so does a closing bracket that the address does not open. (GitHub Flavored
    Markdown, 6.9 Autolinks, has the same rule.)
    """
    end = 0
    for found in _ADDRESS.finditer(text):
        address = _without_punctuation(found.group())
        if address.endswith("://"):
            continue
        if found.start() > end:
            yield text[end : found.start()], False
        yield address, True
        end = found.start() + len(address)
    if end < len(text):
        yield text[end:], False


def _without_punctuation(address: str) -> str:
    while address:
        last = address[-1]
        opening = _BRACKETS.get(last)
        unopened = opening is not None and address.count(last) > address.count(opening)
        if last not in _AFTER and not unopened:
            break
        address = address[:-1]
    return address

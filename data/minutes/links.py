"""Find web and mail addresses in a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A quotation mark belongs to an address only if it has a partner in it: ?q="rent". That of a quoted
# address does not.
_REST = r"[^\s<>\"“”„«»]"
_QUOTED = r"\"[^\s<>\"“”„«»]*\""
_ADDRESS = re.compile(
    rf"(?<![^\W_])(?P<web>https?://|www\.)"
    rf"(?:(?<!\"http://)(?<!\"https://)(?<!\"www\.)(?:{_REST}|{_QUOTED})+|{_REST}+)"
    r"|(?<![^\W_])(?<![.+-])(?P<mail>mailto:)?[a-z0-9][\w.+-]{0,63}"
    r"@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}(?![^\W_])"
    r"(?(mail)(?:\?[^\s<>\"“”„«»]+)?)",
    re.IGNORECASE,
)
_AFTER = ".,;:!?…*|。、，！？；："
_EMPHASIS = "_~`"  # at the end it belongs to the text if it stands before the address as well
_QUOTES = "'’"
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "」": "「", "』": "『"}


def split_links(text: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a text in order, each with the target of its link; "" for other text.

    Links begin with http://, https://, www. or mailto:, or are mail addresses, so that no link runs
    a script. Punctuation at the end belongs to the sentence, and so does a closing bracket that the
    address does not open. (GitHub Flavored Markdown, 6.9 Autolinks, has the same rules.)
    """
    end = start = 0
    while found := _ADDRESS.search(text, start):
        before = text[found.start() - 1 : found.start()]
        address = found.group()
        if text.rfind("[", end, found.start()) > text.rfind("]", end, found.start()):
            address = address.partition("](")[0]  # the text of a link in Markdown
        if before and before in _QUOTES:
            address = address.partition(f"{before},{before}")[0]  # a list of quoted addresses
        if before == "|":  # it stands in a cell
            address = address.partition("|")[0]
        address = _without_punctuation(address, before)
        start = found.start() + max(1, len(address))
        if found["web"] and len(address) <= len(found["web"]):
            continue
        if found.start() > end:
            yield text[end : found.start()], ""
        yield address, _target(address)
        end = start
    if end < len(text):
        yield text[end:], ""


def _target(address: str) -> str:
    folded = address.lower()
    if folded.startswith("www."):
        return f"http://{address}"
    if folded.startswith(("http://", "https://", "mailto:")):
        return address
    return f"mailto:{address}"


def _without_punctuation(address: str, before: str) -> str:
    while address:
        last = address[-1]
        opening = _BRACKETS.get(last)
        if not (
            last in _AFTER
            or (last in _EMPHASIS and last == before)
            or (last in _QUOTES and (last == before or address.count(last) % 2))
            or (opening is not None and address.count(last) > address.count(opening))
        ):
            break
        address = address[:-1]
    return address

"""The text types of record fields. Text is cleaned and checked when a record is created."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator

from data.text.cleaning import clean_line, clean_text


def _not_empty(value: str) -> str:
    if not any(unicodedata.category(character)[0] not in "CMZ" for character in value):
        raise ValueError("must not be empty")
    return value


Line = Annotated[str, AfterValidator(clean_line)]
"""A single line of text. It may be empty."""

Name = Annotated[str, AfterValidator(clean_line), AfterValidator(_not_empty)]
"""A single line of text with at least one visible character."""

Text = Annotated[str, AfterValidator(clean_text)]
"""Text of any number of lines. It may be empty."""

"""The sign of each kind of record and its style, the same on every screen.

Nothing here loads the models, so that the list of meetings can show signs as well.
"""

from __future__ import annotations

Sign = tuple[str, str]
"""A character, and its style."""

WIN: Sign = ("★", "$win")
DECISION: Sign = ("◆", "$decision")
NOT_AGREED: Sign = ("✗", "$conflict")
ACTION: Sign = ("○", "$action")
LATE: Sign = ("○", "$late")
DONE: Sign = ("✓", "$floor")
DROPPED: Sign = ("–", "$text-muted")
CONFLICT: Sign = ("▲", "$conflict")
PARKED: Sign = ("□", "$text-muted")

_OTHER: Sign = ("·", "$text-muted")
_BY_NOUN = {
    "win": WIN,
    "decision": DECISION,
    "action": ACTION,
    "conflict note": CONFLICT,
    "parked point": PARKED,
}


def marked(sign: Sign) -> Sign:
    """Return a sign with a blank after it, as it stands before a text."""
    character, style = sign
    return f"{character} ", style


def kind_sign(noun: str) -> Sign:
    """Return the sign of a kind of record; a dot for a kind without a sign of its own.

    Args:
        noun: what one of its records is called in `data.records.tables.TABLES`, such as "win".
    """
    return _BY_NOUN.get(noun, _OTHER)

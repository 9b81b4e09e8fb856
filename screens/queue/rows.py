"""One row of the speaker queue without its number: who, about what, why here, for how long."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content

from data.records.models import SpeechKind
from screens.widgets.content import join, plain

_MARKS = {
    SpeechKind.POINT_OF_ORDER: ("!", "bold $text-error"),
    SpeechKind.CLARIFYING_QUESTION: ("?", "$text-warning"),
    SpeechKind.DIRECT_RESPONSE: ("↩", "$text-accent"),
    SpeechKind.NEW_POINT: (" ", ""),
}


# Most rows stay as they are from one second, and one act, to the next.
@lru_cache(maxsize=1024)
def queue_row(
    kind: SpeechKind,
    speaker: str,
    more: str,
    reasons: tuple[str, ...],
    minutes: int,
    width: int,
) -> Content:
    """The row.

    Args:
        kind: gives the mark before the name.
        speaker: who is called.
        more: the topic after a colon, or else the organisation.
        reasons: why they stand here, the longest first; the first is for where all of `more` fits.
        minutes: since they asked. In minutes, for a number that changes each second would draw
            eyes, and the whole list.
        width: cells.

    The name comes first: a reason takes the room that is left, and says less where that is little.
    """
    mark, style = _MARKS[kind]
    name = plain((f"{mark} ", style), (speaker, "bold"))
    waits = f"{minutes}m" if minutes < 100 else f"{minutes // 60}h"
    beside_name = width - len(waits) - 2 - name.cell_length
    rooms = (beside_name - Content(more).cell_length, *(beside_name for _ in reasons[1:]))
    why = next((why for why, room in zip(reasons, rooms, strict=False) if len(why) <= room), "")
    about = plain((more, "" if more.startswith(":") else "dim"))
    return join(plain(name, about), plain((f"{why} " if why else "", "dim"), waits), width)

"""The row of a request to speak: who, for whom, about what, how often they spoke, the wait."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from textual.content import Content

from data.records.meeting import Meeting
from data.records.models import SpeechKind
from screens.widgets.content import hanging, join, plain

_KIND_SYMBOLS = {
    SpeechKind.POINT_OF_ORDER: ("!", "bold $text-error"),
    SpeechKind.CLARIFYING_QUESTION: ("?", "$text-warning"),
    SpeechKind.DIRECT_RESPONSE: ("↩", "$text-accent"),
    SpeechKind.NEW_POINT: (" ", ""),
}
_LONGEST = 26  # cells of a column; a longer name moves what is right of it
_GAP = "  "
_MIN_TOPIC = 16  # cells in which a topic is wrapped rather than put below the name


@dataclass(frozen=True)
class Columns:
    """The cells of the columns of names and of organisations."""

    name: int
    organisation: int


def columns(meeting: Meeting) -> Columns:
    """Return columns for everyone at the meeting, so that they stay as they are."""
    return meeting.cached(_columns)


def _columns(meeting: Meeting) -> Columns:
    names = {person.name for person in meeting.people} | {one.who for one in meeting.queue}
    organisations = {person.organisation for person in meeting.people}
    return Columns(_widest(names), _widest(organisations | {q.organisation for q in meeting.queue}))


def _widest(texts: set[str]) -> int:
    return min(_LONGEST, max((Content(text).cell_length for text in texts), default=0))


# Most rows stay the same from one second, and one change, to the next.
@lru_cache(maxsize=1024)
def entry_text(
    kind: SpeechKind,
    speaker: str,
    organisation: str,
    about: str,
    reasons: tuple[str, ...],
    turns: int,
    minutes: int,
    widths: Columns,
    width: int,
) -> Content:
    """Return the row of a request, without its number.

    Nothing in it is cut: what does not fit in one line stands below the name.

    Args:
        kind: determines the sign before the name.
        speaker: the name to call.
        organisation: whom they speak for; "" if that is the name to call.
        about: the topic.
        reasons: why the request has its place, longest first; the first one that fits is shown.
        turns: how many turns they have had.
        minutes: the time of waiting. Seconds would attract the eye, and repaint the list.
        widths: the columns.
        width: of the row, in cells.
    """
    sign, style = _KIND_SYMBOLS[kind]
    waiting = f"{minutes}m" if minutes < 100 else f"{minutes // 60}h"
    figures = plain((f"{turns:>2}×", "$text-muted"), f" {waiting:>3}")
    left = plain((f"{sign} ", style), (speaker, "bold"))
    with_organisation = left
    if widths.organisation:
        blanks = " " * (2 + widths.name - left.cell_length)
        blank_after = " " * (widths.organisation - Content(organisation).cell_length)
        of = plain((organisation, "$text-muted"), blank_after if about else "")
        with_organisation = plain(left, blanks, _GAP, of)
    needed = 2 + widths.name + len(_GAP) + widths.organisation + 1 + figures.cell_length
    below = about
    if max(needed, with_organisation.cell_length + 1 + figures.cell_length) <= width:
        left = with_organisation
    elif organisation:
        below = f"{organisation} · {about}" if about else organisation
    room = width - left.cell_length - figures.cell_length - len(_GAP)
    reason = next((text for text in reasons if len(text) <= room), "")
    if reason:
        figures, room = plain((reason, "$text-muted"), _GAP, figures), 0
    elif reasons:
        below = " · ".join(part for part in (below, reasons[-1]) if part)
    return _with_topic(left, below, figures, max(0, room - len(_GAP)), width)


def _with_topic(left: Content, below: str, right: Content, room: int, width: int) -> Content:
    """Return a row with a text beside what is left, if there is room for it, or else below it."""
    topic = Content(below)
    if not below:
        return join(left, right, width)
    if topic.cell_length <= room and room >= _MIN_TOPIC:
        return join(plain(left, _GAP, topic), right, width)
    if room >= _MIN_TOPIC and len(parts := topic.wrap(room)) <= 2:
        indent = " " * (left.cell_length + len(_GAP))
        first = join(plain(left, _GAP, parts[0].rstrip()), right, width)
        return Content("\n").join((first, *(plain(indent, part) for part in parts[1:])))
    return plain(join(left.rstrip(), right, width), "\n", hanging(topic, width, 2))

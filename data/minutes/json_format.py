"""The minutes as JSON, for other programs: format "meeting-tui minutes 1"."""

from __future__ import annotations

import json

from data.minutes.document import Attendee, MinutesDocument, MinutesSpeaker
from data.minutes.outcomes import MinutesDissent
from data.minutes.sections import attendee_text, dissent_text, speaker_text

FORMAT = "meeting-tui minutes 1"

_PLACES = {
    "present": ("wins",),
    "items": ("decisions", "actions"),
    "others": ("conflicts", "parked"),
}
"""Before which field of the document a kind of outcome stands; others stand at the end."""


def write(minutes: MinutesDocument) -> str:
    """Return the minutes as one JSON object that ends in a newline.

    The object holds `format`, and then the fields of MinutesDocument under their names, with the
    fields of Outcomes among them. Records are objects with the fields of their classes, but
    attendees, speakers and those who dissent are texts ("Ada (chair; from 18:20)"). Tuples are
    arrays; `parked` holds pairs: a text, and what it becomes. Dates are ISO texts. A fact that is
    not known is "", and no field is ever missing.
    """
    content: dict[str, object] = {"format": FORMAT}
    outcomes = dict(vars(minutes.outcomes))
    for name, value in vars(minutes).items():
        for kind in _PLACES.get(name, ()):
            content[kind] = outcomes.pop(kind)
        if name != "outcomes":
            content[name] = value
    content |= outcomes
    return json.dumps(content, default=_value, ensure_ascii=False, indent=2) + "\n"


def _value(record: object) -> str | dict[str, object]:
    """Return what JSON holds for a record of the document."""
    match record:
        case Attendee():
            return attendee_text(record)
        case MinutesSpeaker():
            return speaker_text(record)
        case MinutesDissent():
            return dissent_text(record)
    return vars(record)

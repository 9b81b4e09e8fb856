"""The form for an entry of the speaker queue."""

from __future__ import annotations

from data.records.models import QueueEntry, SpeechKind
from data.rules.turns import kind_name
from screens.dialogs.form_fields import Field, Values


def entry_fields(entry: QueueEntry) -> list[Field]:
    """Return the fields of the form: the topic and the kind of speech."""
    kinds = [kind_name(kind) for kind in SpeechKind]
    return [
        Field("about", "Topic", entry.about),
        Field("kind", "Kind", kind_name(entry.kind), kinds),
    ]


def entry_values(values: Values) -> dict[str, object]:
    """Return the values of the form as those of a record."""
    kind = next(kind for kind in SpeechKind if kind_name(kind) == values["kind"])
    return {"about": values["about"], "kind": kind}

"""The form for a win."""

from __future__ import annotations

from collections.abc import Sequence

from data.prompt.name_list import split_names
from data.records.meeting import Meeting
from data.records.models import Action, Win
from data.rules import people
from data.text.formatting import shortened
from screens.dialogs.form_fields import Field, Values, required_text

_HINT_LENGTH = 60  # characters of an example in an empty field


def win_fields(meeting: Meeting, win: Win | None) -> list[Field]:
    """Return the fields for a win, or for a new one.

    Goal and action are chosen from those of the meeting, if it has any.
    """
    organisations = ", ".join(people.organisations(meeting.people))
    fields = [
        Field("text", "Win", win.text if win else ""),
        Field("thanks", "Thanks to", ", ".join(win.thanks) if win else "", hint="names"),
        Field(
            "organisations",
            "Organisations",
            ", ".join(win.organisations) if win else "",
            hint=shortened(organisations, _HINT_LENGTH),
        ),
        Field(
            "goal",
            "Goal",
            win.goal if win else "",
            _goal_choices(meeting.info.goals, win) if meeting.info.goals else (),
        ),
    ]
    if meeting.actions:
        action = meeting.find(Action, win.action) if win else None
        labels = _actions_by_label(meeting)
        label = next((text for text, one in labels.items() if action and one == action.id), "")
        fields.append(Field("action", "Action done", label, ["", *labels]))
    return fields


def win_values(meeting: Meeting, values: Values, win: Win | None = None) -> dict[str, object]:
    """Return the values of a form as those of a record.

    Args:
        meeting: provides the actions.
        values: the values of the form.
        win: the win that is edited; None for a new one.

    Raises:
        FieldError: the win is not described.
    """
    ids = _actions_by_label(meeting)
    thanks, thanked = _thanks(meeting, values["thanks"], win)
    read: dict[str, object] = {
        "text": required_text(values, "text", "Describe the win", "Type what was achieved"),
        "thanks": thanks,
        "organisations": tuple(dict.fromkeys((*_names(values["organisations"]), *thanked))),
        "goal": values["goal"],
        "action": ids.get(values.get("action", ""), ""),
    }
    return people.known_names(meeting, Win.TABLE, read)


def _actions_by_label(meeting: Meeting) -> dict[str, str]:
    """Return the ids of the actions by their texts; equal texts have a number each."""
    found: dict[str, str] = {}
    for action in meeting.actions:
        label, number = action.text, 2
        while label in found:
            label, number = f"{action.text} ({number})", number + 1
        found[label] = action.id
    return found


def _goal_choices(goals: Sequence[str], win: Win | None) -> list[str]:
    """Return the goals to choose from: none, those of the meeting, and the one the win has."""
    return list(dict.fromkeys(["", *goals, win.goal if win else ""]))


def _thanks(
    meeting: Meeting, text: str, win: Win | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The people of a list of names, and the organisations."""
    if win is not None and text == ", ".join(win.thanks):
        return win.thanks, ()
    named = split_names(meeting, text)
    return (
        tuple(one.name for one in named if one.name),
        tuple(one.organisation for one in named if one.organisation),
    )


def _names(text: str) -> tuple[str, ...]:
    """Return names that are separated by commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())

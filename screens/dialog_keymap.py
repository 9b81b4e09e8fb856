"""The commands of the dialogs, of the fields in them, and of the room view, each declared once."""

from __future__ import annotations

from screens.commands import Command, Group

FIELD = Group(
    "Any text field",
    (
        Command(
            "field.leave", ("escape",), "leave", "Back", "Back out; the input can be brought back."
        ),
        Command(
            "field.recall",
            ("ctrl+r",),
            "recall_input",
            "Bring back",
            "Bring back earlier input that was not recorded.",
        ),
    ),
)

FORM = Group(
    "Forms",
    (
        Command("form.save", ("ctrl+s", "enter"), "save", "Save", "Save the form."),
        Command("form.next", ("down",), "app.focus_next", "Next field", "Go to the next field."),
        Command(
            "form.previous",
            ("up",),
            "app.focus_previous",
            "Previous field",
            "Go to the previous field.",
        ),
    ),
)

CHOICE = Group(
    "Fields with a few choices",
    (
        Command("choice.next", ("right", "space"), "step(1)", "Next", "Choose the next value."),
        Command("choice.previous", ("left",), "step(-1)", "Previous", "Choose the previous value."),
    ),
)

LINE = Group(
    "Prompt and other single lines",
    (
        Command("line.earlier", ("up",), "recall(-1)", "Earlier", "Bring back an earlier line."),
        Command("line.later", ("down",), "recall(1)", "Later", "Bring back a later line."),
    ),
)

PASTE = Group(
    "Pasted texts",
    (
        Command(
            "paste.add",
            ("ctrl+s",),
            "save",
            "Add",
            "Add what was read from the text.",
            priority=True,
        ),
    ),
)

SPEAK = Group(
    "Queueing a speaker",
    (
        Command(
            "speak.kind",
            ("tab",),
            "kind(1)",
            "Next kind",
            "Choose the next kind of speech (so does space).",
            priority=True,
        ),
        Command(
            "speak.previous_kind",
            ("shift+tab",),
            "kind(-1)",
            "Previous kind",
            "Choose the previous kind of speech.",
            priority=True,
        ),
        Command("speak.down", ("down",), "row(1)", "Down", "Go down to the next person."),
        Command("speak.up", ("up",), "row(-1)", "Up", "Go up to the previous person."),
    ),
)

CONCLUSION = Group(
    "Taking the next item",
    (
        Command(
            "conclusion.waiting",
            ("tab",),
            "waiting",
            "People who wait",
            "Choose what happens to the people who wait.",
            priority=True,
        ),
    ),
)

SEARCH = Group(
    "Searching all meetings",
    (
        Command("search.down", ("down",), "row(1)", "Down", "Go down to the next hit."),
        Command("search.up", ("up",), "row(-1)", "Up", "Go up to the previous hit."),
    ),
)

ROOM = Group(
    "Room view",
    (
        Command(
            "room.leave",
            ("escape", "f2", "q", "ctrl+c"),
            "leave",
            "Leave",
            "Leave the room view, or end the display.",
        ),
    ),
)

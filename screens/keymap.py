"""Every command of the program, declared once.

The bindings of the screens, the palette, the help and the key table of the README are all made
from these.
"""

from __future__ import annotations

from screens.commands import Command, Group

EVERYWHERE = Group(
    "Everywhere",
    (
        Command("help", ("question_mark", "f1"), "help", "Help", "Show the keys.", True),
        Command("palette", ("ctrl+p",), "command_palette", "Palette", "Find a command by name."),
        Command("quit", ("ctrl+q",), "quit", "Quit", "Leave the program; all is written already."),
    ),
)

LIST = Group(
    "Any list",
    (
        Command("list.down", ("j", "down"), "cursor_down", "Down", "Go down (also ↓)."),
        Command("list.up", ("k", "up"), "cursor_up", "Up", "Go up (also ↑)."),
        Command("list.first", ("g", "home"), "first", "First", "Go to the first."),
        Command("list.last", ("G", "end"), "last", "Last", "Go to the last."),
    ),
)

MEETING = Group(
    "Running meeting",
    (
        Command("agenda", ("1",), "tab('agenda')", "Agenda", "Show the agenda."),
        Command("queue", ("2",), "tab('queue')", "Queue", "Show the speaker queue."),
        Command("conflicts", ("3",), "tab('conflicts')", "Conflicts", "Show conflict notes."),
        Command("wins", ("4",), "tab('wins')", "Wins", "Show the wins."),
        Command(
            "outcomes",
            ("5",),
            "tab('outcomes')",
            "Outcomes",
            "Show decisions, actions and the parking lot.",
        ),
        Command("people", ("6",), "tab('people')", "People", "Show the people, call the roll."),
        Command("minutes", ("7",), "tab('minutes')", "Minutes", "Show the minutes as they are."),
        Command(
            "speak",
            ("s",),
            "speak",
            "Speak",
            "Somebody asks to speak: a few letters of the name, enter.",
            True,
        ),
        Command("next", ("n",), "next_turn", "Next", "The next speaker takes the floor.", True),
        Command("free", ("f",), "end_turn", "Free", "The floor is free: end the turn."),
        Command("pause", ("space",), "pause", "Pause", "Pause the speaker's clock, or resume it."),
        Command(
            "back",
            ("less_than_sign",),
            "bring_back",
            "Bring back",
            "The last speaker has the floor again, with their clock.",
        ),
        Command(
            "next_item",
            ("N",),
            "next_item",
            "Next item",
            "Take the next agenda item; asks for the conclusion of this one.",
            True,
        ),
        Command("extend", ("plus",), "extend", "Extend", "Give the current item more time."),
        Command("note", ("o",), "capture('note')", "Note", "Write a note on the current item."),
        Command("conflict", ("c",), "capture('conflict')", "Conflict", "Write a conflict note."),
        Command("win", ("w",), "capture('win')", "Win", "Celebrate a win.", True),
        Command("decision", ("d",), "capture('decided')", "Decision", "Record a decision."),
        Command("action", ("a",), "capture('action')", "Action", "Record an action.", True),
        Command("park", ("p",), "capture('park')", "Park", "Put something into the parking lot."),
        Command("undo", ("u",), "undo", "Undo", "Take back the last act of this terminal."),
        Command("redo", ("U",), "redo", "Redo", "Bring back what was taken back."),
        Command("prompt", ("colon",), "prompt", "Prompt", "Type a command in one line."),
        Command("start", ("S",), "start", "Start", "Start the meeting."),
        Command("end", ("E",), "end", "End", "End the meeting; first says what is missing."),
        Command("home", ("b",), "home", "Meetings", "Back to the list of meetings."),
    ),
)

RECORDS = Group(
    "Lists of a meeting",
    (
        Command("records.new", ("i", "insert"), "new", "New", "Add one to this list."),
        Command("records.edit", ("enter", "e"), "edit", "Edit", "Edit the highlighted one."),
        Command(
            "records.remove",
            ("delete",),
            "remove",
            "Remove",
            "Remove it (u brings it back).",
        ),
        Command("records.down", ("J", "shift+down"), "move(1)", "Move down", "Move it down."),
        Command("records.up", ("K", "shift+up"), "move(-1)", "Move up", "Move it up."),
        Command("records.find", ("slash",), "find", "Find", "Find in this list."),
    ),
)

AGENDA = Group(
    "Agenda",
    (
        Command("agenda.take", ("t",), "take", "Take", "Take the highlighted item now.", True),
        Command("agenda.skip", ("x",), "skip", "Skip", "Skip it."),
        Command("agenda.defer", ("D",), "defer", "Defer", "Defer it to the next meeting.", True),
        Command("agenda.reopen", ("R",), "reopen", "Reopen", "Reopen it."),
        Command(
            "agenda.notes", ("tab",), "notes", "Notes", "Write in its notes; escape returns.", True
        ),
        Command("agenda.paste", ("P",), "paste", "Paste", "Paste a whole agenda as text.", True),
        Command("agenda.meeting", ("M",), "meeting", "Meeting", "Title, date, place, goals.", True),
    ),
)

QUEUE = Group(
    "Speaker queue",
    (
        Command("queue.call", ("t",), "call", "Call now", "Call the highlighted one now.", True),
        Command("queue.last", ("l",), "last_word", "Last word", "Call them, then close the queue."),
        Command(
            "queue.close", ("x",), "toggle_queue", "Close", "Close the queue, or open it.", True
        ),
        Command(
            "queue.order", ("v",), "next_order", "Order", "Change the order of the queue.", True
        ),
        Command(
            "queue.invite",
            ("I",),
            "invite",
            "Invite",
            "Put the highlighted one of those not heard yet at the front (tab goes there).",
            True,
        ),
        Command("queue.round", ("r",), "go_round", "Go-round", "Call each once, in order.", True),
        Command("queue.pass", ("z",), "pass_over", "Pass", "The next one of a go-round passes."),
        Command("queue.voices", ("m",), "voices", "Voices", "Whose times are shown, and of what."),
    ),
)

CONFLICTS = Group(
    "Conflict notes",
    (
        Command("conflicts.party", ("P",), "party", "Party", "Add a party.", True),
        Command(
            "conflicts.heard", ("h",), "heard", "Heard", "The party feels heard, or not.", True
        ),
        Command("conflicts.status", ("t",), "status", "Status", "Go on to the next status.", True),
    ),
)

OUTCOMES = Group(
    "Outcomes",
    (
        Command("outcomes.done", ("t",), "done", "Done", "An action is done, or open again.", True),
        Command("outcomes.dissent", ("x",), "dissent", "Dissent", "Stands aside, or blocks.", True),
        Command(
            "outcomes.becomes", ("m",), "becomes", "Becomes", "A parked point becomes ...", True
        ),
    ),
)

PEOPLE = Group(
    "People",
    (
        Command("people.here", ("t",), "here", "Here", "They are here, or left.", True),
        Command(
            "people.all", ("T",), "all_here", "All here", "All that are expected are here.", True
        ),
        Command("people.apologies", ("x",), "apologies", "Apologies", "They send apologies.", True),
        Command("people.paste", ("P",), "paste", "Paste", "Paste a list of people.", True),
    ),
)

MINUTES = Group(
    "Minutes",
    (
        Command("minutes.copy", ("y",), "copy", "Copy", "Copy to the clipboard.", True),
        Command("minutes.save", ("ctrl+s",), "save", "Save", "Write the file.", True),
        Command("minutes.approve", ("A",), "approve", "Approve", "Approve the minutes.", True),
        Command("minutes.correct", ("C",), "correct", "Correct", "Correct a closed meeting.", True),
        Command("minutes.reopen", ("R",), "go_on", "Go on", "Go on with a meeting that has ended."),
    ),
)

FIELD = Group(
    "Any field that asks for text",
    (
        Command("field.leave", ("escape",), "leave", "Back", "Back out; what was typed is kept."),
        Command(
            "field.recall",
            ("ctrl+r",),
            "recall_input",
            "Bring back",
            "Bring back what was typed here before, and not recorded.",
        ),
    ),
)

HOME = Group(
    "Meetings",
    (
        Command("home.new", ("n",), "new", "New meeting", "Make a new meeting.", True),
        Command("home.open", ("enter",), "open", "Open", "Open or review a meeting.", True),
        Command("home.copy", ("y",), "copy", "Copy minutes", "Copy its minutes.", True),
        Command("home.find", ("slash",), "find", "Search", "Search all meetings.", True),
        Command("home.remove", ("delete",), "remove", "Throw away", "Put it into the bin."),
        Command("home.undo", ("u",), "restore", "Restore", "Bring back what went into the bin."),
    ),
)

GROUPS = (
    EVERYWHERE,
    HOME,
    MEETING,
    LIST,
    RECORDS,
    FIELD,
    AGENDA,
    QUEUE,
    CONFLICTS,
    OUTCOMES,
    PEOPLE,
    MINUTES,
)

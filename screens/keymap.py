"""The commands of the screens, each declared once; those of the dialogs are in `dialog_keymap`.

The bindings, the footer, the palette, the help and the key tables of the documentation are all
made from these groups.
"""

from __future__ import annotations

from screens.commands import Command, Group
from screens.dialog_keymap import CHOICE, CONCLUSION, FIELD, FORM, LINE, PASTE, ROOM, SEARCH, SPEAK

EVERYWHERE = Group(
    "Everywhere",
    (
        Command("help", ("question_mark", "f1"), "help", "Help", "Show this help."),
        Command(
            "palette", ("ctrl+p",), "command_palette", "Palette", "Find a command in the palette."
        ),
        Command("quit", ("ctrl+q",), "quit", "Quit", "Quit; everything is already saved."),
        Command("repaint", ("ctrl+l",), "repaint", "Repaint", "Repaint the whole screen."),
    ),
)

LIST = Group(
    "Any list",
    (
        Command("list.down", ("j", "down"), "cursor_down", "Down", "Go down one row."),
        Command("list.up", ("k", "up"), "cursor_up", "Up", "Go up one row."),
        Command("list.first", ("g", "home"), "first", "First", "Go to the first row."),
        Command("list.last", ("G", "end"), "last", "Last", "Go to the last row."),
    ),
)

MEETING = Group(
    "Running meeting",
    (
        Command("agenda", ("1",), "tab('agenda')", "Agenda", "Show the agenda."),
        Command("queue", ("2",), "tab('queue')", "Queue", "Show the speaker queue."),
        Command("conflicts", ("3",), "tab('conflicts')", "Conflicts", "Show the conflict notes."),
        Command("wins", ("4",), "tab('wins')", "Wins", "Show the wins."),
        Command(
            "outcomes",
            ("5",),
            "tab('outcomes')",
            "Outcomes",
            "Show the outcomes: decisions, actions, parking lot.",
        ),
        Command("people", ("6",), "tab('people')", "People", "Show the people and call the roll."),
        Command(
            "minutes", ("7",), "tab('minutes')", "Minutes", "Show the minutes as they are now."
        ),
        Command("tab.next", ("right",), "step_tab(1)", "Next screen", "Show the next screen."),
        Command("tab.previous", ("left",), "step_tab(-1)", "Previous", "Show the previous screen."),
        Command(
            "speak",
            ("s",),
            "speak",
            "Speak",
            "Queue a speaker: letters of the name, then enter.",
        ),
        Command("next", ("n",), "next_turn", "Next", "Give the floor to the next speaker."),
        Command("free", ("f",), "end_turn", "End turn", "End the turn: the floor is free."),
        Command("pause", ("space",), "pause", "Pause", "Pause or resume the speaker's clock."),
        Command(
            "back",
            ("less_than_sign",),
            "bring_back",
            "Previous speaker",
            "Give the floor back to the previous speaker.",
        ),
        Command(
            "next_item",
            ("N",),
            "next_item",
            "Next item",
            "Take the next item; asks for a conclusion first.",
        ),
        Command("extend", ("plus",), "extend", "Extend", "Extend the current item."),
        Command("note", ("o",), "capture('note')", "Note", "Write a note on the current item."),
        Command("conflict", ("c",), "capture('conflict')", "Conflict", "Write a conflict note."),
        Command("win", ("w",), "capture('win')", "Win", "Record a win and celebrate it."),
        Command("decision", ("d",), "capture('decided')", "Decision", "Record a decision."),
        Command("action", ("a",), "capture('action')", "Action", "Record an action."),
        Command("park", ("p",), "capture('park')", "Park", "Put a point into the parking lot."),
        Command("undo", ("u",), "undo", "Undo", "Undo the last change made in this terminal."),
        Command("redo", ("U",), "redo", "Redo", "Redo the last change that was undone."),
        Command("prompt", ("colon",), "prompt", "Prompt", "Type a command into the prompt."),
        Command("start", ("S",), "start", "Start", "Start the meeting."),
        Command("end", ("E",), "end", "End", "End the meeting, after showing what is missing."),
        Command("room", ("f2",), "room", "Room view", "Show the meeting in letters for the room."),
        Command("home", ("b",), "home", "Meetings", "Go back to the list of meetings."),
        Command(
            "search", ("escape",), "search", "Back", "Go back to the search that found the meeting."
        ),
    ),
)

RECORDS = Group(
    "Lists of a meeting",
    (
        Command("records.new", ("i", "insert"), "new", "New", "Add a new record to this list."),
        Command("records.edit", ("enter", "e"), "edit", "Edit", "Edit the highlighted record."),
        Command(
            "records.remove",
            ("delete",),
            "remove",
            "Remove",
            "Remove the highlighted record ({undo} brings it back).",
        ),
        Command(
            "records.down",
            ("J", "shift+down"),
            "move(1)",
            "Move down",
            "Move the highlighted record down.",
        ),
        Command(
            "records.up",
            ("K", "shift+up"),
            "move(-1)",
            "Move up",
            "Move the highlighted record up.",
        ),
        Command("records.find", ("slash",), "find", "Find", "Find text in this list."),
    ),
)

AGENDA = Group(
    "Agenda",
    (
        Command("agenda.take", ("t",), "take", "Take", "Take the highlighted item now."),
        Command("agenda.skip", ("x",), "skip", "Skip", "Skip the highlighted item."),
        Command(
            "agenda.defer",
            ("D",),
            "defer",
            "Defer",
            "Defer the highlighted item to the next meeting.",
        ),
        Command(
            "agenda.not_reached",
            ("L",),
            "not_reached",
            "Not reached",
            "Not reached: defer, park or bring forward what is below the line.",
        ),
        Command("agenda.sub_item", ("I",), "new_sub_item", "New sub-item", "Add a new sub-item."),
        Command(
            "agenda.level",
            ("greater_than_sign",),
            "level",
            "Sub-item",
            "Make the highlighted item a sub-item of the one above, or an item of its own again.",
        ),
        Command("agenda.reopen", ("R",), "reopen", "Reopen", "Reopen the highlighted item."),
        Command(
            "agenda.notes",
            ("tab",),
            "notes",
            "Notes",
            "Write notes on the item; {field.leave} returns to the list.",
        ),
        Command(
            "agenda.approve_last",
            ("A",),
            "approve_last",
            "Approve last minutes",
            "Approve the minutes of the last meeting of the series.",
        ),
        Command(
            "agenda.correct_last",
            ("C",),
            "correct_last",
            "Correct last minutes",
            "Approve the minutes of the last meeting with corrections.",
        ),
        Command("agenda.paste", ("P",), "paste", "Paste", "Paste a whole agenda as text."),
        Command(
            "agenda.meeting",
            ("M",),
            "meeting",
            "Meeting",
            "Edit the meeting's title, date, place, roles, goals.",
        ),
    ),
)

QUEUE = Group(
    "Speaker queue",
    (
        Command(
            "queue.call",
            ("t",),
            "call",
            "Call now",
            "Call the highlighted speaker now, out of order.",
        ),
        Command(
            "queue.last",
            ("l",),
            "last_word",
            "Last word",
            "Give the highlighted speaker the last word; closes the queue.",
        ),
        Command("queue.close", ("x",), "toggle_queue", "Close", "Close or open the queue."),
        Command("queue.order", ("v",), "next_order", "Order", "Switch the order of the queue."),
        Command(
            "queue.invite",
            ("I",),
            "invite",
            "Invite",
            "Invite someone not heard yet (tab goes to that list).",
        ),
        Command(
            "queue.round",
            ("r",),
            "go_round",
            "Go-round",
            "Start or end a go-round: each is called once.",
        ),
        Command("queue.pass", ("z",), "pass_over", "Pass", "Pass over the next one of a go-round."),
        Command(
            "queue.speaking_time",
            ("m",),
            "speaking_time",
            "Speaking time",
            "Switch whose speaking time is shown.",
        ),
    ),
)

CONFLICTS = Group(
    "Conflict notes",
    (
        Command(
            "conflicts.party",
            ("P",),
            "party",
            "Party",
            "Add a party to the highlighted conflict.",
        ),
        Command(
            "conflicts.heard",
            ("h",),
            "heard",
            "Heard",
            "Mark the highlighted party as heard, or not.",
        ),
        Command(
            "conflicts.status",
            ("t",),
            "status",
            "Status",
            "Give the highlighted conflict the next status.",
        ),
    ),
)

OUTCOMES = Group(
    "Outcomes",
    (
        Command(
            "outcomes.done",
            ("t",),
            "done",
            "Done",
            "Mark the highlighted action as done, or as open.",
        ),
        Command(
            "outcomes.dissent",
            ("x",),
            "dissent",
            "Dissent",
            "Record dissent: who stands aside, or blocks the decision.",
        ),
        Command(
            "outcomes.becomes",
            ("m",),
            "becomes",
            "Becomes",
            "Choose what the highlighted parked point becomes.",
        ),
    ),
)

PEOPLE = Group(
    "People",
    (
        Command(
            "people.here",
            ("t",),
            "here",
            "Here",
            "Mark the highlighted person as here, and go to the next one.",
        ),
        Command("people.left", ("l",), "left", "Left", "Mark the highlighted person as left."),
        Command(
            "people.all",
            ("T",),
            "all_here",
            "All here",
            "Mark all who are expected as here.",
        ),
        Command(
            "people.apologies",
            ("x",),
            "apologies",
            "Apologies",
            "Record apologies, or take them back.",
        ),
        Command("people.paste", ("P",), "paste", "Paste", "Paste a list of people."),
    ),
)

MINUTES = Group(
    "Minutes",
    (
        Command(
            "minutes.copy",
            ("y",),
            "copy",
            "Copy",
            "Copy the minutes to the clipboard, and save them.",
        ),
        Command("minutes.save", ("ctrl+s",), "save", "Save", "Save the minutes in their file."),
        Command(
            "minutes.source",
            ("v",),
            "source",
            "Source",
            "Switch between the page and its Markdown source.",
        ),
        Command("minutes.approve", ("A",), "approve", "Approve", "Approve minutes, or the last."),
        Command(
            "minutes.correct",
            ("C",),
            "correct",
            "Correct",
            "Correct the record of a closed meeting, or the last minutes.",
        ),
        Command("minutes.reopen", ("R",), "go_on", "Reopen", "Reopen a meeting that has ended."),
    ),
)

HOME = Group(
    "Meetings",
    (
        Command("home.new", ("n",), "new", "New meeting", "Create a new meeting."),
        Command("home.open", ("enter",), "open", "Open", "Open or review the highlighted meeting."),
        Command(
            "home.copy",
            ("y",),
            "copy",
            "Copy minutes",
            "Copy the minutes of the highlighted meeting.",
        ),
        Command("home.find", ("slash",), "find", "Search", "Search all meetings."),
        Command(
            "home.remove",
            ("delete",),
            "remove",
            "Move to the bin",
            "Move the highlighted meeting to the bin.",
        ),
        Command(
            "home.undo", ("u",), "restore", "Restore", "Restore the meeting last moved to the bin."
        ),
    ),
)

GROUPS = (
    EVERYWHERE,
    HOME,
    MEETING,
    LIST,
    RECORDS,
    AGENDA,
    QUEUE,
    CONFLICTS,
    OUTCOMES,
    PEOPLE,
    MINUTES,
    FIELD,
    FORM,
    CHOICE,
    LINE,
    PASTE,
    SPEAK,
    CONCLUSION,
    SEARCH,
    ROOM,
)

_BY_ID = {command.id: command for group in GROUPS for command in group.commands}


def commands(*ids: str) -> list[Command]:
    """Return the commands with these ids, in this order."""
    return [_BY_ID[command_id] for command_id in ids]

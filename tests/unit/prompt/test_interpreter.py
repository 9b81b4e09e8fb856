"""The one-line prompt: what each command does and answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.clock import FixedClock
from data.errors import MeetingError
from data.prompt import interpreter
from data.prompt.outcome_commands import typed_action
from data.records.meeting import Meeting
from data.records.models import (
    AgendaItem,
    MeetingInfo,
    MeetingState,
    MinutesApproval,
    Person,
    PersonState,
)
from data.storage.approvals import Approvals
from data.storage.meeting_file import MeetingFile
from tests.unit.prompt.prompting import Say, file, person, refused, say

__all__ = ["file", "refused", "say"]


def test_the_life_of_a_meeting(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("start") == "The meeting has started"
    assert "already running" in refused("start")
    assert "4 of 4" in say("topic 4")
    assert "Agenda item “Welcome” was not taken" in say("end")
    assert file.meeting.info.state is MeetingState.CLOSED
    assert "closed" in refused("note too late")


def test_topics(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "not started" in refused("topic 1")
    say("start")
    assert say("topic 1") == "Item 1 of 4: Welcome"
    assert say("topic: RENTS") == "Item 2 of 4: Rents"
    assert say("topic hal") == "Item 4 of 4: Hall"
    assert say("topic Money for buses") == "Item 5 of 5: Money for buses"
    assert "current item already" in refused("topic money")
    assert "agenda has 5 items" in refused("topic 6")
    assert "“topic” needs a number or a title" in refused("topic")
    assert say("next item") == "Item 3 of 5: Rents of shops"


def test_commands_on_the_current_item(file: MeetingFile, say: Say, refused: Say) -> None:
    for typed in ("note hello", "conclude well", "extend 5m", "skip", "defer item"):
        assert "No agenda item is open" in refused(typed)
    say("start", "topic 2", "note: first", "note second", "conclude We ask the owner")
    item = file.meeting.agenda[1]
    assert (item.notes, item.conclusion) == ("first\nsecond", "We ask the owner")
    assert say("extend 1:30") == "“Rents” now has 1:40:00"
    assert say("extend -1.5h") == "“Rents” now has 10:00"
    assert say("extend 5") == "“Rents” now has 15:00"
    assert say("extend -10m") == "“Rents” now has 5:00"
    assert "not a duration" in refused("extend a bit")
    assert "time box" in refused("extend -10h")


def test_setting_items_aside(file: MeetingFile, say: Say, refused: Say) -> None:
    say("start", "topic 1")
    assert say("defer 4") == "“Hall” is deferred to the next meeting"
    assert say("skip item") == "“Welcome” is skipped"
    assert say("skip rents of") == "“Rents of shops” is skipped"
    assert [i.state for i in file.meeting.agenda] == ["done", "waiting", "done", "deferred"]
    assert "not an agenda item" in refused("skip lunch")


def test_who_is_here(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("present+ ada") == "Ada Quill of Riverside Tenants is here"
    assert say("present+ Dora Milne of Bus Riders") == "Dora Milne of Bus Riders is here"
    assert person(file, "Dora Milne").organisation == "Bus Riders"
    assert say("present+ Ben from harbour union") == "Ben Osei of Harbour Union is here"
    assert say("present+ Ben of Bus Riders") == "Ben of Bus Riders is here"
    assert say("regrets+ cleo") == "Cleo Bent sends apologies"
    assert say("regrets+ Eli Fox of Bus Riders") == "Eli Fox sends apologies"
    assert person(file, "Eli Fox").state is PersonState.APOLOGIES
    assert say("left ada") == "Ada Quill has left"
    assert person(file, "Ada Quill").state is PersonState.LEFT
    assert "Nobody here is called" in refused("left Xerxes")
    assert "“present+” needs a name" in refused("present+")


def test_wins(file: MeetingFile, say: Say, refused: Say) -> None:
    say("start", "topic 1")
    assert say("win The permit is here") == "A win: The permit is here"
    assert say("thank ada and ben for the permit").startswith("A win, thanks to Ada Quill, Ben")
    first, second = file.meeting.wins
    assert first.item == file.meeting.agenda[0].id
    assert second.thanks == ("Ada Quill", "Ben Osei")
    assert second.organisations == ("Riverside Tenants", "Harbour Union")
    assert "what the thanks are for" in refused("thank ada")
    assert "what the thanks are for" in refused("thank for the permit")


def test_thanks_for_a_name_with_a_comma(file: MeetingFile, say: Say) -> None:
    say("q+ Rex Dale, Ed Lab and Friends", "thank Rex Dale, Ed Lab and Friends for the plan")
    assert file.meeting.wins[0].thanks == ("Rex Dale, Ed Lab and Friends",)


def test_outcomes(file: MeetingFile, say: Say) -> None:
    assert say("decided We meet on Tuesdays") == "Decided: We meet on Tuesdays"
    say("decided We strike, by two thirds.")
    assert [(d.text, d.rule) for d in file.meeting.decisions] == [
        ("We meet on Tuesdays", ""),
        ("We strike", "two thirds"),
    ]
    say("park A shared van", "conflict Opening hours: Tenants / Owners", "conflict Noise: again")
    assert file.meeting.parked[0].text == "A shared van"
    first, second = file.meeting.conflicts
    assert (first.about, [p.name for p in first.parties]) == (
        "Opening hours",
        ["Tenants", "Owners"],
    )
    assert (second.about, second.parties) == ("Noise: again", ())


@pytest.mark.parametrize(
    ("typed", "owner", "text", "due"),
    [
        ("action Ben: call the owner by friday", "Ben Osei", "call the owner", "2026-11-27"),
        ("action ben: stand by the gate", "Ben Osei", "stand by the gate", None),
        ("action Call the owner BY 12 dec", "", "Call the owner", "2026-12-12"),
        ("action: Ben to call the owner", "Ben Osei", "call the owner", None),
        ("action write to the owner", "", "write to the owner", None),
        ("action Dora: count", "Dora", "count", None),
        ("action @ben:count by end of month", "Ben Osei", "count", "2026-11-30"),
        ("action Ben (Harbour Union): count (by EOD)", "Ben Osei", "count", "2026-11-23"),
        ("action BEN - count by Fri, 27 Nov", "Ben Osei", "count", "2026-11-27"),
        ("action ben and cleo to count", "Ben Osei and Cleo Bent", "count", None),
        ("action Ben: report by next meeting", "Ben Osei", "report by next meeting", None),
    ],
)
def test_actions(
    file: MeetingFile, say: Say, typed: str, owner: str, text: str, due: str | None
) -> None:
    say(typed)
    (action,) = file.meeting.actions
    assert (action.owner, action.text) == (owner, text)
    assert action.due == (dt.date.fromisoformat(due) if due else None)
    assert action.organisation == ("Harbour Union" if owner == "Ben Osei" else "")


def test_an_action_with_a_wrong_date_is_refused(refused: Say) -> None:
    assert "two days" in refused("action ben: call by 3/4")
    assert "past" in refused("action ben: call by 2020-01-01")
    assert "past" in refused("action ben: call by yesterday")
    assert "is not a date" in refused("action ben: call by tusday")
    assert "Fri 27 Nov" in refused("action ben: call by Thu, 27 Nov")
    assert "can be Ann Lee, Anna Roe" in refused("action an: call")


@pytest.mark.parametrize(
    "line",
    [
        "action Ben:", "action by friday", "action Ben: by friday", "action Ben: !", "action: ,",
        "decided by consensus", "decided (by consensus).", "decided .", "win :", "park -", "note …",
        "conflict : a / b", "conclude ?",
    ],
)  # fmt: skip
def test_what_says_nothing_is_refused_as_empty(say: Say, refused: Say, line: str) -> None:
    say("start", "next item")
    assert "needs a text" in refused(line)


def test_an_action_that_is_typed_into_another_field(file: MeetingFile, clock: FixedClock) -> None:
    def read(typed: str) -> tuple[str, str] | None:
        action = typed_action(file.meeting, typed, "A van", clock.now())
        return (action.owner, action.text) if action else None

    assert read("action") == read("An action") == read("action:") == ("", "A van")
    assert read("action Ben: rent a van by friday") == ("Ben Osei", "rent a van")
    assert read("next agenda") is read("actions") is read("") is None


def test_undo_and_redo(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "nothing to undo" in refused("undo")
    say("win One")
    assert say("undo") == "Undone: win added: One"
    assert not file.meeting.wins
    assert say("redo") == "Redone: win added: One"
    assert file.meeting.wins[0].text == "One"
    assert "nothing to redo" in refused("redo")


@pytest.mark.parametrize("typed", ["", "   ", ":", "# a comment", "\x1b\x07"])
def test_lines_without_a_command(refused: Say, typed: str) -> None:
    assert "no command" in refused(typed)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("help", "q+, order+, "),
        ("?", "q+, order+, "),
        ("help ACK", "ack NAME: Give"),
        ("? next", "next: Give"),
        ("ACTION: Ben to call", "Action of Ben Osei, without a date: call"),
        ("#action Ben foo", "Action of Ben Osei, without a date: foo"),
        ("TODO: Ben: call", "Action of Ben Osei, without a date: call"),
        ("action will call Ben", "Action of nobody yet, without a date: will call Ben"),
        ("#note foo", "Noted on"),
        ("RESOLVED: we meet", "Decided: we meet"),
        ("zakim, q?", "The floor is free"),
        ("q? ", "The floor is free"),
        ("close the queue", "The queue is closed"),
        ("next topic", "Item 2 of 4"),
    ],
)
def test_what_people_type_elsewhere_is_understood(say: Say, line: str, answer: str) -> None:
    assert say("start", "next item", line).startswith(answer)


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("vote 7-2-1", "decided TEXT by majority"),
        ("s/old/new/", "Type undo"),
        ("q- later", "Type q- NAME"),
        ("q-", "Type q- NAME"),
        ("adjourn", "Type end"),
        ("ada: rents", "Type q+ ada: rents"),
        ("help vote", "Type help"),
        ("nxet", "Did you mean next"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_nearest_command(
    refused: Say, line: str, nearest: str
) -> None:
    assert nearest in refused(line)


def test_a_refusal_that_begins_with_a_name_keeps_it(say: Say, refused: Say) -> None:
    say("start", "q+ bobwyman")
    assert refused("q+ bobwyman").startswith("bobwyman is already waiting")
    say("next")
    assert refused("ack bobwyman").startswith("bobwyman has the floor already. Nothing")


def test_an_unknown_command(refused: Say) -> None:
    assert "Did you mean decided" in refused("decide we go")
    assert "is not a command" in refused("nextt")
    assert "is not a command" in refused("winner takes all")


def test_changes_of_another_process_are_seen(
    file: MeetingFile, say: Say, clock: FixedClock
) -> None:
    other = MeetingFile(file.path, clock)
    interpreter.run(other, "present+ Dora Milne", clock.now())
    say("left dora")
    assert person(file, "Dora Milne").state is PersonState.LEFT


def test_each_example_of_the_help_is_accepted(tmp_path: Path, clock: FixedClock) -> None:
    """A refused example would mislead."""
    before = {"pass": ("go-round",), "resume": ("pause",), "open queue": ("close queue",)}
    for number, command in enumerate(interpreter.HELP):
        meeting = Meeting(
            info=MeetingInfo(title="Call", date=dt.date(2026, 11, 23)),
            people=tuple(Person(name=n, state="present") for n in ("Ada", "Ben", "Cleo", "Dov")),
            agenda=tuple(AgendaItem(title=f"Item {n}", position=float(n)) for n in range(1, 5)),
        )
        path = tmp_path / f"2026-11-23-call-{number}.json"
        file = MeetingFile.create(path, meeting, clock)
        last = MinutesApproval(meeting="2026-10-26-call", title="Call", date=dt.date(2026, 10, 26))
        file.approvals = Approvals(lambda _, last=last: last, lambda *_: ())  # type: ignore[misc]
        first = ("start", "topic 1", "q+ ada", "q+ dov", "next")
        ready: tuple[str, ...] = () if command.name == "start" else first
        ready += (
            () if command.name == "start" else ("next", "q+ ada", *before.get(command.name, ()))
        )
        if command.name == "redo":
            ready += ("undo",)
        for one in ready:
            interpreter.run(file, one, clock.now())
        assert interpreter.run(file, command.example, clock.now())
        assert command.example.startswith(command.name)
        assert command.help.endswith(".")
        file.close()


@pytest.mark.parametrize(
    "line",
    [
        *("action Ben:", "action Ben: by friday", "action by friday", "action Ada to"),
        *("decided by consensus", "decided (by majority)", "conflict : Tenants / Owners"),
    ],
)
def test_a_line_without_a_text_is_refused_as_empty(file: MeetingFile, line: str) -> None:
    with pytest.raises(MeetingError, match="needs a text"):
        interpreter.run(file, line, file.clock.now())
    assert (file.meeting.actions, file.meeting.decisions, file.meeting.conflicts) == ((), (), ())


def test_items_and_sub_items_are_added(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("item Roof (5 min, ada)") == "Item 5: Roof (5 min, Ada Quill)"
    assert say("item > Quotes 10m") == "Item 5.1: Quotes (10 min)"
    assert say("item 2 > Arrears") == "Item 2.1: Arrears"
    assert say("start", "topic 2.1") == "Item 2.1 of 5: Arrears"
    assert say("item > Letters") == "Item 2.2: Letters"
    assert (
        say("topic Café (Cleo, 20')")
        == "Item 6 of 6: Café; Cleo Bent is to present it, but is not here"
    )
    assert file.meeting.agenda[-1].minutes == 20
    assert "is a sub-item" in refused("item 2.1 > Deeper")
    assert "no item 9" in refused("item 9 > x")
    assert "topic 3 to take it" in refused("item 3")
    assert "needs a title" in refused("item >")


def test_an_extension_has_the_names_of_those_who_agreed(
    file: MeetingFile, say: Say, refused: Say
) -> None:
    say("start", "topic 2")
    assert say("+ 5 Ada, Ben") == "“Rents” now has 15:00; agreed by Ada Quill, Ben Osei"
    assert say("+ 5 min agreed by Cleo and ada") == (
        "“Rents” now has 20:00; agreed by Cleo Bent, Ada Quill"
    )
    assert say("extend 1 h 30 min Dora Milne").endswith("agreed by Dora Milne")
    assert say("+ 5").endswith("1:55:00")
    assert file.meeting.agenda[1].agreed == ("Ada Quill", "Ben Osei", "Cleo Bent", "Dora Milne")
    assert "is not a command" in refused("+1")
    assert "can be Ann Lee, Anna Roe" in refused("+ 5 an")

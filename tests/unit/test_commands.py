"""The one-line prompt: each word, what it does and what it says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from data import commands
from data.clock import FixedClock
from data.errors import MeetingError
from data.meeting import Meeting
from data.meeting_file import MeetingFile
from data.models import (
    AgendaItem,
    ItemState,
    MeetingInfo,
    MeetingState,
    Person,
    PersonState,
    QueueOrder,
    SpeechKind,
)
from data.rules import speaking
from data.rules.order import line

PEOPLE = (
    ("Ada Quill", "Riverside Tenants"),
    ("Ben Osei", "Harbour Union"),
    ("Cleo Bent", "Hill School"),
    ("Zoë Ride", "Hill School"),
    ("Ann Lee", ""),
    ("Anna Roe", ""),
)


@pytest.fixture
def file(tmp_path: Path, clock: FixedClock) -> MeetingFile:
    meeting = Meeting(
        info=MeetingInfo(title="Monthly call", date=dt.date(2026, 11, 23)),
        people=tuple(Person(name=name, organisation=of) for name, of in PEOPLE),
        agenda=tuple(
            AgendaItem(title=title, minutes=10, position=float(n))
            for n, title in enumerate(("Welcome", "Rents", "Rents of shops", "Hall"), start=1)
        ),
    )
    return MeetingFile.create(tmp_path / "2026-11-23-monthly-call.json", meeting, clock)


@pytest.fixture
def say(file: MeetingFile, clock: FixedClock) -> Callable[..., str]:
    """Does lines, a second after each other; tells what the last one said."""

    def say(*lines: str) -> str:
        said = ""
        for one in lines:
            said = commands.run(file, one, clock.now()).said
            assert "\n" not in said
            clock.advance(1)
        return said

    return say


@pytest.fixture
def refused(file: MeetingFile, clock: FixedClock) -> Callable[[str], str]:
    """Does a line that is refused; tells why, and makes sure that nothing has changed."""

    def refused(one: str) -> str:
        before = file.meeting
        with pytest.raises(MeetingError) as caught:
            commands.run(file, one, clock.now())
        assert file.meeting == before
        assert caught.value.title
        return str(caught.value)

    return refused


Say = Callable[..., str]


def waiting(file: MeetingFile) -> list[str]:
    return [speaking.speaker(place.entry) for place in line(file.meeting)]


def on_floor(file: MeetingFile) -> str:
    turn = speaking.floor(file.meeting)
    return speaking.speaker(turn) if turn else ""


def current(file: MeetingFile) -> str:
    return next((i.title for i in file.meeting.agenda if i.state is ItemState.CURRENT), "")


def person(file: MeetingFile, name: str) -> Person:
    return next(p for p in file.meeting.people if p.name == name)


@pytest.mark.parametrize(
    ("typed", "kind", "about"),
    [
        ("q+ Ada Quill to rents", SpeechKind.POINT, "rents"),
        ("q+ ada", SpeechKind.POINT, ""),
        ("Q+ADA RE rents", SpeechKind.POINT, "rents"),
        (":q+ ada: the rents: all of them", SpeechKind.POINT, "the rents: all of them"),
        ("queue+ ada about: rents", SpeechKind.POINT, "rents"),
        ("q+ ada_quill to go to lunch", SpeechKind.POINT, "go to lunch"),
        ("order+ ada", SpeechKind.ORDER, ""),
        ("ask+ ada about the date", SpeechKind.QUESTION, "the date"),
    ],
)
def test_asking_to_speak(
    file: MeetingFile, say: Say, typed: str, kind: SpeechKind, about: str
) -> None:
    said = say(typed)
    (entry,) = file.meeting.queue
    assert (entry.who, entry.kind, entry.about) == ("Ada Quill", kind, about)
    assert entry.organisation == "Riverside Tenants"
    assert said.startswith("Ada Quill is 1st in the queue (")
    assert about in said


def test_the_place_is_that_of_the_line(say: Say) -> None:
    assert "1st" in say("q+ ada")
    assert "2nd" in say("q+ ben to the hall")
    assert "1st" in say("order+ cleo")
    assert say("q+ zoe to the hall") == "Zoë Ride is 4th in the queue (new point: the hall)"


def test_ordinals_above_ten(say: Say) -> None:
    said = [say(f"q+ Guest{n:02}") for n in range(1, 24)]
    places = [text.split(" is ")[1].split()[0] for text in said]
    assert places[9:13] == ["10th", "11th", "12th", "13th"]
    assert places[20:] == ["21st", "22nd", "23rd"]


def test_a_reply_belongs_to_the_turn(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "nothing to answer" in refused("reply+ ben")
    say("q+ ada", "next", "reply+ ben to the figure")
    (entry,) = file.meeting.queue
    assert (entry.kind, entry.answers) == (SpeechKind.REPLY, file.meeting.turns[0].id)


def test_a_topic_without_a_name_is_refused(refused: Say) -> None:
    for typed in ("q+", "q+ to rents", "q+ re: rents", "q+ : rents", "ask+ about rents"):
        assert "Nobody was named" in refused(typed)


def test_a_new_name_joins_the_people(file: MeetingFile, say: Say) -> None:
    say("q+ Dora Milne to say hello")
    assert person(file, "Dora Milne").state is PersonState.PRESENT


def test_an_organisation_can_wait_without_a_name(file: MeetingFile, say: Say) -> None:
    assert say("q+ someone from riverside to rents").startswith(
        "Someone from Riverside Tenants is 1st"
    )
    assert len(file.meeting.people) == len(PEOPLE)
    say("ack someone from Riverside Tenants")
    assert on_floor(file) == "Someone from Riverside Tenants"
    say("q+ somebody of Riverside", "q- someone from riverside")
    assert waiting(file) == []


def test_leaving_the_queue(file: MeetingFile, say: Say, refused: Say) -> None:
    say("q+ ada", "ask+ ada", "q+ ben", "q- ada")
    assert waiting(file) == ["Ben Osei"]
    assert "not in the queue" in refused("q- ada")
    assert "Did you mean Ben Osei" in refused("q- Ben Osie")
    say("next")
    assert "has the floor" in refused("q- ben")


def test_calling_in_and_out_of_order(file: MeetingFile, say: Say, refused: Say) -> None:
    say("q+ ada", "q+ ben", "q+ cleo")
    assert say("ack ben") == "Ben Osei has the floor"
    assert [t.out_of_order for t in file.meeting.turns] == [True]
    assert waiting(file) == ["Ada Quill", "Cleo Bent"]
    assert "has the floor already" in refused("ack ben")
    assert say("ack Jim") == "Jim has the floor, without having asked"
    assert person(file, "Jim").state is PersonState.PRESENT
    assert waiting(file) == ["Ada Quill", "Cleo Bent"]


def test_calling_without_a_request_needs_no_open_queue(file: MeetingFile, say: Say) -> None:
    say("close queue", "ack ada")
    assert on_floor(file) == "Ada Quill"
    assert not file.meeting.info.queue_open


def test_the_one_who_waits_is_meant(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "Ann Lee, Anna Roe" in refused("ack an")
    say("q+ anna", "ack an")
    assert on_floor(file) == "Anna Roe"


def test_whole_words_come_before_letters(file: MeetingFile, say: Say) -> None:
    say("q+ ann")
    assert waiting(file) == ["Ann Lee"]


def test_the_floor(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "Nobody is waiting" in refused("next")
    assert "Nobody has the floor" in refused("done")
    assert "Nobody has the floor" in refused("pause")
    say("q+ ada", "q+ ben")
    assert say("next") == "Ada Quill has the floor"
    assert "speaking already" in refused("resume")
    assert say("pause") == "Ada Quill has the floor, paused"
    assert "paused already" in refused("pause")
    assert say("resume") == "Ada Quill has the floor"
    assert say("NEXT") == "Ben Osei has the floor"
    assert say("done") == "The floor is free"
    assert say("back") == "Ben Osei has the floor"
    assert "stands alone" in refused("next please")


def test_saying_the_queue_changes_nothing(file: MeetingFile, say: Say) -> None:
    assert say("q?") == "The floor is free; nobody waits"
    say("q+ ada to rents", "q+ ben", "next")
    before = file.meeting
    assert say("q?") == "Ada Quill has the floor; waiting: Ben Osei"
    assert file.meeting == before


def test_opening_and_closing_the_queue(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("close queue") == "The queue is closed"
    assert "queue is closed" in refused("q+ ada")
    say("order+ ada")
    assert say("Open Queue") == "The queue is open"
    assert "open already" in refused("open queue")


def test_the_last_word(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "not in the queue" in refused("last ada")
    say("q+ ben", "q+ ada")
    assert say("last ada") == "Ada Quill has the floor; the queue is closed"
    assert not file.meeting.info.queue_open


def test_an_invitation_comes_first(file: MeetingFile, say: Say) -> None:
    say("q+ ada", "invite ben")
    assert waiting(file) == ["Ben Osei", "Ada Quill"]


@pytest.mark.parametrize("order", list(QueueOrder)[1:])
def test_orders(file: MeetingFile, say: Say, order: QueueOrder) -> None:
    assert str(order) in say(f"order {order}")
    assert file.meeting.info.order is order


def test_an_order_that_is_none(refused: Say) -> None:
    assert "as asked" in refused("order alphabetical")
    assert "no order" in refused("order")


def test_a_go_round(file: MeetingFile, say: Say, refused: Say) -> None:
    say("present+ ada", "present+ ben")
    assert say("go-round") == "Go-round by organisation: Harbour Union, Riverside Tenants"
    assert say("pass") == "Harbour Union passes"
    assert say("next") == "Ada Quill has the floor"
    assert "Nobody is left" in refused("pass")
    assert say("go-round person").endswith("Ben Osei, Ada Quill")
    assert say("go-round end") == "The go-round is over"
    assert "no go-round" in refused("go-round sideways")


def test_speech_limits(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("limit 90s") == "Speech limit: 1:30"
    assert file.meeting.info.speech_limit == 90
    assert "nothing after" in refused("limit")
    assert "longer than nothing" in refused("limit -2m")
    assert say("limit off") == "Speech limit: none"
    assert file.meeting.info.speech_limit is None


def test_the_life_of_a_meeting(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("start") == "The meeting has started"
    assert "running already" in refused("start")
    assert "4 of 4" in say("topic 4")
    assert "“Welcome” was not taken" in say("end")
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
    assert "nothing after" in refused("topic")
    assert say("next item") == "Item 3 of 5: Rents of shops"


def test_words_on_the_current_item(file: MeetingFile, say: Say, refused: Say) -> None:
    for typed in ("note hello", "conclude well", "extend 5m", "skip", "defer item"):
        assert "No agenda item is open" in refused(typed)
    say("start", "topic 2", "note: first", "note second", "conclude We ask the owner")
    item = file.meeting.agenda[1]
    assert (item.notes, item.conclusion) == ("first\nsecond", "We ask the owner")
    assert say("extend 5") == "“Rents” has 15:00 now"
    assert say("extend -10m") == "“Rents” has 5:00 now"
    assert "no length of time" in refused("extend a bit")
    assert "time box" in refused("extend -10h")


def test_setting_items_aside(file: MeetingFile, say: Say, refused: Say) -> None:
    say("start", "topic 1")
    assert say("defer 4") == "“Hall” is put off to the next meeting"
    assert say("skip item") == "“Welcome” is skipped"
    assert say("skip rents of") == "“Rents of shops” is skipped"
    assert [i.state for i in file.meeting.agenda] == ["done", "waiting", "done", "deferred"]
    assert "no item of the agenda" in refused("skip lunch")


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
    assert "nothing after" in refused("present+")


def test_wins(file: MeetingFile, say: Say, refused: Say) -> None:
    say("start", "topic 1")
    assert say("win The permit is here") == "A win: The permit is here"
    assert say("thank ada and ben for the permit").startswith("A win, thanks to Ada Quill, Ben")
    first, second = file.meeting.wins
    assert first.item == file.meeting.agenda[0].id
    assert second.thanks == ("Ada Quill", "Ben Osei")
    assert second.organisations == ("Riverside Tenants", "Harbour Union")
    assert "for what" in refused("thank ada")
    assert "for what" in refused("thank for the permit")


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


def test_an_action_with_a_date_that_cannot_be(refused: Say) -> None:
    assert "two days" in refused("action ben: call by 3/4")
    assert "past" in refused("action ben: call by 2020-01-01")
    assert "past" in refused("action ben: call by yesterday")
    assert "can be Ann Lee, Anna Roe" in refused("action an: call")


def test_undo_and_redo(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "nothing to undo" in refused("undo")
    say("win One")
    assert say("undo") == "Undone: win added: One"
    assert not file.meeting.wins
    assert say("redo") == "Done again: win added: One"
    assert file.meeting.wins[0].text == "One"
    assert "nothing to redo" in refused("redo")


@pytest.mark.parametrize("typed", ["", "   ", ":", "# a comment", "\x1b\x07"])
def test_lines_without_an_act(refused: Say, typed: str) -> None:
    assert "no command" in refused(typed)


def test_a_word_that_is_none(refused: Say) -> None:
    assert "Did you mean decided" in refused("decide we go")
    assert "is no command" in refused("nextt")
    assert "is no command" in refused("winner takes all")


def test_what_another_process_wrote_is_known(
    file: MeetingFile, say: Say, clock: FixedClock
) -> None:
    other = MeetingFile(file.path, clock)
    commands.run(other, "present+ Dora Milne", clock.now())
    say("left dora")
    assert person(file, "Dora Milne").state is PersonState.LEFT


def test_each_example_of_the_help_does_what_it_says(tmp_path: Path, clock: FixedClock) -> None:
    """A line of the help that is refused would be a lie."""
    before = {"pass": ("go-round",), "resume": ("pause",), "open queue": ("close queue",)}
    for number, word in enumerate(commands.HELP):
        meeting = Meeting(
            info=MeetingInfo(title="Call", date=dt.date(2026, 11, 23)),
            people=tuple(Person(name=n, state="present") for n in ("Ada", "Ben", "Cleo", "Dov")),
            agenda=tuple(AgendaItem(title=f"Item {n}", position=float(n)) for n in range(1, 5)),
        )
        path = tmp_path / f"2026-11-23-call-{number}.json"
        file = MeetingFile.create(path, meeting, clock)
        first = ("start", "topic 1", "q+ ada", "q+ dov", "next")
        ready: tuple[str, ...] = () if word.word == "start" else first
        ready += () if word.word == "start" else ("next", "q+ ada", *before.get(word.word, ()))
        if word.word == "redo":
            ready += ("undo",)
        for one in ready:
            commands.run(file, one, clock.now())
        assert commands.run(file, word.example, clock.now()).said
        assert word.example.startswith(word.word)
        assert word.help.endswith(".")
        file.close()

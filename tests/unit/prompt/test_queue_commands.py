"""Commands of the prompt about the queue and the floor."""

from __future__ import annotations

import pytest

from data.records.models import (
    PersonState,
    QueueMode,
    SpeechKind,
)
from data.rules import edits, speaker_queue, turns
from data.storage.meeting_file import MeetingFile
from tests.unit.prompt.prompting import PEOPLE, Say, file, on_floor, person, refused, say, waiting

__all__ = ["file", "refused", "say"]


@pytest.mark.parametrize(
    ("typed", "kind", "about"),
    [
        ("q+ Ada Quill to rents", SpeechKind.NEW_POINT, "rents"),
        ("q+ ada", SpeechKind.NEW_POINT, ""),
        ("Q+ADA RE rents", SpeechKind.NEW_POINT, "rents"),
        (":q+ ada: the rents: all of them", SpeechKind.NEW_POINT, "the rents: all of them"),
        ("queue+ ada about: rents", SpeechKind.NEW_POINT, "rents"),
        ("q+ ada_quill to go to lunch", SpeechKind.NEW_POINT, "go to lunch"),
        ("order+ ada", SpeechKind.POINT_OF_ORDER, ""),
        ("ask+ ada about the date", SpeechKind.CLARIFYING_QUESTION, "the date"),
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


def test_the_answer_has_the_place_in_the_speaking_order(say: Say) -> None:
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
    said = say("reply+ cleo to the date")
    assert said == (
        "Cleo Bent is 1st in the queue (new point: the date);"
        " nobody has spoken on this item, so it is a new point"
    )
    assert "already waiting, with a new point" in refused("reply+ cleo")
    say("next", "reply+ ben to the figure")
    (entry,) = file.meeting.queue
    assert (entry.kind, entry.answers) == (SpeechKind.DIRECT_RESPONSE, file.meeting.turns[0].id)


def test_a_topic_without_a_name_is_refused(refused: Say) -> None:
    for typed in ("q+", "q+ to rents", "q+ re: rents", "q+ : rents", "ask+ about rents"):
        assert "Nobody was named" in refused(typed)


def test_a_new_name_joins_the_people(file: MeetingFile, say: Say) -> None:
    said = say("q+ Dora Milne to say hello")
    assert said == "Dora Milne is 1st in the queue (new point: say hello); added to the people"
    assert person(file, "Dora Milne").state is PersonState.PRESENT


def test_a_known_first_name_never_adds_a_person(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("q+ ada the rents") == "Ada Quill is 1st in the queue (new point: the rents)"
    why = refused("q+ Ada Smith to rents")
    assert "“Ada Smith” can be Ada Quill with the topic “Smith to rents”, or a new person" in why
    assert "Type Ada: Smith to rents; for a new person, first: present+ Ada Smith" in why
    assert "present+ Ada of Bus Riders" in refused("ack Ada of Bus Riders to fares")
    assert len(file.meeting.people) == len(PEOPLE)
    say("present+ Ada Smith of Bus Riders", "q+ Ada Smith to rents")
    assert waiting(file) == ["Ada Quill", "Ada Smith"]


def test_an_organisation_can_be_ambiguous(refused: Say, say: Say) -> None:
    say("present+ Dora Milne of Harbour Watch")
    assert "“ha” can be Harbour Union, Harbour Watch" in refused("q+ someone from ha")
    assert "can be Harbour Union, Harbour Watch" in refused("q+ Harbour to rents")
    assert say("q+ harbour watch: rents").startswith("Someone from Harbour Watch is 1st")


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


@pytest.mark.parametrize(
    ("typed", "who", "topic"),
    [
        ("Hal rents", "Hal", "rents"),
        ("Hal van der Ash rents are high", "Hal van der Ash", "rents are high"),
        ("Hal - rents", "Hal", "rents"),
        ("ada - rents", "Ada Quill", "rents"),
        ("ada re: rents", "Ada Quill", "rents"),
        ("ada:rents", "Ada Quill", "rents"),
        ("Ben Osie rents", "Ben Osei", "rents"),
        ("osei ben to rents", "Ben Osei", "rents"),
        ("Ada Quill of Riverside Tenants to rents", "Ada Quill", "rents"),
        ("Ada (Riverside Tenants) to rents", "Ada Quill", "rents"),
        ("Ada Quill, Riverside Tenants: rents", "Ada Quill", "rents"),
        ("Ada (she/her) - rents", "Ada Quill", "rents"),
        (", Jay", "Jay", ""),
        ('"Ada Quill"', "Ada Quill", ""),
        ("“Ada” to rents", "Ada Quill", "rents"),
        ("@ada!", "Ada Quill", ""),
        ("@handle", "handle", ""),
    ],
)
def test_one_parser_reads_names_and_topics(
    file: MeetingFile, say: Say, typed: str, who: str, topic: str
) -> None:
    say(f"q+ {typed}")
    (entry,) = file.meeting.queue
    assert (entry.who, entry.about) == (who, topic)


def test_a_name_with_an_error_is_not_a_new_person(say: Say, refused: Say) -> None:
    for command in ("q+", "ack", "invite", "order+"):
        for typed in ("clio", "Clio Bent", "clio: rents"):
            assert "Did you mean Cleo Bent?" in refused(f"{command} {typed}")
    assert "present+ Clio Bent" in refused("q+ Clio Bent")
    assert say("q+ Guest01", "q+ Guest02").startswith("Guest02 is 2nd")
    assert say("present+ Clio", "q+ clio").startswith("Clio is 3rd")


def test_what_has_no_letter_or_means_nobody_is_no_name(refused: Say) -> None:
    for name in ("3", "!", "@", "- -", "me", "everyone", ": rents"):
        for command in ("q+", "ack", "invite"):
            assert refused(f"{command} {name}")


def test_calling_in_and_out_of_order(file: MeetingFile, say: Say, refused: Say) -> None:
    say("q+ ada", "q+ ben", "q+ cleo")
    assert say("ack ben") == "Ben Osei has the floor"
    assert [t.out_of_order for t in file.meeting.turns] == [True]
    assert waiting(file) == ["Ada Quill", "Cleo Bent"]
    assert "has the floor already" in refused("ack ben")
    said = say("ack Jim")
    assert said == "Jim has the floor, without having asked; added to the people"
    assert person(file, "Jim").state is PersonState.PRESENT
    assert waiting(file) == ["Ada Quill", "Cleo Bent"]


@pytest.mark.parametrize("call", ["ack ada", "ack next", "next", "last ada"])
@pytest.mark.parametrize("asks", ["q+ ada", "q+ ada to heating", "reply+ ada"])
def test_a_speaker_who_has_asked_again_has_a_new_turn(
    file: MeetingFile, say: Say, call: str, asks: str
) -> None:
    say("q+ ada to rents", "next", asks)
    assert say(call).startswith("Ada Quill has the floor")
    first, second = file.meeting.turns
    assert (first.ended, second.ended, second.out_of_order) == (True, False, False)
    assert file.meeting.queue == ()


def test_a_point_of_order_of_the_speaker_interrupts_their_own_turn(
    file: MeetingFile, say: Say
) -> None:
    say("q+ ada", "next", "order+ ada", "ack ada")
    first, second = file.meeting.turns
    assert (first.ended, second.interrupts) == (False, first.id)
    assert say("done") == "Ada Quill has the floor"


def test_calling_without_a_request_needs_no_open_queue(file: MeetingFile, say: Say) -> None:
    say("close queue", "ack ada")
    assert on_floor(file) == "Ada Quill"
    assert not file.meeting.info.queue_open


def test_a_person_in_the_queue_is_preferred(file: MeetingFile, say: Say, refused: Say) -> None:
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
    assert "takes no arguments" in refused("next please")


def test_showing_the_queue_changes_nothing(file: MeetingFile, say: Say) -> None:
    assert say("q?") == "The floor is free; nobody is waiting"
    say("q+ ada to rents", "q+ ben", "next")
    before = file.meeting
    assert say("q?") == "Ada Quill has the floor; waiting: Ben Osei"
    assert file.meeting == before


def test_opening_and_closing_the_queue(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("close queue") == "The queue is closed"
    assert "queue is closed" in refused("q+ ada")
    say("order+ ada")
    assert say("Open Queue") == "The queue is open"
    assert "already open" in refused("open queue")


def test_the_last_word(file: MeetingFile, say: Say, refused: Say) -> None:
    assert "not in the queue" in refused("last ada")
    assert "not in the queue" in refused("last someone from hill")
    say("q+ ben", "q+ ada")
    assert say("last ada") == "Ada Quill has the floor; the queue is closed"
    assert not file.meeting.info.queue_open


def test_an_invitation_comes_first(file: MeetingFile, say: Say) -> None:
    say("q+ ada", "invite ben")
    assert waiting(file) == ["Ben Osei", "Ada Quill"]


def test_an_invitation_can_have_a_topic(file: MeetingFile, say: Say, refused: Say) -> None:
    say("q+ ada", "invite ben to rents", "invite someone from hill: fees")
    assert [(turns.speaker(e), e.about) for e in speaker_queue.waiting_requests(file.meeting)] == [
        ("Ada Quill", ""),
        ("Ben Osei", "rents"),
        ("Someone from Hill School", "fees"),
    ]
    assert waiting(file) == ["Someone from Hill School", "Ben Osei", "Ada Quill"]
    assert "Nobody here is called “Dora”" in refused("invite Dora to rents")


@pytest.mark.parametrize("order", list(QueueMode)[1:])
def test_orders(file: MeetingFile, say: Say, order: QueueMode) -> None:
    assert str(order) in say(f"order {order}")
    assert file.meeting.info.order is order


def test_an_unknown_order_is_refused(refused: Say) -> None:
    assert "as asked" in refused("order alphabetical")
    assert "not an order" in refused("order")


def test_a_go_round(file: MeetingFile, say: Say, refused: Say) -> None:
    say("present+ ada", "present+ ben")
    assert say("go-round") == "Go-round by organisation: Harbour Union, Riverside Tenants"
    assert say("pass") == "Harbour Union passes"
    assert say("next") == "Ada Quill has the floor"
    assert "Nobody is left" in refused("pass")
    assert say("go-round person").endswith("Ben Osei, Ada Quill")
    assert say("go-round end") == "The go-round is over"
    assert "not a go-round" in refused("go-round sideways")


def test_speech_limits(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("limit 90s") == say("limit 1:30") == "Speech limit: 1:30"
    assert file.meeting.info.speech_limit == 90
    assert say("limit two minutes") == "Speech limit: 2:00"
    assert say("limit question thirty seconds").endswith(": 0:30")
    assert "“two” is not a kind of speech" in refused("limit two cups")
    assert "“limit” needs a time" in refused("limit")
    assert "between one second and a day" in refused("limit -2m")
    assert say("limit off") == "Speech limit: none"
    assert file.meeting.info.speech_limit is None


def test_speech_limits_of_a_kind_and_of_an_item(file: MeetingFile, say: Say, refused: Say) -> None:
    assert say("limit question 30s") == "Speech limit of a clarifying question: 0:30"
    assert say("limit order 1m") == "Speech limit of a point of order: 1:00"
    assert file.meeting.info.kind_limits == {
        SpeechKind.CLARIFYING_QUESTION: 30,
        SpeechKind.POINT_OF_ORDER: 60,
    }
    assert say("limit question off") == "Speech limit of a clarifying question: none"
    assert file.meeting.info.kind_limits == {SpeechKind.POINT_OF_ORDER: 60}
    assert "“limit question” needs a time" in refused("limit question")
    assert "not a duration" in refused("limit question soon")
    assert "No agenda item is open" in refused("limit item 3m")
    say("start", "next item")
    assert say("limit item 3m") == "Speech limit on “Welcome”: 3:00"
    item = edits.current_item(file.meeting)
    assert item is not None
    assert item.speech_limit == 180


def test_settings_of_the_next_speaker_and_of_presenters(
    file: MeetingFile, say: Say, refused: Say
) -> None:
    say("start", "present+ ada", "order balanced", "q+ ada", "next", "done", "q+ ada")
    assert say("keep next") == "Who is announced as next stays next"
    say("q+ ben")
    assert waiting(file) == ["Ada Quill", "Ben Osei"]
    assert say("keep next off") == "Who is next follows the order of the queue alone"
    assert waiting(file) == ["Ben Osei", "Ada Quill"]
    assert "neither on nor off" in refused("keep next perhaps")
    for item, presenter in zip(file.meeting.agenda, ("Ada Quill", "Cleo Bent"), strict=False):
        file.apply(lambda m, i=item, p=presenter: edits.change(m, file.clock.now(), i, presenter=p))  # type: ignore[misc]
    assert say("next item") == "Item 1 of 4: Welcome; Ada Quill presents it"
    assert on_floor(file) == "Ada Quill"
    said = "Item 2 of 4: Rents; Cleo Bent is to present it, but is not here"
    assert say("next item") == said
    assert say("presenters off") == "The floor is free when an item is taken"
    assert not file.meeting.info.presenters_speak


def test_a_few_letters_name_who_speaks_for_an_organisation(file: MeetingFile, say: Say) -> None:
    say("present+ cleo, zoe and ben", "go-round", "ack ben")
    assert say("q?") == (
        "Ben Osei has the floor; go-round by organisation, to come: Hill School; nobody is waiting"
    )
    assert say("next") == "Someone from Hill School has the floor"
    assert say("ack zo") == "Zoë Ride has the floor"
    assert [turn.who for turn in file.meeting.turns] == ["Ben Osei", "Zoë Ride"]
    assert "floor, without having asked" in say("ack cleo"), "a new turn: Zoë had that one"


def test_an_invitation_needs_no_open_queue(file: MeetingFile, say: Say) -> None:
    say("q+ ada", "close queue", "invite ben", "invite ada")
    assert waiting(file) == ["Ada Quill", "Ben Osei"]
    assert not file.meeting.info.queue_open

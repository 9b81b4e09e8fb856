"""The values of forms are read as those of records, and an error names its field."""

from __future__ import annotations

from datetime import date

import pytest

from data.errors import MeetingError, Remedy
from data.records.models import Action, Decision, DissentKind, Parked, Party, SpeechKind, Win
from data.rules import conflicts
from screens.agenda.meeting_form import meeting_fields, meeting_values
from screens.conflicts.forms import conflict_fields, conflict_values, party_fields, party_from
from screens.dialogs.form_fields import Field, FieldError, field_errors, optional_date
from screens.outcomes.dissent_form import dissent_fields, dissent_from
from screens.outcomes.kinds import KINDS
from screens.people.forms import person_fields, person_values
from screens.queue.forms import entry_fields, entry_values
from screens.wins.forms import win_fields, win_values
from tests.builders import START, a_meeting, entry, person

TODAY = date(2026, 11, 23)  # a Monday


def initial(fields: list[Field]) -> dict[str, str]:
    """Return what a form holds before anything is entered."""
    return {field.name: field.initial for field in fields}


def test_an_error_names_its_field_and_keeps_its_remedy() -> None:
    with pytest.raises(FieldError) as error, field_errors("due"):
        raise MeetingError("Refused", "a reason", "a hint", remedy=Remedy.CORRECT)
    assert error.value.field == "due"
    assert (error.value.title, error.value.message, error.value.hint) == (
        "Refused",
        "a reason",
        "a hint",
    )
    assert error.value.remedy is Remedy.CORRECT


@pytest.mark.parametrize(
    ("text", "expected"), [("", None), (" ", None), ("friday", date(2026, 11, 27))]
)
def test_a_date_may_be_missing_or_relative_to_today(text: str, expected: date | None) -> None:
    assert optional_date({"due": text}, "due", TODAY) == expected


def test_what_is_not_a_date_is_an_error_of_its_field() -> None:
    with pytest.raises(FieldError, match="at noon") as error:
        optional_date({"due": "at noon"}, "due", TODAY)
    assert error.value.field == "due"


def test_a_choice_starts_with_its_first_value_where_it_has_none_of_them() -> None:
    assert Field("state", "State", "unknown", ["open", "done"]).initial == "open"
    assert Field("state", "State", "done", ["open", "done"]).initial == "done"
    assert Field("text", "Text", "as it is").initial == "as it is"


def test_the_name_comes_first_for_a_new_party_and_last_for_a_known_one() -> None:
    known = Party(name="Tenants", position="Longer hours", heard=True)
    assert party_fields(None)[0].name == "name"
    assert party_fields(known)[-1].name == "name"
    assert party_from(initial(party_fields(known))) == known


def test_a_conflict_needs_a_subject() -> None:
    values = initial(conflict_fields(None))
    with pytest.raises(FieldError) as error:
        conflict_values(values, TODAY)
    assert error.value.field == "about"
    read = conflict_values({**values, "about": "Hours", "due": "in 2 weeks"}, TODAY)
    assert read["due"] == date(2026, 12, 7)
    assert [party.name for party in conflicts.parse_parties("Tenants / Owners")] == [
        "Tenants",
        "Owners",
    ]


@pytest.mark.parametrize(("model", "name"), [(Action, "text"), (Parked, "text")])
def test_an_action_and_a_parked_point_must_be_described(
    model: type[Action | Parked], name: str
) -> None:
    (form,) = (kind for kind in KINDS if kind.model is model)
    values = initial(form.fields(None))
    with pytest.raises(FieldError) as error:
        form.values(values, TODAY)
    assert error.value.field == name
    assert form.values({**values, name: "call the owner"}, TODAY)["text"] == "call the owner"


def test_a_decision_keeps_a_rule_that_is_not_in_the_list() -> None:
    decision = Decision(text="Tuesdays", rule="by lot", at=START)
    (form,) = (kind for kind in KINDS if kind.model is Decision)
    assert form.values(initial(form.fields(decision)), TODAY)["rule"] == "by lot"


def test_a_dissent_takes_a_few_letters_of_a_name_and_a_reason_behind_a_colon() -> None:
    meeting = a_meeting("Ada Quill", "Ben Osei")
    values = {**initial(dissent_fields()), "who": "ada: too early", "kind": "block"}
    dissent = dissent_from(meeting, values)
    assert (dissent.who, dissent.kind, dissent.why) == (
        "Ada Quill",
        DissentKind.BLOCK,
        "too early",
    )
    with pytest.raises(FieldError) as error:
        dissent_from(meeting, {**values, "who": " : too early"})
    assert error.value.field == "who"


def test_a_person_is_read_back_as_entered() -> None:
    ada = person("Ada Quill", "Riverside", role="chair")
    values = person_values(initial(person_fields(ada)))
    assert ada.replace(**values) == ada
    with pytest.raises(FieldError) as error:
        person_values(initial(person_fields(None)))
    assert error.value.field == "name"


def test_an_entry_of_the_queue_is_read_back_as_entered() -> None:
    waiting = entry("Ada", SpeechKind.CLARIFYING_QUESTION, about="the date")
    assert entry_values(initial(entry_fields(waiting))) == {
        "about": "the date",
        "kind": SpeechKind.CLARIFYING_QUESTION,
    }


def test_a_win_thanks_people_and_is_linked_to_the_action_that_was_done() -> None:
    meeting = a_meeting(person("Ada", "Riverside"))
    action = Action(text="call the owner", at=START)
    meeting = meeting.put(action)
    values = initial(win_fields(meeting, None))
    with pytest.raises(FieldError, match="Describe the win") as error:
        win_values(meeting, values)
    assert error.value.field == "text"
    entered = {**values, "text": "The permit", "thanks": "Ada, Ben,", "action": action.text}
    read = win_values(meeting, entered)
    assert (read["thanks"], read["action"]) == (("Ada", "Ben"), action.id)
    read = win_values(meeting, {**entered, "thanks": "Ada, Green Youth", "organisations": "Owners"})
    assert (read["thanks"], read["organisations"]) == (("Ada",), ("Owners", "Green Youth"))
    known = Win(text="x", thanks=("the cooks of Hill",), at=START)
    read = win_values(meeting, initial(win_fields(meeting, known)), known)
    assert (read["thanks"], read["organisations"]) == (known.thanks, ())


def test_organisations_that_do_not_fit_a_hint_are_cut_with_an_ellipsis() -> None:
    meeting = a_meeting(*(person(f"P{n}", f"Organisation number {n}") for n in range(9)))
    hint = next(field.hint for field in win_fields(meeting, None) if field.name == "organisations")
    assert len(hint) <= 60
    assert hint.endswith("…")


def test_a_block_needs_a_reason() -> None:
    values = {**initial(dissent_fields()), "who": "Ada", "kind": "block"}
    with pytest.raises(FieldError, match="needs a reason") as caught:
        dissent_from(a_meeting("Ada"), values)
    assert caught.value.field == "why"


def test_actions_of_the_same_text_can_be_chosen_each() -> None:
    one, two = Action(text="call", at=START), Action(text="call", at=START)
    meeting = a_meeting().put(one, two)
    values = {**initial(win_fields(meeting, None)), "text": "Called"}
    chosen = [win_values(meeting, {**values, "action": label}) for label in ("call", "call (2)")]
    assert [win["action"] for win in chosen] == [one.id, two.id]
    field = next(
        f for f in win_fields(meeting, Win(text="x", action=two.id, at=START)) if f.name == "action"
    )
    assert field.value == "call (2)"


@pytest.mark.parametrize("day", ["0001-01-01", "0999-12-31", "1000-01-01", "9999-12-31"])
def test_a_meeting_of_a_far_year_begins_at_no_time_of_day(day: str) -> None:
    info = a_meeting("Ada").info
    values = {**initial(meeting_fields(info)), "date": day}
    assert info.replace(**meeting_values(values, TODAY)).date == date.fromisoformat(day)
    with pytest.raises(FieldError, match="no time of day") as error:
        meeting_values({**values, "planned_start": "0:30"}, TODAY)
    assert error.value.field == "planned_start"

"""Choose the person or organisation that a request to speak means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.errors import MeetingError
from data.prompt.arguments import EXCERPT, quoted
from data.prompt.names import NAME_LIMIT, ambiguous_name, find_person, pick_person, require_name
from data.prompt.speak_request import Reading, SpeakRequest, begins_with_words, parse
from data.records.meeting import Meeting
from data.records.models import Person
from data.rules.turns import someone_from
from data.text.comparison import fold
from data.text.formatting import shortened


@dataclass(frozen=True)
class Speaker:
    """Who asks to speak, and about what.

    Args:
        who: the name of a person; "" for someone from `organisation`.
        organisation: for whom they speak; "" for the first organisation of the person.
        topic: what they want to speak about; may be empty.
        is_new: whether the meeting does not know that person yet.
    """

    who: str
    organisation: str = ""
    topic: str = ""
    is_new: bool = False


def choose_speaker(meeting: Meeting, text: str, among: Iterable[str] = ()) -> Speaker:
    """Parse a text and return the speaker of its likely reading.

    Args:
        meeting: the meeting as it is now.
        text: a name and a topic.
        among: names that are preferred where several people fit, as those in the queue.

    Raises:
        MeetingError: nobody is named, several people or organisations fit, the name is too long,
            or the text can name a known person as well as a new one.
    """
    request = parse(meeting, text)
    if request.reading is Reading.NOBODY:
        raise nobody_named()
    if request.reading is Reading.UNCLEAR:
        raise _unclear(request)
    if request.reading is Reading.NEW and request.candidates:
        raise _similar(request)
    if request.reading is Reading.NEW:
        speaker = new_speaker(request)
        _require_clear_end(request)
        return speaker
    if not request.candidates:
        return organisation_speaker(request, _pick_organisation(request))
    person = None
    if not request.speaks_for:
        person = find_person(meeting, request.name, among, request.new_name)
    if person is None:
        person = pick_person(request.candidates, request.name, among, request.new_name)
    return person_speaker(request, person)


def person_speaker(request: SpeakRequest, person: Person) -> Speaker:
    """Return a candidate of a request as the speaker."""
    own = [name for name in (person.organisation, *person.also_for) if name]
    fits = [name for name in own or request.speaks_for if name in request.speaks_for]
    return Speaker(person.name, fits[0] if fits else "", request.topic)


def organisation_speaker(request: SpeakRequest, organisation: str) -> Speaker:
    """Return someone from an organisation of a request as the speaker.

    Raises:
        MeetingError: the name of the organisation is too long.
    """
    _require_name(organisation)
    return Speaker("", organisation, request.topic)


def new_speaker(request: SpeakRequest) -> Speaker:
    """Return the new person of a request as the speaker.

    Raises:
        MeetingError: the name, or that of the organisation, is too long.
    """
    _require_name(request.new_name)
    if request.new_organisation:
        _require_name(request.new_organisation)
    return Speaker(request.new_name, request.new_organisation, request.new_topic, is_new=True)


def nobody_named() -> MeetingError:
    """Return the error for a text that names nobody."""
    return MeetingError("Nobody was named", "nothing was changed", "Type NAME to TOPIC")


def _require_name(name: str) -> None:
    if len(name) > NAME_LIMIT:
        raise MeetingError(
            f"{quoted(name)} is too long for a name",
            "nothing was changed",
            "Type “to” between the name and the topic",
        )
    require_name(name)


def _pick_organisation(request: SpeakRequest) -> str:
    """The organisation that fits best; MeetingError if several fit equally well."""
    typed = fold(request.name)
    for fits in (
        [name for name in request.organisations if fold(name) == typed],
        [name for name in request.organisations if begins_with_words(name, typed)],
        [name for name in request.organisations if fold(name).startswith(typed)],
        request.organisations,
    ):
        if len(fits) == 1:
            return fits[0]
    raise ambiguous_name(request.name, request.organisations)


def _similar(request: SpeakRequest) -> MeetingError:
    """Return the error for a new name that is close to known ones."""
    near = " or ".join(person.name for person in request.candidates[:3])
    of = f" of {request.new_organisation}" if request.new_organisation else ""
    new = shortened(f"{request.new_name}{of}", EXCERPT)
    return MeetingError(
        f"Nobody here is called {quoted(request.name)}",
        "nothing was changed",
        f"Did you mean {near}? For a new person, first: present+ {new}",
    )


def _require_clear_end(request: SpeakRequest) -> None:
    """Check that the name of a new person cannot have a topic behind it: "hal rents".

    In capital letters the name shows where it ends, and so does a script that has none.

    Raises:
        MeetingError: it is several words in small letters, without a separator after them.
    """
    name = request.new_name
    first, _, rest = name.partition(" ")
    if request.new_topic or request.new_organisation or not rest:
        return
    if name == name.lower() != name.upper():
        name = shortened(name, EXCERPT)
        raise MeetingError(
            f"Nobody here is called {quoted(first)}",
            "nothing was changed",
            f"Type {first}: {shortened(rest, EXCERPT)} if that is the topic; for a new person,"
            f" first: present+ {name}",
        )


def _unclear(request: SpeakRequest) -> MeetingError:
    people = [p.name for p in request.candidates]
    known = people or [someone_from(name) for name in request.organisations]
    of = f" of {request.new_organisation}" if request.new_organisation else ""
    new = shortened(f"{request.new_name}{of}", EXCERPT)
    topic = shortened(request.topic, EXCERPT)
    return MeetingError(
        f"“{new}” can be {known[0]} with the topic “{topic}”, or a new person",
        "nothing was changed",
        f"Type {request.name}: {topic}; for a new person, first: present+ {new}",
    )

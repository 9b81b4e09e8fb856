"""SpeakDialog: someone asks to speak. A few letters of the name, then enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.prompt.name_list import several_known
from data.prompt.speak_request import SpeakRequest, parse
from data.prompt.speaker import (
    Speaker,
    new_speaker,
    nobody_named,
    organisation_speaker,
    person_speaker,
)
from data.records.meeting import Meeting
from data.records.models import Person, PersonState, SpeechKind
from data.rules.turns import current_turn, kind_name
from data.storage.unsaved_input import UnsavedField
from data.text.formatting import joined
from screens.commands import bindings
from screens.cycle import next_in_cycle
from screens.dialog_keymap import SPEAK
from screens.dialogs.base import BottomDialog
from screens.errors import error_text
from screens.keys import with_keys
from screens.widgets.content import plain
from screens.widgets.fields import LineInput
from screens.widgets.record_list import RecordList, Row

_KINDS = (
    SpeechKind.NEW_POINT,
    SpeechKind.DIRECT_RESPONSE,
    SpeechKind.CLARIFYING_QUESTION,
    SpeechKind.POINT_OF_ORDER,
)
_MAX_CANDIDATES = 50  # rows; one more letter finds those further down
_NEW_PERSON = "new"  # the id of the row for a name that nobody has yet
_ORGANISATION = "from:"  # ids of rows for organisations: this, then the name


@dataclass(frozen=True)
class Asked:
    """A request to speak.

    Args:
        who: the name of the speaker; "" for someone from an organisation.
        kind: the kind of speech.
        about: the topic; may be empty.
        organisation: for whom they speak; "" for the first organisation of the person.
    """

    who: str
    kind: SpeechKind
    about: str
    organisation: str = ""


class SpeakInput(LineInput):
    """The field for name and topic. A space that cannot belong to a name changes the kind."""

    class NextKind(Message):
        """The user asks for the next kind of speech."""

    def on_key(self, event: events.Key) -> None:
        """Turn a space at the start, or after another space, into a change of kind."""
        if event.key == "space" and (not self.value or self.value.endswith(" ")):
            event.prevent_default()
            event.stop()
            self.post_message(self.NextKind())


class SpeakDialog(BottomDialog[Asked]):
    """Asks who wants to speak, and about what.

    Args:
        meeting: provides the people and organisations.
        on_submit: queues the request; raises MeetingError if nothing was changed.
        unsaved: keeps input that was not submitted.
    """

    AUTO_FOCUS = "SpeakInput"
    BINDINGS = bindings(SPEAK)
    DEFAULT_CSS = """
    SpeakDialog > .frame { max-height: 14; }
    SpeakDialog #kinds { height: 1; }
    SpeakDialog RecordList { height: auto; max-height: 7; border: none; background: $panel; }
    """

    def __init__(
        self,
        meeting: Meeting,
        on_submit: Callable[[Asked], None],
        unsaved: UnsavedField | None = None,
    ) -> None:
        super().__init__(unsaved)
        self._meeting, self._on_submit = meeting, on_submit
        self._kind = SpeechKind.NEW_POINT
        self._row_chosen = False  # with the arrows; any edit of the text resets it

    def compose(self) -> ComposeResult:
        """Compose the kinds, the field, the candidates and the hint."""
        with Vertical(classes="frame"):
            yield Static(self._kinds(), id="kinds", markup=False)
            yield SpeakInput(placeholder="a few letters of a name, then the topic if there is one")
            yield RecordList()
            yield Static(Content(self.hint), id="hint", markup=False)

    def on_mount(self) -> None:
        """Show all people, those present first. The field keeps the focus."""
        self.query_one(RecordList).can_focus = False
        self._show(parse(self._meeting, ""))

    def changed_values(self) -> dict[str, str]:
        """Return the text and the kind, if any text was entered."""
        text = self.query_one(SpeakInput).value
        if not text.strip():
            return {}
        usual = self._kind is SpeechKind.NEW_POINT
        return {"text": text} if usual else {"text": text, "kind": kind_name(self._kind)}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put text and kind back."""
        kind = values.get("kind")
        self._kind = next((k for k in SpeechKind if kind_name(k) == kind), SpeechKind.NEW_POINT)
        self.query_one("#kinds", Static).update(self._kinds())
        self.query_one(SpeakInput).replace_value(values.get("text", ""))

    def help(self) -> str:
        """Return one line about the keys."""
        turn = current_turn(self._meeting)
        if turn is not None and not turn.who:
            leaves = with_keys("{field.leave} backs out")
            return f"enter queues, or names who speaks for {turn.organisation} · {leaves}"
        return with_keys(
            "enter queues · {speak.kind} or space: kind · ↑↓: another person"
            " · {field.leave} backs out"
        )

    def _kinds(self) -> Content:
        parts: list[tuple[str, str] | str] = [("Speak  ", "bold")]
        for kind in _KINDS:
            style = "reverse bold" if kind is self._kind else "$text-muted"
            parts += [(f" {kind_name(kind)} ", style), " "]
        return plain(*parts)

    def _request(self) -> SpeakRequest:
        return parse(self._meeting, self.query_one(SpeakInput).value)

    def _show(self, request: SpeakRequest) -> None:
        rows = [Row(p.id, _person_row(p)) for p in request.candidates[:_MAX_CANDIDATES]]
        rows += [
            Row(f"{_ORGANISATION}{name}", plain(("Someone from ", "$text-muted"), name))
            for name in request.organisations
        ]
        if request.new_name:
            of = f"  {request.new_organisation}" if request.new_organisation else ""
            text = plain(
                request.new_name, (f"{of}  a new person, added to the people", "$text-muted")
            )
            rows.append(Row(_NEW_PERSON, text))
        candidates = self.query_one(RecordList)
        if not self._row_chosen:
            candidates.highlighted = None
        candidates.show(rows)
        if not self._row_chosen and rows:
            candidates.highlighted = 0

    @on(Input.Changed)
    def filter(self) -> None:
        """Show the candidates for the present text."""
        self._row_chosen = False
        self._show(self._request())

    @on(SpeakInput.NextKind)
    def next_kind(self) -> None:
        """Select the next kind of speech."""
        self.action_kind(1)

    @on(RecordList.OptionSelected)
    @on(Input.Submitted)
    async def submit(self) -> None:
        """Queue the person of the highlighted row, or who was clicked."""
        await self.run_action("queue")

    def action_queue(self) -> None:
        """Queue the person of the highlighted row, and leave if that was accepted."""
        request = self._request()
        try:
            asked = self._asked(request, self.query_one(RecordList).highlighted_id)
            self._on_submit(asked)
        except MeetingError as error:
            if error.can_wait:
                raise
            leaves = with_keys(" · {field.leave} backs out")
            self.show_status(error_text(error) + leaves, error=True)
        else:
            self.finish(asked)

    def _asked(self, request: SpeakRequest, highlighted_id: str) -> Asked:
        """Return the request of the highlighted row, for the kind that is selected.

        Raises:
            MeetingError: there is no row, or several people are named.
        """
        text = self.query_one(SpeakInput).value
        several, _ = several_known(self._meeting, text)
        if several:
            raise MeetingError(
                f"{joined(several)} are several people",
                "nobody was queued",
                with_keys("Name one here, or type {prompt} and q+ with all of their names"),
            )
        speaker = self._speaker(request, highlighted_id)
        return Asked(speaker.who, self._kind, speaker.topic, speaker.organisation)

    def _speaker(self, request: SpeakRequest, highlighted_id: str) -> Speaker:
        """Return the speaker of the highlighted row.

        The first row counts where the highlighted one belongs to an earlier text: enter may come
        before the list has followed the last letter.
        """
        people = {person.id: person for person in request.candidates}
        organisations = {f"{_ORGANISATION}{name}": name for name in request.organisations}
        rows = [*people, *organisations, *([_NEW_PERSON] if request.new_name else [])]
        if not rows:
            if self.query_one(SpeakInput).value.strip():
                raise nobody_named()
            raise MeetingError("There are no people yet", hint="Type a name")
        row = highlighted_id if highlighted_id in rows else rows[0]
        if row in people:
            return person_speaker(request, people[row])
        if row in organisations:
            return organisation_speaker(request, organisations[row])
        return new_speaker(request)

    def action_kind(self, steps: int) -> None:
        """Select the next kind of speech, or the previous one for -1."""
        self._kind = next_in_cycle(_KINDS, self._kind, steps)
        self.query_one("#kinds", Static).update(self._kinds())

    def action_row(self, steps: int) -> None:
        """Highlight the next candidate, or the previous one for -1."""
        self._row_chosen = True
        candidates = self.query_one(RecordList)
        if steps > 0:
            candidates.action_cursor_down()
        else:
            candidates.action_cursor_up()


def _person_row(person: Person) -> Content:
    organisation = f"  {person.organisation}" if person.organisation else ""
    state = "" if person.state is PersonState.PRESENT else f"  ({person.state})"
    return plain(person.name, (f"{organisation}{state}", "$text-muted"))

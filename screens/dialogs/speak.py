"""SpeakDialog: somebody asks to speak. A few letters of a name, enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from data.errors import MeetingError
from data.prompt.speak_request import Request, parse
from data.records.meeting import Meeting
from data.records.models import Person, PersonState, SpeechKind
from data.rules.turns import kind_name
from data.storage.unsaved_input import UnsavedField
from screens.dialogs.base import TextDialog
from screens.errors import error_text
from screens.widgets.content import plain
from screens.widgets.fields import LineInput
from screens.widgets.record_list import RecordList, Row

_SHOWN = 50
_NEW = "new"
_SENDS = "from:"  # before the name of an organisation that sends somebody


@dataclass(frozen=True)
class Asked:
    """Who asks to speak, why, and about what."""

    who: str
    kind: SpeechKind
    about: str
    organisation: str = ""


class SpeakInput(LineInput):
    """The name; a blank where no name can go on changes the kind instead."""

    class NextKind(Message):
        """The kind is to change."""

    def on_key(self, event: events.Key) -> None:
        """A blank before the name, or after a blank, is no part of a name."""
        if event.key == "space" and (not self.value or self.value.endswith(" ")):
            event.prevent_default()
            event.stop()
            self.post_message(self.NextKind())


class SpeakDialog(TextDialog[Asked]):
    """Asks who wants to speak.

    Args:
        meeting: for the people.
        on_submit: queues them; raises MeetingError, and has then changed nothing.
        unsaved: what was typed here before, and not queued.
    """

    AUTO_FOCUS = "SpeakInput"
    BINDINGS = [
        Binding("tab", "kind(1)", "Next kind", show=False, priority=True),
        Binding("shift+tab", "kind(-1)", "Kind before", show=False, priority=True),
        Binding("down", "row(1)", "Down", show=False),
        Binding("up", "row(-1)", "Up", show=False),
    ]
    DEFAULT_CSS = """
    SpeakDialog { align: left bottom; background: transparent; }
    SpeakDialog > Vertical {
        height: auto; max-height: 14; background: $panel; border-top: solid $primary; padding: 0 1;
    }
    SpeakDialog #kinds { height: 1; }
    SpeakDialog SpeakInput { background: $surface; }
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
        self._moved = False

    def compose(self) -> ComposeResult:
        """Kinds, name, people, hint."""
        with Vertical():
            yield Static(self._kinds(), id="kinds", markup=False)
            yield SpeakInput(placeholder="a few letters of a name, then the topic if there is one")
            yield RecordList()
            yield Static(Content(self.hint), id="hint", markup=False)

    def on_mount(self) -> None:
        """Show everybody, those present first."""
        people = self.query_one(RecordList)
        people.can_focus = False
        self._show(parse(self._meeting, ""))

    def changed_values(self) -> dict[str, str]:
        """The letters, and the kind."""
        text = self.query_one(SpeakInput).value
        if not text.strip():
            return {}
        usual = self._kind is SpeechKind.NEW_POINT
        return {"text": text} if usual else {"text": text, "kind": kind_name(self._kind)}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put letters and kind back."""
        kind = values.get("kind")
        self._kind = next((k for k in SpeechKind if kind_name(k) == kind), SpeechKind.NEW_POINT)
        self.query_one("#kinds", Static).update(self._kinds())
        field = self.query_one(SpeakInput)
        field.value = values.get("text", "")
        field.cursor_position = len(field.value)

    def help(self) -> str:
        """What the keys do."""
        return "enter queues · tab or space: kind · ↑↓: another person · escape backs out"

    def _kinds(self) -> Content:
        parts: list[tuple[str, str] | str] = [("Speak  ", "bold")]
        order = (
            SpeechKind.NEW_POINT,
            SpeechKind.DIRECT_RESPONSE,
            SpeechKind.CLARIFYING_QUESTION,
            SpeechKind.POINT_OF_ORDER,
        )
        for kind in order:
            style = "reverse bold" if kind is self._kind else "dim"
            parts += [(f" {kind_name(kind)} ", style), " "]
        return plain(*parts)

    def _request(self) -> Request:
        return parse(self._meeting, self.query_one(SpeakInput).value)

    def _show(self, request: Request) -> None:
        rows = [Row(p.id, _person_row(p)) for p in request.candidates[:_SHOWN]]
        rows += [
            Row(f"{_SENDS}{name}", plain(("Someone from ", "dim"), name))
            for name in request.organisations
        ]
        if request.new_name:
            rows.append(
                Row(_NEW, plain(request.new_name, ("  somebody new, who joins the people", "dim")))
            )
        people = self.query_one(RecordList)
        if not self._moved:
            people.highlighted = None
        people.show(rows)
        if not self._moved and rows:
            people.highlighted = 0

    @on(Input.Changed)
    def filter(self) -> None:
        """Show who is meant by what stands in the field."""
        self._moved = False
        self._show(self._request())

    @on(SpeakInput.NextKind)
    def next_kind(self) -> None:
        """Go on to the next kind."""
        self.action_kind(1)

    @on(RecordList.OptionSelected)
    def clicked(self) -> None:
        """A click on a person queues them."""
        self._queue()

    @on(Input.Submitted)
    def _queue(self) -> None:
        request = self._request()
        try:
            asked = self._asked(request, self.query_one(RecordList).picked)
            self._on_submit(asked)
        except MeetingError as error:
            self.show_status(error_text(error), refused=True)
        else:
            self.finish(asked)

    def _asked(self, request: Request, picked: str) -> Asked:
        """Who is meant: whoever is highlighted, or the first one before the list has followed."""
        people = {person.id: person.name for person in request.candidates}
        sending = {f"{_SENDS}{name}": name for name in request.organisations}
        new = {_NEW: request.new_name} if request.new_name else {}
        rows = [*people, *sending, *new]
        if not rows:
            raise MeetingError("Nobody is here yet", hint="Type a name")
        row = picked if picked in rows else rows[0]
        if row in sending:
            return Asked("", self._kind, request.topic, sending[row])
        topic = request.new_topic if row == _NEW else request.topic
        return Asked(people.get(row) or request.new_name, self._kind, topic)

    def action_kind(self, steps: int) -> None:
        """Change the kind: new point, direct response, clarifying question, point of order."""
        kinds = (
            SpeechKind.NEW_POINT,
            SpeechKind.DIRECT_RESPONSE,
            SpeechKind.CLARIFYING_QUESTION,
            SpeechKind.POINT_OF_ORDER,
        )
        self._kind = kinds[(kinds.index(self._kind) + steps) % len(kinds)]
        self.query_one("#kinds", Static).update(self._kinds())

    def action_row(self, steps: int) -> None:
        """Highlight another person."""
        self._moved = True
        people = self.query_one(RecordList)
        if steps > 0:
            people.action_cursor_down()
        else:
            people.action_cursor_up()


def _person_row(person: Person) -> Content:
    where = f"  {person.organisation}" if person.organisation else ""
    away = "" if person.state is PersonState.PRESENT else f"  ({person.state})"
    return plain(person.name, (f"{where}{away}", "dim"))

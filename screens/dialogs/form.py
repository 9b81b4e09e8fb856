"""FormDialog: the fields of a record, checked and written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from data.errors import MeetingError
from screens.widgets.fields import Choice, LineInput

Values = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Args:
        name: the key of its value.
        label: what stands before it.
        value: what stands in it at first.
        choices: the values it can have; empty for free text.
        lines: its height; more than 1 for text of several lines.
        hint: what to write, shown while it is empty.
    """

    name: str
    label: str
    value: str = ""
    choices: Sequence[str] = field(default=())
    lines: int = 1
    hint: str = ""

    def widget(self) -> Widget:
        """The widget that asks for it."""
        name = f"field-{self.name}"
        if self.choices:
            return Choice(self.choices, self.value, id=name)
        if self.lines > 1:
            area = TextArea(self.value, id=name, compact=True, soft_wrap=True)
            area.styles.height = self.lines
            return area
        return LineInput(self.value, placeholder=self.hint, id=name)


class FormDialog(ModalScreen[dict[str, str] | None]):
    """Asks for several values; enter (in a text of several lines ctrl+s) saves them.

    Args:
        title: what is asked.
        fields: the fields, from top to bottom.
        attempt: called with the values. When it refuses, all that was typed stays.
        focus: the name of the field to begin with.
    """

    BINDINGS = [
        Binding("escape", "leave", "Back", show=False),
        Binding("ctrl+s,enter", "save", "Save", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]
    DEFAULT_CSS = """
    FormDialog { align: center middle; }
    FormDialog > Vertical {
        width: 90%; max-width: 88; height: auto; max-height: 100%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    FormDialog #title { text-style: bold; height: auto; max-height: 2; }
    FormDialog VerticalScroll { height: auto; max-height: 1fr; margin: 1 0 0 0; }
    FormDialog Horizontal { height: auto; margin: 0 0 1 0; }
    FormDialog .label { width: 15; color: $text-muted; }
    FormDialog LineInput { background: $surface; width: 1fr; }
    FormDialog TextArea { background: $surface; width: 1fr; padding: 0; }
    FormDialog #hint { height: auto; color: $text-muted; }
    FormDialog #hint.refused { color: $text-error; text-style: bold; }
    FormDialog.-short Horizontal { margin: 0; }
    FormDialog.-short VerticalScroll { margin: 0; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-roomy")]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        attempt: Callable[[Values], None],
        *,
        focus: str = "",
    ) -> None:
        super().__init__()
        self._title, self._fields, self._attempt = title, tuple(fields), attempt
        self._first = focus or self._fields[0].name
        self._warned = False

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """A row for each field."""
        with Vertical():
            yield Static(Content(self._title), id="title", markup=False)
            with VerticalScroll(can_focus=False):
                for one in self._fields:
                    with Horizontal():
                        yield Static(Content(one.label), classes="label", markup=False)
                        yield one.widget()
            yield Static(Content(self._help()), id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query_one(f"#field-{self._first}").focus()

    def _help(self) -> str:
        several = any(one.lines > 1 for one in self._fields)
        saves = "enter saves (ctrl+s in a text)" if several else "enter saves"
        return f"{saves} · tab goes on · escape backs out"

    def values(self) -> dict[str, str]:
        """What stands in the fields now."""
        result: dict[str, str] = {}
        for one in self._fields:
            widget = self.query_one(f"#field-{one.name}")
            if isinstance(widget, TextArea):
                result[one.name] = widget.text
            elif isinstance(widget, Choice | LineInput):
                result[one.name] = widget.value
        return result

    def _say(self, text: str, *, refused: bool = False) -> None:
        hint = self.query_one("#hint", Static)
        hint.update(Content(text))
        hint.set_class(refused, "refused")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Try the values, and leave if they were taken."""
        values = self.values()
        try:
            self._attempt(values)
        except MeetingError as refusal:
            self._say(str(refusal), refused=True)
        else:
            self.dismiss(values)

    @on(LineInput.Remark)
    def remark(self, event: LineInput.Remark) -> None:
        """Say what a field has to say."""
        self._say(event.text, refused=True)

    def action_leave(self) -> None:
        """Back out; where something was typed, only when asked for twice."""
        untouched = all(self.values()[one.name] == self._start(one) for one in self._fields)
        if untouched or self._warned:
            self.dismiss(None)
        else:
            self._warned = True
            self._say("Not saved. Escape again throws away what you typed.", refused=True)

    @staticmethod
    def _start(one: Field) -> str:
        return one.value if not one.choices or one.value in one.choices else one.choices[0]

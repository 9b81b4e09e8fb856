"""FormDialog: the fields of a record, checked and written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pydantic import ValidationError
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from data.errors import EditConflictError, MeetingError
from data.records.validation import validation_error
from data.storage.text_merge import merge_text
from data.storage.unsaved_input import UnsavedField
from screens.dialogs.base import TextDialog
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form_fields import Field, FieldError, Values
from screens.errors import error_text
from screens.widgets.fields import Choice, LineInput


class FormDialog(TextDialog[dict[str, str]]):
    """Asks for several values; enter (in a text of several lines ctrl+s) saves them.

    Args:
        title: what is asked.
        fields: the fields, from top to bottom.
        on_submit: called with the values. When it refuses, all that was typed stays.
        unsaved: what was typed here before, and not saved.
        again: gives the fields as they are written now, when `on_submit` says that somebody has
            changed them meanwhile; the next on_submit then starts from these.
    """

    BINDINGS = [
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
    FormDialog.-short Horizontal { margin: 0; }
    FormDialog.-short VerticalScroll { margin: 0; }
    """
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-roomy")]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        on_submit: Callable[[Values], None],
        *,
        unsaved: UnsavedField | None = None,
        again: Callable[[], Sequence[Field]] | None = None,
    ) -> None:
        super().__init__(unsaved)
        self._title, self._fields, self._on_submit = title, tuple(fields), on_submit
        self._again = again
        self._base = {one.name: self._start(one) for one in self._fields}

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
            yield Static(Content(self.hint), id="hint", markup=False)

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query_one(f"#field-{self._fields[0].name}").focus()

    def help(self) -> str:
        """What the keys do."""
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

    def changed_values(self) -> dict[str, str]:
        """The values that are not as they were."""
        return {name: text for name, text in self.values().items() if text != self._base[name]}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values into their fields; those of fields that are not there are left out."""
        for one in self._fields:
            text = values.get(one.name)
            if text is None:
                continue
            widget = self.query_one(f"#field-{one.name}")
            if isinstance(widget, TextArea):
                widget.replace(text, (0, 0), widget.document.end)
            elif isinstance(widget, LineInput) or (
                isinstance(widget, Choice) and text in widget.choices
            ):
                widget.value = text

    @on(Input.Submitted)
    async def action_save(self) -> None:
        """Try the values, and leave if they were taken."""
        values = self.values()
        try:
            self._on_submit(values)
        except EditConflictError as news:
            await self._ask_whose(news, values)
        except FieldError as wrong:
            self.show_status(str(wrong), refused=True)
            self.query_one(f"#field-{wrong.field}").focus()
        except MeetingError as refused:
            self.show_status(error_text(refused), refused=True)
        except ValidationError as error:
            self.show_status(error_text(validation_error(error)), refused=True)
        else:
            self.finish(values)

    async def _ask_whose(self, news: EditConflictError, mine: dict[str, str]) -> None:
        """Somebody else has changed the same: theirs, mine, or both."""
        if self._again is None:
            self.show_status(str(news), refused=True)
            return
        base, fields = self._base, self._again()
        theirs = {one.name: self._start(one) for one in fields}
        changed = [
            one for one in fields if theirs[one.name] not in (base[one.name], mine[one.name])
        ]

        async def done(answer: str | None) -> None:
            if answer == "theirs":
                self.put_aside()
                self.dismiss(None)
                return
            self._base = theirs
            if answer == "mine":
                await self.action_save()
            elif answer == "both":
                self.fill({one.name: self._merged(one, base, theirs, mine) for one in fields})
                self.show_status("Both are here now. Look at them; saving writes them.")
            else:
                self.show_status("Nothing was changed; what you typed is still here.")

        told = "\n".join(
            f"{one.label}: theirs “{_beginning(theirs[one.name])}”,"
            f" yours “{_beginning(mine[one.name])}”"
            for one in changed
        )
        answers = [
            ("both", "Both: put together here, to look at before they are saved"),
            ("theirs", "Theirs: yours is put aside (ctrl+r in this form brings it back)"),
            ("mine", "Mine: theirs is written over (u brings it back)"),
        ]
        await self.app.push_screen(ChoiceDialog(news.title, told, answers), done)

    @staticmethod
    def _merged(
        one: Field, base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]
    ) -> str:
        name = one.name
        if one.choices:
            return theirs[name] if mine[name] == base[name] else mine[name]
        joint = "\n" if one.lines > 1 else " / "
        return merge_text(base[name], theirs[name], mine[name], joint=joint)

    @staticmethod
    def _start(one: Field) -> str:
        return one.value if not one.choices or one.value in one.choices else one.choices[0]


def _beginning(text: str) -> str:
    """As much of a text as fits beside another one."""
    line = " ".join(text.split())
    return line if len(line) <= 30 else f"{line[:29]}…"

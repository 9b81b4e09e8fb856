"""FormDialog: the fields of a record, validated and saved together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pydantic import ValidationError
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from data.errors import EditConflictError, MeetingError
from data.records.validation import validation_error
from data.storage.text_merge import merge_text
from data.storage.unsaved_input import UnsavedField
from data.text.formatting import shortened
from screens.commands import bindings
from screens.dialog_keymap import FORM
from screens.dialogs.base import TextDialog
from screens.dialogs.choice import ChoiceDialog
from screens.dialogs.form_fields import Field, FieldError, Values
from screens.errors import error_text
from screens.keys import with_keys
from screens.widgets.fields import Choice, LineInput

_EXCERPT = 30  # characters of a value that has changed, so that two fit one line


class FormDialog(TextDialog[dict[str, str]]):
    """Asks for several values. Enter saves them; in a field of several lines ctrl+s does.

    Args:
        title: what is asked for.
        fields: the fields, from top to bottom.
        on_submit: saves the values. If it raises MeetingError, the form stays open with all input.
        unsaved: keeps input that was not saved.
        reload_fields: returns the fields with the values that the meeting has now. Called after
            `on_submit` has raised EditConflictError; the next submit is then based on these.
        preview: returns in one line what the present values mean; "" for nothing.
    """

    # The first field. Focusing it in `on_mount` is too late for a key that follows at once.
    AUTO_FOCUS = "LineInput, TextArea, Choice"
    BINDINGS = bindings(FORM)
    DEFAULT_CSS = """
    FormDialog > .frame { max-width: 88; }
    FormDialog #title { max-height: 2; }
    FormDialog VerticalScroll { height: auto; max-height: 1fr; margin: 1 0 0 0; }
    FormDialog Horizontal { height: auto; margin: 0 0 1 0; }
    FormDialog .label { width: 15; color: $text-muted; }
    FormDialog LineInput { width: 1fr; }
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
        reload_fields: Callable[[], Sequence[Field]] | None = None,
        preview: Callable[[Values], str] | None = None,
    ) -> None:
        super().__init__(unsaved)
        self._title, self._fields, self._on_submit = title, tuple(fields), on_submit
        self._reload_fields, self._preview = reload_fields, preview
        self._base = {field.name: field.initial for field in self._fields}

    def compose(self) -> ComposeResult:
        """Compose a row for each field."""
        with Vertical(classes="frame"):
            yield Static(Content(self._title), id="title", markup=False)
            with VerticalScroll(can_focus=False):
                for field in self._fields:
                    with Horizontal():
                        yield Static(Content(field.label), classes="label", markup=False)
                        yield _field_widget(field)
            yield Static(Content(self.hint), id="hint", markup=False)

    def help(self) -> str:
        """Return one line about the keys, below the preview."""
        several = any(field.height > 1 for field in self._fields)
        saves = "enter saves ({form.save} in a text)" if several else "enter saves"
        keys = with_keys(f"{saves} · tab: next field · {{field.leave}} backs out")
        values = self.values() if self.is_mounted else self._base
        shown = self._preview(values) if self._preview is not None else ""
        return f"{shown}\n{keys}" if shown else keys

    @on(Input.Changed)
    @on(Choice.Changed)
    def show_preview(self) -> None:
        """Show what the present values mean."""
        if self._preview is not None:
            self.show_status(self.hint)

    def values(self) -> dict[str, str]:
        """Return the present values of all fields."""
        result: dict[str, str] = {}
        for field in self._fields:
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, TextArea):
                result[field.name] = widget.text
            elif isinstance(widget, Choice | LineInput):
                result[field.name] = widget.value
        return result

    def changed_values(self) -> dict[str, str]:
        """Return the values that differ from the initial ones."""
        return {name: text for name, text in self.values().items() if text != self._base[name]}

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values into their fields; values without a field of that name are ignored."""
        for field in self._fields:
            text = values.get(field.name)
            if text is None:
                continue
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, TextArea):
                widget.replace(text, (0, 0), widget.document.end)
            elif isinstance(widget, LineInput) or (
                isinstance(widget, Choice) and text in widget.choices
            ):
                widget.value = text

    @on(Input.Submitted)
    async def submit(self) -> None:
        """Submit the values by enter in a field of one line."""
        await self.run_action("save")

    async def action_save(self) -> None:
        """Submit the values, and leave if they were saved."""
        values = self.values()
        try:
            self._on_submit(values)
        except EditConflictError as conflict:
            await self._resolve_conflict(conflict, values)
        except FieldError as error:
            self.show_status(error_text(error), error=True)
            self.query_one(f"#field-{error.field}").focus()
        except MeetingError as error:
            self.show_refusal(error)
        except ValidationError as error:
            self.show_status(error_text(validation_error(error)), error=True)
        else:
            self.finish(values)

    async def _resolve_conflict(self, conflict: EditConflictError, mine: dict[str, str]) -> None:
        """Ask which values to keep after another user has changed the record: theirs or mine.

        The third answer merges both into the form, to be reviewed before they are saved.
        """
        if self._reload_fields is None:
            self.show_status(error_text(conflict), error=True)
            return
        base, fields = self._base, self._reload_fields()
        theirs = {field.name: field.initial for field in fields}
        changed = [
            field
            for field in fields
            if theirs[field.name] not in (base[field.name], mine[field.name])
        ]

        async def done(answer: str | None) -> None:
            if answer == "theirs":
                self.set_aside()
                self.dismiss(None)
                return
            self._base = theirs
            if answer == "mine":
                await self.run_action("save")
            elif answer == "both":
                self.fill({field.name: _merged(field, base, theirs, mine) for field in fields})
                self.show_status("Merged: review both versions here, then save.")
            else:
                self.show_status("Nothing was changed; your input is still here.")

        differences = "\n".join(
            f"{field.label}: theirs “{_excerpt(theirs[field.name])}”,"
            f" yours “{_excerpt(mine[field.name])}”"
            for field in changed
        )
        answers = [
            ("both", "Both: merge them here, for review before they are saved"),
            (
                "theirs",
                with_keys(
                    "Theirs: yours is set aside ({field.recall} in this form brings it back)"
                ),
            ),
            ("mine", with_keys("Mine: theirs is overwritten ({undo} brings it back)")),
        ]
        await self.app.push_screen(ChoiceDialog(conflict.title, differences, answers), done)


def _field_widget(field: Field) -> Widget:
    """Return the widget that asks for the value of a field."""
    widget_id = f"field-{field.name}"
    if field.choices:
        return Choice(field.choices, field.value, id=widget_id)
    if field.height > 1:
        area = TextArea(field.value, id=widget_id, compact=True, soft_wrap=True)
        area.styles.height = field.height
        return area
    return LineInput(field.value, placeholder=field.hint, id=widget_id)


def _merged(
    field: Field, base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]
) -> str:
    """Return the value of a field that holds both changes; of a choice, mine if I changed it."""
    name = field.name
    if field.choices:
        return theirs[name] if mine[name] == base[name] else mine[name]
    joint = "\n" if field.height > 1 else " / "
    return merge_text(base[name], theirs[name], mine[name], joint=joint)


def _excerpt(text: str) -> str:
    """Return the beginning of a text in one line."""
    return shortened(" ".join(text.split()), _EXCERPT)

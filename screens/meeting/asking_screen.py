"""AskingScreen: a screen of a meeting that asks for text, and keeps what was not recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from data.records.base import Record
from data.storage.unsaved_input import UnsavedField
from screens.dialogs.base import TextDialog
from screens.dialogs.form import FormDialog
from screens.dialogs.form_fields import Field, Values
from screens.dialogs.line import LineDialog
from screens.dialogs.paste import PasteDialog
from screens.keys import with_keys
from screens.meeting.live_screen import LiveScreen

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class AskingScreen(LiveScreen):
    """A screen with dialogs for one line, for a text and for the fields of a record."""

    def unsaved_field(self, field: str, title: str) -> UnsavedField:
        """Return the unsaved input of a field of this meeting.

        Args:
            field: the name of the field, the same each time the program runs.
            title: what the user calls it.
        """
        return self.session.unsaved.field(field, title)

    async def ask(self, dialog: TextDialog[T]) -> None:
        """Show a dialog, and afterwards a status if its input was put aside."""

        def left(result: T | None) -> None:
            if result is None and dialog.unsaved is not None and dialog.unsaved.was_set_aside:
                self.show_status(
                    with_keys("Put aside: {field.recall} brings it back in the same field")
                )

        await self.app.push_screen(dialog, left)

    async def ask_line(
        self, field: str, title: str, submit: Callable[[str], None], hint: str = ""
    ) -> None:
        """Ask for one line.

        Args:
            field: the name under which unsaved input is kept.
            title: the title of the dialog.
            submit: records the line; a MeetingError keeps the dialog open.
            hint: how to write the line.
        """
        unsaved = self.unsaved_field(field, title)
        await self.ask(LineDialog(title, submit, hint=hint, unsaved=unsaved))

    async def ask_text(
        self,
        field: str,
        title: str,
        preview: Callable[[str], str],
        submit: Callable[[str], None],
    ) -> None:
        """Ask for a text of many lines.

        Args:
            field: the name under which unsaved input is kept.
            title: the title of the dialog.
            preview: returns in one line what the text will become; may raise MeetingError.
            submit: records the text; a MeetingError keeps the dialog open.
        """
        await self.ask(PasteDialog(title, preview, submit, self.unsaved_field(field, title)))

    async def ask_new(
        self,
        table: str,
        title: str,
        fields: Sequence[Field],
        submit: Callable[[Values], None],
        preview: Callable[[Values], str] | None = None,
    ) -> None:
        """Ask for the values of a new record.

        Args:
            table: where it will belong; unsaved input is kept by this name.
            title: the title of the form.
            fields: the fields of the form.
            submit: records the values; a MeetingError keeps the form open.
            preview: returns in one line what the values mean.
        """
        unsaved = self.unsaved_field(f"{table}/new", title)
        await self.ask(FormDialog(title, fields, submit, unsaved=unsaved, preview=preview))

    async def ask_edit(
        self,
        title: str,
        record: R,
        fields: Callable[[R], Sequence[Field]],
        submit: Callable[[R, Values], None],
        *,
        part: str = "",
    ) -> None:
        """Ask for new values of a record.

        Args:
            title: the title of the form.
            record: the record as it is now.
            fields: returns the fields for a state of the record. It is called again when another
                user has changed the record while the form was open.
            submit: records the values. It gets the record as the form last knew it, and raises
                EditConflictError where the meeting has another one by then.
            part: the part of the record that is edited, if it is not the whole.
        """
        known = record

        def reload_fields() -> Sequence[Field]:
            nonlocal known
            known = self.session.file.meeting.get(type(record), record.id)
            return fields(known)

        dialog = FormDialog(
            title,
            fields(record),
            lambda values: submit(known, values),
            unsaved=self.unsaved_field(f"{record.TABLE}/{record.id}/{part}".rstrip("/"), title),
            reload_fields=reload_fields,
        )
        await self.ask(dialog)

"""AskingScreen: a screen that asks for lines, forms and texts, and loses none that was typed."""

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
from screens.meeting.live_screen import LiveScreen

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class AskingScreen(LiveScreen):
    """Asks, and keeps what was typed and not recorded under the name of its field."""

    def unsaved_field(self, field: str, title: str) -> UnsavedField:
        """What was typed into a field of this meeting, and not recorded."""
        return self.session.unsaved.field(field, title)

    async def ask(self, dialog: TextDialog[T]) -> None:
        """Show a dialog; say so when what was typed is put aside."""

        def done(result: T | None) -> None:
            if result is None and dialog.unsaved is not None and dialog.unsaved.was_set_aside:
                self.show_status("Put aside: ctrl+r brings it back where you typed it")

        await self.app.push_screen(dialog, done)

    async def ask_line(
        self, field: str, title: str, submit: Callable[[str], None], hint: str = ""
    ) -> None:
        """Ask for a line."""
        await self.ask(
            LineDialog(title, submit, hint=hint, unsaved=self.unsaved_field(field, title))
        )

    async def ask_text(
        self,
        field: str,
        title: str,
        preview: Callable[[str], str],
        submit: Callable[[str], None],
    ) -> None:
        """Ask for a text of many lines."""
        await self.ask(PasteDialog(title, preview, submit, self.unsaved_field(field, title)))

    async def ask_new(
        self, table: str, title: str, fields: Sequence[Field], submit: Callable[[Values], None]
    ) -> None:
        """Ask for the values of a new record."""
        unsaved = self.unsaved_field(f"{table}/new", title)
        await self.ask(FormDialog(title, fields, submit, unsaved=unsaved))

    async def ask_edit(
        self,
        title: str,
        record: R,
        fields: Callable[[R], Sequence[Field]],
        submit: Callable[[R, Values], None],
        *,
        part: str = "",
    ) -> None:
        """Ask for other values of a record.

        Args:
            title: what is asked.
            record: as it is now.
            fields: makes the fields for it, and for what others make of it meanwhile.
            submit: gets the record as it was last shown here, and the values; it raises
                ChangedMeanwhile where the meeting has another one by then.
            part: which part of the record is asked for, if it is not the whole.
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

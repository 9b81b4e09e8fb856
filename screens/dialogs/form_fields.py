"""The fields of a form, and how their values are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from textual.widget import Widget
from textual.widgets import TextArea

from data.errors import MeetingError
from data.text.dates import parse_date
from screens.widgets.fields import Choice, LineInput

Values = Mapping[str, str]


class FieldError(MeetingError):
    """A value that cannot be, of one field of a form."""

    def __init__(self, field: str, error: MeetingError) -> None:
        super().__init__(error.title, error.message, error.hint)
        self.field = field


@contextmanager
def field_errors(name: str) -> Iterator[None]:
    """What is refused in here is the value of this field."""
    try:
        yield
    except MeetingError as error:
        raise FieldError(name, error) from error


def required_text(values: Values, name: str, missing: str, hint: str = "Type one") -> str:
    """What stands in a field that may not be empty; WrongValue says what is missing."""
    if not values[name].strip():
        raise FieldError(name, MeetingError(missing, hint=hint))
    return values[name]


def optional_date(values: Values, name: str, today: date) -> date | None:
    """The date in a field, as people say it; None where it is empty. WrongValue for others."""
    if not values[name].strip():
        return None
    with field_errors(name):
        return parse_date(values[name], today, past=True)


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

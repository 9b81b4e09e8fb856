"""The fields of a form as data, and how their values are read. Needs no terminal.

The forms of all screens are declared with these; `screens.dialogs.form` shows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from data.errors import MeetingError
from data.text.dates import parse_date

Values = Mapping[str, str]
"""The values of a form, by the names of its fields."""


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Args:
        name: the key of its value.
        label: the text before it.
        value: its initial value.
        choices: the values it can have; empty for free text.
        height: its height in rows; more than 1 for text of several lines.
        hint: an example, shown while the field is empty.
    """

    name: str
    label: str
    value: str = ""
    choices: Sequence[str] = ()
    height: int = 1
    hint: str = ""

    @property
    def initial(self) -> str:
        """The value it starts with: the first choice where `value` is not one of the choices."""
        return self.value if not self.choices or self.value in self.choices else self.choices[0]


class FieldError(MeetingError):
    """An invalid value in one field of a form.

    Args:
        field: the name of the field.
        error: what is wrong with its value.
    """

    def __init__(self, field: str, error: MeetingError) -> None:
        super().__init__(error.title, error.message, error.hint, remedy=error.remedy)
        self.field = field


@contextmanager
def field_errors(name: str) -> Iterator[None]:
    """Attribute errors that are raised inside to one field.

    Raises:
        FieldError: in place of a MeetingError.
    """
    try:
        yield
    except MeetingError as error:
        raise FieldError(name, error) from error


def required_text(values: Values, name: str, missing: str, hint: str = "Type one") -> str:
    """Return the text of a field that must not be empty.

    Args:
        values: the values of the form.
        name: the name of the field.
        missing: the error message where it is empty, such as "The party has no name".
        hint: what to do about it.

    Raises:
        FieldError: the field is empty or blank.
    """
    if not values[name].strip():
        raise FieldError(name, MeetingError(missing, hint=hint))
    return values[name]


def optional_date(values: Values, name: str, today: date) -> date | None:
    """Return the date in a field, or None where the field is empty.

    Args:
        values: the values of the form.
        name: the name of the field, which may hold "friday", "12 dec", "in 2 weeks" and the like.
        today: the day such expressions are relative to.

    Raises:
        FieldError: the text is not a date.
    """
    if not values[name].strip():
        return None
    with field_errors(name):
        return parse_date(values[name], today, past=True)

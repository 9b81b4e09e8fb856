"""The settings, each declared once: its name, its default, what it may be, and what it means.

The check, the commented file, `docs/settings.md` and the names of the environment variables are
made from these models.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from data.errors import MeetingError
from data.minutes.render import Format
from data.records.choices import QueueMode, SpeechKind
from data.rules.speech_limits import (
    format_kind_limits,
    format_limit,
    parse_kind_limits,
    parse_limit,
)
from data.settings.appearance import Animations, Appearance, Keys, parse_keys


def _limit(value: object) -> int | None:
    """Return a speech limit in seconds from a text such as "2m"."""
    if not isinstance(value, str):
        raise ValueError('write a duration such as "2m" or "90s"')
    try:
        return parse_limit(value)
    except MeetingError as error:
        raise ValueError(str(error)) from error


def _kind_limits(value: object) -> dict[SpeechKind, int]:
    """Return speech limits in seconds by kind from a text such as "order 1m, question 30s"."""
    if not isinstance(value, str):
        raise ValueError('write kinds with durations, such as "order 1m, question 30s"')
    try:
        return parse_kind_limits(value)
    except MeetingError as error:
        raise ValueError(str(error)) from error


Limit = Annotated[
    int | None, BeforeValidator(_limit), PlainSerializer(format_limit, return_type=str)
]
KindLimits = Annotated[
    dict[SpeechKind, int],
    BeforeValidator(_kind_limits),
    PlainSerializer(format_kind_limits, return_type=str),
]
CommandKeys = Annotated[
    Keys,
    BeforeValidator(parse_keys),
    PlainSerializer(lambda keys: ", ".join(keys), return_type=str),
]


class Section(BaseModel):
    """Settings that belong together."""

    model_config = ConfigDict(frozen=True)


class NewMeetings(Section):
    """What a new meeting begins with, unless it continues another one.

    Each field has the name and the type of a field of `MeetingInfo`, and becomes its value.
    """

    order: QueueMode = Field(
        QueueMode.AS_ASKED, description="How requests to speak of the same kind are sorted."
    )
    speech_limit: Limit = Field(
        None, description="Speech limit of each turn, such as `2m` or `90s`; empty for none."
    )
    kind_limits: KindLimits = Field(
        {}, description="Speech limits by kind of speech, such as `order 1m, question 30s`."
    )
    presenters_speak: bool = Field(
        True, description="Whether the presenter of an item has the floor when it is taken."
    )


class Minutes(Section):
    """How minutes are printed and copied. The file in the library is always Markdown."""

    format: Format = Field(
        Format.MARKDOWN, description="Format of the minutes that are printed or copied."
    )


class Settings(Section):
    """All settings of a user."""

    theme: str = Field(
        Appearance.theme, description="Name of the theme, as the palette lists it.", min_length=1
    )
    animations: Animations = Field(
        Appearance.animations, description="How much moves on the screen."
    )
    keymap: dict[str, CommandKeys] = Field(
        {}, description="Keys of a command, by its id: one, or several with commas between them."
    )
    new_meetings: NewMeetings = NewMeetings()
    minutes: Minutes = Minutes()


KEYMAP = "keymap"
"""The setting whose names are the ids of commands."""


def sections() -> Iterator[tuple[str, type[Section]]]:
    """Yield the name and the model of each section; that of the settings in no section is ""."""
    yield "", Settings
    for name, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield name, field.annotation


def setting_names() -> list[str]:
    """Return the names of all settings, without the keys of single commands."""
    tables = {name for name, _ in sections()}
    return [
        f"{section}.{name}".lstrip(".")
        for section, model in sections()
        for name in model.model_fields
        if name not in tables and name != KEYMAP
    ]

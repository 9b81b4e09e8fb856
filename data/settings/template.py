"""The text of a new settings file: every setting with its meaning, commented out."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from enum import StrEnum
from typing import get_args

from pydantic.fields import FieldInfo

from data.settings.model import KEYMAP, Settings, sections
from data.settings.sources import variable

_WIDTH = 98

_BEGIN = """\
# The settings of meeting-tui. What stands here after a # is the default: remove the # to change it.
# The command line and environment variables ({theme}, ...) go before this file.
"""


def template(chosen: Mapping[str, str] | None = None) -> str:
    """Return the text of a new file.

    Args:
        chosen: the values of settings that are not to be commented out.
    """
    values = chosen or {}
    parts = [_BEGIN.format(theme=variable("theme"))]
    tables = {name for name, _ in sections()}
    for section, model in sections():
        defaults = model().model_dump(mode="json")
        if section:
            summary = (model.__doc__ or "").partition("\n")[0]
            parts.append(f"[{section}]\n{_comment(summary)}")
        for name, field in model.model_fields.items():
            if name in tables or name == KEYMAP:
                continue
            full = f"{section}.{name}".lstrip(".")
            off = "" if full in values else "# "
            value = toml(values.get(full, defaults[name]))
            parts.append(f"{_comment(meaning(field))}{off}{name} = {value}\n")
    keys = Settings.model_fields[KEYMAP]
    examples = '# speak = "s"\n# "queue.call" = "t"\n'
    parts.append(f"[{KEYMAP}]\n{_comment(keys.description or '')}{examples}")
    return "\n".join(parts)


def meaning(field: FieldInfo) -> str:
    """Return what a setting means, and which values it may have if these are a few."""
    choices = choices_of(field)
    listed = f" One of: {', '.join(choices)}." if choices else ""
    return f"{field.description or ''}{listed}"


def choices_of(field: FieldInfo) -> tuple[str, ...]:
    """Return the values that a setting may have, if these are a few; else nothing."""
    kind = field.annotation
    if kind is bool:
        return ("true", "false")
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(kind)
    return tuple(value for value in get_args(kind) if isinstance(value, str))


def toml(value: object) -> str:
    """Return a text, a number or a truth value as TOML."""
    return json.dumps(value, ensure_ascii=False)


def _comment(text: str) -> str:
    lines = textwrap.wrap(text.replace("`", ""), _WIDTH)
    return "".join(f"# {line}\n" for line in lines)

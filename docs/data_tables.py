"""The tables of `docs/data.md`: every field of a meeting file, from the models themselves."""

from __future__ import annotations

import ast
import inspect
import json
import types
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from data.records import models
from data.records.base import Instant, Span, Value
from data.records.fields import Line, Name, Text
from data.records.models import MODELS
from data.records.tables import TABLES

_PLAIN = (
    (Name, "line, not empty"),
    (Line, "line"),
    (Text, "text"),
    (str, "text"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
    (float, "number"),
    (Instant, "instant"),
    (date, "date"),
    (type(None), "`null`"),
    (Any, "any value"),
    (Span, "`[start, end]`"),
)


def data_tables() -> str:
    """Return a heading and a table of fields per table, structured values after their table."""
    parts: list[str] = []
    shown: set[type[Value]] = set()
    for name, model in MODELS.items():
        parts += [f"### `{name}`", _summary(model), _fields(model, TABLES[name].refers)]
        for value in _values(model):
            if value in shown:
                continue
            shown.add(value)
            parts += [f"#### {value.__name__}", _summary(value), _fields(value, {})]
    return "\n\n".join(parts)


def _summary(model: type[Value]) -> str:
    return " ".join((model.__doc__ or "").split())


def _fields(model: type[Value], refers: Any) -> str:
    hints = get_type_hints(model, include_extras=True)
    meanings = descriptions(model)
    rows = ["| field | type | default | meaning |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        if name == "id":
            continue  # the key of the row, and not a field of it
        kind = f"id in [`{refers[name]}`](#{refers[name]})" if name in refers else ""
        kind = kind or type_in_words(hints[name])
        rows.append(f"| `{name}` | {kind} | {_default(field)} | {meanings[name]} |")
    return "\n".join(rows)


def descriptions(model: type[Value]) -> dict[str, str]:
    """Return the docstring under each field of a model.

    They are read from the source, because pydantic's own way to read them would slow down each
    start of the program.

    Raises:
        SystemExit: a field has no docstring.
    """
    tree = ast.parse(inspect.getsource(inspect.getmodule(model) or models))
    body = next(
        n.body for n in tree.body if isinstance(n, ast.ClassDef) and n.name == model.__name__
    )
    found = {}
    for field, following in zip(body, [*body[1:], None], strict=True):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
            found[field.target.id] = " ".join(str(following.value.value).split())
    missing = set(model.model_fields) - set(found) - {"id"}
    if missing:
        raise SystemExit(f"{model.__name__}: no docstring under {', '.join(sorted(missing))}")
    return found


def type_in_words(hint: Any) -> str:
    """Return the type of a field in plain words.

    Raises:
        SystemExit: the type is not known here.
    """
    for known, words in _PLAIN:
        if hint == known:
            return words
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        *others, last = (f"`{value}`" for value in hint)
        return f"{', '.join(others)} or {last}"
    if isinstance(hint, type) and issubclass(hint, Value):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple and arguments[1:] == (...,):
        return f"list of {_plural(type_in_words(arguments[0]))}"
    if origin is dict:
        if arguments == (str, Any):
            return "object"
        return f"object of {_plural(type_in_words(arguments[1]))} by {type_in_words(arguments[0])}"
    if origin in (Union, types.UnionType):
        return " or ".join(type_in_words(one) for one in arguments)
    raise SystemExit(f"docs/data_tables.py has no words for the type {hint}")


def _plural(words: str) -> str:
    return f"{words}s" if words in ("line", "object", "whole number") else words


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    return f"`{json.dumps(value)}`"


def _values(model: type[Value]) -> Iterator[type[Value]]:
    """Return the models of the structured values in the fields of a model."""
    for hint in get_type_hints(model).values():
        for argument in get_args(hint):
            if isinstance(argument, type) and issubclass(argument, Value):
                yield argument

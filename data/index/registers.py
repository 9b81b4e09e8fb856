"""The register of open actions: those of all meetings, each listed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from data.disk.reading import Tables
from data.text.cleaning import one_line
from data.text.comparison import fold


class Action(NamedTuple):
    """What the register needs of an action, open or not; "" for what a record does not say."""

    owner: str
    text: str
    due: str
    organisation: str
    state: str
    carried_from: str


@dataclass(frozen=True)
class OpenAction:
    """An open action.

    Args:
        due: ISO date; "" if there is none.
        meeting_id: the latest meeting that has it.
    """

    owner: str
    text: str
    due: str
    organisation: str
    meeting_id: str


def find_actions(tables: Tables) -> Iterator[Action]:
    """Yield all actions of a meeting."""
    for record in tables.get("actions", {}).values():
        yield Action(*[_text(record.get(field)) for field in Action._fields])


def open_actions(meetings: Mapping[str, Iterable[Action]]) -> tuple[OpenAction, ...]:
    """Return all open actions, by owner, due date and text; those without an owner come first.

    An action that was carried over is listed once, as the latest meeting has it.

    Args:
        meetings: the actions of each meeting, by its id; the newest meeting first.
    """
    latest: dict[tuple[str, str, str], OpenAction | None] = {}  # None: no longer open
    for meeting_id, actions in meetings.items():
        for action in actions:
            origin = action.carried_from or meeting_id
            key = (origin, fold(action.text), fold(action.owner))
            if key in latest:
                continue
            latest[key] = (
                OpenAction(
                    owner=action.owner,
                    text=action.text,
                    due=action.due,
                    organisation=action.organisation,
                    meeting_id=meeting_id,
                )
                if action.state in ("", "open")
                else None
            )
    return tuple(sorted((action for action in latest.values() if action), key=_order))


def _order(action: OpenAction) -> tuple[str, str, str]:
    return (fold(action.owner), action.due or "9999", fold(action.text))


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""

"""The register of open actions: those of all meetings, each listed once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
    origin: str
    id: str


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
    """Yield all actions of a meeting, and the next steps of its conflicts that have an owner.

    The register is shown to others: next steps of private notes are left out, and those of notes
    that are shown as a summary have neither owner nor due date, as in the minutes.
    """
    for record_id, record in tables.get("actions", {}).items():
        yield _action(record_id, record)
    for record_id, record in tables.get("conflicts", {}).items():
        step, owner = _text(record.get("next_step")), _text(record.get("owner"))
        visibility = record.get("visibility")
        if step and owner and visibility != "private":
            state = "done" if record.get("step_done") is True else "open"
            hidden = {"owner": "", "due": ""} if visibility == "summary" else {}
            yield _action(record_id, {**record, **hidden, "text": step, "state": state})


def _action(record_id: str, record: Mapping[str, Any]) -> Action:
    return Action(*[_text({**record, "id": record_id}.get(name)) for name in Action._fields])


def open_actions(meetings: Mapping[str, Iterable[Action]]) -> tuple[OpenAction, ...]:
    """Return all open actions, by owner, due date and text; those without an owner come first.

    An action that was carried over is listed once, as the latest meeting has it. Actions are
    distinguished by the meeting and the id under which they were first recorded. A copy made by an
    earlier version does not have that id: it stands for the actions of earlier meetings with the
    same origin, text and owner.

    Args:
        meetings: the actions of each meeting, by its id; the newest meeting first.
    """
    found: list[OpenAction] = []
    known: set[tuple[str, str]] = set()
    copied: set[tuple[str, str, str]] = set()  # by copies without the id of their origin
    for meeting_id, actions in meetings.items():
        copied_here: set[tuple[str, str, str]] = set()
        for action in actions:
            first = action.carried_from or meeting_id
            if not action.origin and (action.carried_from or copied):
                wording = (first, fold(action.text), fold(action.owner))
                if action.carried_from:
                    copied_here.add(wording)
                if wording in copied:
                    continue
            key = (first, action.origin or action.id)
            if key in known:
                continue
            known.add(key)
            if action.state in ("", "open"):
                found.append(
                    OpenAction(
                        owner=action.owner,
                        text=action.text,
                        due=action.due,
                        organisation=action.organisation,
                        meeting_id=meeting_id,
                    )
                )
        copied |= copied_here
    return tuple(sorted(_with_one_spelling(found), key=_order))


def _with_one_spelling(actions: list[OpenAction]) -> list[OpenAction]:
    """Write each owner in one way: that of the latest meeting, but rather "Ben" than "ben"."""
    folded = {name: fold(name) for name in dict.fromkeys(action.owner for action in actions)}
    names: dict[str, str] = {}
    for name, plain in folded.items():
        known = names.get(plain)
        if known is None or (_is_one_case(known) and not _is_one_case(name)):
            names[plain] = name
    return [
        action
        if (name := names[folded[action.owner]]) == action.owner
        else replace(action, owner=name)
        for action in actions
    ]


def _is_one_case(name: str) -> bool:
    return name in (name.lower(), name.upper())


def _order(action: OpenAction) -> tuple[str, str, str]:
    return (fold(action.owner), action.due or "9999", fold(action.text))


def _text(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else ""

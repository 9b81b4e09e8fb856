"""Wins: small victories, celebrated at every meeting."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.types import CSSPathType

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import Action, Win
from data.rules import edits, people
from data.text.formatting import count
from screens.commands import Group, bindings
from screens.dialogs.form_fields import Field, Values
from screens.keymap import RECORDS
from screens.meeting.list_screen import LIST_STYLE, ListScreen
from screens.widgets.content import plain
from screens.widgets.record_list import Row
from screens.widgets.status_text import StatusText

_FLOURISH = ("✦ ✧ ✦", "✧ ✦ ✧", "✦ ✧ ✦", "✧ ✦ ✧", "✦ ✦ ✦")
_BEAT = 0.15  # seconds between two pictures of the flourish


class WinsScreen(ListScreen):
    """The wins of this meeting."""

    TAB = "wins"
    GROUP: Group | None = None
    INTRO = (
        "Wins. w writes one; “thank NAME for TEXT” thanks somebody. enter tells the goal, the"
        " organisations and whom to thank."
    )
    BINDINGS = bindings(RECORDS)
    EMPTY = "No win yet. w writes one: small victories count."
    CSS_PATH: ClassVar[CSSPathType | None] = [LIST_STYLE, "style.tcss"]

    def compose_body(self) -> ComposeResult:
        """A line that cheers, and the list."""
        yield StatusText(id="cheer")
        yield from self.compose_list()

    def rows(self, meeting: Meeting) -> list[Row]:
        """A win in two lines: what, and whom it thanks."""
        rows: list[Row] = []
        for win in meeting.wins:
            more = [
                f"thanks to {', '.join(win.thanks)}" if win.thanks else "",
                ", ".join(win.organisations),
                f"goal: {win.goal}" if win.goal else "",
            ]
            second = " · ".join(part for part in more if part)
            text = plain(("★ ", "$text-warning"), (win.text, "bold"))
            if second:
                text = plain(text, (f"\n  {second}", "dim"))
            rows.append(Row(win.id, text))
        return rows

    def show(self, meeting: Meeting) -> None:
        """Show the list; cheer when there is one more."""
        super().show(meeting)
        before = getattr(self, "_wins", None)
        self._wins = len(meeting.wins)
        cheer = count(self._wins, "win") if self._wins else ""
        self.query_one("#cheer", StatusText).show_text(Content(cheer))
        if before is not None and self._wins > before:
            self._celebrate()

    def _celebrate(self) -> None:
        """A short flourish: it only changes one line, and never waits for anything."""
        if self.app.animation_level == "none":
            return
        for beat, picture in enumerate((*_FLOURISH, "")):
            self.set_timer(beat * _BEAT, lambda shown=picture: self._cheer(shown))

    def _cheer(self, picture: str) -> None:
        words = count(len(self.session.file.meeting.wins), "win")
        self.query_one("#cheer", StatusText).show_text(
            plain(f"{words}  ", (picture, "$text-warning"))
        )

    async def action_new(self) -> None:
        """Write a win with all its fields."""
        await self._edit(None)

    async def action_edit(self) -> None:
        """Edit the highlighted win."""
        await self._edit(self.session.file.meeting.find(Win, self.picked))

    async def _edit(self, win: Win | None) -> None:
        meeting = self.session.file.meeting

        def changes(values: Values) -> dict[str, object]:
            if not values["text"].strip():
                raise MeetingError("The win has no words", hint="Type what was achieved")
            by_text = {action.text: action.id for action in meeting.records(Action)}
            return {
                "text": values["text"],
                "thanks": _names(values["thanks"]),
                "organisations": _names(values["organisations"]),
                "goal": values["goal"],
                "action": by_text.get(values.get("action", ""), ""),
            }

        def add(values: Values) -> None:
            now, item = self.session.now(), edits.current_item_id(self.session.file.meeting)
            self.apply(edits.add, now, Win(**changes(values), item=item, at=now))

        def edit(known: Win, values: Values) -> None:
            self.apply(edits.edit, self.session.now(), known, **changes(values))

        if win is None:
            await self.ask_new("wins", "New win", _fields(meeting, None), add)
        else:
            await self.ask_edit(
                f"Win: {win.text}", win, lambda known: _fields(meeting, known), edit
            )


def _fields(meeting: Meeting, win: Win | None) -> list[Field]:
    goals, done = meeting.info.goals, [action.text for action in meeting.actions]
    fields = [
        Field("text", "Win", win.text if win else ""),
        Field("thanks", "Thanks to", ", ".join(win.thanks) if win else "", hint="names"),
        Field(
            "organisations",
            "Organisations",
            ", ".join(win.organisations) if win else "",
            hint=", ".join(people.organisations(meeting.people))[:60],
        ),
        Field("goal", "Goal", win.goal if win else "", _with(goals, win))
        if goals
        else Field("goal", "Goal", win.goal if win else ""),
    ]
    if done:
        action = meeting.find(Action, win.action) if win else None
        fields.append(Field("action", "Action done", action.text if action else "", ["", *done]))
    return fields


def _with(goals: tuple[str, ...], win: Win | None) -> list[str]:
    """The goals to choose from, none first, with the one that the win has."""
    return list(dict.fromkeys(["", *goals, win.goal if win else ""]))


def _names(text: str) -> tuple[str, ...]:
    """Names with commas between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())

"""The two levels of an agenda: items, and sub-items whose time is part of that of their item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from data.errors import MeetingError
from data.records.meeting import Meeting
from data.records.models import AgendaItem, ItemState
from data.records.spans import total_seconds

_UNFINISHED = (ItemState.CURRENT, ItemState.WAITING)

_UNPLACED = -1.0  # a position that `renumbered` always changes


def own_time_box(item: AgendaItem) -> float | None:
    """Return the planned minutes of an item and its extensions in seconds; None for neither."""
    if item.minutes is None and not item.extensions:
        return None
    return (item.minutes or 0) * 60 + sum(item.extensions)


@dataclass(frozen=True)
class AgendaTree:
    """The items of an agenda, in order and with their sub-items.

    An item has at least the time of its sub-items. What it has beyond that is shared by the item
    itself and those of its sub-items that have no time box.

    Args:
        tops: the items that are no sub-items, from top to bottom. An item whose parent was removed,
            or is a sub-item itself, is one of them.
        subs: the sub-items of each item that has any, by its id.
    """

    tops: tuple[AgendaItem, ...]
    subs: Mapping[str, tuple[AgendaItem, ...]]

    @cached_property
    def items(self) -> tuple[AgendaItem, ...]:
        """All items from top to bottom: each is followed by its sub-items."""
        return tuple(item for top in self.tops for item in self.family(top))

    @cached_property
    def parents(self) -> Mapping[str, AgendaItem]:
        """The item of each sub-item, by the id of the sub-item."""
        return {sub.id: top for top in self.tops for sub in self.subs.get(top.id, ())}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The number of each item by its id, such as "3", and "3.1" for its first sub-item."""
        numbers: dict[str, str] = {}
        for n, top in enumerate(self.tops, start=1):
            numbers[top.id] = str(n)
            for m, sub in enumerate(self.subs.get(top.id, ()), start=1):
                numbers[sub.id] = f"{n}.{m}"
        return numbers

    def family(self, item: AgendaItem) -> tuple[AgendaItem, ...]:
        """Return an item and its sub-items."""
        return (item, *self.subs.get(item.id, ()))

    def full_title(self, item: AgendaItem) -> str:
        """Return the title of an item; that of a sub-item stands after the title of its item."""
        parent = self.parents.get(item.id)
        return f"{parent.title}: {item.title}" if parent is not None else item.title

    # -- order -----------------------------------------------------------------------------

    def renumbered(self) -> tuple[AgendaItem, ...]:
        """Return the items whose position is not yet 1, 2, 3 and so on, with that position."""
        return tuple(
            item.replace(position=float(n))
            for n, item in enumerate(self.items, start=1)
            if item.position != float(n)
        )

    def moved(self, item: AgendaItem, steps: int) -> AgendaTree | None:
        """Return the agenda with an item moved among those of its level; None if it cannot move.

        Args:
            item: one of the items.
            steps: how far down; negative steps move it up.
        """
        parent = self.parents.get(item.id)
        row = list(self.tops if parent is None else self.subs[parent.id])
        index = row.index(item)
        target = min(max(index + steps, 0), len(row) - 1)
        if target == index:
            return None
        row.insert(target, row.pop(index))
        if parent is None:
            return AgendaTree(tuple(row), self.subs)
        return AgendaTree(self.tops, {**self.subs, parent.id: tuple(row)})

    def with_other_level(self, item: AgendaItem) -> AgendaTree:
        """Return the agenda with an item as the last sub-item of the one above.

        A sub-item becomes an item of its own instead, below the one that it was a sub-item of.

        Raises:
            MeetingError: no item is above, or the item has sub-items itself.
        """
        parent = self.parents.get(item.id)
        if parent is not None:
            index = self.tops.index(parent) + 1
            left = tuple(sub for sub in self.subs[parent.id] if sub is not item)
            own = item.replace(parent="", position=_UNPLACED)
            tops = (*self.tops[:index], own, *self.tops[index:])
            return AgendaTree(tops, {**self.subs, parent.id: left})
        index = self.tops.index(item)
        if not index:
            raise MeetingError(f"“{item.title}” is the first item: there is none above it")
        if self.subs.get(item.id):
            raise MeetingError(
                f"“{item.title}” has sub-items itself", hint="Make them items of their own first"
            )
        above = self.tops[index - 1]
        subs = (*self.subs.get(above.id, ()), item.replace(parent=above.id, position=_UNPLACED))
        tops = (*self.tops[:index], *self.tops[index + 1 :])
        return AgendaTree(tops, {**self.subs, above.id: subs})

    # -- minutes ---------------------------------------------------------------------------

    def planned_minutes(self, item: AgendaItem) -> int | None:
        """Return the planned minutes of an item: at least the sum of those of its sub-items."""
        parts = [sub.minutes for sub in self.subs.get(item.id, ()) if sub.minutes is not None]
        return max(item.minutes or 0, sum(parts)) if parts else item.minutes

    @property
    def total_minutes(self) -> int:
        """The planned minutes of the whole agenda, each counted once."""
        return sum(self.planned_minutes(top) or 0 for top in self.tops)

    def whole_time_box(self, item: AgendaItem) -> float | None:
        """Return the time box of an item with its sub-items in seconds; None if it has none.

        It is never less than those of the sub-items together. What the item itself was extended by
        comes on top of that.
        """
        boxes = (own_time_box(sub) for sub in self.subs.get(item.id, ()))
        parts = [box for box in boxes if box is not None]
        if not parts:
            return own_time_box(item)
        together = sum(parts)
        return max(together, max((item.minutes or 0) * 60, together) + sum(item.extensions))

    def whole_elapsed(self, item: AgendaItem, now: datetime) -> float:
        """Return the seconds that an item and its sub-items have been open."""
        return sum(total_seconds(one.spans, now) for one in self.family(item))

    def _shares(self, item: AgendaItem) -> bool:
        """Return whether an item uses the shared time of its item, or its own beside sub-items."""
        if item.id in self.parents:
            return own_time_box(item) is None
        return bool(self.subs.get(item.id))

    def _shared(self, top: AgendaItem, now: datetime) -> tuple[float, float]:
        """Return the time that an item shares with its sub-items, and how much of it is used."""
        subs = self.subs.get(top.id, ())
        parts = sum(own_time_box(sub) or 0.0 for sub in subs)
        members = [top, *(sub for sub in subs if own_time_box(sub) is None)]
        used = sum(total_seconds(one.spans, now) for one in members)
        return max(0.0, (self.whole_time_box(top) or 0.0) - parts), used

    def time_left(self, item: AgendaItem, now: datetime) -> float | None:
        """Return the seconds left for an item itself, negative once they are over.

        Returns:
            None if it has no time box: for an item with sub-items, if they have all of its time.
        """
        if self._shares(item):
            shared, used = self._shared(self.parents.get(item.id, item), now)
            return shared - used if shared else None
        box = own_time_box(item)
        return None if box is None else box - total_seconds(item.spans, now)

    def time_box(self, item: AgendaItem, now: datetime) -> float | None:
        """Return the seconds for an item itself, without its sub-items; None if it has none."""
        left = self.time_left(item, now)
        return None if left is None else left + total_seconds(item.spans, now)

    def remaining(self, now: datetime) -> dict[str, float | None]:
        """Return the seconds that are still to come of each current and waiting item, by its id.

        Shared time is counted for the last of those that share it. None is for an item whose time
        is not known.
        """
        result: dict[str, float | None] = {}
        for top in self.tops:
            coming = [item for item in self.family(top) if item.state in _UNFINISHED]
            sharing = [item for item in coming if self._shares(item)]
            for item in coming:
                left = None if self._shares(item) else self.time_left(item, now)
                result[item.id] = None if left is None else max(0.0, left)
            if not sharing:
                continue
            shared, used = self._shared(top, now)
            if shared:
                result |= dict.fromkeys((item.id for item in sharing), 0.0)
                result[sharing[-1].id] = max(0.0, shared - used)
            elif sharing[0] is top and self.whole_time_box(top) is not None:
                result[top.id] = 0.0
        return result


def agenda_tree(meeting: Meeting) -> AgendaTree:
    """Return the items of a meeting, in order and with their sub-items."""
    return meeting.cached(_tree)


def _tree(meeting: Meeting) -> AgendaTree:
    items = sorted(meeting.agenda, key=lambda item: item.position)
    by_id = {item.id: item for item in items}
    tops: list[AgendaItem] = []
    subs: dict[str, tuple[AgendaItem, ...]] = {}
    for item in items:
        parent = by_id.get(item.parent)
        if parent is None or parent.parent in by_id:
            tops.append(item)
        else:
            subs[parent.id] = (*subs.get(parent.id, ()), item)
    return AgendaTree(tuple(tops), subs)

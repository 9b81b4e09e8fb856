"""ColumnList: a list whose groups stand side by side, where the width allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual

from screens.widgets.record_list import RecordList, Row

MIN_WIDTH = 36  # cells of a column
_GAP = 2  # cells between two columns


@dataclass(frozen=True)
class Columns:
    """Where each row of a list stands.

    Args:
        width: of each column in cells.
        places: the column and the line of each row.
        lines: the rows of each column by their lines; None for a blank line.
    """

    width: int
    places: tuple[tuple[int, int], ...]
    lines: tuple[tuple[int | None, ...], ...]

    @property
    def height(self) -> int:
        """The number of lines of the longest column."""
        return max(map(len, self.lines), default=0)

    def left(self, column: int) -> int:
        """The cell where a column begins."""
        return column * (self.width + _GAP)

    def row_at(self, x: int, y: int) -> int | None:
        """Return the index of the row at a cell and a line, if there is one."""
        column, cell = divmod(x, self.width + _GAP)
        if cell >= self.width or column >= len(self.lines) or not 0 <= y < len(self.lines[column]):
            return None
        return self.lines[column][y]


def arrange(rows: Sequence[Row], width: int) -> Columns:
    """Return the columns of a list: one group below the other, and none of them in two columns.

    Args:
        rows: rows of one line each; those without an id are headings, with which a group begins.
        width: of the list in cells. There are as many columns as it allows, of about one height.
    """
    groups: list[list[int]] = []
    for index, row in enumerate(rows):
        if not row.id or not groups:
            groups.append([])
        groups[-1].append(index)
    number = max(1, min((width + _GAP) // (MIN_WIDTH + _GAP), len(groups)))
    lines = len(rows) + len(groups) - number  # with the blank lines
    height = max([len(group) for group in groups] + [-(-lines // number)])
    while len(columns := _filled(groups, height)) > number:
        height += 1
    places = {
        index: (column, line)
        for column, lines in enumerate(columns)
        for line, index in enumerate(lines)
        if index is not None
    }
    return Columns(
        max(1, (width + _GAP) // number - _GAP),
        tuple(places[index] for index in range(len(rows))),
        tuple(map(tuple, columns)),
    )


def _filled(groups: Sequence[Sequence[int]], height: int) -> list[list[int | None]]:
    """Put groups into columns of at most so many lines, with a blank line between two groups."""
    columns: list[list[int | None]] = []
    for group in groups:
        if columns and len(columns[-1]) + 1 + len(group) <= height:
            columns[-1] += [None, *group]
        else:
            columns.append([*group])
    return columns


class ColumnList(RecordList):
    """A RecordList in columns. The keys go through them from the first to the last.

    Textual's list keeps the rows and the highlight; where a row stands is decided here.
    """

    DEFAULT_CSS = """
    ColumnList { overflow-y: hidden; }
    """

    _arranged: tuple[tuple[str, ...], int, Columns] | None = None
    _top_line = 0  # the line at the top

    @property
    def columns(self) -> Columns:
        """Where the rows stand at the present width."""
        width, ids = self.content_size.width, tuple(row.id for row in self.rows)
        known = self._arranged
        if known is None or known[:2] != (ids, width):
            self._arranged = known = (ids, width, arrange(self.rows, width))
        return known[2]

    def render_line(self, y: int) -> Strip:
        """Render one line of all columns."""
        columns, style = self.columns, self.get_visual_style("option-list--option")
        line, strips = self._top_line + y, []
        for number, indexes in enumerate(columns.lines):
            width = columns.width + (_GAP if number + 1 < len(columns.lines) else 0)
            index = indexes[line] if line < len(indexes) else None
            if index is None:
                strips.append(Strip.blank(width, style.rich_style))
                continue
            strip = self._row_strip(index, columns.width)
            strips.append(strip.extend_cell_length(width, style.rich_style))
        width = self.content_size.width
        return Strip.join(strips).adjust_cell_length(width, style.rich_style)

    def _row_strip(self, index: int, width: int) -> Strip:
        part = "option-list--option"
        chosen = [f"{part}-highlighted"] if index == self.highlighted else []
        style = self.get_visual_style(part, *chosen)
        strips = Visual.to_strips(self, self.visual_of(self.rows[index]), width, 1, style)
        return strips[0].adjust_cell_length(width, style.rich_style)

    def repaint_row(self, index: int) -> None:
        """Paint a row again."""
        columns = self.columns
        column, line = columns.places[index]
        self.refresh(Region(columns.left(column), line - self._top_line, columns.width, 1))

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Scroll to the highlighted row, and to the heading if it is the first one below it."""
        index, height = self.highlighted, self.content_size.height
        if index is None or index >= len(self.rows) or not height:
            return
        _, line = self.columns.places[index]
        above = line - 1 if index and not self.rows[index - 1].id else line
        self._show_from(above if top else min(above, max(self._top_line, line - height + 1)))

    def _show_from(self, line: int) -> None:
        first = max(0, min(line, self.columns.height - self.content_size.height))
        if first != self._top_line:
            self._top_line = first
            self.refresh()

    def on_resize(self) -> None:
        """Keep the highlighted row in view."""
        self._show_from(self._top_line)
        self.scroll_to_highlight()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down."""
        event.stop()
        self._show_from(self._top_line + 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up."""
        event.stop()
        self._show_from(self._top_line - 3)

    def on_click(self, event: events.Click) -> None:
        """Highlight and select the row that was clicked."""
        place = event.get_content_offset(self)
        index = self.columns.row_at(place.x, place.y + self._top_line) if place else None
        if index is not None and self.rows[index].id:
            self.highlighted = index
            self.action_select()

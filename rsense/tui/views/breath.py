"""The shape that grows and shrinks with a breath, over a faint one of its full size.

Each frame repaints only the rows that changed.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from operator import itemgetter

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from rsense.tui.views.disc import EMPTY, FULL, TURNED, Picture, bar, picture

Look = tuple[bool, bool, bool]
"""Look of a cell: part of the shape; over the faint shape; with its colours exchanged."""
Strips = dict[tuple[str, str], Strip]
"""Rows of the shape, by the letters of the row and of the same row of the full shape."""

MOST_ROWS, FEWEST_ROWS = 23, 4
"""Rows of the disc; with fewer than the least a bar is drawn."""
BAR_WIDTH, INLINE_WIDTH = 40, 24


class Breath(Widget):
    """A disc, or a bar where there is only a row or two."""

    COMPONENT_CLASSES = {"breath--rest", "breath--held"}
    DEFAULT_CSS = """
    Breath {
        color: $primary;
        & > .breath--rest { color: $primary 10%; }
        & > .breath--held { color: $primary 75%; }
    }
    """

    def __init__(self, *, from_left: bool = False) -> None:
        super().__init__()
        self.from_left = from_left
        """Draw a bar that grows from the left: only one end of it moves."""
        self.level = 0.0
        self.held = False
        self._picture: Picture = ()
        self._full: Picture = ()
        self._fits = Size()
        """The size that both are drawn for."""
        self._styles: dict[Look, Style] = {}
        self._strips: Strips | None = None
        """Those of the colours now; None until they are asked for."""
        self._by_colours: dict[tuple[Style, bool], Strips] = {}
        """Rows as they were drawn, by colours and `held`: each breath comes by the same again."""

    def fit(self, room: Size, *, inline: bool, disc: bool) -> None:
        """Take the size and the place that fit a room, with three lines of text beside it."""
        width, height = room
        rows = min(height - 3, MOST_ROWS)
        if inline or not disc or rows < FEWEST_ROWS or width < 8:
            rows, width = 1, min(width, INLINE_WIDTH if inline else BAR_WIDTH)
        else:
            rows = min(rows - 2 if rows > 8 else rows, width // 2)
            width = 2 * rows
        self.styles.width, self.styles.height = width, rows
        air = int(rows > 8 or (rows < FEWEST_ROWS and height > 8))
        # Margin, not `align`, which would move all the lines as one block.
        self.styles.margin = (air, 0, air, 0 if inline else (room.width - width) // 2)

    def show(self, level: float, *, held: bool = False) -> None:
        """Draw the shape at a fullness from 0 to 1, dimmed while the breath is held."""
        if held != self.held or self.size != self._fits:
            self.level, self.held = level, held
            self._draw_anew()
            return
        before = self._picture
        self.level, self._picture = level, self._drawn(level)
        rows = enumerate(zip(before, self._picture))
        changed = [number for number, (old, new) in rows if old != new]
        if changed:  # one region from the first to the last: each region has its price
            first, last = changed[0], changed[-1]
            self.refresh(Region(0, first, len(self._picture[0]), last - first + 1))

    def on_resize(self) -> None:
        self._by_colours = {}
        self._draw_anew()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles, self._strips = {}, None

    def _drawn(self, level: float) -> Picture:
        width, rows = self.size
        return bar(width, level) if self.from_left else picture(width, rows, level)

    def _draw_anew(self) -> None:
        self._fit()
        self._styles, self._strips = {}, None
        self.refresh()

    def _fit(self) -> None:
        """Draw for the size there is: a frame or a paint may come before the resize event."""
        self._fits, self._full = self.size, self._drawn(1.0)
        self._picture = self._drawn(self.level)

    def render_line(self, y: int) -> Strip:
        if self.size != self._fits:
            self._fit()
        if y >= len(self._picture):
            return Strip.blank(self.size.width, self.rich_style)
        if self._strips is None:
            self._strips = self._by_colours.setdefault((self.rich_style, self.held), {})
        drawn = self._picture[y], self._full[y]
        if drawn not in self._strips:
            self._strips[drawn] = self._strip(*drawn)
        return self._strips[drawn]

    def _strip(self, row: str, full: str) -> Strip:
        plain = self._plain
        cells = [_cell(*pair, plain=plain) for pair in zip(row, full)]
        segments = [
            Segment("".join([text for _, text in run]), self._style(look))
            for look, run in groupby(cells, key=itemgetter(0))
        ]
        return Strip(segments, len(row))

    @property
    def _plain(self) -> bool:
        """Whether the colours are the terminal's own: none of them can be made fainter."""
        return self.app.current_theme.ansi

    def _style(self, look: Look) -> Style:
        if look not in self._styles:
            self._styles[look] = self._made_style(look)
        return self._styles[look]

    def _made_style(self, look: Look) -> Style:
        part, over, turned = look
        _, _, ground, _ = self.colors
        own = self.rich_style
        rest = (ground + self.get_component_styles("breath--rest").color).rich_color
        if not part:
            return Style(color=rest, bgcolor=own.bgcolor, reverse=turned)
        if self.held:
            held = self.get_component_styles("breath--held").color
            own += Style(color=(ground + held).rich_color)
        behind = Style(bgcolor=rest) if over and not self._plain else Style()
        return own + behind + Style(reverse=turned)


@cache
def _cell(cell: str, full: str, *, plain: bool) -> tuple[Look, str]:
    """How a cell of the shape is drawn, given the same cell of the full one."""
    if cell == EMPTY and full not in (EMPTY, FULL) and not plain:
        return (False, False, full in TURNED), TURNED.get(full, full)
    return (True, full == FULL, cell in TURNED), TURNED.get(cell, cell)

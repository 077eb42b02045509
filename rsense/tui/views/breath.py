"""The shape that grows and shrinks with a breath, painted by the rows that changed."""

from __future__ import annotations

import math

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

EIGHTHS = " ▏▎▍▌▋▊▉█"
SMALLEST = 0.2
"""What is left of the shape when the breath is out, of its full size: it is never gone."""

Span = tuple[int, int]
"""Left and right edge of a row, in eighths of a cell."""


def span_at(row: int, rows: int, width: int, level: float) -> Span:
    """Where a disc of this fullness cuts a row; an empty span where it does not.

    In one row or two it is a bar. A cell counts as twice as high as it is wide.
    """
    size = SMALLEST + (1 - SMALLEST) * max(0.0, min(level, 1.0))
    if rows < 3:
        half = size * width / 2
    else:
        radius = rows / 2 * size
        off = row + 0.5 - rows / 2
        half = 2 * math.sqrt(radius * radius - off * off) if abs(off) < radius else 0.0
    half = min(half, width / 2)
    return round((width / 2 - half) * 8), round((width / 2 + half) * 8)


class Breath(Widget):
    """A disc, or a bar where there is only one row."""

    level: reactive[float] = reactive(0.0, repaint=False)
    """How full, 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self._spans: tuple[Span, ...] = ()

    def watch_level(self) -> None:
        before, self._spans = self._spans, self._cut()
        if len(before) != len(self._spans):
            self.refresh()
            return
        width = self.size.width
        changed = (row for row, (a, b) in enumerate(zip(before, self._spans)) if a != b)
        if regions := [Region(0, row, width, 1) for row in changed]:
            self.refresh(*regions)

    def on_resize(self) -> None:
        self._spans = self._cut()
        self.refresh()

    def _cut(self) -> tuple[Span, ...]:
        width, rows = self.size
        return tuple(span_at(row, rows, width, self.level) for row in range(rows))

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y >= len(self._spans):
            return Strip.blank(width, self.rich_style)
        left, right = self._spans[y]
        return Strip(list(_painted(left, right, width, self.rich_style)), width)


def _painted(left: int, right: int, width: int, style: Style) -> list[Segment]:
    """A row from `left` to `right`, with eighths at both edges.

    There are blocks for a cell filled from the left only; the left edge turns one about.
    """
    if right <= left:
        return [Segment(" " * width, style)]
    first, into = divmod(left, 8)
    last, over = divmod(right, 8)
    if first == last:
        return [Segment((" " * first + EIGHTHS[right - left]).ljust(width), style)]
    start = [Segment(" " * first, style)]
    if into:
        start.append(Segment(EIGHTHS[into], style + Style(reverse=True)))
    full = "█" * (last - first - bool(into))
    end = (EIGHTHS[over] if over else "").ljust(width - last)
    return [*start, Segment(full, style), Segment(end, style)]

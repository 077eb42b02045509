"""A disc drawn in block characters, an eighth of a cell fine. Pure: strings in, strings out.

A picture is one string a row. There are blocks for a cell filled from below or from the left
only; one filled from above or from the right is such a block turned about, and has a letter here.
"""

from __future__ import annotations

import math
from functools import lru_cache

FULL, EMPTY = "█", " "
BELOW, LEFT = " ▁▂▃▄▅▆▇█", " ▏▎▍▌▋▊▉█"
ABOVE, RIGHT = " ABCDEFG█", " abcdefg█"
"""Letters for cells filled from above and from the right."""
TURNED = {letter: BELOW[8 - n] for n, letter in enumerate(ABOVE) if 0 < n < 8} | {
    letter: LEFT[8 - n] for n, letter in enumerate(RIGHT) if 0 < n < 8
}
"""Letter to the block that is shown with its colours exchanged."""
SMALLEST = 0.22
"""Smallest size of the shape, as a share of the full one: it never disappears."""
_MIRRORED = str.maketrans(BELOW, ABOVE)
_STEEP = math.sqrt(0.5)
"""Sine from which an edge is steep, so that its cells fill from the side."""

Picture = tuple[str, ...]


def picture(width: int, rows: int, level: float) -> Picture:
    """The centred disc at a fullness of 0 to 1; with one row or two it is a bar.

    A cell counts as twice as high as it is wide.
    """
    if not (width and rows):
        return ()
    size = SMALLEST + (1 - SMALLEST) * max(0.0, min(level, 1.0))
    # Rounded to visible steps, so that equal pictures come from the cache.
    return _picture(width, rows, round(size * 8 * max(width, 2 * rows)))


def bar(width: int, level: float) -> Picture:
    """A bar from the left at a fullness of 0 to 1. Only one end moves, so little is repainted."""
    whole, over = divmod(round(max(0.0, min(level, 1.0)) * width * 8), 8)
    return ((FULL * whole + (LEFT[over] if over else "")).ljust(width),)


@lru_cache(maxsize=512)
def _picture(width: int, rows: int, step: int) -> Picture:
    size = step / (8 * max(width, 2 * rows))
    if rows < 3:
        return (_between(width, size * width / 2),) * rows
    radius = min(rows / 2, width / 4) * size
    steep = radius * _STEEP
    upper = [
        _between(width, 2 * math.sqrt(radius * radius - off * off))
        if (off := rows / 2 - row - 0.5) <= steep
        else ""
        for row in range((rows + 1) // 2)
    ]
    level_rows = upper.count("")
    if level_rows:
        upper[:level_rows] = _tops(width, rows, radius, level_rows)
    lower = [row.translate(_MIRRORED) for row in reversed(upper[: rows // 2])]
    return (*upper, *lower)


def _between(width: int, half: float) -> str:
    """A row that is filled from the middle to both sides."""
    left, right = round((width / 2 - half) * 8), round((width / 2 + half) * 8)
    first, into = divmod(max(left, 0), 8)
    last, over = divmod(min(right, width * 8), 8)
    start = EMPTY * first + (RIGHT[8 - into] if into else "")
    row = start + FULL * (last - len(start)) + (LEFT[over] if over else "")
    return row.ljust(width)[:width]  # two characters if both ends are in one cell


def _tops(width: int, rows: int, radius: float, count: int) -> list[str]:
    """The first rows, where the edge is level: each cell fills from below."""
    heights = [
        round((rows / 2 - math.sqrt(radius * radius - off * off)) * 8)
        if (off := abs(column + 0.5 - width / 2) / 2) < radius * (_STEEP + 0.06)
        else rows * 8
        for column in range(width)
    ]
    return [
        "".join(BELOW[min(max((row + 1) * 8 - height, 0), 8)] for height in heights)
        for row in range(count)
    ]

"""Sizes of a screen: those that are drawn, and the classes by which styles tell them apart."""

from __future__ import annotations

from typing import Any, TypeVar

from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

S = TypeVar("S", bound=Screen[Any])

WIDEST, HIGHEST = 1000, 400
"""Cells of a screen that are drawn at most; a larger terminal has the rest empty."""
WIDTHS = [(0, "-narrow"), (60, "-medium"), (72, "-wide"), (100, "-broad")]
HEIGHTS = [(0, "-tiny"), (10, "-short"), (22, "-tall"), (34, "-high")]
"""(From so many columns or rows on, class of a screen), the smallest first."""


def bounded(event: Resize) -> Resize:
    """A resize to a size that can be drawn: a terminal may report any number."""
    width, height = max(1, min(event.size.width, WIDEST)), max(1, min(event.size.height, HIGHEST))
    if (width, height) == event.size:
        return event
    size = Size(width, height)
    return Resize(size, size)


def at_size(screen: S, size: Size) -> S:
    """The screen with the classes of its size in cells.

    Textual gives them after the first layout, and then everything is drawn again.
    """
    for classes, cells in ((WIDTHS, size.width), (HEIGHTS, size.height)):
        screen.add_class([name for least, name in classes if least <= cells][-1])
    return screen

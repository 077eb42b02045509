"""Texts of the home screen's tiles and rows, for the room there is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.content import Content

from rsense.ports import ExerciseLink, HistoryEntry
from rsense.tui.widgets.content import QUIET, joined, strength_bar, words

LABEL = 15
"""Width of what stands before a waiting row, in cells."""


class Tile(NamedTuple):
    """Something that helps now, at one key."""

    key: str
    name: str
    about: str
    action: str


def tile_text(tile: Tile) -> Callable[[int], Content]:
    first = joined((f"{tile.key}  ", "bold $primary"), (tile.name, "bold"))
    second = words(tile.about, QUIET)
    return lambda _: Content("\n").join([first, second])


def row_text(label: str, said: Content, key: str, when: str = "") -> Callable[[int], Content]:
    """A label, what is said and when, and the key at the end.

    The label and the time go where there is no room for them.
    """
    whole = Content.assemble(said, words(f", {when}", QUIET)) if when else said

    def text(width: int) -> Content:
        before = words(f"{label:<{LABEL}}" if width > 3 * LABEL else "", QUIET)
        room = max(width - before.cell_length - 3, 1)
        line = (whole if whole.cell_length <= room else said).truncate(room, ellipsis=True)
        gap = " " * (room - line.cell_length + 2)
        return Content.assemble(before, line, gap, words(key, "bold $primary"))

    return text


def entry_text(past: HistoryEntry) -> Content:
    bar = Content("") if past.strength is None else strength_bar(past.strength) + Content("  ")
    line = past.line.replace("\n", " ")
    return bar + words(line, "$secondary")


TITLE_CELLS = 39
"""Room for the longest title that ships, so that what stands behind it is in line."""


def exercise_text(link: ExerciseLink) -> Callable[[int], Content]:
    """The title and, where there is room, how long it takes and what it is for."""
    title = words(link.title)

    def text(width: int) -> Content:
        minutes = f"{link.minutes:g} min"
        if width < 60:
            gap = " " * max(width - title.cell_length - len(minutes), 1)
            line = Content.assemble(title, gap, words(minutes, QUIET))
        else:
            pad = " " * max(TITLE_CELLS - title.cell_length, 1)
            about = joined((f"{minutes:>8}  ", QUIET), (link.summary, QUIET))
            line = Content.assemble(title, pad, about)
        return line.truncate(width, ellipsis=True)

    return text

"""Rows of numbers as bars and dots in text. Screens, lines, HTML and Markdown draw the same rows.

The picture stands beside the number and the sentence, and never for them: where pictures are not
wanted, the sentences of the rows are said instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rsense.core.options import Glyphs
from rsense.core.text_width import display_width, truncate

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_DOTS = {"blocks": "·○●", "ascii": ".ox"}
"""Track, earlier value, value."""
_WIDEST_BAR = 24
_LEAST = 4
"""Cells: with less room the bars are left out, and labels and numbers stay."""
_MOST_LABEL, _LEAST_LABEL = 24, 8
"""Columns."""


class Row(NamedTuple):
    label: str
    value: float | None
    """0 or more; None where nothing was noted, which is not the same as 0."""
    mark: str = ""
    """The value in a word or two, written behind the bar."""
    sentence: str = ""
    """The row in words, for where there is no picture."""
    before: float | None = None
    """On a track of dots, an earlier value, from which the value came."""


def bar(value: float | None, most: float, cells: int, glyphs: Glyphs = "blocks") -> str:
    """A bar as long as the value's share of `most`, padded to so many cells.

    Whatever is more than nothing can be seen.
    """
    parts = 8 if glyphs == "blocks" else 1
    share = min(max(value or 0, 0) / most, 1) if most > 0 else 0
    length = max(round(share * cells * parts), 1) if share else 0
    if glyphs == "ascii":
        return ("#" * length).ljust(cells)
    full, rest = divmod(length, parts)
    return (_EIGHTHS[8] * full + _EIGHTHS[rest] * (rest > 0)).ljust(cells)


def dots(row: Row, most: float = 10, glyphs: Glyphs = "blocks") -> str:
    """A row's value as a dot on a track from 0 to `most`, a cell for each whole number."""
    cells = [0] * (round(most) + 1)
    for mark, value in ((1, row.before), (2, row.value)):
        if value is not None:
            cells[round(min(max(value, 0), most))] = mark
    return "".join(_DOTS[glyphs][mark] for mark in cells)


def drawn(
    rows: Sequence[Row],
    width: int = 64,
    *,
    glyphs: Glyphs = "blocks",
    scale: Literal["bars", "dots"] = "bars",
    most: float = 0,
) -> list[str]:
    """The rows as lines of at most `width` columns: label, bar or dot, mark.

    `most` is the value of a whole bar; 0 takes the largest of the rows. Labels are cut to fit.
    """
    most = most or max((row.value or 0 for row in rows), default=0)
    marks = max((display_width(row.mark) for row in rows), default=0)
    room = max(width - marks - 2 * (marks > 0), 1)
    labels = max((display_width(row.label) for row in rows), default=0)
    least = round(most) + 1 if scale == "dots" else _LEAST
    labels = min(labels, _MOST_LABEL, max(room - 2 - least, min(room, _LEAST_LABEL)))
    cells = min(room - labels - 2, _WIDEST_BAR)
    lines = []
    for row in rows:
        label = truncate(row.label, labels)
        parts = [label + " " * (labels - display_width(label))]
        if cells >= least:
            on_track = scale == "dots"
            picture = dots(row, most, glyphs) if on_track else bar(row.value, most, cells, glyphs)
            parts.append(picture)
        lines.append("  ".join([*parts, row.mark]).rstrip())
    return lines


def sentences(rows: Sequence[Row]) -> list[str]:
    """The rows in words."""
    return [row.sentence or f"{row.label}: {row.mark}" for row in rows]

"""Header and key hints of every screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from rsense.tui.widgets.content import joined, words

Key = tuple[str, str]
"""A key and what it does, in words."""

APART = "   "
WALKED, AHEAD = "$primary 55%", "$foreground 14%"
"""Colours of the done and the open part of the progress line; their weights differ too."""


class Header(Widget):
    """Header: title and position, and below them a progress line if there is one."""

    def __init__(self, title: str, far: str) -> None:
        super().__init__(id="where")
        self.place = (title, far)
        self.behind: float | None = None
        """Progress from 0 to 1; None for no progress line."""

    def say(self, title: str, far: str, behind: float | None = None) -> None:
        self.place, self.behind = (title, far), behind
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        title, far = map(words, self.place)
        room = max(width - far.cell_length - 2, 0)
        title = title.truncate(room, ellipsis=True)
        gap = " " * max(width - title.cell_length - far.cell_length, 0)
        lines = [Content.assemble(title, gap, far)]
        if self.behind is not None:
            done = round(max(0.0, min(self.behind, 1.0)) * width)
            lines.append(joined(("━" * done, WALKED), ("─" * (width - done), AHEAD)))
        return Content("\n").join(lines)


class KeyHints(Widget):
    """Key hints in two lines: those of the screen, and those of every screen."""

    def __init__(self, here: Sequence[Key], always: Sequence[Key]) -> None:
        super().__init__(id="keys")
        self.here, self.always = tuple(here), tuple(always)
        self.styles.height = bool(here) + bool(always)

    def say(self, here: Sequence[Key], always: Sequence[Key]) -> None:
        self.here, self.always = tuple(here), tuple(always)
        self.styles.height = bool(here) + bool(always)
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        lines = [_fitting(self.here, width)] if self.here else []
        if self.always:
            *left, last = self.always
            right = _fitting([last], width)
            room = width - right.cell_length - 2
            line = _fitting(left, room)
            if (
                not line.plain
            ):  # shortened to the part before the comma: "leave, all is kept" to "leave"
                line = _fitting([(key, does.partition(",")[0]) for key, does in left], room)
            gap = " " * max(width - line.cell_length - right.cell_length, 0)
            lines.append(Content.assemble(line, gap, right))
        return Content("\n").join(lines)


def _fitting(keys: Sequence[Key], width: int) -> Content:
    """The first of the keys, as many as fit the width."""
    line = Content("")
    for key, does in keys:
        more = joined((key, "bold $primary"), (f" {does}", ""))
        longer = Content.assemble(line, APART, more) if line.plain else more
        if longer.cell_length > width > 0:
            break
        line = longer
    return line

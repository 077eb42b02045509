"""Header and key hints of every screen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click, MouseMove
from textual.events import Key as KeyPress
from textual.reactive import reactive
from textual.widget import Widget

from rsense.tui.bindings import pressed, short_twin
from rsense.tui.widgets.content import joined, words

Key = tuple[str, str]
"""A key and what it does, in words."""
Spot = tuple[int, int, int, str]
"""Where a key is clicked: line, first column, column behind it, and Textual's name for it."""

BACK: tuple[Key, ...] = (("Esc", "back"), ("F1", "help now"))
"""The keys of every screen, on one that lies above another."""
APART = "   "
WALKED, AHEAD = "$primary 55%", "$foreground 14%"
"""Colours of the done and the open part of the progress line; their weights differ too."""


class Header(Widget):
    """Header: title and position, and below them a progress line if there is one."""

    ALLOW_SELECT = False

    def __init__(self, title: str, far: str) -> None:
        super().__init__(id="where")
        self.place = (title, far)
        self.short = far
        """What stands in place of `far` where that would cut the title short."""
        self.behind: float | None = None
        """Progress from 0 to 1; None for no progress line."""

    def say(
        self, title: str, far: str, behind: float | None = None, short: str | None = None
    ) -> None:
        self.place, self.behind = (title, far), behind
        self.short = far if short is None else short
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        title, far = map(words, self.place)
        if title.cell_length + 2 + far.cell_length > width:
            far = words(self.short)
        room = max(width - far.cell_length - 2, 0)
        title = title.truncate(room, ellipsis=True)
        gap = " " * max(width - title.cell_length - far.cell_length, 0)
        lines = [Content.assemble(title, gap, far)]
        if self.behind is not None:
            done = round(max(0.0, min(self.behind, 1.0)) * width)
            lines.append(joined(("━" * done, WALKED), ("─" * (width - done), AHEAD)))
        return Content("\n").join(lines)


class KeyHints(Widget):
    """Key hints in two lines: those of the screen, and those of every screen.

    A function key stands with its short twin where there is room. A click on a hint is its key.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = "KeyHints { pointer: pointer; }"
    hovered: reactive[Spot | None] = reactive(None)

    def __init__(self, here: Sequence[Key], always: Sequence[Key]) -> None:
        super().__init__(id="keys")
        self.here, self.always = tuple(here), tuple(always)
        self.styles.height = bool(here) + bool(always)
        self.spots: list[Spot] = []

    def say(self, here: Sequence[Key], always: Sequence[Key]) -> None:
        self.here, self.always = tuple(here), tuple(always)
        self.styles.height = bool(here) + bool(always)
        self.refresh()

    def render(self) -> Content:
        width, self.spots = self.size.width, []
        lines = []
        if self.here:
            lines.append(self._line(self._fitting(self.here, width), 0, 0))
        if self.always:
            *left, last = self.always
            (shown_last,) = self._fitting([last], width) or [last]
            right = width - _width([shown_last])
            shown = self._fitting(left, right - 2)
            if left and not shown:  # to the part before the comma: "leave, all is kept" to "leave"
                shown = self._fitting(
                    [(key, does.partition(",")[0]) for key, does in left], right - 2
                )
            y = len(lines)
            line = self._line(shown, 0, y)
            gap = " " * max(right - line.cell_length, 0)
            lines.append(Content.assemble(line, gap, self._line([shown_last], max(right, 0), y)))
        return Content("\n").join(lines)

    def _fitting(self, keys: Sequence[Key], width: int) -> Sequence[Key]:
        """The first of the keys, as many as fit; with short twins if that costs none of them."""
        owners = (type(self.screen), type(self.app))
        full = [(f"{key} {short_twin(key, owners)}".rstrip(), does) for key, does in keys]
        if _width(full) <= width:
            return full
        count = next((n for n in range(len(keys), 1, -1) if _width(keys[:n]) <= width), 1)
        return keys[:count] if _width(keys[:count]) <= width or width <= 0 else []

    def _line(self, keys: Sequence[Key], x: int, y: int) -> Content:
        """The hints from column `x` of line `y`, which become spots to click."""
        parts: list[tuple[str, str]] = []
        for key, does in keys:
            parts += [(APART, "")] if parts else []
            start = x + sum(words(text).cell_length for text, _ in parts)
            self.spots += _spots(key, does, start, y)
            on = self.hovered is not None and self.hovered in _spots(key, does, start, y)
            parts += [(key, "bold $primary"), (f" {does}", "underline" if on else "")]
        return joined(*parts)

    def _spot_at(self, x: int, y: int) -> Spot | None:
        return next((spot for spot in self.spots if spot[0] == y and spot[1] <= x < spot[2]), None)

    def on_click(self, event: Click) -> None:
        event.stop()
        if spot := self._spot_at(event.x, event.y):
            self.app.post_message(KeyPress(spot[3], spot[3] if len(spot[3]) == 1 else None))

    def on_mouse_move(self, event: MouseMove) -> None:
        self.hovered = self._spot_at(event.x, event.y)

    def on_leave(self) -> None:
        self.hovered = None


def _width(keys: Sequence[Key]) -> int:
    return words(APART.join(f"{key} {does}" for key, does in keys)).cell_length


def _spots(key: str, does: str, x: int, y: int) -> list[Spot]:
    """One spot a key, the words with the last one; only the keys if the hint is of several."""
    names = key.split(" ")
    starts = [len(" ".join(names[:n])) + bool(n) for n in range(len(names))]
    keys = [(name, at) for name, at in zip(names, starts, strict=True) if pressed(name)]
    if len(keys) < len(names):  # "↑ ↓ or a number": a letter is a word there
        keys = [(name, at) for name, at in keys if len(pressed(name)) > 1]
    several = sum(not name.startswith("^") for name, _ in keys) > 1
    spots: list[Spot] = []
    for name, at in keys:
        whole = name == keys[-1][0] and not several
        end = words(f"{key} {does}" if whole else key[: at + len(name)]).cell_length
        spots.append((y, x + words(key[:at]).cell_length, x + end, pressed(name)))
    return spots

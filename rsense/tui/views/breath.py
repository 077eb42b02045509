"""The shape that grows and shrinks with a breath, over a faint one of its full size.

Thirty times a second only the cells that changed are written, straight to the terminal, all that
have one style together: the compositor writes whole rows, each run with its own colours, and in
inline mode the whole screen. What is there is told to the compositor too, so any repaint is right.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import ClassVar

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.css.query import NoMatches
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widget import Widget

from rsense.tui.views.disc import EMPTY, FULL, TURNED, Picture, bar, picture

Run = tuple[int, int, str]
"""Row, column and the characters from there on."""


Look = tuple[bool, bool, bool]
"""Of a cell: part of the shape, over the faint one, with its colours exchanged."""


class Cells(CompositorUpdate):
    """Some cells in the styles they have: written and nothing else."""

    def __init__(self, runs: dict[Style, list[Run]], origin: Offset, *, inline: bool) -> None:
        self.runs, self.origin, self.inline = runs, origin, inline

    def render_segments(self, console: Console) -> str:
        written: list[str] = []
        colours = console._color_system
        for style, runs in self.runs.items():
            before, _, after = style.render("\0", color_system=colours).partition("\0")
            written.append(before)
            written += (self._placed(run) for run in runs)
            written.append(after)
        return "".join(written) + ("\r" if self.inline else "")

    def _placed(self, run: Run) -> str:
        row, column, text = run
        column += self.origin.x + 1
        down = row + self.origin.y
        if not self.inline:
            return f"\x1b[{down + 1};{column}H{text}"
        # Where the screen begins is not known there, only that the cursor is at its first row.
        lower, higher = (f"\x1b[{down}B", f"\x1b[{down}A") if down else ("", "")
        return f"{lower}\x1b[{column}G{text}{higher}"


class Breath(Widget):
    """A disc, or a bar where there is only a row or two."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"breath--rest", "breath--held"}
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
        """A bar with one end that moves."""
        self.level = 0.0
        self.held = False
        self._picture: Picture = ()
        self._full: Picture = ()
        self._fits = Size()
        """The size that both are drawn for."""
        self._styles: dict[Look, Style] = {}

    def show(self, level: float, *, held: bool = False) -> None:
        """How full it is (0 to 1), and whether the breath is held."""
        if held != self.held or self.size != self._fits:
            self.held, self.level = held, level
            self._draw_anew()
            return
        self.level = level
        before, self._picture = self._picture, self._drawn(level)
        if before == self._picture:
            return
        self._styles_cache.clear()
        if not self._write(before):
            self.refresh()

    def on_resize(self) -> None:
        self._draw_anew()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles = {}

    def _drawn(self, level: float) -> Picture:
        width, rows = self.size
        return bar(width, level) if self.from_left else picture(width, rows, level)

    def _draw_anew(self) -> None:
        self._fit()
        self._styles = {}
        self.refresh()

    def _fit(self) -> None:
        """Draw for the size there is: a frame, or a paint, may come before the resize is told."""
        self._fits, self._full = self.size, self._drawn(1.0)
        self._picture = self._drawn(self.level)

    def _write(self, before: Picture) -> bool:
        """Write the cells that changed; False where somebody else has to."""
        screen = self.screen
        if screen is not self.app.screen or len(before) != len(self._picture):
            return False
        try:
            place = screen.find_widget(self)
        except NoMatches:
            return False
        region = place.region
        if region.size != self.size or place.visible_region != region:
            return False
        runs: dict[Style, list[Run]] = {}
        for row, (old, new) in enumerate(zip(before, self._picture)):
            if old != new:
                for column, style, text in self._row(row, old):
                    runs.setdefault(style, []).append((row, column, text))
        update = Cells(runs, region.offset, inline=self.app.is_inline)
        self.app._display(screen, update)  # type: ignore[arg-type]  # as its own updates are
        return True

    def _row(self, row: int, old: str = "") -> Iterator[tuple[int, Style, str]]:
        """Runs of one style in a row: column, style, characters; only what is not as in `old`."""
        cells = self._picture[row]
        full = self._full[row] if row < len(self._full) else EMPTY * len(cells)
        looks: list[tuple[Look, str] | None] = []
        for column, cell in enumerate(cells):
            if old and old[column] == cell:
                looks.append(None)
            elif cell == EMPTY and full[column] not in (EMPTY, FULL) and not self._plain:
                rest = full[column]
                looks.append(((False, False, rest in TURNED), TURNED.get(rest, rest)))
            else:
                on_rest = full[column] == FULL
                looks.append(((True, on_rest, cell in TURNED), TURNED.get(cell, cell)))
        column = 0
        for look, group in groupby(looks, key=_look):
            cells_alike = [found[1] if found else "" for found in group]
            if look is not None:
                yield column, self._style(look), "".join(cells_alike)
            column += len(cells_alike)

    @property
    def _plain(self) -> bool:
        """The terminal's own colours: none between two of them is known, so nothing is faint."""
        return self.app.current_theme.ansi

    def _style(self, look: Look) -> Style:
        """Of a cell: part of the shape, over the faint one, with its colours exchanged."""
        if not self._styles:
            self._styles = dict(self._made_styles())
        return self._styles[look]

    def _made_styles(self) -> Iterator[tuple[Look, Style]]:
        _, _, ground, _ = self.colors
        own = self.rich_style
        if self.held:
            held = self.get_component_styles("breath--held").color
            own = own + Style(color=(ground + held).rich_color)
        rest = ground + self.get_component_styles("breath--rest").color
        faint = Style(color=rest.rich_color, bgcolor=own.bgcolor)
        behind = own if self._plain else own + Style(bgcolor=rest.rich_color)
        filters = self.get_line_filters()
        for part, over in ((True, True), (True, False), (False, False)):
            base = (behind if over else own) if part else faint
            for turned in (False, True):
                strip = Strip([Segment("x", base + Style(reverse=turned))])
                for line_filter in filters:
                    strip = strip.apply_filter(line_filter, ground)
                yield (part, over, turned), strip._segments[0].style or base

    def render_line(self, y: int) -> Strip:
        if self.size != self._fits:
            self._fit()
        if y >= len(self._picture):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip([Segment(text, style) for _, style, text in self._row(y)], self.size.width)


def _look(cell: tuple[Look, str] | None) -> Look | None:
    return cell[0] if cell else None

"""A list of rows with a cursor: the shape that several screens share.

However long it is, only a page of it is ever on the screen's tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from rsense.tui.hanging import Hanging
from rsense.tui.scroll import Scroll
from rsense.tui.words import words

PAGE = 24
"""Rows there are at once; the cursor turns to the next ones."""


class Rows(Scroll, can_focus=True):
    """Arrow keys move, Enter chooses. The cursor shows without colour."""

    SCOPED_CSS: ClassVar[bool] = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    Rows {
        height: 1fr;
        margin: 0 3 1 3;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-color: $foreground 15%;
    }
    .-narrow Rows { margin: 0 1; }
    Rows > .row { margin: 0 0 1 0; }
    .-short Rows > .row, .-tiny Rows > .row { margin: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Far up", show=False),
        Binding("pagedown", "move(10)", "Far down", show=False),
        Binding("home", "move(-10000)", "First", show=False),
        Binding("end", "move(10000)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    class Moved(Message):
        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    class Chosen(Message):
        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, lines: Sequence[Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines = lines
        self.at = 0

    def compose(self) -> ComposeResult:
        for _ in range(PAGE):
            yield Hanging(Content(""), Content(""), classes="row")

    def on_mount(self) -> None:
        self._draw()

    def show(self, lines: Sequence[Content], at: int = 0) -> None:
        """Other rows; the cursor goes to the first, or as near to `at` as there are rows."""
        self.lines = lines
        self.at = max(0, min(at, len(lines) - 1))
        self._draw()

    def _draw(self) -> None:
        """The page that the cursor is on."""
        first = self.at - self.at % PAGE
        for number, row in enumerate(self.query(Hanging), first):
            row.display = number < len(self.lines)
            if row.display:
                self._draw_row(number, row)
        if self.lines:
            self._come_to()

    def _draw_row(self, number: int, row: Hanging) -> None:
        row.set_class(number == self.at, "-here")
        row.say(words("› " if number == self.at else "  "), self.lines[number])

    def _come_to(self) -> None:
        """The row of the cursor is in sight, and whoever listens knows."""
        self.query(Hanging)[self.at % PAGE].scroll_visible(animate=False)
        self.post_message(self.Moved(self.at))

    def action_move(self, by: int) -> None:
        if not self.lines:
            return
        before, self.at = self.at, max(0, min(self.at + by, len(self.lines) - 1))
        if before // PAGE != self.at // PAGE:
            self._draw()
            return
        rows = self.query(Hanging)
        for number in {before, self.at}:
            self._draw_row(number, rows[number % PAGE])
        self._come_to()

    def action_choose(self) -> None:
        if self.lines:
            self.post_message(self.Chosen(self.at))

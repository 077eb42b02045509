"""A list of rows with a cursor: the shape that several screens share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message

from rsense.tui.hanging import Hanging
from rsense.tui.words import words

MOST = 300
"""Rows shown at once; a search narrows them down."""


class Rows(VerticalScroll, can_focus=True):
    """Arrow keys move, Enter chooses. The cursor shows without colour."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "move(-10)", "Far up", show=False),
        Binding("pagedown", "move(10)", "Far down", show=False),
        Binding("home", "move(-10000)", "First", show=False),
        Binding("end", "move(10000)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
    ]

    @dataclass
    class Moved(Message):
        at: int

    @dataclass
    class Chosen(Message):
        at: int

    def __init__(self, lines: Sequence[Content], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines = list(lines[:MOST])
        self.at = 0

    def compose(self) -> ComposeResult:
        for number, line in enumerate(self.lines):
            yield Hanging(self._mark(number), line, classes="row")

    def on_mount(self) -> None:
        self._draw()

    async def show(self, lines: Sequence[Content]) -> None:
        """Other rows; the cursor goes to the first."""
        self.lines, self.at = list(lines[:MOST]), 0
        await self.recompose()
        self._draw()

    def _mark(self, number: int) -> Content:
        return words("› " if number == self.at else "  ")

    def _draw(self) -> None:
        for number, row in enumerate(self.query(Hanging)):
            row.set_class(number == self.at, "-here")
            row.say(self._mark(number), self.lines[number])
        if self.lines:
            self.post_message(self.Moved(self.at))

    def action_move(self, by: int) -> None:
        if not self.lines:
            return
        self.at = max(0, min(self.at + by, len(self.lines) - 1))
        self._draw()
        self.query(Hanging)[self.at].scroll_visible(animate=False)

    def action_choose(self) -> None:
        if self.lines:
            self.post_message(self.Chosen(self.at))

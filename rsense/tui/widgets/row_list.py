"""A list of rows with a cursor, for several screens. Only one page of it is mounted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from rsense.tui.bindings import bound, far_moves
from rsense.tui.widgets.content import words
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.wrapped_text import HangingText, clicked_row

PAGE = 24
"""Rows on a page; the cursor turns to the next page."""

Item = TypeVar("Item")


class RowList(Scroll, Generic[Item], can_focus=True):
    """Arrow keys move, Enter or a click chooses. The cursor shows without colour."""

    SCOPED_CSS = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        margin: 0 3 1 3;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-color: $foreground 15%;
    }
    .-narrow RowList { margin: 0 1; }
    RowList > .row { margin: 0 0 1 0; }
    .-short RowList > .row, .-tiny RowList > .row { margin: 0; }
    """

    BINDINGS = [
        bound("up,k", "move(-1)", "rows_up", "choose", "↑ ↓, j k"),
        bound("down,j", "move(1)", "rows_down", "choose", "↑ ↓, j k"),
        *far_moves("rows", 10),
        bound("enter", "choose", "rows_choose", "open or change it"),
    ]

    class Moved(Message):
        """The cursor is on another row, or the rows are others."""

    class Chosen(Message):
        """Enter or a click on a row."""

        def __init__(self, item: Any) -> None:
            super().__init__()
            self.item = item

    def __init__(
        self,
        text_of: Callable[[Item], Content],
        items: Sequence[Item] = (),
        *,
        heading_of: Callable[[int], str] | None = None,
    ) -> None:
        """`text_of` gives the text of a row when it is drawn, `heading_of` what is above it."""
        super().__init__()
        self.text_of = text_of
        self.items = items
        self.heading_of = heading_of
        self.at = 0
        self._shown = 0
        """Rows up to the end of the page, as last drawn."""

    def compose(self) -> ComposeResult:
        for _ in range(PAGE):
            if self.heading_of:
                yield Static("", classes="group")
            yield HangingText(Content(""), Content(""), classes="row")

    def on_mount(self) -> None:
        self._draw()

    @property
    def here(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.at] if self.at < len(self.items) else None

    def show(self, items: Sequence[Item], at: int = 0) -> None:
        """Show other rows, with the cursor at `at` or the last one."""
        self.items = items
        self.at = max(0, min(at, len(items) - 1))
        self._draw()

    def grow(self) -> None:
        """Draw rows that were appended; the cursor stays."""
        if self._shown < min(self._first + PAGE, len(self.items)):
            self._draw()

    @property
    def _first(self) -> int:
        """First row of the cursor's page."""
        return self.at - self.at % PAGE

    def _draw(self) -> None:
        self._shown = min(self._first + PAGE, len(self.items))
        for number, row in enumerate(self.query(HangingText), self._first):
            row.display = number < len(self.items)
            if row.display:
                self._draw_row(number, row)
        for number, above in enumerate(self.query(".group").results(Static), self._first):
            known = number < len(self.items)
            heading = self.heading_of(number) if self.heading_of and known else ""
            above.update(words(heading))
            above.display = bool(heading)
        if self.items:
            self._come_to()

    def _draw_row(self, number: int, row: HangingText) -> None:
        here = number == self.at
        row.say(words("› " if here else "  "), self.text_of(self.items[number]), here=here)

    def _come_to(self) -> None:
        """Scroll to the cursor's row, and post Moved."""
        self.call_after_refresh(self._bring_cursor_into_sight)  # the layout is known then
        self.post_message(self.Moved())

    def _bring_cursor_into_sight(self) -> None:
        if self.at == self._first:  # with its heading
            self.scroll_home(animate=False, immediate=True)
        else:
            row = self.query(HangingText)[self.at % PAGE]
            row.scroll_visible(animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        if not self.items:
            return
        before, self.at = self.at, max(0, min(self.at + by, len(self.items) - 1))
        if before // PAGE != self.at // PAGE:
            self._draw()
            return
        rows = self.query(HangingText)
        for number in {before, self.at}:
            self._draw_row(number, rows[number % PAGE])
        self._come_to()

    def on_click(self, event: Click) -> None:
        row = clicked_row(event, self.query(HangingText))
        if row is not None:
            self.action_move(self._first + row - self.at)
            self.action_choose()

    def action_choose(self) -> None:
        if self.items:
            self.post_message(self.Chosen(self.here))

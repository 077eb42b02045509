"""A list of rows with a cursor, for several screens. Only one page of it is mounted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

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


class RowTexts(Sequence[Content], Generic[Item]):
    """Rows of a long list, each made when it is shown; the list may grow."""

    def __init__(self, items: Sequence[Item], text_of: Callable[[Item], Content]) -> None:
        self._items, self._text_of = items, text_of

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> Content: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Content]: ...
    def __getitem__(self, at: int | slice) -> Content | Sequence[Content]:
        if isinstance(at, slice):
            return [self._text_of(item) for item in self._items[at]]
        return self._text_of(self._items[at])


class RowList(Scroll, can_focus=True):
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
        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    class Chosen(Message):
        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(
        self,
        lines: Sequence[Content],
        *,
        heading_of: Callable[[int], str] | None = None,
        id: str | None = None,
    ) -> None:
        """`heading_of` gives the heading above a row, or an empty text."""
        super().__init__(id=id)
        self.lines = lines
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

    def show(self, lines: Sequence[Content], at: int = 0) -> None:
        """Show other rows, with the cursor at `at` or the last one."""
        self.lines = lines
        self.at = max(0, min(at, len(lines) - 1))
        self._draw()

    def grow(self) -> None:
        """Draw rows that were appended; the cursor stays."""
        if self._shown < min(self._first + PAGE, len(self.lines)):
            self._draw()

    @property
    def _first(self) -> int:
        """First row of the cursor's page."""
        return self.at - self.at % PAGE

    def _draw(self) -> None:
        """Draw the cursor's page."""
        self._shown = min(self._first + PAGE, len(self.lines))
        for number, row in enumerate(self.query(HangingText), self._first):
            row.display = number < len(self.lines)
            if row.display:
                self._draw_row(number, row)
        for number, above in enumerate(self.query(".group").results(Static), self._first):
            heading = (
                self.heading_of(number) if self.heading_of and number < len(self.lines) else ""
            )
            above.update(words(heading))
            above.display = bool(heading)
        if self.lines:
            self._come_to()

    def _draw_row(self, number: int, row: HangingText) -> None:
        row.set_class(number == self.at, "-here")
        row.say(words("› " if number == self.at else "  "), self.lines[number])

    def _come_to(self) -> None:
        """Scroll to the cursor's row, and post Moved."""
        self.call_after_refresh(self._bring_cursor_into_sight)  # the layout is known then
        self.post_message(self.Moved(self.at))

    def _bring_cursor_into_sight(self) -> None:
        if self.at == self._first:  # with its heading
            self.scroll_home(animate=False, immediate=True)
        else:
            row = self.query(HangingText)[self.at % PAGE]
            row.scroll_visible(animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        if not self.lines:
            return
        before, self.at = self.at, max(0, min(self.at + by, len(self.lines) - 1))
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
            event.stop()
            self.action_move(self._first + row - self.at)
            self.action_choose()

    def action_choose(self) -> None:
        if self.lines:
            self.post_message(self.Chosen(self.at))

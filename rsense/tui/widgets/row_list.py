"""A list of rows with a cursor: the shape that several screens share.

However long it is, only a page of it is ever on the screen's tree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar, overload

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from rsense.tui.bindings import bound, far_moves
from rsense.tui.widgets.content import words
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.wrapped_text import HangingText

PAGE = 24
"""Rows there are at once; the cursor turns to the next ones."""

Item = TypeVar("Item")


class RowTexts(Sequence[Content], Generic[Item]):
    """The rows of a long list, each made when it is shown; the list may grow meanwhile."""

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
    """Arrow keys move, Enter chooses. The cursor shows without colour."""

    SCOPED_CSS: ClassVar[bool] = False  # it asks for the size of the screen
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

    BINDINGS: ClassVar[list[BindingType]] = [
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
        """`heading_of` says what stands above a row; empty where nothing does."""
        super().__init__(id=id)
        self.lines = lines
        self.heading_of = heading_of
        self.at = 0
        self._shown = 0
        """How many rows there are up to the end of the page, as it is drawn."""

    def compose(self) -> ComposeResult:
        for _ in range(PAGE):
            if self.heading_of:
                yield Static("", classes="group")
            yield HangingText(Content(""), Content(""), classes="row")

    def on_mount(self) -> None:
        self._draw()

    def show(self, lines: Sequence[Content], at: int = 0) -> None:
        """Other rows; the cursor goes to the first, or as near to `at` as there are rows."""
        self.lines = lines
        self.at = max(0, min(at, len(lines) - 1))
        self._draw()

    def grow(self) -> None:
        """Rows came after the others; the cursor stays."""
        if self._shown < min(self._first + PAGE, len(self.lines)):
            self._draw()

    @property
    def _first(self) -> int:
        """The first row of the page that the cursor is on."""
        return self.at - self.at % PAGE

    def _draw(self) -> None:
        """The page that the cursor is on."""
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
        """The row of the cursor is in sight, and whoever listens knows."""
        self.call_after_refresh(self._bring_cursor_into_sight)  # where rows are is known then
        self.post_message(self.Moved(self.at))

    def _bring_cursor_into_sight(self) -> None:
        if self.at == self._first:  # with what stands above it
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

    def action_choose(self) -> None:
        if self.lines:
            self.post_message(self.Chosen(self.at))

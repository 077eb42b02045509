"""A list that gets shorter as words are typed above it: the base of screens that find things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from rsense.tui.bindings import bound
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import Header, KeyHints
from rsense.tui.widgets.row_list import RowList
from rsense.tui.widgets.text_field import TextField


class FinderScreen(Screen["str | None"]):
    """Dismissed with what was found, or None."""

    TITLES: ClassVar[tuple[str, str]]
    """What stands at the top, left and right."""
    NOTHING: ClassVar[str]
    """What is said where nothing fits."""
    BINDINGS = [
        bound("escape", "close", "find_close", "back"),
        # Priority: the text field would move its own cursor with them.
        bound("up", "move(-1)", "find_up", "choose", "↑ ↓", priority=True),
        bound("down", "move(1)", "find_down", "choose", "↑ ↓", priority=True),
    ]

    def narrow(self, text: str) -> bool:
        """Find what fits these words; returns whether anything does."""
        raise NotImplementedError

    def rows(self) -> Sequence[Content]:
        raise NotImplementedError

    def choose(self, at: int) -> None:
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        yield Header(*self.TITLES)
        yield TextField()
        yield Static(words(self.NOTHING), id="nothing-fits")
        yield RowList(self.rows())
        yield KeyHints(
            [("Enter", "choose it"), ("↑ ↓", "move")], [("Esc", "back"), ("F1", "help now")]
        )

    def on_mount(self) -> None:
        self.query_one(TextField).focus()
        self.query_one("#nothing-fits").display = False

    @on(TextArea.Changed)
    def typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.query_one("#nothing-fits").display = not self.narrow(event.text_area.text)
        self.query_one(RowList).show(self.rows())

    @on(TextField.Done)
    def entered(self, event: TextField.Done) -> None:
        event.stop()
        self.query_one(RowList).action_choose()

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if self.is_current:
            self.choose(event.at)

    def action_move(self, by: int) -> None:
        self.query_one(RowList).action_move(by)

    def action_close(self) -> None:
        self.dismiss(None)

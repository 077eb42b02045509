"""The search for an exercise, among all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import TextArea

from rsense.sitting import Door
from rsense.tui.bindings import bound
from rsense.tui.chrome import Keys, Where
from rsense.tui.rows import Rows
from rsense.tui.views.words_area import WordsArea
from rsense.tui.words import QUIET, joined


class FindScreen(Screen["str | None"]):
    """Dismissed with the id of the exercise."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("escape", "close", "find_close", "back"),
        # Priority: the text field would move its own cursor with them.
        bound("up", "move(-1)", "find_up", "choose", "↑ ↓", priority=True),
        bound("down", "move(1)", "find_down", "choose", "↑ ↓", priority=True),
    ]

    def __init__(self, find: Callable[[str], tuple[Door, ...]]) -> None:
        super().__init__()
        self.find = find
        self.found = find("")

    def compose(self) -> ComposeResult:
        yield Where("Find an exercise", "")
        yield WordsArea()
        yield Rows([_line(door) for door in self.found])
        yield Keys([("Enter", "open it"), ("↑ ↓", "choose")], [("Esc", "back"), ("F1", "help now")])

    def on_mount(self) -> None:
        self.query_one(WordsArea).focus()

    @on(TextArea.Changed)
    def narrow(self, event: TextArea.Changed) -> None:
        event.stop()
        self.found = self.find(event.text_area.text)
        self.query_one(Rows).show([_line(door) for door in self.found])

    @on(WordsArea.Done)
    def opened(self, event: WordsArea.Done) -> None:
        event.stop()
        self.query_one(Rows).action_choose()

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if self.is_current:
            self.dismiss(self.found[event.at].id)

    def action_move(self, by: int) -> None:
        self.query_one(Rows).action_move(by)

    def action_close(self) -> None:
        self.dismiss(None)


def _line(door: Door) -> Content:
    return joined(
        (door.title, "bold"),
        (f"  {', '.join(filter(None, (door.stage, f'{door.minutes:g} min')))}", QUIET),
        (f"\n{door.summary}", "not bold"),
    )

"""What was kept for a day when it is needed, as cards."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.screen import Screen
from textual.widgets import Static

from rsense.sitting import House
from rsense.tui.chrome import Keys, Where
from rsense.tui.scroll import Scroll
from rsense.tui.words import words


class ShelvesScreen(Screen[None]):
    DEFAULT_CSS = ".shelf { text-style: bold; margin: 1 0 1 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,v", "dismiss", "Back", show=False, id="shelves_close"),
    ]

    def __init__(self, house: House) -> None:
        super().__init__()
        self.shelves = house.shelves()

    def compose(self) -> ComposeResult:
        yield Where("The shelves", "")
        with Scroll(id="page"), VerticalGroup(id="column"):
            if not any(self.shelves.values()):
                yield Static(words("The shelves are empty. Exercises offer to put things here."))
            for title, cards in self.shelves.items():
                if cards:
                    yield Static(words(title), classes="shelf")
                for card in cards:
                    yield Static(words(card), classes="said card")
        yield Keys([("↑ ↓", "more")], [("Esc", "back"), ("F1", "help now")])

    def on_mount(self) -> None:
        self.query_one("#page").focus()

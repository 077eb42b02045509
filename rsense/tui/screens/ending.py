"""How it ended, what was kept, and where a person might go from here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from rsense.sitting import Ending
from rsense.tui.chrome import Keys, Where
from rsense.tui.words import joined, words


class EndingScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "dismiss", "Close", show=False, id="close"),
    ]

    def __init__(self, title: str, ending: Ending) -> None:
        super().__init__()
        self.heading = title
        self.ending = ending

    def compose(self) -> ComposeResult:
        yield Where(self.heading, "done")
        with VerticalScroll(id="page"), VerticalGroup(id="column"):
            for line in self.ending.lines:
                yield Static(words(line), classes="question")
            if self.ending.doors:
                yield Static(words("If you want to go on from here:"), classes="hint")
            for door in self.ending.doors:
                yield Static(
                    joined((f"rsense run {door.id}", "$primary"), (f"\n{door.summary}\n", ""))
                )
        yield Keys([("Enter", "close")], [("F1", "help now")])

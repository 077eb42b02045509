"""How it ended, what was kept, and where a person might go from here."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from rsense.sitting import Ending
from rsense.tui.chrome import Key as KeyHint
from rsense.tui.chrome import Keys, Where
from rsense.tui.hanging import Hanging
from rsense.tui.words import joined, words


class EndingScreen(Screen["str | None"]):
    """Dismissed with the id of the exercise to go on with, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "close", "Close", show=False, id="close"),
    ]

    def __init__(self, title: str, ending: Ending, *, can_open: bool) -> None:
        super().__init__()
        self.heading = title
        self.ending = ending
        self.doors = ending.doors if can_open else ()

    def compose(self) -> ComposeResult:
        yield Where(self.heading, "done")
        with VerticalScroll(id="page"), VerticalGroup(id="column"):
            for line in self.ending.lines:
                yield Static(words(line), classes="question")
            if self.doors:
                yield Static(words("If you want to go on from here:"), classes="hint")
            for number, door in enumerate(self.doors, 1):
                mark = joined((f"{number}  ", "bold $primary"))
                body = joined((door.title, "bold"), (f"\n{door.summary}\n", ""))
                yield Hanging(mark, body, classes="row")
        numbers: list[KeyHint] = [(f"1-{len(self.doors)}", "go on there")] if self.doors else []
        yield Keys([("Enter", "close"), *numbers], [("F1", "help now")])

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        if character.isascii() and character.isdigit() and 1 <= int(character) <= len(self.doors):
            event.stop()
            self._leave(self.doors[int(character) - 1].id)

    def action_close(self) -> None:
        self._leave(None)

    def _leave(self, door: str | None) -> None:
        if self.is_current:  # a key pressed twice leaves once
            self.dismiss(door)

"""The end of an exercise: what was saved, changed ratings, and exercises that follow."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Static

from rsense.ports import Ending, MeasureChange
from rsense.tui.bindings import bound
from rsense.tui.widgets.content import joined, words
from rsense.tui.widgets.header_footer import Header, KeyHints
from rsense.tui.widgets.header_footer import Key as KeyHint
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.wrapped_text import HangingText


class EndingScreen(Screen["str | None"]):
    """Dismissed with the id of the exercise to go on with, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [bound("enter,escape", "close", "close", "back")]

    def __init__(self, title: str, ending: Ending, *, can_open: bool) -> None:
        super().__init__()
        self.heading = title
        self.ending = ending
        self.doors = ending.next_exercises if can_open else ()

    def compose(self) -> ComposeResult:
        yield Header(self.heading, "done")
        with Scroll(id="page"), VerticalGroup(id="column"):
            cards = [Static(words(text), classes="said card") for text in self.ending.words]
            changes = [Static(_drawn(change), classes="change") for change in self.ending.changes]
            lines = [Static(words(line), classes="question") for line in self.ending.lines]
            # After a hard ending comfort comes before the numbers.
            yield from [*lines, *changes] if self.ending.softer else [*cards, *changes, *lines]
            if self.doors:
                yield Static(words("If you want to go on from here:"), classes="lead")
            for number, door in enumerate(self.doors, 1):
                mark = joined((f"{number}  ", "bold $primary"))
                body = joined((door.title, "bold"), (f"\n{door.summary}\n", ""))
                yield HangingText(mark, body, classes="row")
        numbers: list[KeyHint] = [(f"1-{len(self.doors)}", "go on there")] if self.doors else []
        yield KeyHints([("Enter", "close"), *numbers], [("F1", "help now")])

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


LONG = 20
"""Width of a scale in cells."""


def _drawn(change: MeasureChange) -> Content:
    """A rating at the start and now, one above the other, on the same scale."""

    def bar(name: str, number: int) -> Content:
        walked = round((number - change.low) / max(change.high - change.low, 1) * LONG)
        return joined(
            (f"{name:<14}", "$dim"),
            ("━" * walked, "$primary"),
            ("─" * (LONG - walked), "$foreground 25%"),
            (f"  {number}", "bold"),
        )

    lines = [words(change.name), bar("at the start", change.before), bar("now", change.after)]
    return Content("\n").join(lines)

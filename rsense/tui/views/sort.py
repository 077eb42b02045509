"""Each item in a bin: its number puts it there and goes to the next; both bins in sight."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from rsense.core.engine import Shown
from rsense.core.prompts import Sort
from rsense.tui.hanging import Hanging
from rsense.tui.sight import bring_into_sight
from rsense.tui.views.view import PromptView
from rsense.tui.words import joined, words


class SortView(PromptView, can_focus=True):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on", show=False, id="sort_on"),
        Binding("down", "move(1)", "Down", show=False, id="sort_down"),
        Binding("up", "move(-1)", "Up", show=False, id="sort_up"),
        Binding("right,space", "turn(1)", "Next bin", show=False, id="sort_right"),
        Binding("left", "turn(-1)", "Bin before", show=False, id="sort_left"),
    ]

    def __init__(self, shown: Shown, prompt: Sort) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self.keys = (("Enter", "go on"), (f"1-{len(prompt.bins)}", "put it there"), ("↑ ↓", "move"))
        before = shown.prefill if isinstance(shown.prefill, tuple) else ()
        self.placed = {pair[0]: pair[1] for pair in before if not isinstance(pair, str)}
        self.here = 0

    def compose(self) -> ComposeResult:
        for number, bin in enumerate(self.prompt.bins, 1):
            yield Static(joined((f"{number}", "bold $primary"), (f" {bin.label}", "")))
        yield Static("")
        for number, item in enumerate(self.prompt.items):
            yield Hanging(*self._row(number, item), classes="row")

    def on_mount(self) -> None:
        self._draw()

    def _draw(self) -> None:
        rows = self.query(Hanging)
        for number, (item, row) in enumerate(zip(self.prompt.items, rows)):
            row.set_class(number == self.here, "-here")
            row.say(*self._row(number, item))

    def _row(self, number: int, item: str) -> tuple[Content, Content]:
        cursor = "› " if number == self.here else "  "
        labels = {bin.value: bin.label for bin in self.prompt.bins}
        bin = labels.get(self.placed.get(item, ""), "…")
        return words(cursor), joined((item, "$secondary"), (f"\n{bin}", "not bold"))

    def action_move(self, by: int) -> None:
        self.here = max(0, min(self.here + by, len(self.prompt.items) - 1))
        self._draw()
        bring_into_sight(self.query(Hanging)[self.here])

    def action_turn(self, by: int) -> None:
        values = [bin.value for bin in self.prompt.bins]
        item = self.prompt.items[self.here]
        at = values.index(self.placed[item]) + by if item in self.placed else min(by, 0)
        self._place(values[at % len(values)])

    def _place(self, bin: str) -> None:
        self.placed[self.prompt.items[self.here]] = bin
        self._draw()
        self.draft(tuple(self.placed.items()))

    def on_key(self, event: Key) -> None:
        character = event.character or ""
        if (
            character.isascii()
            and character.isdigit()
            and 1 <= int(character) <= len(self.prompt.bins)
        ):
            event.stop()
            self._place(self.prompt.bins[int(character) - 1].value)
            self.action_move(1)

    def action_go_on(self) -> None:
        self.answer(tuple(self.placed.items()))

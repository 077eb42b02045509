"""Write a time to come; how it is understood stands under it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Moment, Refused, Write
from rsense.tui.views.write import WriteView
from rsense.tui.widgets.content import words
from rsense.tui.widgets.text_field import TextField


class MomentView(WriteView):
    def __init__(self, shown: CurrentPrompt, prompt: Moment) -> None:
        super().__init__(shown, Write(prompt.text))
        self.moment = prompt

    def compose(self) -> ComposeResult:
        before = self.shown.prefill if isinstance(self.shown.prefill, str) else ""
        yield TextField(before)
        yield Static(words(self.note(before)), classes="cue note")

    def note(self, text: str) -> str:
        try:
            return f"That's {self.moment.label(self.moment.accept(text))}."
        except Refused:  # told on Enter: it may be half typed
            return Moment.HINT

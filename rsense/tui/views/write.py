"""Write free text, with notes on the wording if it is a message for somebody."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static, TextArea

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Write
from rsense.tui.own_app import own_app
from rsense.tui.views.base import PromptView
from rsense.tui.widgets.content import words
from rsense.tui.widgets.text_field import TextField

MOST_NOTES = 2
HOW_TO_END = "Enter on an empty line goes on. So does Ctrl+S."


def notes_text(view: PromptView, text: str) -> str:
    """The first notes on the wording, one a line."""
    notes = own_app(view).services.notes(text)[:MOST_NOTES]
    return "\n".join(f"“{note.words}”: {note.advice}" for note in notes)


class WriteView(PromptView):
    def __init__(self, shown: CurrentPrompt, prompt: Write) -> None:
        super().__init__(shown)
        self.prompt = prompt
        if prompt.many_lines:
            self.keys = (("Ctrl+S", "go on"),)

    def compose(self) -> ComposeResult:
        before = self.shown.prefill if isinstance(self.shown.prefill, str) else ""
        starter = f"{self.prompt.starter} " if self.prompt.starter else ""
        yield TextField(before or starter, many=self.prompt.many_lines)
        if self.prompt.many_lines:
            yield Static(words(HOW_TO_END), classes="cue")
        if self.prompt.lint:
            yield Static("", classes="note")

    def note(self, text: str) -> str:
        """What is said of the words, under them."""
        return notes_text(self, text)

    @on(TextArea.Changed)
    def grew(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        for note in self.query(".note").results(Static):
            note.update(words(self.note(text)))
        self.draft(text if text.strip() else "")

    @on(TextField.Done)
    def done(self, event: TextField.Done) -> None:
        event.stop()
        only_starter = event.text.strip() == self.prompt.starter.strip()
        self.answer("" if only_starter else event.text)

"""Gather items: Enter adds one, Enter on an empty line goes on, Backspace there takes one back."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.widgets import Static, TextArea

from rsense.core.engine import CurrentPrompt
from rsense.core.prompts import Gather
from rsense.core.stored_text import is_blank
from rsense.tui.views.base import PromptView
from rsense.tui.widgets.content import words
from rsense.tui.widgets.scrolling import scroll_into_view
from rsense.tui.widgets.text_field import TextField


class GatherView(PromptView):
    SCOPED_CSS = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    GatherView > .cue { margin: 1 0 0 0; }
    .-short GatherView > .cue, .-tiny GatherView > .cue { margin: 0; }
    """
    keys = (("Enter", "add; when empty, go on"), ("Backspace", "take back"))

    def __init__(self, shown: CurrentPrompt, prompt: Gather) -> None:
        super().__init__(shown)
        self.prompt = prompt
        self.items = self.words_before

    def compose(self) -> ComposeResult:
        with VerticalGroup(id="items"):
            yield from (self._row(item) for item in self.items)
        yield Static("", classes="cue")
        yield TextField()

    def on_mount(self) -> None:
        self._say_cue()

    @staticmethod
    def _row(item: str) -> Static:
        return Static(words(item.strip()), classes="said")

    def _say_cue(self) -> None:
        count = len(self.items)
        cue = self.prompt.cues[count] if count < len(self.prompt.cues) else ""
        if count >= self.prompt.at_most:
            cue = "That's all that fits here. Enter goes on."
        self.query_one(".cue", Static).update(words(cue))
        self.query_one(".cue").display = bool(cue)

    @on(TextArea.Changed)
    def grew(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        self.draft((*self.items, *([] if is_blank(text) else [text])))

    @on(TextField.Done)
    async def add(self, event: TextField.Done) -> None:
        event.stop()
        text = "" if is_blank(event.text) else event.text
        if not text or len(self.items) >= self.prompt.at_most:
            self.answer(tuple(self.items) + ((text,) if text else ()))
            return
        self.items.append(text)
        self.draft(tuple(self.items))
        await self.query_one("#items").mount(self._row(text))
        area = self.query_one(TextField)
        area.clear()
        self._say_cue()
        scroll_into_view(area)

    @on(TextField.Emptied)
    async def take_back(self, event: TextField.Emptied) -> None:
        event.stop()
        if not self.items:
            return
        last = self.items.pop()
        await self.query_one("#items").children[-1].remove()
        area = self.query_one(TextField)
        area.text = last
        area.move_cursor(area.document.end)
        self._say_cue()

"""Help now: people to call, above any other screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalGroup
from textual.screen import Screen
from textual.widgets import Static

from rsense.tui.bindings import bound
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import Header, KeyHints
from rsense.tui.widgets.scrolling import Scroll


class HelpScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("escape,enter,f1", "dismiss", "close_help", "back")
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        yield Header("Help now", "")
        with Scroll(id="page"), VerticalGroup(id="column"):
            yield Static(words(self.text))
        yield KeyHints([("Esc", "back"), ("↑ ↓", "more")], [])

    def on_mount(self) -> None:
        self.query_one("#page").focus()

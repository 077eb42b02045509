"""A worked example, above the exercise that it is of."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from rsense.core.engine.worked_example import ExampleRun
from rsense.tui.bindings import bound
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import BACK, Header, KeyHints
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.wrapped_text import HangingText


class ExampleScreen(Screen[None]):
    BINDINGS = [bound("escape,enter,f3,ctrl+t", "dismiss", "close_example", "back to your own")]

    def __init__(self, run: ExampleRun) -> None:
        super().__init__()
        self.run_shown = run

    def compose(self) -> ComposeResult:
        run = self.run_shown
        yield Header(run.title, "an example")
        with Scroll(id="page"), VerticalGroup(id="column"):
            yield Static(words(run.who), classes="lead")
            for asked, said in run.lines:
                yield HangingText(Content(""), words(asked), classes="asked")
                yield HangingText(Content("  "), words(said), classes="row own")
            yield Static(words(run.END), classes="lead")
        yield KeyHints([("↑ ↓", "more")], BACK)

"""A neutral screen at one key. It shows nothing of what was open, not even in the title."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from rsense.tui.bindings import bound
from rsense.tui.widgets.content import words


class BlankScreen(Screen[None]):
    """A shell prompt on an empty screen. Closing it brings back what was open."""

    CSS = "BlankScreen { align: left top; color: $dim; padding: 1 2; }"
    BINDINGS = [bound("escape,enter", "dismiss", "unblank", "back")]

    def compose(self) -> ComposeResult:
        yield Static(words("$"))

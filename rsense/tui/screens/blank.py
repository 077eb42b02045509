"""Something neutral, at one key. Nothing of what was open shows, here or in the title."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from rsense.tui.bindings import bound
from rsense.tui.widgets.content import words


class BlankScreen(Screen[None]):
    """Any of the keys that end things brings back what was there."""

    BINDINGS: ClassVar[list[BindingType]] = [bound("escape,enter", "dismiss", "unblank", "back")]

    def compose(self) -> ComposeResult:
        yield Static(words("$"))

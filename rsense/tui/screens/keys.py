"""Every key, in words."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from rsense.tui.chrome import Keys, Where
from rsense.tui.words import joined, words

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("Everywhere", (
        ("F1, Ctrl+G", "help now: people to call"),
        ("F12, Ctrl+L", "blank the screen; the same key brings it back"),
        ("Ctrl+O", "every exercise and action, by name"),
        ("Esc", "leave, or back; everything is kept"),
        ("Ctrl+C", "leave rsense at once; everything is kept"),
        ("?", "these keys, from the home screen"),
    )),
    ("In an exercise", (
        ("Enter", "go on"),
        ("F2, Ctrl+P", "back"),
        ("F4, Ctrl+N", "skip"),
        ("Ctrl+S", "go on from a long text"),
        ("0-9, ← →", "a number on a scale"),
        ("↑ ↓, a number, a letter", "move in a list"),
        ("Space", "mark in a list; pause a breath"),
        ("Backspace", "in an empty line: take the last item back"),
    )),
    ("At home", (
        ("n", "it hurts now"), ("b", "breathe"), ("p", "pause"), ("g", "ground"),
        ("r", "re-think something"), ("l", "log a trigger"), ("t", "re-think the last trigger"),
        ("w", "write"), ("h", "look back"), ("/", "find an exercise"), ("s", "settings"),
        ("Enter", "go on with what was left half way"), ("q, Esc", "leave"),
    )),
    ("Looking back", (
        ("↑ ↓", "choose"), ("Tab, Enter", "the list, the record"), ("/", "search"),
        ("f", "only triggers, exercises, or what was kept"), ("v", "the shelves"),
    )),
)  # fmt: skip


class KeysScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark", "dismiss", "Back", show=False, id="close_keys"),
    ]

    def compose(self) -> ComposeResult:
        yield Where("Keys", "")
        with VerticalScroll(id="page"), VerticalGroup(id="column"):
            for title, keys in KEYS:
                yield Static(words(title), classes="asked")
                for key, does in keys:
                    yield Static(joined((f"{key:<16}", "bold $primary"), (f" {does}", "")))
        yield Keys([("↑ ↓", "more")], [("Esc", "back"), ("F1", "help now")])

    def on_mount(self) -> None:
        self.query_one("#page").focus()

"""Every key, in words."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.screen import Screen
from textual.widgets import Static

from rsense.tui.chrome import Keys, Where
from rsense.tui.hanging import Hanging
from rsense.tui.scroll import Scroll
from rsense.tui.words import joined, words

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("Everywhere", (
        ("F1, Ctrl+G", "help now: people to call"),
        ("F12, Ctrl+L", "blank the screen; the same key brings it back"),
        ("Ctrl+O", "every exercise and action, by name"),
        ("?, F5, Ctrl+R", "these keys; in a text field the last two"),
        ("Esc", "leave, or back; what you answered is kept"),
        ("Ctrl+C, Ctrl+Q", "leave at once; what you answered is kept"),
    )),
    ("In an exercise", (
        ("Enter", "go on"),
        ("F2, Ctrl+P", "back"),
        ("F3, Ctrl+T", "an example, a hint"),
        ("F4, Ctrl+N", "skip"),
        ("Ctrl+S", "go on from a long text"),
        ("F8, Ctrl+Y", "go on without a disk, keeping nothing"),
        ("0-9, ← →", "a number on a scale"),
        ("PgUp, PgDn", "ten more or less on a long scale; far in a list"),
        ("Home, End", "the first and the last of a list"),
        ("↑ ↓, a number", "move in a list; put something on a pile"),
        ("Space", "mark in a list; pause a breath; read further"),
        ("→, ←", "open a family of words; back to the families"),
        ("letters", "search a long list"),
        ("Backspace", "take back: a letter, a word, the last item, a number"),
    )),
    ("At home", (
        ("n", "it hurts now"), ("b", "breathe"), ("p", "pause"), ("g", "ground"),
        ("r", "re-think something"), ("l", "log a trigger"), ("t", "re-think the last trigger"),
        ("w", "write"), ("h", "look back"), ("/", "find an exercise"), ("s", "settings"),
        ("1-9", "one of the exercises at hand"),
        ("Enter", "go on with what was left half way"), ("q, Esc", "leave"),
    )),
    ("Looking back", (
        ("↑ ↓, j k", "choose"), ("Tab, Enter", "the list, the record"), ("/", "search"),
        ("f", "only some: a kind, the strong ones, the last days"),
        ("e", "change a part of it"), ("d, Delete", "throw it away"),
        ("u", "take back what was done last"), ("v", "the shelves"),
    )),
    ("Settings", (("Enter, Space", "change"),)),
)  # fmt: skip


class KeysScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark", "dismiss", "Back", show=False, id="close_keys"),
    ]

    def compose(self) -> ComposeResult:
        yield Where("Keys", "")
        with Scroll(id="page"), VerticalGroup(id="column"):
            for title, keys in KEYS:
                yield Static(words(title), classes="asked")
                for key, does in keys:
                    yield Hanging(joined((f"{key:<17}", "bold $primary")), words(does))
        yield Keys([("↑ ↓", "more")], [("Esc", "back"), ("F1", "help now")])

    def on_mount(self) -> None:
        self.query_one("#page").focus()

"""The search for an exercise, among all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from rsense.ports import NOTHING_FITS, ExerciseLink, ExerciseSearch
from rsense.tui.bindings import bound
from rsense.tui.own_app import own_app
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.header_footer import Header, KeyHints
from rsense.tui.widgets.row_list import RowList
from rsense.tui.widgets.text_field import TextField

HELP_NOW, PEOPLE = "Help now", "People to call, with their numbers."


class ExerciseFinderScreen(Screen["str | None"]):
    """Dismissed with the id of the exercise."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("escape", "close", "find_close", "back"),
        # Priority: the text field would move its own cursor with them.
        bound("up", "move(-1)", "find_up", "choose", "↑ ↓", priority=True),
        bound("down", "move(1)", "find_down", "choose", "↑ ↓", priority=True),
    ]

    def __init__(self, find: Callable[[str], ExerciseSearch]) -> None:
        super().__init__()
        self.find = find
        self.found = find("")

    def compose(self) -> ComposeResult:
        yield Header("Find an exercise", "")
        yield TextField()
        yield Static("", id="nothing-fits")
        yield RowList(self._rows())
        yield KeyHints(
            [("Enter", "open it"), ("↑ ↓", "choose")], [("Esc", "back"), ("F1", "help now")]
        )

    def on_mount(self) -> None:
        self.query_one(TextField).focus()
        self.query_one("#nothing-fits").display = False

    def _rows(self) -> list[Content]:
        """People to call where the words speak of danger, then the exercises."""
        people = (
            [joined((HELP_NOW, "bold"), (f"\n{PEOPLE}", "not bold"))] if self.found.help else []
        )
        return [*people, *map(_line, self.found.exercises)]

    @on(TextArea.Changed)
    def narrow(self, event: TextArea.Changed) -> None:
        event.stop()
        self.found = self.find(event.text_area.text)
        nothing = self.query_one("#nothing-fits", Static)
        nothing.update(words(NOTHING_FITS))
        nothing.display = not self.found.fits
        self.query_one(RowList).show(self._rows())

    @on(TextField.Done)
    def opened(self, event: TextField.Done) -> None:
        event.stop()
        self.query_one(RowList).action_choose()

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        at = event.at - self.found.help
        if self.is_current and at < 0:
            own_app(self).action_help_now()
        elif self.is_current:
            self.dismiss(self.found.exercises[at].id)

    def action_move(self, by: int) -> None:
        self.query_one(RowList).action_move(by)

    def action_close(self) -> None:
        self.dismiss(None)


def _line(door: ExerciseLink) -> Content:
    return joined(
        (door.title, "bold"),
        (f"  {', '.join(filter(None, (door.stage, f'{door.minutes:g} min')))}", QUIET),
        (f"\n{door.summary}", "not bold"),
    )

"""The search for an exercise, among all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from rsense.core.exercise_names import NOTHING_FITS
from rsense.ports import ExerciseLink, ExerciseSearch
from rsense.tui.own_app import own_app
from rsense.tui.screens.finder import FinderScreen
from rsense.tui.widgets.content import QUIET, joined

HELP_NOW, PEOPLE = "Help now", "People to call, with their numbers."


class ExerciseFinderScreen(FinderScreen):
    """Dismissed with the id of the exercise."""

    TITLES = ("Find an exercise", "")
    NOTHING = NOTHING_FITS

    def __init__(self, find: Callable[[str], ExerciseSearch]) -> None:
        super().__init__()
        self.find = find
        self.found = find("")

    def narrow(self, text: str) -> bool:
        self.found = self.find(text)
        return self.found.fits

    def rows(self) -> Sequence[Content]:
        """People to call where the words speak of danger, then the exercises."""
        people = (
            [joined((HELP_NOW, "bold"), (f"\n{PEOPLE}", "not bold"))] if self.found.help else []
        )
        return [*people, *map(_line, self.found.exercises)]

    def choose(self, at: int) -> None:
        if self.found.help and at == 0:
            own_app(self).action_help_now()
        else:
            self.dismiss(self.found.exercises[at - self.found.help].id)


def _line(door: ExerciseLink) -> Content:
    return joined(
        (door.title, "bold"),
        (f"  {', '.join(filter(None, (door.stage, f'{door.minutes:g} min')))}", QUIET),
        (f"\n{door.summary}", "not bold"),
    )

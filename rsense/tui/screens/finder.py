"""Lists that get shorter as words are typed above them: exercises, and countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from rsense.core.exercise_names import NOTHING_FITS
from rsense.core.people import Country
from rsense.ports import ExerciseLink, ExerciseSearch
from rsense.tui.bindings import before, bound
from rsense.tui.own_app import own_app
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.header_footer import BACK, Header, KeyHints
from rsense.tui.widgets.row_list import RowList
from rsense.tui.widgets.text_field import TextField

Found = tuple[Content, str]
"""A row, and what the screen is dismissed with where it is chosen."""

NO_COUNTRY_FITS = (
    "No country here has that name. findahelpline.com lists helplines for most countries."
)
HELP_NOW, PEOPLE = "Help now", "People to call, with their numbers."


class FinderScreen(Screen["str | None"]):
    """Dismissed with what was found, or None."""

    SCOPED_CSS = False  # it asks for its own size
    DEFAULT_CSS = """
    #nothing-fits { margin: 0 3 1 3; height: auto; }
    .-narrow #nothing-fits { margin: 0 1 1 1; }
    """
    BINDINGS = [
        bound("escape", "dismiss(None)", "find_close", "back"),
        # Before the text field, which would move its own cursor with them.
        before("up", "move(-1)", "find_up", "choose", "↑ ↓"),
        before("down", "move(1)", "find_down", "choose", "↑ ↓"),
    ]

    def __init__(
        self, title: str, aside: str, find: Callable[[str], tuple[list[Found], bool]], nothing: str
    ) -> None:
        """`find` gives the rows for some words, and whether they fit; else `nothing` is said."""
        super().__init__()
        self.heading = (title, aside)
        self.find = find
        self.nothing = nothing

    def compose(self) -> ComposeResult:
        yield Header(*self.heading)
        yield TextField()
        yield Static(words(self.nothing), id="nothing-fits")
        yield RowList(lambda found: found[0], self.find("")[0])
        yield KeyHints([("Enter", "choose it"), ("↑ ↓", "move")], BACK)

    def on_mount(self) -> None:
        self.query_one("#nothing-fits").display = False

    @on(TextArea.Changed)
    def typed(self, event: TextArea.Changed) -> None:
        event.stop()
        found, fits = self.find(event.text_area.text)
        self.query_one("#nothing-fits").display = not fits
        self.query_one(RowList).show(found)

    @on(TextField.Done)
    def entered(self, event: TextField.Done) -> None:
        event.stop()
        self.query_one(RowList).action_choose()

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if self.is_current:
            _, result = event.item
            if result == HELP_NOW:
                own_app(self).action_help_now()
            else:
                self.dismiss(result)

    def action_move(self, by: int) -> None:
        self.query_one(RowList).action_move(by)


class ExerciseFinderScreen(FinderScreen):
    """Dismissed with the id of the exercise."""

    def __init__(self, find: Callable[[str], ExerciseSearch]) -> None:
        def rows(text: str) -> tuple[list[Found], bool]:
            """People to call where the words speak of danger, then the exercises."""
            found = find(text)
            people = joined((HELP_NOW, "bold"), (f"\n{PEOPLE}", "not bold"))
            exercises = [(_exercise(one), one.id) for one in found.exercises]
            return [(people, HELP_NOW), *exercises] if found.help else exercises, found.fits

        super().__init__("Find an exercise", "", rows, NOTHING_FITS)


class CountryScreen(FinderScreen):
    """Dismissed with the code of the country, an empty one for none of them, or None."""

    def __init__(self, countries: Sequence[Country], *, none: str = "") -> None:
        """`none` are the words of a last row, for no country."""
        every = (*countries, *([Country("", (none,), "")] if none else ()))

        def rows(text: str) -> tuple[list[Found], bool]:
            found = [(_country(one), one.code) for one in every if one.fits(text)]
            return found, bool(found)

        super().__init__("Country", "type its name", rows, NO_COUNTRY_FITS)


def _exercise(link: ExerciseLink) -> Content:
    about = filter(None, (link.stage, f"{link.minutes:g} min", link.whose))
    return joined(
        (link.title, "bold"), (f"  {', '.join(about)}", QUIET), (f"\n{link.summary}", "not bold")
    )


def _country(country: Country) -> Content:
    others = ", ".join(country.names[1:])
    return joined((country.name, "bold"), (f"  {others}" if others else "", QUIET))

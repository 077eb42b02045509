"""The shelves: cards that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from rsense.core.sanitize import clean
from rsense.ports import HomeActions
from rsense.tui.bindings import bound
from rsense.tui.slices import in_slices
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import BACK, Header, KeyHints
from rsense.tui.widgets.row_list import PAGE, RowList
from rsense.tui.widgets.scrolling import Scroll

EMPTY = "The shelves are empty. Exercises offer to put things here."
FIRST = 60
"""Cards read before the screen is shown; the others follow while it is used."""
MOST_LINES, MOST_LETTERS = 6, 300
"""Most of a card that the list shows; Enter shows all of it."""

Place = tuple[str, int]
"""A card: the title of its shelf, and which one it is there."""


class ShelvesScreen(Screen[None]):
    """The cards, shelf by shelf; only one page of them is mounted."""

    DEFAULT_CSS = """
    ShelvesScreen RowList { max-width: 70; }
    ShelvesScreen .group { margin: 0 0 1 0; }
    """
    BINDINGS = [bound("escape,v", "dismiss", "shelves_close", "back")]

    def __init__(self, house: HomeActions) -> None:
        super().__init__()
        self.cards = iter(house.shelves())
        """Cards not read yet."""
        self.shelves: dict[str, list[str]] = {}
        self.places: list[Place] = []
        """The cards in the order of the list."""

    def compose(self) -> ComposeResult:
        yield Header("The shelves", "")
        yield Static(words(EMPTY), id="nothing")
        yield RowList(self._row, heading_of=self._heading)
        yield KeyHints([("↑ ↓", "choose"), ("Enter", "read it whole")], BACK)

    def on_mount(self) -> None:
        newest = list(islice(self.cards, FIRST))
        self._take(newest)
        self._draw()
        if len(newest) == FIRST:
            self._read_on()

    @work
    async def _read_on(self) -> None:
        """Read the remaining cards, and show them once all are read."""
        async for part in in_slices(self.cards, self):
            self._take(part)
            self._say_where()
        self._draw()

    def _take(self, part: Sequence[tuple[str, str]]) -> None:
        for title, card in part:
            self.shelves.setdefault(title, []).append(card)

    def _draw(self) -> None:
        """Draw the cards read so far; the cursor stays on its card."""
        here = self.query_one(RowList).here
        shelves = self.shelves.items()
        self.places = [(title, n) for title, cards in shelves for n, _ in enumerate(cards)]
        at = self.places.index(here) if here else 0
        self.query_one("#nothing").display = not self.places
        self.query_one(RowList).show(self.places, at)
        self._say_where()

    def _row(self, place: Place) -> Content:
        title, number = place
        return words(shortened(self.shelves[title][number]), "not bold $secondary")

    def _heading(self, at: int) -> str:
        """The title of a shelf above its first card, and at the top of a page."""
        title, number = self.places[at]
        return title if number == 0 or at % PAGE == 0 else ""

    def _say_where(self) -> None:
        if here := self.query_one(RowList).here:
            title, number = here
            self.query_one(Header).say("The shelves", f"{number + 1} of {len(self.shelves[title])}")

    @on(RowList.Moved)
    def moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._say_where()

    @on(RowList.Chosen)
    def chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if self.is_current:
            title, number = event.item
            self.app.push_screen(CardScreen(title, self.shelves[title][number]))


class CardScreen(Screen[None]):
    BINDINGS = [bound("escape,enter", "dismiss", "card_close", "back")]

    def __init__(self, title: str, card: str) -> None:
        super().__init__()
        self.shelf, self.card = title, card

    def compose(self) -> ComposeResult:
        yield Header(self.shelf, "")
        with Scroll(id="page"):
            yield Static(words(self.card), id="column", classes="said card")
        yield KeyHints([("↑ ↓", "more")], BACK)


def shortened(card: str) -> str:
    """The part of a card that the list shows, ending in `…` if it is cut."""
    some = "\n".join(clean(card)[: MOST_LETTERS + MOST_LINES].split("\n")[:MOST_LINES])
    some = some[:MOST_LETTERS]
    return some if some == clean(card) else f"{some.rstrip()} …"

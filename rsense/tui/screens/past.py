"""Looking back: what was noted and done as a list, the one under the cursor whole beside it."""

from __future__ import annotations

from itertools import islice
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from rsense.sitting import House, Past
from rsense.tui.chrome import Keys, Where
from rsense.tui.rows import MOST, Rows
from rsense.tui.views.words_area import WordsArea
from rsense.tui.words import joined, words

KINDS = ("", "trigger", "session", "kept")
KIND_NAMES = {"": "all", "trigger": "triggers", "session": "exercises", "kept": "kept"}


class PastScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", show=False, id="past_close"),
        Binding("slash", "search", "Search", show=False, id="past_search"),
        Binding("f", "filter", "Filter", show=False, id="past_filter"),
        Binding("v", "shelves", "Shelves", show=False, id="past_shelves"),
        Binding("tab", "turn", "The other side", show=False, id="past_turn"),
    ]

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house = house
        self.everything: list[Past] = list(islice(house.past(), MOST))
        self.found = self.everything
        self.kind = ""
        self.wanted = ""

    def compose(self) -> ComposeResult:
        yield Where("Looking back", self._count())
        search = WordsArea()
        search.display = False
        yield search
        with Horizontal(id="sides"):
            yield Rows([_line(past) for past in self.found])
            with VerticalScroll(id="whole"):
                yield Static("", id="detail")
        yield Keys(
            [("↑ ↓", "choose"), ("/", "search"), ("f", "only some"), ("v", "the shelves")],
            [("Esc", "back"), ("F1", "help now")],
        )

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self._show()

    def _count(self) -> str:
        what = KIND_NAMES[self.kind]
        return f"{what}, {len(self.found)}" if self.found else f"{what}, nothing yet"

    def _show(self) -> None:
        rows = self.query_one(Rows)
        past = self.found[rows.at] if rows.at < len(self.found) else None
        detail = words(past.whole) if past else words("There is nothing here yet.")
        self.query_one("#detail", Static).update(detail)
        self.query_one("#whole").scroll_home(animate=False)

    @on(Rows.Moved)
    def moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show()

    @on(Rows.Chosen)
    def chosen(self, event: Rows.Chosen) -> None:
        """On a narrow screen the detail is behind the list."""
        event.stop()
        self.action_turn()

    async def _narrow(self) -> None:
        self.found = [
            past
            for past in self.everything
            if self.kind in ("", past.kind)
            and all(w in past.whole.casefold() for w in self.wanted.casefold().split())
        ]
        await self.query_one(Rows).show([_line(past) for past in self.found])
        self.query_one(Where).say("Looking back", self._count())
        self._show()

    async def action_filter(self) -> None:
        self.kind = KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)]
        await self._narrow()

    def action_search(self) -> None:
        search = self.query_one(WordsArea)
        search.display = True
        search.focus()

    @on(TextArea.Changed)
    async def searched(self, event: TextArea.Changed) -> None:
        event.stop()
        self.wanted = event.text_area.text
        await self._narrow()

    @on(WordsArea.Done)
    def found_it(self, event: WordsArea.Done) -> None:
        event.stop()
        self.query_one(WordsArea).display = bool(event.text.strip())
        self.query_one(Rows).focus()

    def action_shelves(self) -> None:
        self.app.push_screen(ShelvesScreen(self.house))

    def action_turn(self) -> None:
        """Between the list and the record."""
        whole = self.query_one("#whole")
        turned = not self.has_class("-turned")
        self.set_class(turned, "-turned")
        (whole if turned else self.query_one(Rows)).focus()

    def action_close(self) -> None:
        if self.has_class("-turned"):
            self.action_turn()
        elif self.focused is self.query_one(WordsArea):
            self.query_one(Rows).focus()
        else:
            self.dismiss()


class ShelvesScreen(Screen[None]):
    """What was kept for a day when it is needed, as cards."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,v", "dismiss", "Back", show=False, id="shelves_close"),
    ]

    def __init__(self, house: House) -> None:
        super().__init__()
        self.shelves = house.shelves()

    def compose(self) -> ComposeResult:
        yield Where("The shelves", "")
        with VerticalScroll(id="page"), VerticalScroll(id="column"):
            if not any(self.shelves.values()):
                yield Static(words("The shelves are empty. Exercises offer to put things here."))
            for title, cards in self.shelves.items():
                yield Static(words(title), classes="asked")
                for card in cards:
                    yield Static(words(card), classes="said card")
        yield Keys([("↑ ↓", "more")], [("Esc", "back"), ("F1", "help now")])

    def on_mount(self) -> None:
        self.query_one("#page").focus()


def _line(past: Past) -> Content:
    return joined((f"{past.when}\n", "$foreground 60% not bold"), (past.line, ""))

"""Help now: people to call, above any other screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widgets import Static

from rsense.core.people import NOT_WATCHED, READ_HOW, Country, PeopleToCall
from rsense.tui.bindings import bound
from rsense.tui.screens.finder import CountryScreen
from rsense.tui.widgets.choice import Choice, ChoiceScreen
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.header_footer import Header, Key, KeyHints
from rsense.tui.widgets.people_list import PeopleList
from rsense.tui.widgets.scrolling import Scroll


class HelpScreen(ChoiceScreen[None]):
    AUTO_FOCUS = ""  # it would scroll to what has the focus, and the page begins at its top
    BINDINGS = [
        bound("escape,f1", "close", "close_help", "back"),
        bound("c", "elsewhere", "help_country", "people to call in another country"),
        bound("s", "sources", "help_sources", "where the numbers were read, and when"),
    ]

    def __init__(
        self, people: Callable[[str], PeopleToCall], countries: Callable[[], Sequence[Country]]
    ) -> None:
        super().__init__()
        self.people_in, self.countries = people, countries
        self.people = people("")
        self.sources = False

    def compose(self) -> ComposeResult:
        yield Header("Help now", self.people.country)
        with Scroll(id="page", can_focus=False), VerticalGroup(id="column"):
            yield PeopleList(self.people)
            yield Static(words(READ_HOW, QUIET), classes="lead", id="read-how")
            with Horizontal(id="help-more"):
                yield Choice("close", lambda _: words("Back"), classes="enough")
                yield Choice("elsewhere", lambda _: _keyed("Other countries", "c"))
                yield Choice("sources", lambda _: _keyed("Sources", "s"))
            yield Static(words(NOT_WATCHED, QUIET))
        yield KeyHints([], [])

    def on_mount(self) -> None:
        self.query_one("#read-how").display = False
        self.set_focus(self.query_one(".enough"), scroll_visible=False)
        self.follow_page()

    def hints(self) -> tuple[list[Key], list[Key]]:
        return [], [("Enter", "choose"), ("Esc", "back")]

    async def _show(self) -> None:
        self.query_one("#read-how").display = self.sources
        self.query_one(Header).say("Help now", self.people.country)
        async with self.batch():
            await self.query_one(PeopleList).remove()
            await self.mount(PeopleList(self.people, sources=self.sources), before="#read-how")

    async def action_sources(self) -> None:
        self.sources = not self.sources
        await self._show()

    def action_elsewhere(self) -> None:
        async def chosen(code: str | None) -> None:
            if code is not None:
                self.people = self.people_in(code)
                await self._show()

        self.app.push_screen(CountryScreen(self.countries()), chosen)

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss()


def _keyed(does: str, key: str) -> Content:
    return joined((f"{does}  ", ""), (key, "bold $primary"))

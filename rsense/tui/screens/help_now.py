"""Help now: people to call, above any other screen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalGroup
from textual.content import Content
from textual.widgets import Static

from rsense.core.people import NOT_WATCHED, READ_HOW
from rsense.ports import Services
from rsense.session_runner import SaveFailed
from rsense.tui.bindings import bound
from rsense.tui.own_app import saved
from rsense.tui.screens.finder import CountryScreen
from rsense.tui.widgets.choice import Choice, ChoiceScreen
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.header_footer import Header, Key, KeyHints
from rsense.tui.widgets.people_list import PeopleList
from rsense.tui.widgets.scrolling import Scroll

KEPT = "These are shown first from now on. “country” in the settings changes that."


class HelpScreen(ChoiceScreen[None]):
    SCOPED_CSS = False  # it asks for its own size
    CSS = """
    HelpScreen #column { max-width: 92; }
    HelpScreen #page { padding: 0 3; }
    HelpScreen.-high #page { padding: 1 2; }
    """
    DEFAULT_CSS = """
    #help-more { height: auto; margin: 0 0 1 0; }
    #help-more Choice { width: auto; margin: 0 3 0 0; }
    .-narrow #help-more { layout: vertical; }
    """
    AUTO_FOCUS = ""  # it would scroll to what has the focus, and the page begins at its top
    BINDINGS = [
        bound("escape,f1", "close", "close_help", "back"),
        bound("c", "elsewhere", "help_country", "people to call in another country"),
        bound("s", "sources", "help_sources", "where the numbers were read, and when"),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.services = services
        self.people = services.help_now("")
        self.keep = None if self.people.country else services.keep_country
        """Keeps the country that is chosen; None where the person has one."""
        self.sources = False

    def compose(self) -> ComposeResult:
        yield Header("Help now", self.people.country)
        with Scroll(id="page", can_focus=False), VerticalGroup(id="column"):
            yield PeopleList(self.people)
            yield Static(words(READ_HOW, QUIET), classes="lead", id="read-how")
            with Horizontal(id="help-more"):
                yield Choice("close", lambda _: words("Back"), classes="enough")
                which = "Your country" if self.keep else "Other countries"
                yield Choice("elsewhere", lambda _: _keyed(which, "c"))
                yield Choice("sources", lambda _: _keyed("Sources", "s"))
            yield Static(words(KEPT, QUIET), id="kept")
            yield Static(words(NOT_WATCHED, QUIET))
        yield KeyHints([], [])

    def on_mount(self) -> None:
        self.query_one("#read-how").display = self.query_one("#kept").display = False
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
                self.people = self.services.help_now(code)
                await self._show()
                if self.keep:
                    self.run_worker(self._keep(self.keep, code))

        self.app.push_screen(CountryScreen(self.services.countries()), chosen)

    async def _keep(self, keep: Callable[[str], object], code: str) -> None:
        """Keep the first country chosen, for the screens below, too: nobody looks for it twice."""
        with suppress(SaveFailed):  # what matters stands on the screen
            await saved(self, lambda: keep(code))
            self.query_one("#kept").display = True
            for screen in self.app.screen_stack[:-1]:
                for below in screen.query(PeopleList):
                    if not below.people.country:
                        below.show(self.services.help_now(""))

    def action_close(self) -> None:
        if self.is_current:
            self.dismiss()


def _keyed(does: str, key: str) -> Content:
    return joined((f"{does}  ", ""), (key, "bold $primary"))

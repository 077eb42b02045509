"""Looking back: what was noted and done as a list, the one under the cursor whole beside it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from itertools import islice
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from rsense.core.fold import fold
from rsense.save_queue import STILL_SAVING
from rsense.sitting import House, NotKept, Past, Services
from rsense.tui.chrome import Keys, Where
from rsense.tui.rows import Rows
from rsense.tui.saving import saved
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.shelves import ShelvesScreen
from rsense.tui.scroll import Scroll
from rsense.tui.views.words_area import WordsArea
from rsense.tui.words import QUIET, joined, words

T = TypeVar("T")

STRONG = 7
MOST = 1000
"""Records, the newest, that are looked through here; `rsense history` goes through all."""
FILTERS: Mapping[str, Callable[[Past], bool]] = {
    "all": lambda _: True,
    "triggers": lambda past: past.kind == "trigger",
    "exercises": lambda past: past.kind == "session",
    "kept": lambda past: past.kind == "kept",
    f"{STRONG} and stronger": lambda past: past.strength is not None and past.strength >= STRONG,
    "the last seven days": lambda past: past.days < 7,
}


class PastScreen(Screen[None]):
    SCOPED_CSS: ClassVar[bool] = False  # it asks for the size of the screen
    DEFAULT_CSS = """
    #today { margin: 0 3 1 3; color: $dim; height: 1; }
    .-narrow #today { margin: 0 1; }
    .-short #today, .-tiny #today { display: none; }
    #sides { height: 1fr; }
    PastScreen Rows { width: 2fr; margin: 0 1 1 3; }
    #whole {
        width: 3fr; margin: 0 3 1 1; scrollbar-size-vertical: 1;
        scrollbar-background: $background; scrollbar-color: $foreground 15%;
    }
    #whole:focus { border-left: outer $primary; }
    .-narrow #whole { display: none; width: 1fr; margin: 0 1; }
    .-narrow PastScreen Rows { width: 1fr; margin: 0 1; }
    PastScreen.-turned.-narrow #whole { display: block; }
    PastScreen.-turned.-narrow Rows { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Back", show=False, id="past_close"),
        Binding("slash", "search", "Search", show=False, id="past_search"),
        Binding("f", "filter", "Filter", show=False, id="past_filter"),
        Binding("v", "shelves", "Shelves", show=False, id="past_shelves"),
        Binding("tab", "turn", "The other side", show=False, id="past_turn"),
        Binding("e", "correct", "Put it right", show=False, id="past_correct"),
        Binding("d,delete", "throw_away", "Throw away", show=False, id="past_throw_away"),
        Binding("u", "take_back", "Take back", show=False, id="past_take_back"),
    ]

    def __init__(self, services: Services, house: House) -> None:
        super().__init__()
        self.services = services
        self.house = house
        self.everything: Sequence[Past] = ()
        self.found: Sequence[Past] = ()
        self.filter = "all"
        self.wanted = ""
        self._saving = False

    def compose(self) -> ComposeResult:
        yield Where("Looking back", "")
        yield Static("", id="today", classes="one-line")
        search = WordsArea()
        search.display = False
        yield search
        with Horizontal(id="sides"):
            yield Rows([])
            with Scroll(id="whole"):
                yield Static("", id="detail")
        yield Static("", id="complaint", classes="complaint")
        yield Keys(
            [("↑ ↓", "choose"), ("/", "search"), ("f", "only some"), ("e", "change"),
             ("d", "throw away"), ("?", "more")],
            [("Esc", "back"), ("F1", "help now")],
        )  # fmt: skip

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def on_screen_resume(self) -> None:
        """Read anew: something may have been changed meanwhile."""
        self._say("")
        self._read()

    def _read(self) -> None:
        self.everything = tuple(islice(self.house.past(), MOST))
        today = self.house.today()
        line = self.query_one("#today", Static)
        line.update(words(f"Today: {today}"))
        line.display = bool(today)
        self._narrow(self.query_one(Rows).at)

    def _narrow(self, at: int = 0) -> None:
        """Only what fits the filter and the search."""
        fits, parts = FILTERS[self.filter], fold(self.wanted).split()
        self.found = [
            past
            for past in self.everything
            if fits(past) and all(part in fold(past.whole) for part in parts)
        ]
        self.query_one(Rows).show([_line(past) for past in self.found], at)
        count = str(len(self.found)) if self.found else "nothing yet"
        self.query_one(Where).say("Looking back", f"{self.filter}, {count}")
        self._show()

    @property
    def chosen(self) -> Past | None:
        """The one under the cursor."""
        at = self.query_one(Rows).at
        return self.found[at] if at < len(self.found) else None

    def _show(self) -> None:
        past = self.chosen
        detail = words(past.whole if past else "There is nothing here yet.")
        self.query_one("#detail", Static).update(detail)
        self.query_one("#whole").scroll_home(animate=False)

    def _say(self, text: str) -> None:
        line = self.query_one("#complaint", Static)
        line.update(words(text))
        line.display = bool(text)

    @on(Rows.Moved)
    def moved(self, event: Rows.Moved) -> None:
        event.stop()
        self._show()

    @on(Rows.Chosen)
    def turned(self, event: Rows.Chosen) -> None:
        """On a narrow screen the record is behind the list."""
        event.stop()
        self.action_turn()

    def action_filter(self) -> None:
        names = list(FILTERS)
        self.filter = names[(names.index(self.filter) + 1) % len(names)]
        self._narrow()

    def action_search(self) -> None:
        search = self.query_one(WordsArea)
        search.display = True
        search.focus()

    @on(TextArea.Changed)
    def searched(self, event: TextArea.Changed) -> None:
        event.stop()
        self.wanted = event.text_area.text
        self._narrow()

    @on(WordsArea.Done)
    def found_it(self, event: WordsArea.Done) -> None:
        event.stop()
        self.query_one(WordsArea).display = bool(event.text.strip())
        self.query_one(Rows).focus()

    def action_correct(self) -> None:
        if self.chosen and self.is_current:
            self._do(self._correct(self.chosen.id))

    async def _correct(self, id: str) -> None:
        opened = await self._saved(lambda: self.house.correct(id))
        if self.is_current:
            self.app.push_screen(ExerciseScreen(opened, self.services))

    def action_throw_away(self) -> None:
        if self.chosen:
            id = self.chosen.id
            self._do(self._change(lambda: f"{self.house.throw_away(id)} u brings it back."))

    def action_take_back(self) -> None:
        self._do(self._change(self.house.take_back))

    async def _change(self, act: Callable[[], str]) -> None:
        done = await self._saved(act)
        self._read()
        self._say(done)

    async def _saved(self, job: Callable[[], T]) -> T:
        return await saved(self, job, lambda: self._say(STILL_SAVING))

    def _do(self, work: Coroutine[None, None, None]) -> None:
        """Do something that saves; one at a time."""
        if self._saving:
            work.close()
        else:
            self._saving = True
            self.run_worker(self._done(work))

    async def _done(self, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except NotKept as error:
            self._say(str(error))
        finally:
            self._saving = False

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


def _line(past: Past) -> Content:
    return joined((f"{past.when}\n", QUIET), (past.line, ""))

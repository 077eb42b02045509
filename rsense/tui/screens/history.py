"""History: a list of records, and the one under the cursor beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from itertools import islice

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from rsense.ports import Activity, HistoryEntry, HomeActions, Services
from rsense.save_queue import STILL_SAVING
from rsense.session_runner import SaveFailed
from rsense.tui.bindings import bound
from rsense.tui.own_app import saved
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.history_rows import (
    EVERYTHING,
    FILTERS,
    KINDS,
    SearchProgress,
    day_of,
    row_text,
)
from rsense.tui.screens.insights import InsightsScreen
from rsense.tui.screens.question_layout import Complaint
from rsense.tui.screens.shelves import ShelvesScreen
from rsense.tui.slices import in_slices
from rsense.tui.widgets.choice import Choice
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import BACK, Header, KeyHints
from rsense.tui.widgets.row_list import PAGE, RowList
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.text_field import TextField

KEYS = [("Enter", "read"), ("d", "delete"), ("?", "keys"), ("/", "search")]
MORE_KEYS = [("f", "filter"), ("e", "change"), ("u", "undo"), ("i", "insights"), ("r", "report")]
FIRST = 60
"""Records searched before the screen is shown; the others follow while it is used."""
READING = "reading"


class HistoryScreen(Screen[None]):
    CSS_PATH = "history.tcss"
    BINDINGS = [
        bound("escape", "close", "past_close", "back"),
        bound("slash", "search", "past_search", "search"),
        bound("f", "filter", "past_filter", "only some: a kind, the strong ones, the last days"),
        bound("l", "log", "past_log", "log something now"),
        bound("v", "shelves", "past_shelves", "the shelves"),
        bound("i", "insights", "past_insights", "what your notes say over some weeks"),
        bound("r", "report", "past_report", "a page for someone who helps you"),
        bound("tab", "turn", "past_turn", "the list, the record"),
        bound("e", "correct", "past_correct", "change a part of it"),
        bound("d,delete", "throw_away", "past_throw_away", "delete it; u brings it back"),
        bound("u", "take_back", "past_take_back", "take back what was done last"),
    ]

    def __init__(self, services: Services, house: HomeActions) -> None:
        super().__init__()
        self.services = services
        self.house = house
        self.everything: list[HistoryEntry] = []
        """Records so far that match the search."""
        self.found: list[HistoryEntry] = []
        """Those of `everything` that match the filter."""
        self.filter = EVERYTHING
        self.wanted = ""
        self.today = ""
        self._saving = False
        self.progress = SearchProgress()
        self.changed = True
        """Records may have changed since they were read."""
        self._showing: HistoryEntry | None = None
        self._return_to: int | None = None
        """Cursor position to return to, if it is beyond what is read."""

    def compose(self) -> ComposeResult:
        yield Header("History", "")
        with Horizontal(id="filters"):
            for name in FILTERS:
                yield Choice(f"filter_to({name!r})", self._filter_text(name), cursor=False)
        search = TextField()
        search.display = False
        yield search
        with Horizontal(id="sides"):
            yield RowList(row_text, heading_of=self._heading)
            with Scroll(id="whole"):
                yield Static("", id="detail")
        yield Complaint()
        yield KeyHints(KEYS + MORE_KEYS, BACK)

    def on_mount(self) -> None:
        self.query_one(RowList).border_title = words("Notes")
        self.query_one(RowList).focus()

    def on_screen_resume(self) -> None:
        self._say("")
        if self.changed:
            self._read()

    def _read(self) -> None:
        self.changed = False
        self.today = self.house.today()
        self._look_through(self.query_one(RowList).at)

    def _look_through(self, at: int = 0) -> None:
        """Search every record: the newest at once, the others in a worker."""
        self.everything, self.progress = [], SearchProgress()
        records = iter(self.house.history(self.wanted))
        newest = list(islice(records, FIRST))
        self._take(newest)
        if len(newest) < FIRST:
            self.progress.end()
            self.workers.cancel_group(self, READING)
        else:
            self._look_on(records)
        self._narrow(at)

    @work(group=READING, exclusive=True)
    async def _look_on(self, records: Iterator[HistoryEntry | None]) -> None:
        self.progress.total = await asyncio.to_thread(self.house.record_count)
        async for part in in_slices(records, self):
            self.found += filter(FILTERS[self.filter], self._take(part))
            self._grow()
        self.progress.end()
        self._grow()

    def _take(self, part: Sequence[HistoryEntry | None]) -> list[HistoryEntry]:
        """Matches among the next records."""
        self.progress.looked += len(part)
        fitting = [past for past in part if past is not None]
        self.everything += fitting
        return fitting

    def _grow(self) -> None:
        rows = self.query_one(RowList)
        if self._return_to is not None and self._return_to < len(self.found):
            rows.show(self.found, self._return_to)
            self._return_to = None
        rows.grow()
        self._show()

    def _narrow(self, at: int = 0) -> None:
        self.found = [past for past in self.everything if FILTERS[self.filter](past)]
        self._return_to = at if at >= len(self.found) else None
        self.query_one(RowList).show(self.found, at)
        self._show()

    @property
    def chosen(self) -> HistoryEntry | None:
        return self.query_one(RowList).here

    def _show(self) -> None:
        """Show the record under the cursor, and the number of records."""
        count = self.progress.count(len(self.found), narrowed=bool(self._asked))
        past = self.chosen
        title = f"{past.when}, {KINDS[past.kind]}" if past else "Nothing yet"
        alone = past and not self.query_one(RowList).display
        where = title if alone else f"History   {self.today}".rstrip()
        self.query_one(Header).say(where, f"{self.filter}, {count}")
        self.set_class(past is None, "-none")
        if past is None or past is not self._showing:
            self._showing = past
            nothing = self.progress.nothing(self._asked)
            self.query_one("#detail", Static).update(words(past.text if past else nothing))
            whole = self.query_one("#whole")
            whole.border_title = words(title)
            whole.scroll_home(animate=False)

    @property
    def _asked(self) -> list[str]:
        """The filter and the search in words."""
        asked = [f"“{self.filter}”"] if self.filter != EVERYTHING else []
        return [*asked, "these words"] if self.wanted.strip() else asked

    def _say(self, text: str) -> None:
        self.query_one(Complaint).say(text)

    @on(RowList.Moved)
    def moved(self, event: RowList.Moved) -> None:
        event.stop()
        self._show()

    @on(RowList.Chosen)
    def turned(self, event: RowList.Chosen) -> None:
        """Turn to the record, which a narrow screen shows instead of the list."""
        event.stop()
        self.action_turn()

    def _heading(self, at: int) -> str:
        """The day above its newest record, and at the top of a page."""
        day = day_of(self.found[at])
        return day if at % PAGE == 0 or day != day_of(self.found[at - 1]) else ""

    def _filter_text(self, name: str) -> Callable[[int], Content]:
        """A filter; the one in use stands in brackets."""
        return lambda _: words(f"[{name}]" if name == self.filter else name)

    def action_filter(self) -> None:
        names = list(FILTERS)
        self.action_filter_to(names[(names.index(self.filter) + 1) % len(names)])

    def action_filter_to(self, name: str) -> None:
        self.filter = name
        for choice, of in zip(self.query("#filters Choice"), FILTERS):
            choice.set_class(of == name, "-here")
            choice.refresh(layout=True)
        self._narrow()

    def action_log(self) -> None:
        if self.services.log:
            self._do(self._open(self.services.log))

    def action_search(self) -> None:
        search = self.query_one(TextField)
        search.display = True
        search.focus()

    @on(TextArea.Changed)
    def searched(self, event: TextArea.Changed) -> None:
        event.stop()
        self.wanted = event.text_area.text
        self._look_through()

    @on(TextField.Done)
    def found_it(self, event: TextField.Done) -> None:
        event.stop()
        self.query_one(TextField).display = bool(event.text.strip())
        self.query_one(RowList).focus()

    def action_correct(self) -> None:
        if (past := self.chosen) and self.is_current:
            self._do(self._open(lambda: self.house.edit(past.id)))

    def action_report(self) -> None:
        self._do(self._open(lambda: self.house.report(self.size.width)))

    async def _open(self, open_it: Callable[[], Activity]) -> None:
        opened = await saved(self, open_it, lambda: self._say(STILL_SAVING))
        if self.is_current:
            self.changed = True
            self.app.push_screen(ExerciseScreen(opened, self.services))

    def action_throw_away(self) -> None:
        if past := self.chosen:
            self._do(self._change(lambda: f"{self.house.delete(past.id)} u brings it back."))

    def action_take_back(self) -> None:
        self._do(self._change(self.house.undo))

    async def _change(self, act: Callable[[], str]) -> None:
        done = await saved(self, act, lambda: self._say(STILL_SAVING))
        self._read()
        self._say(done)

    @work
    async def _do(self, saving: Coroutine[None, None, None]) -> None:
        """Do what saves, one at a time."""
        if self._saving:
            saving.close()
            return
        self._saving = True
        try:
            await saving
        except SaveFailed as error:
            self._say(str(error))
        finally:
            self._saving = False

    def action_insights(self) -> None:
        self.app.push_screen(InsightsScreen(self.services, self.house))

    def action_shelves(self) -> None:
        self.app.push_screen(ShelvesScreen(self.house))

    def action_turn(self) -> None:
        """Switch between the list and the record."""
        whole = self.query_one("#whole")
        turned = not self.has_class("-turned")
        self.set_class(turned, "-turned")
        (whole if turned else self.query_one(RowList)).focus()
        self.call_after_refresh(self._show)  # once it is known what is seen

    def action_close(self) -> None:
        if self.has_class("-turned"):
            self.action_turn()
        elif self.focused is self.query_one(TextField):
            self.query_one(RowList).focus()
        else:
            self.dismiss()

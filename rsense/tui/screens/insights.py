"""Insights: what the notes say over some weeks, and what goes together, one finding at a time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rsense.core.bars import drawn
from rsense.core.options import Glyphs
from rsense.insight.page import InsightsPage
from rsense.insight.sections import NOT_WHY, Finding, Section
from rsense.insight.selection import SPANS, WEEKS
from rsense.ports import HomeActions, Services
from rsense.save_queue import STILL_SAVING
from rsense.session_runner import SaveFailed
from rsense.tui.bindings import bound
from rsense.tui.own_app import own_app, saved
from rsense.tui.screens.exercise import open_above
from rsense.tui.screens.question_layout import Complaint
from rsense.tui.widgets.choice import Choice, ChoiceScreen
from rsense.tui.widgets.content import QUIET, joined, words
from rsense.tui.widgets.header_footer import BACK, Header, KeyHints
from rsense.tui.widgets.header_footer import Key as KeyHint
from rsense.tui.widgets.scrolling import Scroll
from rsense.tui.widgets.wrapped_text import WrappedText

READING = "Reading your notes …"
LOOKING = "Looking for what goes together …"
_BAR = re.compile("[▏▎▍▌▋▊▉█]+")


class InsightsScreen(ChoiceScreen[None]):
    AUTO_FOCUS = ""  # the page begins at its top, and its choices come when they are known
    CSS = "InsightsScreen.-high #page { padding: 1 2; }"
    BINDINGS = [
        bound("escape", "dismiss", "insights_close", "back"),
        bound("n", "another", "insights_another", "the next finding"),
        bound("p", "take_step", "insights_step", "do what a finding suggests"),
        bound("x", "hide", "insights_hide", "don't show this finding again"),
        bound("u", "bring_back", "insights_bring_back", "show hidden findings again"),
        bound("w", "weeks", "insights_weeks", "fewer weeks, or more"),
        bound("r", "report", "insights_report", "a page for someone who helps you"),
    ]

    def __init__(self, services: Services, house: HomeActions) -> None:
        super().__init__()
        self.services = services
        self.house = house
        self.weeks = WEEKS
        self.page: InsightsPage = house.insights(WEEKS)
        self.findings: tuple[Finding, ...] = ()
        self.at = 0
        """Which of the findings is shown."""

    def compose(self) -> ComposeResult:
        yield Header("Insights", "")
        with Scroll(id="page", can_focus=False), VerticalGroup(id="column"):
            yield VerticalGroup(id="finding")
            yield Complaint()
            yield VerticalGroup(Static(words(READING, QUIET)), id="sections")
            yield Choice("weeks", lambda _: _keyed("Fewer weeks, or more", "w"))
            yield Choice("report", lambda _: _keyed("A page for someone who helps you", "r"))
            yield Choice("dismiss", lambda _: words("Back"))
        yield KeyHints([], [])

    def on_mount(self) -> None:
        self.follow_page()
        self._read()

    def hints(self) -> tuple[list[KeyHint], list[KeyHint]]:
        here = [("p", "do it"), ("x", "hide it")] if self.findings else []
        if len(self.findings) > 1:
            here = [("n", "next finding"), *here]
        return [*here, ("w", "weeks"), ("r", "report")], [*BACK]

    @work(exclusive=True)
    async def _read(self) -> None:
        """What can be counted stands there before it is known what goes together."""
        self.query_one(Header).say("Insights", f"the last {self.weeks} weeks")
        self.findings, self.at, page = (), 0, self.page
        await self._swap("#finding", [Static(words(LOOKING, QUIET), classes="lead")])
        sections = await asyncio.to_thread(lambda: page.sections)
        await self._swap("#sections", _drawn(sections, own_app(self).services.display.glyphs))
        self.findings = await asyncio.to_thread(page.findings)
        await self._show()

    async def _show(self) -> None:
        """Show the finding. The cursor stays on the same choice about it, or goes to the first."""
        before = self.focused.act if isinstance(self.focused, Choice) else ""
        self.set_focus(None)
        await self._swap("#finding", self._finding())
        if self.is_current:
            choices = self._choices()
            about = self.query("#finding Choice").results(Choice)
            same = next((one for one in about if one.act == before), choices[0])
            self.set_focus(same, scroll_visible=False)
            self.query_one("#page").scroll_home(animate=False)
        self.say_keys()

    async def _swap(self, place: str, rows: Iterable[Widget]) -> None:
        # Its widgets go before its workers are told, and would be looked for in vain.
        if not self.is_attached or self not in self.app.screen_stack:
            raise asyncio.CancelledError
        await self.swap(place, rows)

    def _finding(self) -> Iterator[Widget]:
        if (found := self._here) is None:
            yield Static(words(self.page.nothing()), classes="lead")
            return
        place = f"What goes together, {self.at + 1} of {len(self.findings)}"
        yield Static(words(place, "bold"))
        yield Static(words(found.text, "$secondary"))
        yield Static(words(NOT_WHY, QUIET), classes="lead")
        yield Choice("take_step", lambda _: _keyed(found.next, "p"))
        if len(self.findings) > 1:
            yield Choice("another", lambda _: _keyed("The next finding", "n"))
        yield Choice("hide", lambda _: _keyed("Don't show this again", "x"))
        yield Static("")

    @property
    def _here(self) -> Finding | None:
        return self.findings[self.at] if self.findings else None

    @work
    async def _change(self, act: Callable[[], str]) -> None:
        """Change what is hidden, and show what is left."""
        say = self.query_one(Complaint).say
        try:
            done = await saved(self, act, lambda: say(STILL_SAVING))
        except SaveFailed as error:
            say(str(error))
            return
        self.findings = await asyncio.to_thread(self.page.findings)
        self.at = min(self.at, max(len(self.findings) - 1, 0))
        await self._show()
        say(done)

    async def action_another(self) -> None:
        if self.findings:
            self.at = (self.at + 1) % len(self.findings)
            await self._show()

    def action_take_step(self) -> None:
        opening = self.services.open
        if (found := self._here) and opening:
            self.run_worker(open_above(self, lambda: opening(found.exercise)))

    def action_hide(self) -> None:
        if found := self._here:
            self._change(lambda: f"{self.page.hide(found)} u shows it again.")

    def action_bring_back(self) -> None:
        self._change(self.page.bring_back)

    def action_weeks(self) -> None:
        self.weeks = SPANS[(SPANS.index(self.weeks) + 1) % len(SPANS)]
        self.page = self.house.insights(self.weeks)
        self._read()

    def action_report(self) -> None:
        self.run_worker(open_above(self, lambda: self.house.report(self.size.width)))


class Picture(WrappedText):
    """Rows of a section as bars, as wide as there is room."""

    def __init__(self, section: Section, glyphs: Glyphs) -> None:
        super().__init__(classes="lead")
        self.section, self.glyphs = section, glyphs

    def _lines(self, width: int) -> list[Content]:
        rows = drawn(self.section.rows, width, glyphs=self.glyphs, most=self.section.most)
        return [_coloured(row) for row in rows]


def _coloured(row: str) -> Content:
    """A row with its bar in a colour of its own."""
    found = _BAR.search(row)
    if found is None:
        return words(row)
    start, end = found.span()
    return joined((row[:start], ""), (row[start:end], "$primary 60%"), (row[end:], ""))


def _drawn(sections: Iterable[Section], glyphs: Glyphs) -> Iterator[Widget]:
    for section in sections:
        yield Static(words(section.title, "bold"))
        if section.lines:
            said = "\n".join(section.lines)
            yield Static(words(said), classes="" if section.rows else "lead")
        if section.rows:
            yield Picture(section, glyphs)


def _keyed(does: str, key: str) -> Content:
    return joined((f"{does} ", ""), (f"({key})", QUIET))

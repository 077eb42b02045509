"""The home screen: what helps now, what waits, and the library by stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import work
from textual.app import ComposeResult
from textual.containers import ItemGrid, VerticalGroup
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from rsense.ports import Activity, HomeActions, HomeData, Services
from rsense.tui.bindings import bound
from rsense.tui.enter_guard import EnterGuard
from rsense.tui.own_app import own_app, saved
from rsense.tui.screens.exercise import open_above
from rsense.tui.screens.home_rows import Tile, entry_text, exercise_text, row_text, tile_text
from rsense.tui.widgets.choice import Choice, ChoiceScreen
from rsense.tui.widgets.content import joined, words
from rsense.tui.widgets.header_footer import Header, KeyHints
from rsense.tui.widgets.header_footer import Key as KeyHint
from rsense.tui.widgets.scrolling import Scroll, scroll_into_view

TILES = (
    Tile("n", "It hurts now", "help first, words later", "now"),
    Tile("b", "Breathe", "a slow breath", "breathe"),
    Tile("l", "Log it", "in one line", "log"),
    Tile("p", "Pause", "three minutes", "exercise('mindful-pause')"),
    Tile("g", "Ground", "five senses", "exercise('five-senses')"),
    Tile("r", "Re-think", "fact and story", "exercise('rethink-the-rejection')"),
    Tile("w", "Write", "an open page", "exercise('journal')"),
)
SLIM = 30
"""Columns below which two tiles side by side would lose their words."""
MOST_UNFINISHED = 3
MOST_STAGES = 9
"""Stages that a digit opens; a person's own scripts may come under a tenth."""
ELSEWHERE = "elsewhere"
"""Name of the stage of scripts that have none of the known ones."""
LEAVING_SECONDS = 4.0
"""How long a second Escape leaves."""
HINTS = [
    ("Enter", "open"),
    ("/", "find"),
    ("h", "history"),
    ("i", "insights"),
    ("s", "settings"),
    ("?", "keys"),
]
LEAVE, AGAIN, BACK = ("Esc", "leave"), ("Esc", "again to leave"), ("Esc", "back to all")


def _opens(
    way: Callable[[HomeScreen], Callable[[], Activity] | None],
) -> Callable[[HomeScreen], object]:
    """An action that opens an activity."""
    return lambda home: home.open_once(way(home))


class HomeScreen(ChoiceScreen[None]):
    CSS_PATH = "home.tcss"  # read below: Textual reads those of pushed screens only
    BINDINGS = [
        *(
            bound(tile.key, tile.action, f"home_{tile.key}", f"{tile.name.lower()}: {tile.about}")
            for tile in TILES
        ),
        bound("m", "log_good", "home_m", "log a good moment: in one line"),
        bound("o", "go_on(0)", "home_o", "go on with what was left half way"),
        bound("t", "trigger", "home_t", "re-think the last trigger"),
        bound("c", "come_back", "home_c", "take up what comes back"),
        bound("y", "ritual", "home_y", "rituals: today's, or all of them"),
        *(
            bound(f"{n}", f"stage({n - 1})", f"home_{n}", "the exercises of a stage", "1-9")
            for n in range(1, MOST_STAGES + 1)
        ),
        bound("d", "drafts", "home_d", "words not said yet"),
        bound("f", "path", "home_f", "follow a programme"),
        bound("h", "past", "home_h", "look back"),
        bound("i", "insights", "home_i", "what your notes say over some weeks"),
        bound("slash", "find", "home_slash", "find an exercise"),
        bound("s", "settings", "home_s", "settings"),
        bound("escape,q", "quit", "home_quit", "leave, pressed twice", "Esc, q"),
    ]

    def __init__(self, services: Services, house: HomeActions) -> None:
        super().__init__()
        own_app(self).stylesheet.read_all(self.css_path)
        self.services = services
        self.house = house
        self.home: HomeData = house.home()
        self.stage: str | None = None
        """The stage whose exercises are shown; None for a few of each."""
        self._resumed = False
        self._opening = False
        self._leaving = EnterGuard(own_app(self).clock)
        self._asked_to_leave = False

    def compose(self) -> ComposeResult:
        yield Header("rsense", self.home.today)
        with Scroll(id="page", can_focus=False), VerticalGroup(id="column"):
            yield Static(words("What is happening?", "bold"), classes="question")
            with ItemGrid(id="tiles"):
                for tile in TILES:  # of the sheet's `:first-of-type` all tiles are styled twice
                    classes = "tile -first" if tile is TILES[0] else "tile"
                    yield Choice(tile.action, tile_text(tile), classes=classes)
            yield VerticalGroup(*self._waiting(), id="waiting")
            with ItemGrid(id="stages"):
                for number, stage in enumerate(self.home.stages):
                    yield Choice(f"stage({number})", self._stage_text(number, stage))
            yield VerticalGroup(*self._library(), id="library")
        yield KeyHints([], [])

    def on_mount(self) -> None:
        self._put_first_cursor()
        self.follow_page()

    def on_resize(self) -> None:
        self.set_class(self.size.width < SLIM, "-slim")

    def _put_first_cursor(self) -> None:
        """On what was left half way, so that Enter goes on with it; else on the first tile."""
        left = self.query("#waiting Choice").results(Choice) if self.home.unfinished else ()
        self.set_focus(next(iter(left), self._choices()[0]), scroll_visible=False)

    def hints(self) -> tuple[list[KeyHint], list[KeyHint]]:
        leave = AGAIN if self._asked_to_leave else LEAVE
        if self.stage is not None:
            leave = BACK
        return HINTS, [leave, ("F1", "help now")]

    def on_screen_resume(self) -> None:
        if self._resumed:  # the first time it has just been read
            self.run_worker(self._read_again())
        self._resumed = True

    async def _read_again(self) -> None:
        """Read the home data again, after pending saves."""
        before, self.home = self.home, await saved(self, self.house.home)
        if before != self.home:
            await self.swap("#waiting", self._waiting())
            await self.swap("#library", self._library())
            if self.is_current:
                self._put_first_cursor()

    def _waiting(self) -> Iterator[Widget]:
        """A row for each thing of the person's own that waits for them."""
        for number, left in enumerate(self.home.unfinished[:MOST_UNFINISHED]):
            said, key = words(left.title, "$secondary"), "" if number else "o"
            row = row_text("Half way", said, key, left.when)
            yield Choice(f"go_on({number})", row, classes="waits")
        if past := self.home.trigger:
            row = row_text("Not looked at", entry_text(past), "t", past.when)
            yield Choice("trigger", row, classes="waits")
        rows = [("Comes back", self.home.comes_back, "c", "come_back")]
        if today := self.home.ritual:
            rows.append((f"Today {today.time}", today.line, "y", "ritual"))
        rows.append(("Draft", self.home.draft, "d", "drafts"))
        rows.append(("Programme", self.home.path, "f", "path"))
        for label, line, key, act in rows:
            if line:
                said = words(line, "$secondary")
                yield Choice(act, row_text(label, said, key), classes="waits")

    def _library(self) -> Iterator[Widget]:
        """Exercises of the chosen stage, or a few of several stages."""
        links = self.home.picks
        if self.stage is not None:
            every = self.services.find("").exercises
            links = tuple(link for link in every if link.stage == self.stage)
        for link in links:
            yield Choice(f"exercise('{link.id}')", exercise_text(link))

    def _stage_text(self, number: int, stage: str) -> Callable[[int], Content]:
        def text(width: int) -> Content:
            key = f"{number + 1}" if number < MOST_STAGES else ""
            name = (stage or ELSEWHERE).capitalize()
            style = "bold underline" if stage == self.stage else ""
            return joined((f"{key} ", "bold $primary"), (name, style))

        return text

    async def action_stage(self, number: int) -> None:
        """Show the exercises of a stage; again shows a few of each."""
        if number < len(self.home.stages):
            chosen = self.home.stages[number]
            await self._show_stage(None if chosen == self.stage else chosen)

    async def _show_stage(self, stage: str | None) -> None:
        """Show its exercises, or a few of each, and go to the first."""
        self.stage, self._asked_to_leave = stage, False
        await self.swap("#library", self._library())
        for tab in self.query("#stages Choice"):
            tab.refresh()
        first = next(iter(self.query("#library Choice").results(Choice)), None)
        if first is not None:
            self.put_cursor(first)
        self.say_keys()
        if first is not None and stage is not None:  # the whole of it on one screen, where it fits
            scroll_into_view(self.query_one("#stages"), top=True)

    @work
    async def open_once(self, open_it: Callable[[], Activity] | None) -> None:
        """Open an activity once, even if the key is pressed twice."""
        if open_it and self.is_current and not self._opening:
            self._opening = True
            try:
                await open_above(self, open_it)
            finally:
                self._opening = False

    action_now = _opens(lambda home: home.services.now)
    action_breathe = _opens(lambda home: home.services.breathe)
    action_log = _opens(lambda home: home.services.log)
    action_log_good = _opens(lambda home: home.services.log_good)
    action_rituals = _opens(lambda home: home.house.rituals)
    action_come_back = _opens(lambda home: home.house.come_back)
    action_path = _opens(lambda home: home.house.path)
    action_drafts = _opens(lambda home: home.house.drafts)

    def action_exercise(self, name: str) -> None:
        opening = self.services.open
        self.open_once(opening and (lambda: opening(name)))

    def action_trigger(self) -> None:
        if past := self.home.trigger:
            self.open_once(lambda: self.house.rethink(past.id))

    def action_ritual(self) -> None:
        if today := self.home.ritual:
            self.open_once(lambda: self.house.ritual(today.id))
        else:
            self.action_rituals()

    def action_report(self) -> None:
        self.open_once(lambda: self.house.report(self.size.width))

    def action_go_on(self, number: int) -> None:
        if number < len(self.home.unfinished):
            left = self.home.unfinished[number]
            self.open_once(lambda: self.house.go_on(left))

    def action_find(self) -> None:
        from rsense.tui.screens.finder import ExerciseFinderScreen

        self.app.push_screen(ExerciseFinderScreen(self.services.find), self._found)

    def _found(self, name: str | None) -> None:
        if name:
            self.call_later(self.action_exercise, name)

    def action_past(self) -> None:
        from rsense.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.services, self.house))

    def action_insights(self) -> None:
        from rsense.tui.screens.insights import InsightsScreen

        self.app.push_screen(InsightsScreen(self.services, self.house))

    def action_settings(self) -> None:
        from rsense.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(self.house))

    async def action_quit(self) -> None:
        """Close a stage that is shown; else leave when it is asked for twice: one Escape too many
        must not lead to the shell."""
        if self.stage is not None:
            await self._show_stage(None)
        elif not self._asked_to_leave:
            self._asked_to_leave = True
            self._leaving.shown()
            self.set_timer(LEAVING_SECONDS, self._stay)
            self.say_keys()
        elif not self._leaving.is_bounce:  # a key that is held down
            self.dismiss(None)

    def _stay(self) -> None:
        self._asked_to_leave = False
        self.say_keys()

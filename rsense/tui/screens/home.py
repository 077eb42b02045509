"""The home screen: ways to help, each at one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup
from textual.content import Content
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Static

from rsense.ports import Activity, HomeActions, HomeData, Services
from rsense.save_queue import STILL_SAVING
from rsense.session_runner import SaveFailed
from rsense.tui.bindings import bound
from rsense.tui.saving import saved
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.widgets.content import joined, words
from rsense.tui.widgets.header_footer import Header, KeyHints
from rsense.tui.widgets.scrolling import Scroll

Way = tuple[str, str]
"""A key, and what it does."""
HURTS, BREATHE, PAUSE = ("n", "it hurts now"), ("b", "breathe"), ("p", "pause")
RETHINK, GROUND, LOG = ("r", "re-think something"), ("g", "ground"), ("l", "log a trigger")
WRITE, PAST, FIND = ("w", "write"), ("h", "look back"), ("/", "find an exercise")
AT_HAND = ("1-9", "one of the exercises at hand")
WAYS: tuple[tuple[int, tuple[tuple[Way, ...], ...]], ...] = (
    (60, ((HURTS, BREATHE, PAUSE), (RETHINK, GROUND, LOG), (WRITE, PAST, FIND))),
    (40, ((HURTS, BREATHE), (LOG, PAUSE), (RETHINK, GROUND), (WRITE, PAST), (FIND,))),
    (0, tuple((way,) for way in (HURTS, BREATHE, PAUSE, GROUND, LOG, RETHINK, WRITE, PAST, FIND))),
)
"""Smallest width, and the ways in rows for it."""
EXERCISES = {
    BREATHE: "paced-breathing",
    PAUSE: "mindful-pause",
    GROUND: "five-senses",
    RETHINK: "rethink-the-rejection",
    WRITE: "journal",
}
COLUMNS, CLOSE = (25, 18, 19), (23, 13, 19)
ROOMY = 72
"""Smallest width for the wide columns."""
WIDEST, SHORTEST = 64, 30
"""Widest column, and least room for words beside a key, in cells."""
MOST = 9
"""Most exercises at hand, a digit each."""
TALL, TALL_FRAME, SHORT_FRAME = 22, 8, 3
"""Smallest height with blank lines, and the lines that frame and blanks take then and else."""


def _binding(way: Way, action: str, keys: str = "") -> Binding:
    """The binding of a way; `keys` are Textual's names where they differ from what is shown."""
    shown, does = way
    return bound(keys or shown, action, f"home_{keys or shown}", does, shown)


class HomeScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        _binding(HURTS, "now"),
        *(_binding(way, f"exercise('{id}')") for way, id in EXERCISES.items()),
        _binding(LOG, "log"),
        _binding(("t", "re-think the last trigger"), "trigger"),
        _binding(PAST, "past"),
        _binding(FIND, "find", "slash"),
        _binding(("s", "settings"), "settings"),
        *(_binding(AT_HAND, f"at_hand({n})", str(n)) for n in range(1, MOST + 1)),
        _binding(("Enter", "go on with what was left half way"), "go_on", "enter"),
        _binding(("q, Esc", "leave"), "quit", "escape,q"),
    ]

    def __init__(self, services: Services, house: HomeActions) -> None:
        super().__init__()
        self.services = services
        self.house = house
        self.home: HomeData = house.home()
        self.shown: tuple[str, ...] = ()
        """The exercises at hand that there is room for."""
        self._drawn: tuple[HomeData, Size] | None = None
        """Data and size of the last drawing."""
        self._resumed = False
        self._opening = False

    def compose(self) -> ComposeResult:
        yield Header("rsense", self.home.today)
        self._drawn = (self.home, self.app.size)
        with Scroll(id="page"):
            yield VerticalGroup(*self._rows(), id="column")
        yield KeyHints([("?", "keys"), ("s", "settings")], [("Esc", "leave"), ("F1", "help now")])

    def on_screen_resume(self) -> None:
        if self._resumed:  # the first time it has just been read
            self.run_worker(self._read_again())
        self._resumed = True

    async def _read_again(self) -> None:
        """Read the home data again, after pending saves."""
        self.home = await saved(self, self.house.home)
        await self._draw()

    async def _draw(self) -> None:
        column = self.query_one("#column")
        if not column.is_attached:
            return  # a closing terminal is resized once more
        if (self.home, self.app.size) == self._drawn:
            return
        self._drawn = (self.home, self.app.size)
        async with self.batch():
            await column.remove_children()
            if column.is_attached:  # the program may have ended meanwhile
                await column.mount(*self._rows())

    def _rows(self) -> Iterator[Static]:
        yield Static(words("What is happening?", "bold"), classes="question")
        yield from self._ways()
        for left in self.home.unfinished[:1]:
            line = f"{left.title}, {left.when}"
            yield from self._offer("You were half way through", line, "Enter", "go on")
        if trigger := self.home.trigger:
            line = f"{trigger.line}, {trigger.when}"
            yield from self._offer("Not yet worked through", line, "t", "re-think it")
        yield from self._handful()

    @property
    def _ways_there(self) -> tuple[tuple[Way, ...], ...]:
        return next(rows for width, rows in WAYS if self.app.size.width >= width)

    def _ways(self) -> Iterator[Static]:
        """Rows of ways, side by side if there is room."""
        for row in self._ways_there:
            columns = COLUMNS if self.app.size.width >= ROOMY else CLOSE
            cells = (_cell(way, width) for way, width in zip(row, columns))
            yield Static(Content.assemble(*cells), classes="ways")

    def _offer(self, about: str, said: str, key: str, does: str) -> Iterator[Static]:
        """Something unfinished of the person's own, and its key."""
        yield Static(words(about), classes="asked")
        room = min(self.app.size.width - 4, WIDEST) - len(key) - len(does) - 8
        if room < SHORTEST:
            yield Static(words(said), classes="said one-line")
            yield Static(_key(key, does))
            return
        line = words(said, "$secondary").truncate(room, ellipsis=True)
        gap = " " * (room - line.cell_length + 2)
        yield Static(Content.assemble(line, gap, _key(key, does)), classes="said offer")

    def _handful(self) -> Iterator[Static]:
        """A few exercises of several stages, as many as fit."""
        doors = self.home.picks[: self._room()]
        self.shown = tuple(door.id for door in doors)
        if not doors:
            return
        yield Static(words("Or one of these"), classes="asked")
        for number, door in enumerate(doors, 1):
            stage = f"{door.stage:<10}"
            body = joined((stage, "$dim"), (door.title, ""))
            yield Static(Content.assemble(_key(f"{number}", ""), body), classes="one-line")

    def _room(self) -> int:
        """Rows left on the screen."""
        frame = TALL_FRAME if self.app.size.height >= TALL else SHORT_FRAME
        offers = 3 * bool(self.home.unfinished) + 3 * bool(self.home.trigger)
        taken = frame + 2 + len(self._ways_there) + offers + 2
        return max(0, min(self.app.size.height - taken, MOST))

    async def on_resize(self) -> None:
        await self._draw()

    def _open(self, open_it: Callable[[], Activity]) -> None:
        """Open an activity once, even if the key is pressed twice."""
        if self.is_current and not self._opening:
            self._opening = True
            self.run_worker(self._opened(open_it))

    async def _opened(self, open_it: Callable[[], Activity]) -> None:
        try:
            opened = await saved(self, open_it, self._say_slow)
        except SaveFailed as error:
            self.notify(str(error), markup=False)
        else:
            if self.is_current:
                self.app.push_screen(ExerciseScreen(opened, self.services))
            else:  # something else was opened meanwhile
                opened.close()
        finally:
            self._opening = False

    def _say_slow(self) -> None:
        self.notify(STILL_SAVING, markup=False)

    def action_now(self) -> None:
        self._open(self.house.now)

    def action_log(self) -> None:
        self._open(self.house.log)

    def action_exercise(self, name: str) -> None:
        opening = self.services.open
        if opening is not None:
            self._open(lambda: opening(name))

    def action_at_hand(self, number: int) -> None:
        if number <= len(self.shown):
            self.action_exercise(self.shown[number - 1])

    def action_trigger(self) -> None:
        if self.home.trigger:
            id = self.home.trigger.id
            self._open(lambda: self.house.rethink(id))

    def action_go_on(self) -> None:
        if self.home.unfinished:
            self.action_exercise(self.home.unfinished[0].exercise)

    def action_find(self) -> None:
        from rsense.tui.screens.exercise_finder import ExerciseFinderScreen

        self.app.push_screen(ExerciseFinderScreen(self.house.find), self._found)

    def _found(self, name: str | None) -> None:
        if name:
            self.call_later(self.action_exercise, name)

    def action_past(self) -> None:
        from rsense.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.services, self.house))

    def action_settings(self) -> None:
        from rsense.tui.screens.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(self.house))

    def action_quit(self) -> None:
        self.dismiss()


def _key(key: str, does: str) -> Content:
    return joined((key, "bold $primary"), (f"  {does}", ""))


def _cell(way: Way, width: int) -> Content:
    key, does = way
    return _key(key, does.ljust(width - len(key) - 2))

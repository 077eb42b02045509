"""Home: what is happening right now, in one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalGroup, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from rsense.sitting import Home, House, NotKept, Opened, Services
from rsense.tui.chrome import Keys, Where
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.find import FindScreen
from rsense.tui.screens.keys import KeysScreen
from rsense.tui.screens.past import PastScreen
from rsense.tui.screens.settings import SettingsScreen
from rsense.tui.words import joined, words

WAYS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("n", "it hurts now"), ("b", "breathe"), ("p", "pause")),
    (("r", "re-think something"), ("g", "ground"), ("l", "log a trigger")),
    (("w", "write"), ("h", "look back"), ("/", "find an exercise")),
)
EXERCISES = {
    "b": "paced-breathing", "p": "mindful-pause", "g": "five-senses",
    "r": "rethink-the-rejection", "w": "journal",
}  # fmt: skip
COLUMNS = (24, 18, 20)


class HomeScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "now", "It hurts now", show=False, id="home_now"),
        *(Binding(k, f"exercise('{id}')", id, show=False, id=f"home_{k}")
          for k, id in EXERCISES.items()),
        Binding("l", "log", "Log a trigger", show=False, id="home_log"),
        Binding("t", "trigger", "Re-think it", show=False, id="home_trigger"),
        Binding("h", "past", "Look back", show=False, id="home_past"),
        Binding("slash", "find", "Find an exercise", show=False, id="home_find"),
        Binding("s", "settings", "Settings", show=False, id="home_settings"),
        Binding("question_mark", "keys", "Keys", show=False, id="home_keys"),
        Binding("enter", "go_on", "Go on", show=False, id="home_go_on"),
        Binding("escape,q", "quit", "Leave", show=False, id="home_quit"),
    ]  # fmt: skip

    def __init__(self, services: Services, house: House) -> None:
        super().__init__()
        self.services = services
        self.house = house
        self.home: Home = house.home()

    def compose(self) -> ComposeResult:
        yield Where("rsense", self.home.today)
        with VerticalScroll(id="page"):
            yield VerticalGroup(id="column")
        yield Keys(
            [("?", "keys"), ("s", "settings")],
            [("Esc", "leave"), ("F1", "help now")],
        )

    async def on_mount(self) -> None:
        await self._draw()

    async def on_screen_resume(self) -> None:
        self.home = self.house.home()
        await self._draw()

    async def _draw(self) -> None:
        column = self.query_one("#column")
        if not column.is_attached:
            return  # a terminal that closes is resized once more
        async with self.batch():
            await column.remove_children()
            await column.mount(*self._rows())

    def _rows(self) -> list[Static]:
        rows = [Static(words("What is happening?", "bold"), classes="question")]
        rows += self._ways()
        for left in self.home.left[:1]:
            rows.append(Static(words("You were half way through"), classes="asked"))
            line = joined((left.title, ""), (f", {left.when}", "not bold"))
            rows.append(Static(line, classes="said"))
            rows.append(Static(joined(("Enter", "bold $primary"), (" go on", ""))))
        if self.home.trigger:
            rows.append(Static(words("Not yet worked through"), classes="asked"))
            trigger = self.home.trigger
            rows.append(Static(words(f"{trigger.line}, {trigger.when}"), classes="said one-line"))
            rows.append(Static(joined(("t", "bold $primary"), (" re-think it", ""))))
        return rows

    def _ways(self) -> list[Static]:
        """The ways side by side where there is room, else under each other."""
        if self.size.width < sum(COLUMNS) + 4:
            ways = (way for line in WAYS for way in line)
            return [Static(joined((k, "bold $primary"), (f"  {does}", ""))) for k, does in ways]
        lines: list[Static] = []
        for line in WAYS:
            parts: list[tuple[str, str]] = []
            for (key, does), width in zip(line, COLUMNS):
                parts += [(key, "bold $primary"), (f"  {does}".ljust(width - len(key)), "")]
            lines.append(Static(joined(*parts), classes="ways"))
        return lines

    async def on_resize(self) -> None:
        await self._draw()

    def _open(self, open_it: Callable[[], Opened]) -> None:
        """Lay something open, once, however often the key was pressed."""
        if not self.is_current:
            return
        try:
            opened = open_it()
        except NotKept as error:
            self.notify(str(error), markup=False)
            return
        self.app.push_screen(ExerciseScreen(opened, self.services))

    def action_now(self) -> None:
        self._open(self.house.now)

    def action_log(self) -> None:
        self._open(self.house.log)

    def action_exercise(self, name: str) -> None:
        opening = self.services.open
        if opening is not None:
            self._open(lambda: opening(name))

    def action_trigger(self) -> None:
        if self.home.trigger:
            id = self.home.trigger.id
            self._open(lambda: self.house.rethink(id))

    def action_go_on(self) -> None:
        if self.home.left:
            self.action_exercise(self.home.left[0].exercise)

    def action_find(self) -> None:
        self.app.push_screen(FindScreen(self.home.doors), self._found)

    def _found(self, name: str | None) -> None:
        if name:
            self.call_later(self.action_exercise, name)

    def action_past(self) -> None:
        self.app.push_screen(PastScreen(self.house))

    def action_settings(self) -> None:
        self.app.push_screen(SettingsScreen(self.house))

    def action_keys(self) -> None:
        self.app.push_screen(KeysScreen())

    def action_quit(self) -> None:
        self.dismiss()

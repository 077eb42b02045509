"""A script that is being written, as a person meets it: an exercise with a line about the file."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult, SuspendNotSupported
from textual.screen import Screen
from textual.widgets import Static

from rsense.ports import Activity, Ending, Services
from rsense.preview_ports import Preview
from rsense.tui.app import RsenseApp
from rsense.tui.bindings import before, bound
from rsense.tui.own_editor import NOT_INLINE
from rsense.tui.screens.ending import EndingScreen
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.review import ReviewScreen
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import Key, KeyHints

LOOK_SECONDS = 0.1
"""Between two looks at the file."""
BACK, LEAVE = ":back", ":leave"
"""How the end of a script that is watched is left: no exercise has such an id."""


class PreviewApp(RsenseApp):
    """The app with a script that is being written as its lowest screen."""

    def __init__(
        self, services: Services, opened: Activity, preview: Preview, *, paced: bool = True
    ) -> None:
        super().__init__(services, opened, paced=paced)
        self.script, self.preview = opened, preview

    def get_default_screen(self) -> Screen[None]:
        return PreviewScreen(self.script, self.services, self.preview)


class PreviewScreen(ExerciseScreen):
    SCOPED_CSS = False  # it asks for its own size
    DEFAULT_CSS = """
    #about-script { height: auto; max-height: 5; margin: 0 0 1 0; padding: 0 3; color: $dim; }
    .-short #about-script, .-narrow #about-script { margin: 0; padding: 0 1; }
    #about-script.-broken { color: $warning; text-style: bold; }
    """
    BINDINGS = [
        before("f10,ctrl+e", "script", "script", "the script, in your editor, at this step")
    ]

    def __init__(self, opened: Activity, services: Services, preview: Preview) -> None:
        super().__init__(opened, services)
        self.preview = preview
        self._said, self._broken = preview.said, False

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(id="about-script")

    async def on_mount(self) -> None:  # that of the exercise is called too
        await self._tell(self._said)
        if self.preview.watch:
            self.set_interval(LOOK_SECONDS, self._look)

    async def _tell(self, said: str, *, broken: bool = False) -> None:
        self._said, self._broken = said, broken
        await self._show_told()

    async def _show_told(self) -> None:
        """Show what is told of the file on its own screen, and on the end or look-over above."""
        screens: set[Screen[Any]] = {self, self.app.screen}
        for screen in screens:
            if isinstance(screen, OWN_SCREENS) and (screen is self or screen.is_mounted):
                if not screen.query("#about-script"):
                    await screen.mount(Static(id="about-script"))
                line = screen.query_one("#about-script", Static)
                line.update(words(self._said))
                line.display = bool(self._said)
                line.set_class(self._broken, "-broken")

    async def _look(self) -> None:
        """Show the script as it was saved, once no other screen than its own stands above."""
        if not isinstance(self.app.screen, OWN_SCREENS) or self._turn.locked():
            return
        if self.preview.changed():
            await self._in_turn(self._show_anew())
        elif not self.app.screen.query("#about-script"):
            await self._show_told()

    async def _show_anew(self) -> None:
        await self._save_begun()
        found = self.preview.reload()
        await self._tell(found.said, broken=found.opened is None)
        if found.opened is None:
            return
        self.opened, self.revising = found.opened, None
        self._begun.discard()
        ended = isinstance(self.app.screen, EndingScreen) and self.sitting.session.complete
        while isinstance(self.app.screen, ReviewScreen | EndingScreen):
            await self.app.pop_screen()
        await (self._finish() if ended else self.show_prompt())

    def _say_where(self) -> None:
        super()._say_where()
        keys = self.query_one(KeyHints)
        if keys.always:
            first, *others = keys.always
            keys.say(keys.here, [first, ("F10", "the script"), *others])

    async def action_script(self) -> None:
        try:
            with self.app.suspend():
                told = self.preview.edit()
        except SuspendNotSupported:
            told = NOT_INLINE
        if told:
            await self._tell(told, broken=True)
        await self._look()

    def _end(self, ending: Ending, *, can_open: bool) -> None:
        if not self.preview.watch:
            super()._end(ending, can_open=can_open)
            return
        screen = PreviewEnding(self.sitting.session.script.title, ending, can_open=can_open)
        self.app.push_screen(screen, lambda door: self._do(self._open_door(door)))

    async def _open_door(self, door: str | None) -> None:
        if door == BACK:
            await self._back_from_review()
        elif door == LEAVE:
            self.action_leave()
        elif door is None and self.preview.watch:
            await self._tell("")
            await self._begin(self.preview.again())
        else:
            await super()._open_door(door)


class PreviewEnding(EndingScreen):
    """The end of a script that is watched: nothing ends the watch unasked."""

    BINDINGS = [
        before("escape", f"leave('{LEAVE}')", "preview_leave", "leave"),
        bound("f2,ctrl+b", f"leave('{BACK}')", "preview_back", "back"),
    ]
    enough = "once more from the first page"

    def hints(self) -> tuple[list[Key], list[Key]]:
        (_, *others), _ = super().hints()
        closes = self.focused is self.query_one(".enough")
        enter = ("Enter", "begin again" if closes else "go on there")
        return [enter, ("F2", "back"), *others], [("Esc", "leave"), ("F1", "help now")]


OWN_SCREENS = PreviewScreen, ReviewScreen, EndingScreen
"""Screens on which a save is heard."""

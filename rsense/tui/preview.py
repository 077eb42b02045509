"""A script that is being written, as a person meets it: an exercise with a line about the file."""

from __future__ import annotations

from textual.app import ComposeResult, SuspendNotSupported
from textual.screen import Screen
from textual.widgets import Static

from rsense.ports import Activity, Services
from rsense.preview_ports import Preview
from rsense.tui.app import RsenseApp
from rsense.tui.bindings import before
from rsense.tui.own_editor import NOT_INLINE
from rsense.tui.screens.ending import EndingScreen
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.screens.review import ReviewScreen
from rsense.tui.widgets.content import words
from rsense.tui.widgets.header_footer import KeyHints

LOOK_SECONDS = 0.1
"""Between two looks at the file."""


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

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Static(id="about-script")

    async def on_mount(self) -> None:  # that of the exercise is called too
        self._tell(self.preview.said)
        if self.preview.watch:
            self.set_interval(LOOK_SECONDS, self._look)

    def _tell(self, said: str, *, broken: bool = False) -> None:
        line = self.query_one("#about-script", Static)
        line.update(words(said))
        line.display = bool(said)
        line.set_class(broken, "-broken")

    async def _look(self) -> None:
        """Show the script as it was saved, once no other screen than its own stands above."""
        above = self.app.screen
        if not (above is self or isinstance(above, ReviewScreen | EndingScreen)):
            return
        if self._turn.locked() or not self.preview.changed():
            return
        async with self._turn:
            await self._save_begun()
            found = self.preview.reload()
            self._tell(found.said, broken=found.opened is None)
            if found.opened is None:
                return
            self.opened, self.revising = found.opened, None
            self._begun.discard()
            while isinstance(self.app.screen, ReviewScreen | EndingScreen):
                await self.app.pop_screen()
            await self.show_prompt()

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
            self._tell(told, broken=True)
        await self._look()

"""The Textual app: its first screen, global keys, and leaving it on keys, signals and errors."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import constants
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.events import Event, Resize
from textual.screen import Screen

from rsense.ports import Activity, DisplaySettings, Services
from rsense.save_queue import LAST_SECONDS as SAVING_SECONDS
from rsense.save_queue import SaveQueue
from rsense.tui import terminal_watch
from rsense.tui.bindings import EVERYWHERE, TYPED_EVERYWHERE
from rsense.tui.clipboard import copy_selected
from rsense.tui.exit_message import MISTAKE, NOT_SAVED
from rsense.tui.input_guard import InputGuard
from rsense.tui.screen_size import HEIGHTS, WIDTHS, at_size, bounded
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.themes import DIM_ELSEWHERE, TERMINAL, THEMES, theme_for

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider
    from textual.driver import Driver

    from rsense.breath_tones import Tones
    from rsense.tui.screens.home import HomeScreen
    from rsense.tui.terminal_driver import TerminalState

FAILED, INTERRUPTED = 1, 130


def _collect() -> None:
    """Turn garbage collection on after the first frame, without what exists by then."""
    gc.freeze()
    gc.enable()


def _ways() -> type[Provider]:
    from rsense.tui.command_palette import CommandProvider

    return CommandProvider


class RsenseApp(App[None]):
    """One activity, or the home screen. `farewell` is printed in the terminal afterwards."""

    CSS_PATH = "app.tcss"
    TITLE = "rsense"
    COMMANDS = {_ways}
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS = list(EVERYWHERE)
    TYPED_KEYS = TYPED_EVERYWHERE

    def __init__(
        self,
        services: Services,
        opened: Activity | None = None,
        *,
        paced: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        # With NO_COLOR set Textual leaves out colours if they are the terminal's own, and otherwise
        # makes black and white of them, which turns two colours into one.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.opened = opened
        """The first activity; above the home screen, if there is one."""
        self.home_screen: HomeScreen | None = None
        self.services = services
        self.paced = paced
        """Timed steps wait. Without it they end at once."""
        self.clock = clock
        """A monotonic clock in seconds."""
        self.input_guard = InputGuard(self)
        self.farewell = ""
        self.saves = SaveQueue()
        self.last_moment: float | None = None
        """Latest end of the process, by `time.monotonic`; None while it is not ending."""
        self.unsaved = False
        """The last partial answer could not be saved."""
        self.bells = False
        """Ring the terminal's bell at each phase of a breath."""
        self.tones: Tones | None = None
        """Soft tones at each phase, if turned on."""
        # Before the style sheets are read: a later theme would have them read again.
        for theme in THEMES.values():
            self.register_theme(theme)
        self.apply_display(services.display)
        self.stylesheet.set_variables(self.get_css_variables())
        self.mistake = ""
        """Printed first after an internal error."""
        self._terminal: TerminalState | None = None
        """State to restore on exit; None if nothing is drawn on a terminal."""
        self._dressed = False
        """The first theme has been applied."""

    def get_css_variables(self) -> dict[str, str]:
        # Textual asks in its `__init__`, before our theme is there: colours for nothing.
        return super().get_css_variables() if hasattr(self, "services") else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"dim": DIM_ELSEWHERE, "raised": DIM_ELSEWHERE}

    def get_default_screen(self) -> Screen[None]:
        """The lowest screen. Textual's own blank one would be drawn as well, for nothing."""
        if self.services.home_actions is not None:
            from rsense.tui.screens.home import HomeScreen

            self.home_screen = HomeScreen(self.services, self.services.home_actions)
            return at_size(self.home_screen, self.size)
        if self.opened is not None:
            return at_size(ExerciseScreen(self.opened, self.services), self.size)
        return super().get_default_screen()

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        return super().push_screen(at_size(screen, self.size), *given, **named)

    def pop_screen(self) -> AwaitComplete:
        """Close the top screen; closing the last one leaves the app."""
        if len(self.screen_stack) > 1:
            return super().pop_screen()
        self.exit()
        return AwaitComplete()

    def on_load(self) -> None:
        # Before the terminal is changed, so that any ending restores it.
        loop = asyncio.get_running_loop()
        loop.set_debug(False)  # PYTHONDEVMODE has it tell on the screen of what was slow
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._ended_by, number)
        looked_at = () if self.is_headless else terminal_watch.TERMINALS
        terminal_watch.on_hangup(loop, looked_at, lambda: self._ended_by(signal.SIGHUP))

    def on_mount(self) -> None:
        self.screen_change_signal.subscribe(self, lambda _: self.input_guard.screen_changed())
        self.call_after_refresh(_collect)
        problem = self.services.display.theme_problem
        if problem and self.opened is None:  # nobody who needs help at once is told of colours
            self.notify(problem, markup=False)
        if self.home_screen is not None and self.opened is not None:
            self.push_screen(ExerciseScreen(self.opened, self.services))

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Resize):
            event = bounded(event)
        with self.input_guard.turn(event) as may_act:
            if may_act:
                await super().on_event(event)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        self.input_guard.close()
        super().exit(result, return_code, message)

    def apply_display(self, look: DisplaySettings) -> None:
        theme = TERMINAL if self.no_color else theme_for(look)
        if theme not in THEMES.values():
            self.register_theme(theme)
        self.theme = theme.name
        self.animation_level = "none" if look.still else constants.TEXTUAL_ANIMATIONS
        self.bells = look.bell
        if not look.tones:
            self.tones = None
        elif self.tones is None:
            from rsense.breath_tones import Tones

            self.tones = Tones()

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 - as Textual has it
        if self._dressed:
            super().refresh_css(animate)
            return
        # The sheets were read with this theme's colours: no need to read them again.
        self._dressed = True
        self.update_styles(self)

    async def go_home(self, action: str, *arguments: str) -> None:
        """Save, go back to the home screen, and run one of its actions."""
        while self.home_screen is not None and self.screen is not self.home_screen:
            if isinstance(self.screen, ExerciseScreen):
                self.screen.let_go(ending=False)
            await self.pop_screen()
        if self.home_screen is not None:
            self.call_later(getattr(self.home_screen, action), *arguments)

    def _ended_by(self, number: int) -> None:
        """Handle SIGTERM or SIGHUP: save, restore the terminal if it is there, and exit."""
        terminal_watch.end_soon(128 + number, terminal_watch.LAST_SECONDS, self.put_terminal_back)
        self.last_moment = time.monotonic() + SAVING_SECONDS
        self.save_drafts()
        if not self.is_headless and terminal_watch.is_hung_up():
            self.saves.wait(SAVING_SECONDS)
            os._exit(128 + number)  # there is no terminal to restore, and writing to it can hang
        self.exit(return_code=128 + number)

    async def action_quit(self) -> None:
        self.save_drafts()
        self.exit()

    def action_interrupt(self) -> None:
        """Copy what is selected; else leave."""
        if not copy_selected(self):
            self.save_drafts()
            self.exit(return_code=INTERRUPTED)

    def save_drafts(self) -> None:
        """Save the partial answers of all open screens."""
        for screen in self.screen_stack:
            if isinstance(screen, ExerciseScreen):
                screen.let_go()

    def action_help_now(self) -> None:
        from rsense.tui.screens.help_now import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
        elif not self._blanked:
            self.push_screen(HelpScreen(self.services))

    def action_command_palette(self) -> None:
        from rsense.tui.command_palette import Palette

        if not Palette.is_open(self):  # type: ignore[arg-type] # it wants App[object]
            self.push_screen(Palette(placeholder="What would you like to do?"))

    def action_keys(self) -> None:
        from rsense.tui.screens.key_help import KeyHelpScreen

        if not (self._blanked or isinstance(self.screen, KeyHelpScreen)):
            focused = self.focused or self.screen
            self.push_screen(KeyHelpScreen([type(node) for node in focused.ancestors_with_self]))

    @property
    def _blanked(self) -> bool:
        from rsense.tui.screens.blank import BlankScreen

        return isinstance(self.screen, BlankScreen)

    def action_blank(self) -> None:
        from rsense.tui.screens.blank import BlankScreen

        if self._blanked:
            self.screen.dismiss()
        else:
            self.push_screen(BlankScreen())

    def _build_driver(self, headless: bool, inline: bool, **given: Any) -> Driver:  # type: ignore[override]  # noqa: FBT001 - as Textual has it
        # Private API, pinned by `textual==8.2.*` and tests: there is no other way to an inline one.
        if headless:
            return super()._build_driver(headless=headless, inline=inline, **given)
        from rsense.tui.terminal_driver import FullScreenDriver, InlineDriver, watch_for_faults

        driver = (InlineDriver if inline else FullScreenDriver)(self, **given)
        self._driver, self._terminal = driver, driver.state
        watch_for_faults(asyncio.get_running_loop(), self._break_off)
        return driver

    def put_terminal_back(self) -> None:
        """Restore the terminal if Textual did not."""
        if self._terminal is not None:
            self._terminal.put_back()

    def panic(self, *_: object) -> None:
        self._break_off()

    def _fatal_error(self) -> None:
        # Textual's own would print local variables: the person's words. Private API, as above.
        self._break_off()

    def _break_off(self) -> None:
        """End after an internal error: save partial answers and say whether that worked."""
        if self._terminal is not None and terminal_watch.is_hung_up():
            self._ended_by(signal.SIGHUP)  # its writer failed as the terminal went: this ends here
        if self.mistake:
            return
        self.mistake = MISTAKE
        self.input_guard.close()
        self._return_code = FAILED
        self.last_moment = time.monotonic() + SAVING_SECONDS
        if self._terminal is not None:
            terminal_watch.end_soon(FAILED, terminal_watch.BROKEN_SECONDS, self.put_terminal_back)
        try:
            self.save_drafts()
        except Exception:  # noqa: BLE001 - the mistake may be anywhere, and the end comes anyway
            self.unsaved, self.farewell = True, NOT_SAVED
        self._close_messages_no_wait()

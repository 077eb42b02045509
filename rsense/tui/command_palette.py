"""The command palette: every exercise and action by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from rsense.core.fold import fold
from rsense.core.sanitize import one_line
from rsense.tui.own_app import own_app
from rsense.tui.widgets.content import words

AT_HOME = (
    ("It hurts now", "now"),
    ("Log a trigger", "log"),
    ("Look back", "past"),
    ("Find an exercise", "find"),
    ("Settings", "settings"),
    ("Leave", "quit"),
)
ANYWHERE = (("Help now", "help_now"), ("Keys", "keys"), ("Blank the screen", "blank"))


class CommandProvider(Provider):
    """Actions and exercises; those of the home screen only where there is one."""

    def _ways(self, query: str = "") -> Iterator[tuple[str, str, Callable[[], object]]]:
        """(name, what it is, what it does): actions with every word, then exercises that fit."""
        wanted = fold(query).split()
        for title, do in self._actions():
            if all(word in fold(title) for word in wanted):
                yield title, "", do
        home = own_app(self).home_screen
        for door in home.house.find(query) if home else ():
            yield (
                one_line(door.title),
                one_line(door.summary),
                partial(self._at_home, "action_exercise", door.id),
            )

    def _actions(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for title, action in ANYWHERE:
            yield title, getattr(self.app, f"action_{action}")
        if own_app(self).home_screen is None:
            yield "Leave", own_app(self).action_interrupt
            return
        for title, action in AT_HOME:
            yield title, partial(self._at_home, f"action_{action}")

    async def _at_home(self, action: str, *arguments: str) -> None:
        """Go home first: what is under way is kept."""
        await own_app(self).go_home(action, *arguments)

    async def discover(self) -> Hits:
        for title, about, do in self._ways():
            # A plain string would be markup there too.
            yield DiscoveryHit(words(title), do, text=title, help=words(about))  # type: ignore[arg-type] # it draws Content too

    async def search(self, query: str) -> Hits:
        for place, (title, about, do) in enumerate(self._ways(query), 1):
            # The palette sorts by score: this keeps the order.
            yield Hit(1 / place, words(title), do, text=title, help=words(about))  # type: ignore[arg-type] # it draws Content too


class Palette(CommandPalette):
    """The command palette without a box and an icon."""

    DEFAULT_CSS = """
    Palette {
        &, &:ansi { background: $background; }
        align-horizontal: center;
        & > Vertical { margin: 1 3 0 3; max-width: 70; }
        & > Vertical, & > Vertical:dark { background: $background; }
        & #--input { border: none; border-left: outer $secondary; }
        & #--input.--list-visible { border: none; border-left: outer $secondary; }
        & > .command-palette--help-text { text-style: not bold; }
        & SearchIcon { display: none; }
        & CommandInput, & CommandInput:focus {
            padding: 0 1; color: $secondary; border: none; height: 1;
        }
        & CommandList {
            margin: 1 0 0 0; background: $background; border: none; max-height: 80vh;
            scrollbar-size-vertical: 1; scrollbar-background: $background;
            scrollbar-color: $foreground 15%;
        }
        & CommandList:focus { border: none; }
    }
    """

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual (8.2) raises it where the list has no room yet
            super()._action_command_list(action)

"""The command palette: every action and exercise, by name or by the person's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from rsense.core.exercise_names import NOTHING_FITS, SHORT_NAMES
from rsense.core.fold import fold
from rsense.core.sanitize import one_line
from rsense.ports import Activity
from rsense.tui.own_app import own_app
from rsense.tui.screens.exercise import open_above
from rsense.tui.widgets.content import words


class Action(NamedTuple):
    title: str
    about: str
    name: str
    """The method `action_…` of the home screen, or of the app."""
    also: str = ""
    """Other words it is found by."""
    exercise: str = ""


def _exercise(title: str, about: str, short: str) -> Action:
    return Action(title, about, "exercise", short, SHORT_NAMES[short])


AT_HOME = (
    Action("It hurts now", "help first, words later", "now"),
    Action("Breathe", "a slow breath", "breathe"),
    _exercise("Pause", "three minutes before you do anything", "pause"),
    _exercise("Ground", "come back to the room through your five senses", "ground"),
    _exercise("Re-think", "what happened, and what else it could mean", "rethink"),
    _exercise("Write", "an open page", "write"),
    Action("Programme", "a few exercises, one sitting at a time", "path", "path course"),
    Action("Drafts", "words not said yet", "drafts", "message letter unsaid"),
    Action("Log a trigger", "one line, ten seconds", "log"),
    Action("Log a good moment", "one line, to find on a bad day", "log_good"),
    Action(
        "What comes back", "one question, when its day has come", "come_back", "due predictions"
    ),
    Action("History", "what you noted and did", "past", "look back records"),
    Action("Insights", "what your notes say over some weeks", "insights", "patterns statistics"),
    Action(
        "Report", "one page for someone who helps you", "report", "therapist print share export"
    ),
    Action("Rituals", "something small, done regularly", "rituals", "habit regular calendar"),
    Action("Find an exercise", "by what is going on", "find", "search"),
    Action("Settings", "theme, sounds, country", "settings"),
    Action("Leave", "everything you answered is kept", "quit", "exit"),
)
HELP = Action("Help now", "people to call", "help_now")
ANYWHERE = (
    HELP,
    Action("Keys", "what every key does", "keys"),
    Action("Blank the screen", "the same key brings it back", "blank", "hide"),
)
LEAVE = Action("Leave", "what you answered is kept", "interrupt", "quit exit")
"""Where there is no home screen."""
FIRST = 10
"""Actions of home that come before help and keys."""

Way = tuple[str, str, Callable[[], object]]
"""A title, what it is for, and what it does."""


class CommandProvider(Provider):
    """Actions and exercises; those of the home screen only where there is one."""

    def _ways(self, query: str = "") -> Iterator[Way]:
        """Actions whose names have the words, then exercises that fit; help first in danger."""
        found = own_app(self).services.find(query)
        fitting = [action for action in self._actions() if _fits(query, action)]
        if found.help or not (found.exercises or fitting):
            fitting = [HELP, *(action for action in fitting if action != HELP)]
        for action in fitting:
            yield action.title, action.about, self._does(action)
        if fitting and not found.fits:
            return
        shown = {action.exercise for action in fitting}
        said = "" if found.fits else f"{NOTHING_FITS}\n"  # no row of its own: it does nothing
        for link in found.exercises:
            if link.id not in shown:
                does = self._does(Action("", "", "exercise", exercise=link.id))
                yield one_line(link.title), said + one_line(link.summary), does
                said = ""

    def _actions(self) -> tuple[Action, ...]:
        if own_app(self).home_screen is None:
            alone = (one for one in AT_HOME if self._opening(one))
            return (*alone, *ANYWHERE, LEAVE)
        return (*AT_HOME[:FIRST], *ANYWHERE, *AT_HOME[FIRST:])

    def _does(self, action: Action) -> Callable[[], object]:
        if action in (*ANYWHERE, LEAVE):
            return getattr(self.app, f"action_{action.name}")  # type: ignore[no-any-return] # found by name
        app = own_app(self)
        if app.home_screen is None and (opening := self._opening(action)):
            return lambda: app.screen.run_worker(open_above(app.screen, opening))
        arguments = [action.exercise] if action.exercise else []
        return lambda: app.go_home(f"action_{action.name}", *arguments)

    def _opening(self, action: Action) -> Callable[[], Activity] | None:
        """What opens an action over an exercise that runs alone and goes on afterwards; None if
        it needs the home."""
        services = own_app(self).services
        opening = services.open
        if action.exercise:
            return opening and (lambda: opening(action.exercise))
        ways = {
            "now": services.now,
            "breathe": services.breathe,
            "log": services.log,
            "log_good": services.log_good,
        }
        return ways.get(action.name)

    async def discover(self) -> Hits:
        for title, about, do in self._ways():
            # A plain string would be markup there too.
            yield DiscoveryHit(words(title), do, text=title, help=words(about))  # type: ignore[arg-type] # it draws Content too

    async def search(self, query: str) -> Hits:
        for place, (title, about, do) in enumerate(self._ways(query), 1):
            # The palette sorts by score: this keeps the order.
            yield Hit(1 / place, words(title), do, text=title, help=words(about))  # type: ignore[arg-type] # it draws Content too


def _fits(query: str, action: Action) -> bool:
    """Whether every word typed begins one of the action's."""
    names = fold(f"{action.title} {action.also}").split()
    return all(any(name.startswith(word) for name in names) for word in fold(query).split())


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
        /* Underlined: Textual 8.2 drops a reversal on its way to an option. */
        & CommandList:ansi > .option-list--option-highlighted { text-style: bold underline; }
    }
    """

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):  # Textual (8.2) raises it where the list has no room yet
            super()._action_command_list(action)

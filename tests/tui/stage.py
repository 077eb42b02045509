"""The screens without a terminal: TOML in, keys in, the screen as text out."""

from __future__ import annotations

import asyncio
import functools
import unicodedata
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ParamSpec

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from rsense.core.engine import Reply, Session, begin
from rsense.core.prompts import Skip, Value
from rsense.core.script.parse import Script, parse
from rsense.core.shelves import Shelves
from rsense.ports import Activity, DisplaySettings, Ending, Services
from rsense.session_runner import SaveFailed, SessionRunner
from rsense.tui.app import RsenseApp
from rsense.tui.enter_guard import MOMENT
from rsense.tui.screens.exercise import ExerciseScreen
from rsense.tui.views.base import PromptView
from tests.nobody import people

HEAD = 'format = 1\ntitle = "A test"\nstage = "settle"\n'
WIDE, NARROW, TINY = (80, 24), (40, 12), (20, 6)
ROUNDS = 5
NOW = datetime(2026, 11, 22, 14, 7, tzinfo=UTC)
"""A Sunday."""

Params = ParamSpec("Params")
Size = tuple[int, int]
SIZES = pytest.mark.parametrize(
    "size", [WIDE, pytest.param(NARROW, marks=pytest.mark.slow)], ids=["80x24", "40x12"]
)
"""The usual size, and where slow tests run a narrow one."""


def acted(test: Callable[Params, Coroutine[None, None, None]]) -> Callable[Params, None]:
    """A test that awaits, as pytest can call it."""

    @functools.wraps(test)
    def run(*args: Params.args, **kwargs: Params.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))

    return run


class Clock:
    """Seconds that pass when a test says so, and a moment between keys that are meant."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Kept:
    """What was kept of a sitting, the newest last; `full` is a disk that takes no more."""

    sessions: list[Session] = field(default_factory=list)
    finished: list[Session] = field(default_factory=list)
    full: bool = False

    def keep(self, session: Session) -> None:
        if self.full:
            raise SaveFailed("Not saved: the disk is full.")
        self.sessions.append(session)

    def finish(self, session: Session) -> Ending:
        if self.full:
            raise SaveFailed("Not saved: the disk is full.")
        self.finished.append(session)
        return Ending(("Kept in a safe place.",), softer=False, next_exercises=())

    @property
    def trail(self) -> list[Value | Skip]:
        """The answers that are safe."""
        return [reply.value for reply in self.sessions[-1].replies] if self.sessions else []

    @property
    def ahead(self) -> list[Reply]:
        return list(self.sessions[-1].pending) if self.sessions else []


@dataclass
class Stage:
    """An exercise under way, and what a test may do with it."""

    app: RsenseApp
    pilot: Pilot[None]
    clock: Clock
    kept: Kept

    @property
    def lines(self) -> list[str]:
        """The screen as it would be read, without style."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The screen as words one space apart: how lines broke is left out, bars too."""
        return " ".join(self.text.translate(dict.fromkeys(map(ord, "▌▐│"), " ")).split())

    @property
    def sitting(self) -> SessionRunner:
        return self.exercise.sitting

    @property
    def exercise(self) -> ExerciseScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, ExerciseScreen))

    @property
    def view(self) -> PromptView:
        view = self.exercise.view
        assert view is not None, "no question is open"
        return view

    @property
    def step(self) -> str:
        """The id of the step that the sitting is at."""
        shown = self.sitting.current
        return shown.step if shown else ""

    async def press(self, *keys: str) -> None:
        """Keys by Textual's names, each after what the one before it did; `type:` before words."""
        for key in keys:
            if key.startswith("type:"):
                await self.type(key.removeprefix("type:"))
            else:
                self.clock.now += MOMENT
                self.send(key)
                await self.settle()

    def send(self, key: str) -> None:
        """A key, without waiting for what it does."""
        self._post(key, character_of(key))

    def _post(self, key: str, character: str | None) -> None:
        event = Key(key, character)
        event.time = self.clock.now
        self.app.post_message(event)

    async def type(self, text: str) -> None:
        """Words, as fast as they can be typed."""
        self.clock.now += MOMENT
        for character in text:
            name = "enter" if character == "\n" else character
            self._post(name, "\r" if character == "\n" else character)
        await self.settle()

    async def paste(self, text: str) -> None:
        self.app.post_message(Paste(text))
        await self.settle()

    async def settle(self, rounds: int = ROUNDS) -> None:
        """Wait until there is nothing left to do: a message may lead to another, and that on."""
        await settled(self.pilot, rounds)

    async def until(self, holds: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until something holds, for so many seconds at most."""
        for _ in range(int(seconds / 0.02)):
            with suppress(KeyError):  # a widget that has just come has no styles yet
                if holds():
                    return
            await asyncio.sleep(0.02)
        raise AssertionError(f"it never came to hold; the screen is\n{self.text}")

    async def pass_time(self, seconds: float) -> None:
        """The clock goes on, and the next frame is drawn."""
        self.clock.now += seconds
        await asyncio.sleep(0.3 if self.app.animation_level == "none" else 0.08)
        await self.settle()


async def settled(pilot: Pilot[None], rounds: int = ROUNDS) -> None:
    """Wait until every key has been let in, all is saved, and there is nothing left to do."""
    app = pilot.app
    assert isinstance(app, RsenseApp)
    for _ in range(rounds):
        await pilot.pause(0)
        while not (app.input_guard.at_rest and app.saves.wait(0)) or list(app.workers):
            await asyncio.sleep(0.001)  # not 0: the loop would never be idle


def character_of(key: str) -> str | None:
    if len(key) == 1:
        return key
    try:
        return unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return {"space": " ", "enter": "\r", "tab": "\t"}.get(key)


def script(steps: str, head: str = "", sources: Mapping[str, str] | None = None) -> Script:
    """A script with these steps under the smallest head there is."""
    return parse("test", HEAD + head + steps, sources or {})


@asynccontextmanager
async def running(
    services: Services,
    opened: Activity | None = None,
    size: Size = WIDE,
    *,
    kept: Kept | None = None,
    paced: bool = True,
) -> AsyncIterator[Stage]:
    """The program with these services, at home or at what is laid open."""
    clock = Clock()
    app = RsenseApp(services, opened, paced=paced, clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        here = Stage(app, pilot, clock, kept or Kept())
        await here.settle()
        yield here


@asynccontextmanager
async def stage(
    what: str | Script | Session | Activity,
    size: Size = WIDE,
    *,
    shelves: Shelves | None = None,
    kept: Kept | None = None,
    private: bool = False,
    paced: bool = True,
    still: bool = False,
    doors: Callable[[str], Activity] | None = None,
) -> AsyncIterator[Stage]:
    """The program on a script (or its steps as TOML), a session half way, or what is laid open.

    `still` is a person who asked for no animations; `doors` what the ending may lead to.
    """
    kept = kept or Kept()
    if isinstance(what, str):
        what = script(what)
    if isinstance(what, Script):
        what = begin(what, shelves)
    if isinstance(what, Session):
        again = "" if private else "rsense run test"
        runner = SessionRunner(what, kept.keep, clock=lambda: NOW)
        what = Activity(runner, kept.finish, private=private, resume_command=again)
    services = Services(
        lambda _: people("Call somebody."), open=doors, display=DisplaySettings(still=still)
    )
    async with running(services, what, size, kept=kept, paced=paced) as here:
        yield here


@functools.cache
def seen(steps: str, keys: tuple[str, ...] = (), size: Size = WIDE) -> str:
    """The words on the screen after these keys."""

    async def look() -> str:
        async with stage(steps, size) as here:
            await here.press(*keys)
            return here.words

    return asyncio.run(look())

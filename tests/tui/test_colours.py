"""Every word on every screen can be read: held by the bytes that the terminal gets.

Each theme × NO_COLOR × 16, 256 and all colours. What is drawn with lines and blocks is no word.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.strip import Strip

from rsense.environment import drop_foreign_settings
from rsense.ports import DisplaySettings
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.frontend_services import full_services
from rsense.tui import app as rsense_app
from rsense.tui.app import RsenseApp
from rsense.tui.themes import THEMES
from tests.pictures import Stopwatch, invented, press, settle
from tests.steps import step
from tests.tui.sgr import PALETTES, Run, contrast, exact, runs
from tests.tui.stage import HEAD
from tests.tui.terminal import Terminal, rsense
from tests.tui.test_golden import SCREENS, rejection, with_few

READABLE, DIM_READABLE = 4.5, 3.0
AMONG_16 = 3.0
"""Where the person's own palette decides, over all palettes of `sgr`."""
DEEPER: dict[str, tuple[str, tuple[str, ...]]] = {
    "palette": ("", ("ctrl+o",)),
    "palette found": ("", ("ctrl+o", "type:br", "down")),
    "palette marked": ("", ("ctrl+o", "type:br", "shift+home")),
    "help": ("", ("f1",)),
    "find typed": ("", ("slash", "type:an", "down")),
    "past found": ("", ("h", "slash", "type:lunch")),
    "cursor": ("journal", ("type:A long day.", "left", "left")),
    "marked": ("journal", ("type:A long day.", "shift+home")),
    "dragged": ("", ("drag",)),
    "told": ("", ("tell",)),
}
ALL_SCREENS = {**SCREENS, **DEEPER}
CORE = ("home", "marked", "palette found", "dragged", "complaint")
"""Looked at in every run; the others by CI."""
EVERY_SCREEN = pytest.mark.parametrize(
    "name",
    [*CORE, *(pytest.param(n, marks=pytest.mark.slow) for n in ALL_SCREENS if n not in CORE)],
)
SGR = re.compile(r"\x1b\[([0-9;]*)m")
SYSTEMS = (ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD)


class Written(HeadlessDriver):
    """A terminal of a fixed size that keeps what it is given."""

    bytes: str = ""

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.bytes += data


class OnWritten(RsenseApp):
    """The program on such a terminal."""

    CSS_PATH = str(Path(rsense_app.__file__).with_name("app.tcss"))

    def _build_driver(self, headless: bool, inline: bool, **given: Any) -> Driver:  # type: ignore[override]
        self._driver = Written(self, **given)
        return self._driver


@asynccontextmanager
async def shown(name: str, folder: Path, theme: str = "night") -> AsyncIterator[Pilot[None]]:
    """The program at one of its screens, drawn on a `Written`."""
    context = invented(str(folder))
    exercise, keys = ALL_SCREENS[name]
    opened = None
    if exercise:
        made = rejection() if exercise == "rejection" else context.script(exercise)
        opened = ExerciseFlow(context, made, private=True).opened(ask=False)
    clock = Stopwatch()
    services = replace(with_few(full_services(context)), display=DisplaySettings(theme=theme))
    app = OnWritten(services, opened, clock=clock)
    async with app.run_test(size=(80, 24), headless=False, notifications=True) as pilot:
        await settle(pilot)
        for key in keys:
            if key.startswith("+"):
                clock.seconds += float(key)
                await pilot.pause(0.2)
            elif key == "drag":
                await pilot.mouse_down(offset=(5, 3))
                await pilot.hover(offset=(40, 12))
                await pilot.mouse_up(offset=(40, 12))
            elif key == "tell":
                for severity in ("information", "warning", "error"):
                    app.notify("words", title="title", severity=severity)
            else:
                await press(pilot, clock, key)
        yield pilot


async def drawn(pilot: Pilot[None], system: ColorSystem) -> list[Run]:
    """All of the screen anew, on a terminal with so many colours."""
    app = pilot.app
    driver = app._driver
    assert isinstance(driver, Written)
    app.console._color_system = system
    await settle(pilot)
    driver.bytes = ""
    app.screen.refresh(layout=True)
    await settle(pilot)
    return list(runs(driver.bytes))


def faults(found: Iterable[Run], system: ColorSystem) -> list[str]:
    """The words that cannot be read, each with why."""
    return [f"{run}: {why}" for run in found if (why := fault(run, system))]


def fault(run: Run, system: ColorSystem) -> str:
    """Why it cannot be read; empty where it can."""
    if run.text is None and run.ground is None:  # as every word in that terminal
        return ""
    if run.text is None or run.ground is None:
        return "one colour of ours on one of the terminal's, which may be the same"
    least = AMONG_16 if system is ColorSystem.STANDARD else READABLE
    if run.dim:
        least = DIM_READABLE
    for name, palette in PALETTES.items():
        there = contrast(exact(run.text, palette), exact(run.ground, palette))
        if there < least:
            return f"{there:.1f} : 1 on {name}"
    return ""


async def faults_in(pilot: Pilot[None], systems: Iterable[ColorSystem]) -> list[str]:
    found: list[str] = []
    for system in systems:
        seen = await drawn(pilot, system)
        found += faults(seen, system)
        if not seen:
            found.append("nothing was drawn")
    return found


@pytest.fixture(autouse=True)
def several_terminals_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Styles and lines remember the bytes for the first terminal they were drawn on."""
    render, render_style = Strip.render, Strip.render_style

    def rendered_anew(strip: Strip, console: Console) -> str:
        strip._render_cache = None
        return render(strip, console)

    def styled_anew(style: Style, text: str, color_system: ColorSystem) -> str:
        style._ansi = None
        return render_style(style, text, color_system)

    monkeypatch.setattr(Strip, "render", rendered_anew)
    monkeypatch.setattr(Strip, "render_style", staticmethod(styled_anew))
    monkeypatch.delenv("NO_COLOR", raising=False)


def looked_at(name: str, folder: Path, theme: str, systems: Iterable[ColorSystem]) -> list[str]:
    async def look() -> list[str]:
        async with shown(name, folder, theme) as pilot:
            return await faults_in(pilot, systems)

    return asyncio.run(look())


@pytest.mark.slow
@pytest.mark.parametrize("name", ALL_SCREENS)
def test_words_are_readable_in_every_theme_and_number_of_colours(name: str, tmp_path: Path) -> None:
    found = {theme: looked_at(name, tmp_path / theme, theme, SYSTEMS) for theme in THEMES}
    assert found == {theme: [] for theme in THEMES}


@pytest.mark.parametrize("name", CORE)
def test_words_are_readable_by_night(name: str, tmp_path: Path) -> None:
    """The core of the test above, for every run."""
    assert looked_at(name, tmp_path, "night", SYSTEMS) == []


def colours_of(name: str, folder: Path, theme: str) -> set[tuple[object, object]]:
    """Text and ground of all that was written, on a terminal with all colours."""

    async def look() -> set[tuple[object, object]]:
        async with shown(name, folder, theme) as pilot:
            found = await drawn(pilot, ColorSystem.TRUECOLOR)
        return {(run.text, run.ground) for run in found}

    return asyncio.run(look())


OWN = {(None, None)}
"""The terminal's own colours, which its owner can read."""


@EVERY_SCREEN
def test_no_color_leaves_the_terminals_own_colours(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")  # it is for pipes, and asks for nothing here
    assert colours_of(name, tmp_path, "night") == OWN


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_no_color_counts_in_every_theme_and_where_it_is_empty_in_none(
    theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert colours_of("home", tmp_path / "set", theme) == OWN
    monkeypatch.setenv("NO_COLOR", "")
    drop_foreign_settings(os.environ)
    unset = colours_of("home", tmp_path / "empty", theme)
    assert (unset == OWN) == (theme == "terminal")
    assert looked_at("home", tmp_path / "looked", theme, SYSTEMS) == []


def test_a_theme_put_on_under_no_color_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def look() -> set[tuple[object, object]]:
        async with shown("settings", tmp_path) as pilot:
            await press(pilot, Stopwatch(), "enter", "enter")
            return {(r.text, r.ground) for r in await drawn(pilot, ColorSystem.TRUECOLOR)}

    assert asyncio.run(look()) == OWN


TERMINALS: tuple[Mapping[str, str], ...] = (
    {"TERM": "xterm"},
    {"TERM": "xterm-16color"},
    {"TERM": "screen"},
    {"TERM": "linux"},
    {"TERM": "vt100"},
    {"TERM": "xterm-256color", "COLORFGBG": "0;15"},
    {"TERM": "xterm-256color", "COLORTERM": "truecolor", "CLICOLOR": "0"},
)


def test_words_are_readable_whatever_the_terminal_calls_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    for number, environ in enumerate(TERMINALS):
        monkeypatch.delenv("COLORTERM", raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)

        async def look(folder: Path) -> list[str]:
            async with shown("home", folder, "day") as pilot:
                system = pilot.app.console._color_system
                assert system is not None
                return faults(await drawn(pilot, system), system)

        found += asyncio.run(look(tmp_path / str(number)))
    assert found == []


def test_what_is_marked_shows_without_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reversed, or underlined."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def look(name: str) -> str:
        async with shown(name, tmp_path / name) as pilot:
            await drawn(pilot, ColorSystem.TRUECOLOR)
            assert isinstance(pilot.app._driver, Written)
            return pilot.app._driver.bytes

    for name, sequence in {
        "marked": ";7",
        "dragged": ";7",
        "palette": "4;",
        "cursor": "7;",
    }.items():
        written = asyncio.run(look(name))
        assert any(sequence in f";{code};" for code in SGR.findall(written)), name


SCRIPT = step("ask", "what", "What happened?") + step(
    "breathe", "breath", "Let it out slowly.", pattern="4-6", cycles=1
)


@pytest.fixture
def script(tmp_path: Path) -> str:
    path = tmp_path / "small.toml"
    path.write_text(HEAD + SCRIPT)
    return str(path)


def answered(terminal: Terminal) -> set[tuple[object, object]]:
    """The colours of a first answer, in a real terminal."""
    terminal.until("What happened?")
    terminal.type("Nothing much")
    terminal.until("Nothing much")
    written = terminal.bytes.decode()
    terminal.child.send("\x03")
    assert terminal.ended() == 130
    return {(run.text, run.ground) for run in runs(written) if len(run.words) > 1}


@pytest.mark.slow
def test_no_color_is_honoured_in_a_real_terminal(tmp_path: Path, script: str) -> None:
    with rsense(tmp_path, "run", script, NO_COLOR="1", COLORTERM="truecolor") as terminal:
        assert answered(terminal) == OWN


@pytest.mark.slow
def test_no_color_is_honoured_under_the_command_line(tmp_path: Path) -> None:
    asked = ("breathe", "--inline", "--private")
    with rsense(tmp_path, *asked, NO_COLOR="1", COLORTERM="truecolor") as terminal:
        terminal.until("Enter")
        written = terminal.bytes.decode()
        terminal.child.send("\x03")
        assert terminal.ended() == 130
    found = [run for run in runs(written) if len(run.words) > 1]
    assert found
    assert {(run.text, run.ground) for run in found} == OWN


@pytest.mark.slow
def test_an_empty_no_color_is_none_in_a_real_terminal(tmp_path: Path, script: str) -> None:
    with rsense(tmp_path, "run", script, NO_COLOR="", COLORTERM="truecolor") as terminal:
        found = answered(terminal)
    assert found.isdisjoint(OWN)
    texts = (Run("words", text, ground, dim=False) for text, ground in found)  # type: ignore[arg-type]
    assert faults(texts, ColorSystem.TRUECOLOR) == []

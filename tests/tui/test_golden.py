"""Every screen at four sizes, as text, against what was looked at and found good.

The usual size each time, all of them and a tiny one, resized from one to the next, where slow tests
run.

After a change that is meant: `python -m tests.tui.test_golden` writes the dumps anew; read the
difference before it is committed.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from rsense.core.script.parse import Script, parse
from rsense.ports import ExerciseLink, ExerciseSearch, HomeData, Services
from rsense.services.context import AppContext
from rsense.services.exercise.flow import ExerciseFlow
from rsense.services.frontend_services import full_services
from rsense.store.config import write_setting
from rsense.tui.app import RsenseApp
from tests.pictures import Stopwatch, invented, press, settle
from tests.shipped import LIBRARY
from tests.tui.stage import Size

GOLDEN = Path(__file__).parent / "golden"
REJECTION = Path(__file__).parent / "rejection.toml"
SIZES = ((120, 40), (80, 24), (60, 20), (40, 12))
TINY = (20, 6)
USUAL = (80, 24)

HURT = ("enter", "6", "enter", "type:She read it", "enter", "f4", "f4", "f4", "f4")
SORTING = (*HURT, "type:Tired of me", "enter", "type:Six", "enter", "enter")
WRITTEN = ("type:A long day.", "ctrl+s", "f4", "f4", "f4", "enter")
TWO = ("enter", "type:Mia", "enter", "type:Rob", "enter")
EACH = ("1", "enter", "type:Doors that slam", "enter", "f4", "enter")
FILLED = ("enter", "1", "enter", "4", "enter", "f4", "f4", "type:You always cancel")
GATE = ("enter", "3", "enter", "1", "enter", "enter")
TOLD = (*GATE, *GATE, *["enter"] * 3, *EACH, *EACH)
SCREENS: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": ("", ()),
    "find": ("", ("slash",)),
    "past": ("", ("h",)),
    "record": ("", ("h", "tab")),
    "insights": ("", ("i",)),
    "shelves": ("", ("h", "v")),
    "correct": ("", ("h", "e")),
    "thrown": ("", ("h", "d")),
    "settings": ("", ("s",)),
    "help": ("", ("f1",)),
    "country": ("", ("f1", "c", "type:ire")),
    "keys": ("", ("question_mark",)),
    "blank": ("", ("f12",)),
    "now": ("", ("n",)),
    "now-breath": ("", ("n", "9", "+5")),
    "now-below": ("", ("n", "4")),
    "now-fits": ("", ("n", "4", "1")),
    "now-people": ("", ("n", "9", "+5", "p")),
    "read": ("rejection", ()),
    "rate": ("rejection", ("enter", "6")),
    "write": ("rejection", HURT[:4]),
    "families": ("rejection", HURT[:6]),
    "family": ("rejection", (*HURT[:6], "down", "enter", "down", "space")),
    "search": ("rejection", (*HURT[:6], "type:ov")),
    "pick-several": ("five-senses", ("enter", "5", "enter", "3", "enter", "2")),
    "gather": ("rejection", (*HURT, "type:Tired of me", "enter")),
    "sort": ("rejection", (*SORTING, "2")),
    "pick-one": ("rejection", (*SORTING, "2", "1", "enter", "enter")),
    "sorted": ("rejection", (*SORTING, "2", "1")),
    "example": ("rejection", (*HURT[:3], "f3")),
    "complaint": ("rejection", (*SORTING, "2", "enter")),
    "fill": ("i-statement", FILLED),
    "pace": ("paced-breathing", ("enter", "5", "enter", "enter")),
    "breath": ("paced-breathing", ("enter", "5", "enter", "enter", "enter", "+5")),
    "hand-over": ("how-we-quarrel", TWO),
    "reveal": ("how-we-quarrel", (*TWO, *TOLD)),
    "review": ("journal", WRITTEN),
    "ending": ("journal", (*WRITTEN, "enter")),
}


FEW = (
    ExerciseLink("first", "The first", "What it is for, in one plain sentence.", 2, "settle"),
    ExerciseLink(
        "second", "The second", "A longer sentence about it, " * 3 + "to its end.", 12.5, "grow"
    ),
    *(ExerciseLink(f"more-{n}", f"Another, {n}", "Few words.", n, "learn") for n in range(1, 9)),
)
"""Exercises to find: the library itself grows, and is not what these dumps are about."""


def rejection() -> Script:
    """An exercise that stays as it is: what these dumps show is how prompts look, not its words."""
    return parse("rejection", REJECTION.read_text(), LIBRARY.sources, LIBRARY.vocabularies)


def with_few(services: Services) -> Services:
    house = services.home_actions
    assert house
    return replace(
        services,
        home_actions=replace(house, home=lambda: few_at(house.home())),
        find=lambda _: ExerciseSearch(FEW),
    )


def few_at(home: HomeData) -> HomeData:
    return replace(home, picks=FEW[:6])


async def dumped(
    name: str, context: AppContext, sizes: Sequence[Size] = (*SIZES, TINY)
) -> dict[Size, str]:
    """The screen's text at each size, without the spaces at the ends of its lines."""
    if name in ("now-people", "help", "settings"):  # whose numbers those are, anywhere
        write_setting(context.config_path, "country", "GB")
    exercise, keys = SCREENS[name]
    opened = None
    if exercise:
        script = rejection() if exercise == "rejection" else context.script(exercise)
        opened = ExerciseFlow(context, script, private=True).opened(ask=False)
    clock = Stopwatch()
    app = RsenseApp(with_few(full_services(context)), opened, clock=clock)
    found: dict[Size, str] = {}
    async with app.run_test(size=sizes[0]) as pilot:
        await pilot.pause()
        for key in keys:
            if key.startswith("+"):
                clock.seconds += float(key)
                await pilot.pause(0.2)
            else:
                await press(pilot, clock, key)
        for size in sizes:
            await pilot.resize_terminal(*size)
            await pilot.pause(0.05)  # Textual lays a resize out a hundredth of a second later
            await settle(pilot)
            strips = app.screen._compositor.render_strips()
            found[size] = "\n".join(strip.text.rstrip() for strip in strips) + "\n"
    return found


def golden(name: str, size: Size) -> Path:
    return GOLDEN / f"{name}-{size[0]}x{size[1]}.txt"


@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_as_it_was_found_good(name: str, tmp_path: Path) -> None:
    shown = asyncio.run(dumped(name, invented(str(tmp_path)), [USUAL]))
    assert shown == {USUAL: golden(name, USUAL).read_text("utf-8")}


@pytest.mark.slow
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_is_as_it_was_found_good_at_every_size(name: str, tmp_path: Path) -> None:
    shown = asyncio.run(dumped(name, invented(str(tmp_path))))
    assert len(shown.pop(TINY).splitlines()) == TINY[1]  # nothing breaks there
    assert shown == {size: golden(name, size).read_text("utf-8") for size in SIZES}


def write_all() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name in SCREENS:
        with tempfile.TemporaryDirectory() as folder:
            shown = asyncio.run(dumped(name, invented(folder)))
        for size in SIZES:
            golden(name, size).write_text(shown[size], "utf-8")


if __name__ == "__main__":
    write_all()

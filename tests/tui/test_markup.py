"""Words are words on every screen: shown as written, obeyed nowhere."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache

import pytest

from rsense.core.engine import answer
from rsense.core.prompts import Prompt
from rsense.ports import Activity, Services
from rsense.session_runner import SessionRunner
from tests.nobody import people
from tests.tui.hostile import (
    AS_WRITTEN,
    ENDING,
    FORBIDDEN,
    HOSTILE,
    HOUSE,
    SEARCH,
    SHOWN,
    elsewhere,
    hostile_session,
    posed,
)
from tests.tui.stage import Stage, acted, running

WRITING = ("Write", "Write, many lines", "Gather", "Fill")


@dataclass(frozen=True)
class Sight:
    """What a screen with hostile words came to."""

    text: str
    """The screen, without spaces and bars."""
    cells: frozenset[str]
    """Every character on it."""
    actions: tuple[str, ...]
    """What a click on it would do."""
    alive: bool
    """Whether it still runs after clicks on all that reads like a link."""


PLACES: dict[str, tuple[str, tuple[str, ...], int]] = {
    **{name: (name, (), often) for name, (_, _, often) in SHOWN.items()},
    "a breath begun": ("Pace", ("enter", "+4"), 1),
    "a turn begun": ("Timer", ("enter", "+4"), 1),
    "a gap gone back to": ("Fill", ("enter", "f2"), 4),
    "an item taken back": ("Gather", ("backspace",), 2),
    "own words": ("Pick, several", ("end", "enter"), 3),
    "help": ("Read", ("f1",), 2),
    "review": ("review", (), 1),
    "ending": ("review", ("enter",), 4),
    "home": ("home", (), 1),
    "find": ("home", ("slash",), 2),
    "families, one open": ("Pick, families", ("enter",), 5),
    "families, searched": ("Pick, families", ("type:zq",), 3),
    "correcting": ("home", ("h", "e"), 2),
    "thrown away": ("home", ("h", "d"), 2),
    "looking back": ("home", ("h",), 1),
    "a record": ("home", ("h", "tab"), 2),
    "shelves": ("home", ("h", "v"), 3),
    "insights": ("home", ("i",), 2),
    "settings": ("home", ("s",), 1),
    "a setting changed": ("home", ("s", "end", "enter"), 1),  # and in a field, as it is kept
    "palette": ("home", ("ctrl+o", "ctrl+end"), 2),
    "palette, searched": ("home", ("ctrl+o", "type:nope"), 1),
}
SCROLLBAR = ("grab", "scroll_up", "scroll_down")
STACKED = ("looking back", "a record", "thrown away")
"""Side by side on a wide screen, where lines of the one break into lines of the other."""
LIKE_OTHERS = {
    "a breath begun",
    "a turn begun",
    "an item taken back",
    "families, searched",
    "a setting changed",
    "palette, searched",
}
PLACE = pytest.mark.parametrize(
    "place", [pytest.param(n, marks=pytest.mark.slow) if n in LIKE_OTHERS else n for n in PLACES]
)


def opened(what: str) -> Activity | None:
    if what == "home":
        return None
    if what == "review":
        return Activity(
            SessionRunner(answer(hostile_session(), HOSTILE), lambda _: None), lambda _: ENDING
        )
    return posed(what)


async def reach(here: Stage, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key.startswith("+"):
            await here.pass_time(float(key))
        else:
            await here.press(key)
    await here.pilot.pause(0.05)
    await here.settle()


def services(what: str) -> Services:
    house = HOUSE if what == "home" else None
    return Services(
        lambda _: people(HOSTILE, HOSTILE),
        open=lambda _: posed("Read"),
        home_actions=house,
        find=lambda _: SEARCH,
        now=elsewhere,
        log=elsewhere,
    )


@cache
def sight(place: str) -> Sight:
    async def look() -> Sight:
        what, keys, _ = PLACES[place]
        size = (44 if place in STACKED else 80, 50)
        async with running(services(what), opened(what), size) as here:
            await reach(here, keys)
            lines = here.lines
            strips = here.app.screen._compositor.render_strips()
            actions = tuple(
                str(value)
                for strip in strips
                for segment in strip
                if segment.style and segment.style.meta
                for name, value in segment.style.meta.items()
                if name.startswith("@") and value not in SCROLLBAR
            )
            for row, line in enumerate(lines):
                if "]x[" in line:
                    await here.pilot.click(offset=(line.index("]x[") + 1, row))
                    await here.settle()
            squeezed = "".join("".join(lines).translate(dict.fromkeys(map(ord, "▌│"), "")).split())
            return Sight(squeezed, frozenset("".join(lines)), actions, here.app.is_running)

    return asyncio.run(look())


def test_every_prompt_form_is_shown_hostile_words() -> None:
    from typing import get_args

    assert {type(prompt) for prompt, _, _ in SHOWN.values()} == set(get_args(Prompt))


@PLACE
def test_words_are_shown_as_written(place: str) -> None:
    wanted = "".join(AS_WRITTEN.split())
    assert sight(place).text.count(wanted) >= PLACES[place][2]


@PLACE
def test_no_cell_holds_what_a_terminal_obeys(place: str) -> None:
    assert sight(place).cells & FORBIDDEN == set()


@PLACE
def test_no_word_can_be_clicked(place: str) -> None:
    assert (sight(place).actions, sight(place).alive) == ((), True)


@pytest.mark.parametrize("name", WRITING)
@acted
async def test_what_is_pasted_is_only_words(name: str) -> None:
    async with running(services(name), posed(name), (80, 40)) as here:
        await here.paste(f"pasted {HOSTILE}")
        assert frozenset("".join(here.lines)) & FORBIDDEN == set()


@acted
async def test_a_complaint_quotes_as_written() -> None:
    async with running(services("Sort"), posed("Sort"), (80, 40)) as here:
        here.exercise._complain(HOSTILE)
        await here.settle()
        assert "".join(AS_WRITTEN.split()) in "".join(here.lines[-6:]).replace(" ", "")

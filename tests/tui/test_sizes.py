"""Terminals of any size, resized at any moment: nothing breaks, and nothing grows without bound."""

from __future__ import annotations

import resource

import pytest
from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size as Cells
from textual.screen import Screen
from textual.widgets import Static

from rsense.tui.screen_size import HIGHEST, WIDEST
from rsense.tui.views.disc import bar, picture
from tests.faults.key_places import SCRIPTS
from tests.tui.stage import Stage, acted, stage

SMALL = [(w, h) for w in (1, 2, 3, 4, 5, 6) for h in (1, 2, 5, 24)]
SIZES = [*SMALL, (0, 0), (0, 24), (80, 0), (500, 200), (1, 200), (500, 1), (80, 24)]
MOST_MEGABYTES = 400


async def resized(here: Stage, width: int, height: int) -> None:
    size = Cells(width, height)
    here.app.post_message(Resize(size, size))
    await here.pass_time(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Pace", "Pace, silence", "Pick, families", "Sort", "Fill"])
@acted
async def test_a_question_is_resized_while_it_is_under_way(name: str) -> None:
    async with stage(SCRIPTS[name]()) as here:
        await here.press("enter")
        for size in SIZES:
            await resized(here, *size)
        assert here.app.size == (80, 24)


@pytest.mark.slow
@pytest.mark.parametrize("size", SMALL[::3], ids=str)
@acted
async def test_a_breath_begins_where_there_is_hardly_room(size: tuple[int, int]) -> None:
    async with stage(SCRIPTS["Pace"](), size) as here:
        await here.press("enter")
        for _ in range(4):
            await here.pass_time(2.5)
        assert here.app.is_running


def test_a_picture_is_as_wide_and_high_as_it_should_be() -> None:
    for width in range(40):
        for level in (0.0, 0.1, 0.33, 0.77, 1.0):
            assert [len(row) for row in bar(width, level)] == [width]
            for rows in range(1, 25):
                shape = [len(row) for row in picture(width, rows, level)]
                assert shape == ([width] * rows if width else [])


@acted
async def test_an_absurd_size_is_bounded() -> None:
    async with stage(SCRIPTS["Pace"]()) as here:
        await here.press("enter")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        await resized(here, 99999, 99999)
        assert here.app.size == (WIDEST, HIGHEST)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert (after - before) / 1024 < MOST_MEGABYTES
        await resized(here, 80, 24)
        assert here.app.size == (80, 24)


@acted
async def test_a_screen_is_laid_out_once_before_it_is_seen() -> None:
    async with stage(SCRIPTS["Rate"](), (100, 30)) as here:
        laid_out: list[frozenset[str]] = []

        class Probe(Screen[None]):
            def compose(self) -> ComposeResult:
                laid_out.append(self.classes)
                yield Static("words")

        await here.app.push_screen(Probe())
        await here.pass_time(0.1)
        assert laid_out == [here.app.screen.classes]
        assert {"-broad", "-tall"} <= here.app.screen.classes


@acted
async def test_a_scale_is_drawn_before_its_screen_is_laid_out() -> None:
    async with stage(SCRIPTS["Rate"](), (100, 30)) as here:
        drawn: list[str] = []
        scale = here.app.screen.query_one("#scale", Static)
        scale.update = drawn.append  # type: ignore[assignment,method-assign]
        await resized(here, 80, 24)
        assert drawn == [], "its size does not change it"
        assert "10" in str(scale.content)

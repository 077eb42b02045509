"""Insights on the screen: counts at once, then what goes together, one finding at a time."""

from __future__ import annotations

import random
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from typing import cast

from msgspec.structs import replace

from rsense.insight.page import InsightsPage
from rsense.insight.sections import ALL_HIDDEN, TOO_FEW, Finding
from rsense.services.frontend_services import full_services
from rsense.store.config import write_setting
from rsense.tui.screens.insights import LOOKING, InsightsScreen
from tests.insight.histories import history, with_effect
from tests.pictures import NOW, invented
from tests.tui.stage import NARROW, TINY, WIDE, Size, Stage, acted, running


class Held:
    """A page whose findings are not there before they are let go."""

    def __init__(self, page: InsightsPage) -> None:
        self.page = page
        self.go = Event()
        self.go.set()

    def findings(self) -> tuple[Finding, ...]:
        self.go.wait(10)
        return self.page.findings()

    def __getattr__(self, name: str) -> object:
        return getattr(self.page, name)


@asynccontextmanager
async def looking(
    size: Size = WIDE, *, notes: int = 100, held: bool = False, glyphs: str = ""
) -> AsyncIterator[tuple[Stage, Held]]:
    with tempfile.TemporaryDirectory() as folder:
        context = invented(folder)
        if glyphs:
            write_setting(context.config_path, "glyphs", glyphs)
        chance = random.Random(3)
        made = history(with_effect(1, chance), chance, notes)
        for number, note in enumerate(made):
            at = note.at + (NOW - made[-1].at)
            tags = (*note.tags, "[/nope]") if "word 0" in note.tags else note.tags
            context.records.add(note._replace(id=f"note{number:06}", at=at, tags=tags))
        services = full_services(context)
        house = services.home_actions
        assert house
        page = Held(house.insights(26))
        if held:
            page.go.clear()
        house = replace(house, insights=lambda _: cast("InsightsPage", page))
        async with running(replace(services, home_actions=house), size=size) as here:
            if held:
                here.send("i")
            else:
                await here.press("i")
                assert isinstance(here.app.screen, InsightsScreen)
                await here.until(lambda: LOOKING not in here.words and "Reading" not in here.words)
            yield here, page


@acted
async def test_counts_stand_there_before_it_is_known_what_goes_together() -> None:
    async with looking(held=True) as (here, page):
        await here.until(lambda: "The last weeks" in here.words)
        assert LOOKING in here.words
        page.go.set()
        await here.until(lambda: LOOKING not in here.words)
        said = "In notes with the tag “[/nope]” you noted about"
        await here.until(lambda: said in here.words)
        assert "Nearly the same notes have “word 0”" in here.words


@acted
async def test_it_can_be_left_while_it_is_still_looking() -> None:
    async with looking(held=True) as (here, page):
        await here.until(lambda: "The last weeks" in here.words)
        here.send("escape")
        await here.until(lambda: not isinstance(here.app.screen, InsightsScreen))
        page.go.set()
        await here.settle()
        assert not isinstance(here.app.screen, InsightsScreen)


@acted
async def test_a_finding_is_hidden_and_brought_back_with_a_key() -> None:
    async with looking() as (here, page):
        assert len(page.findings()) == 1
        await here.press("x")
        await here.until(lambda: ALL_HIDDEN in here.words)
        await here.press("u")
        await here.until(lambda: "with the tag “[/nope]”" in here.words)
        assert "› Plan what you'll do next time" in here.words


@acted
async def test_a_finding_leads_to_its_exercise_and_back() -> None:
    for key in ("p", "enter"):  # the cursor is on it
        async with looking() as (here, _):
            await here.press(key)
            assert here.exercise.sitting.session.script.id == "if-then-plan"
            await here.press("escape")


@acted
async def test_where_nothing_goes_together_that_is_said() -> None:
    async with looking(notes=20) as (here, _):
        assert TOO_FEW in here.words
        await here.press("n", "p", "x")
        assert isinstance(here.app.screen, InsightsScreen)


@acted
async def test_bars_are_drawn_with_what_the_settings_say() -> None:
    for glyphs, mark in (("blocks", "█"), ("ascii", "##")):
        async with looking((80, 60), glyphs=glyphs) as (here, _):
            assert mark in here.text


@acted
async def test_all_of_it_can_be_reached_on_any_screen() -> None:
    for size in (NARROW, TINY):
        async with looking(size) as (here, _):
            await here.press(*["pagedown"] * 30)
            assert "Back" in here.words
            await here.press("w")
            await here.until(lambda: LOOKING not in here.words)


@acted
async def test_history_and_palette_lead_there_too() -> None:
    async with looking() as (here, _):
        await here.press("escape", "h", "i")
        assert isinstance(here.app.screen, InsightsScreen)
        await here.press("escape", "escape", "ctrl+p", "type:insights", "enter")
        await here.settle()
        assert isinstance(here.app.screen, InsightsScreen)

"""Every exercise that ships, done once on the narrowest screen by a robot.

What each form of a question looks like, and every size, is for the views' own tests and the golden
dumps; every branch is walked without a screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rsense.tui.enter_guard import MOMENT
from tests.shipped import EVERY_EXERCISE, FULL, script
from tests.tui.stage import NARROW, stage

SETTLING = 2
"""Rounds of waiting until the next question is there."""


@dataclass(frozen=True)
class Walk:
    """An exercise done by a robot on the narrowest screen, from first to last."""

    sights: Mapping[str, str]
    """The words on the screen at each step, by its id."""
    begins: Mapping[str, str]
    """How the question of each step begins."""
    last: str
    """The words on the screen before it is finished."""
    code: int | None
    finished: int
    """How often it was finished."""


@cache
def walked(name: str) -> Walk:
    async def go() -> Walk:
        sights: dict[str, str] = {}
        begins: dict[str, str] = {}
        async with stage(script(name), NARROW, shelves=FULL) as here:
            while (shown := here.sitting.current) is not None:
                trail = len(here.sitting.session.replies)
                sights[here.step] = here.words
                begins[here.step] = " ".join(shown.prompt.text.split()[:4])
                here.clock.now += MOMENT
                here.view.answer(next(iter(here.view.shown.prompt.samples())))
                await here.settle(SETTLING)
                assert len(here.sitting.session.replies) == trail + 1, here.text
            await here.settle()
            last = here.words
            await here.press("enter", "enter")
            return Walk(sights, begins, last, here.app.return_code, len(here.kept.finished))

    return asyncio.run(go())


@EVERY_EXERCISE
def test_every_question_begins_in_sight(name: str) -> None:
    walk = walked(name)
    assert [step for step, begin in walk.begins.items() if begin not in walk.sights[step]] == []


@EVERY_EXERCISE
def test_how_to_leave_and_where_help_is_are_always_named(name: str) -> None:
    without = [
        step
        for step, words in walked(name).sights.items()
        if not ("Esc leave" in words and "F1 help now" in words)
    ]
    assert without == []


@EVERY_EXERCISE
def test_it_leads_to_a_last_look_over_all_of_it(name: str) -> None:
    assert "It is right as it is." in walked(name).last


@EVERY_EXERCISE
def test_it_is_finished_once_and_ends_well(name: str) -> None:
    assert (walked(name).code, walked(name).finished) == (0, 1)

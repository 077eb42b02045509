"""The exercises that ship, on the narrowest screen: the longest page of each form, and whole ways.

What each form of a question looks like, and every size, is for the views' own tests and the golden
dumps; every branch is walked without a screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import get_args

import pytest

from rsense.core.engine import CurrentPrompt, Session, answer, begin, current
from rsense.core.prompts import Prompt
from rsense.tui.enter_guard import MOMENT
from tests.shipped import EVERY_EXERCISE, FULL, LIBRARY, script
from tests.tui.stage import NARROW, SIZES, Size, Stage, acted, stage

SETTLING = 2
"""Rounds of waiting until the next question is there."""
FORMS = get_args(Prompt)


def pages(name: str) -> Iterator[tuple[CurrentPrompt, Session]]:
    """The questions of an exercise, each answered with the first thing that it takes."""
    session = begin(script(name), FULL)
    while (asked := current(session)) is not None:
        yield asked, session
        session = answer(session, next(iter(asked.prompt.samples())))


@cache
def longest() -> dict[type[Prompt], Session]:
    """For each form of a question the session that is at the most words to read."""
    every = [page for name in LIBRARY.sources for page in pages(name)]
    every.sort(key=lambda page: len(page[0].prompt.text + page[0].hint + "".join(page[0].pins)))
    return {type(asked.prompt): session for asked, session in every}


def missing(here: Stage) -> list[str]:
    """What is not in sight and has to be: how the question begins, and two ways out."""
    shown = here.sitting.current
    assert shown is not None
    begins = " ".join(shown.prompt.text.split()[:4])
    return [f"{here.step}: {w}" for w in (begins, "Esc leave", "help now") if w not in here.words]


@SIZES
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@acted
async def test_longest_question_of_a_form_begins_in_sight(form: type[Prompt], size: Size) -> None:
    async with stage(longest()[form], size) as here:
        assert missing(here) == []


@pytest.mark.slow
@EVERY_EXERCISE
@acted
async def test_every_question_begins_in_sight_and_the_end_is_reached_once(name: str) -> None:
    async with stage(script(name), NARROW, shelves=FULL) as here:
        while (shown := here.sitting.current) is not None:
            trail = len(here.sitting.session.replies)
            assert missing(here) == []
            here.clock.now += MOMENT
            here.view.answer(next(iter(shown.prompt.samples())))
            await here.settle(SETTLING)
            assert len(here.sitting.session.replies) == trail + 1, here.text
        await here.settle()
        if here.sitting.to_review:
            assert "It's right as it is." in here.words
            await here.press("enter")
        await here.press("enter")
    assert (here.app.return_code, len(here.kept.finished)) == (0, 1)

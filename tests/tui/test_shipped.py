"""Every exercise that ships, every question of it, on every size of screen."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from rsense.core.engine import Session, answer, begin
from rsense.core.explore import walks
from rsense.core.script import Script, parse
from rsense.core.steps import Asking
from rsense.sitting import Opened, Sitting
from rsense.store.library import Library, shipped_folder
from tests.tui.stage import NARROW, TINY, WIDE, Kept, Size, stage

LIBRARY = Library(shipped_folder())
SHELVES = {"evidence": ("She came back every time.",), "secure-base": ("The lake.", "Ada.")}
EXERCISE = pytest.mark.parametrize("name", LIBRARY.sources)


def shipped(name: str) -> Script:
    return parse(name, LIBRARY.sources[name], LIBRARY.sources, LIBRARY.vocabularies)


@cache
def places(name: str) -> Mapping[str, Session]:
    """A session at each step that can be reached, by the step's id."""
    found: dict[str, Session] = {}
    for walked in walks(shipped(name), SHELVES):
        if all(reply.step in found for reply in walked.trail):
            continue
        session = begin(walked.script, SHELVES)
        for reply in walked.trail:
            found.setdefault(reply.step, session)
            session = answer(session, reply.value)
    return found


@dataclass(frozen=True)
class Walk:
    """An exercise done by a robot, from first to last."""

    sights: Mapping[str, str]
    """The words on the screen at each step, by its id."""
    last: str
    """The words on the screen before it is finished."""
    code: int | None
    finished: int
    """How often it was finished."""


@cache
def walked(name: str) -> Walk:
    async def go() -> Walk:
        seen: dict[str, str] = {}
        async with stage(places(name)[first(name)]) as here:
            while here.sitting.shown is not None:
                trail = len(here.sitting.session.trail)
                seen[here.step] = here.words
                here.view.answer(next(iter(here.view.shown.prompt.samples())))
                await here.settle()
                assert len(here.sitting.session.trail) == trail + 1, here.text
            last = here.words
            await here.press("enter", "enter")
            return Walk(seen, last, here.app.return_code, len(here.kept.finished))

    return asyncio.run(go())


def first(name: str) -> str:
    return next(iter(places(name)))


@cache
def sights(name: str) -> Mapping[tuple[str, Size], str]:
    """The words on the screen where each step is met, by its id and the size."""
    seen = {(step, WIDE): words for step, words in walked(name).sights.items()}

    async def look() -> None:
        kept = Kept()
        async with stage(shipped(name), kept=kept) as here:
            for size in (WIDE, NARROW, TINY):
                await here.pilot.resize_terminal(*size)
                for step, session in places(name).items():
                    if (step, size) in seen:
                        continue
                    here.exercise.opened = Opened(Sitting(session, kept.keep), kept.finish)
                    await here.exercise.show_prompt()
                    await here.settle(1)
                    seen[step, size] = here.words

    asyncio.run(look())
    return seen


@EXERCISE
def test_every_question_is_met_here(name: str) -> None:
    asking = {node.id for node in shipped(name).nodes if isinstance(node.step, Asking)}
    assert asking == set(places(name))


@EXERCISE
def test_every_question_shows_on_every_size(name: str) -> None:
    assert all(sights(name).values())


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x12"])
@EXERCISE
def test_how_to_leave_and_where_help_is_are_always_named(name: str, size: Size) -> None:
    without = [
        step
        for (step, at), words in sights(name).items()
        if at == size and not ("Esc leave" in words and "F1 help now" in words)
    ]
    assert without == []


@EXERCISE
def test_it_leads_to_a_last_look_over_all_of_it(name: str) -> None:
    assert "It is right as it is." in walked(name).last


@EXERCISE
def test_it_is_finished_once_and_ends_well(name: str) -> None:
    assert (walked(name).code, walked(name).finished) == (0, 1)

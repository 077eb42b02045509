"""What may help right now."""

from __future__ import annotations

import pytest

from rsense.insight.suggest import _BODY, _THINK, HAPPENINGS, MOST, REASONS, suggestions
from rsense.store.library import Library, shipped_folder

KNOWN = tuple(Library(shipped_folder()).sources)
THERE = KNOWN.__contains__
STAGES = {str(h["id"]): h["stage"] for h in Library(shipped_folder()).heads()}
EVERY = pytest.mark.parametrize("happening", [*HAPPENINGS, "in own words"])


@EVERY
@pytest.mark.parametrize("strength", [7, 10, None])
def test_when_it_is_strong_or_not_said_the_body_comes_first(
    happening: str, strength: int | None
) -> None:
    found = suggestions(happening, strength, THERE)
    assert [STAGES[one.exercise] for one in found] == ["settle"] * MOST


@EVERY
def test_below_that_there_is_room_to_think_or_speak(happening: str) -> None:
    stages = {STAGES[one.exercise] for one in suggestions(happening, 6, THERE)}
    assert stages & {"rethink", "speak", "grow", "notice"}


@EVERY
@pytest.mark.parametrize("strength", [3, 9])
def test_what_was_done_is_not_offered_again_while_there_is_more(
    happening: str, strength: int
) -> None:
    first = suggestions(happening, strength, THERE)[0].exercise
    assert first not in [one.exercise for one in suggestions(happening, strength, THERE, {first})]


def test_with_nothing_else_left_it_is_offered_all_the_same() -> None:
    again = suggestions("tone", 9, ["five-senses"].__contains__, {"five-senses"})
    assert [one.exercise for one in again] == ["five-senses"]


@pytest.mark.parametrize("name", REASONS)
def test_what_may_be_suggested_is_in_the_library(name: str) -> None:
    assert name in KNOWN


def test_everything_that_happens_has_something_that_fits() -> None:
    assert set(_BODY) == set(_THINK) == set(HAPPENINGS)

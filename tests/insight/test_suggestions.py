"""What may help right now."""

from __future__ import annotations

import pytest

from rsense.insight.suggestions import MOST, Fitting, Happening, Suggestions
from rsense.services.now.offers import read_suggestions
from tests.shipped import LIBRARY

SHIPPED = read_suggestions(LIBRARY)
THERE = LIBRARY.paths.__contains__
STAGES = {str(h["id"]): h["stage"] for h in LIBRARY.heads()}
EVERY = pytest.mark.parametrize("happening", [*SHIPPED.happening, "not said"])


@EVERY
@pytest.mark.parametrize("strength", [7, 10, None])
def test_when_it_is_strong_or_not_said_the_body_comes_first(
    happening: str, strength: int | None
) -> None:
    found = SHIPPED.fitting(happening, strength, THERE)
    assert [STAGES[one.exercise] for one in found] == ["settle"] * MOST


@EVERY
def test_below_that_there_is_room_to_think_or_speak(happening: str) -> None:
    stages = {STAGES[one.exercise] for one in SHIPPED.fitting(happening, 6, THERE)}
    assert stages & {"rethink", "speak", "grow", "notice"}


@EVERY
@pytest.mark.parametrize("strength", [3, 9])
def test_what_was_done_is_not_offered_again_while_there_is_more(
    happening: str, strength: int
) -> None:
    first = SHIPPED.fitting(happening, strength, THERE)[0].exercise
    again = SHIPPED.fitting(happening, strength, THERE, {first})
    assert first not in [one.exercise for one in again]


def test_with_nothing_else_left_it_is_offered_all_the_same() -> None:
    again = SHIPPED.fitting("tone", 9, ["five-senses"].__contains__, {"five-senses"})
    assert [one.exercise for one in again] == ["five-senses"]


def test_shipped_suggestions_have_no_problem() -> None:
    assert list(SHIPPED.problems(LIBRARY.paths)) == []


def test_problems_name_what_fits_nothing() -> None:
    table = Suggestions(
        format=1,
        any=Fitting(("a",), ("b", "gone")),
        happening={"tone": Happening((), ("a",), label="a tone")},
        reason={"a": "it helps", "gone": "it helped", "c": "it would help"},
    )
    assert list(table.problems(["a", "b", "c"])) == [
        'there is no exercise "gone"',
        '"b" has no reason',
        'nothing suggests "c"',
    ]

"""A few exercises at hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rsense.ports import ExerciseLink
from rsense.services.home import picks

LONG, SHORT = (
    ExerciseLink("long-rest", "", "", 9, "settle"),
    ExerciseLink("short-rest", "", "", 2, "settle"),
)
THINK = ExerciseLink("think", "", "", 5, "rethink")


def test_there_is_one_of_each_stage_in_the_order_of_the_stages() -> None:
    assert picks((LONG, SHORT, THINK), ()) == (SHORT, THINK)


def test_what_was_used_last_comes_before_what_is_short() -> None:
    assert picks((LONG, SHORT), ("long-rest",)) == (LONG,)


def test_of_two_that_were_used_the_newer_stands() -> None:
    assert picks((LONG, SHORT), ("short-rest", "long-rest")) == (SHORT,)


def test_one_that_looks_back_is_not_offered() -> None:
    assert picks((ExerciseLink("did-i", "", "", 1, "settle", looks_back=True), LONG), ()) == (LONG,)


@given(st.lists(st.sampled_from((LONG, SHORT, THINK))), st.lists(st.text(max_size=3)))
def test_no_stage_comes_twice(every: list[ExerciseLink], used: list[str]) -> None:
    chosen = [one.stage for one in picks(every, used)]
    assert sorted(chosen) == sorted({one.stage for one in every})

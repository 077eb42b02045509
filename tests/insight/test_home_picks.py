"""A few exercises at hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rsense.insight.home_picks import Candidate, pick_for_home

SETTLE = (Candidate("long-rest", "settle", 9), Candidate("short-rest", "settle", 2))
THINK = (Candidate("think", "rethink", 5),)


def test_there_is_one_of_each_stage_in_the_order_of_the_stages() -> None:
    assert pick_for_home((*SETTLE, *THINK), ()) == ("short-rest", "think")


def test_what_was_used_last_comes_before_what_is_short() -> None:
    assert pick_for_home(SETTLE, ("long-rest",)) == ("long-rest",)


def test_of_two_that_were_used_the_newer_stands() -> None:
    assert pick_for_home(SETTLE, ("short-rest", "long-rest")) == ("short-rest",)


@given(st.lists(st.sampled_from((*SETTLE, *THINK))), st.lists(st.text(max_size=3)))
def test_no_stage_comes_twice(candidates: list[Candidate], used: list[str]) -> None:
    stages = {one.id: one.stage for one in candidates}
    chosen = [stages[id] for id in pick_for_home(candidates, used)]
    assert sorted(chosen) == sorted({one.stage for one in candidates})
